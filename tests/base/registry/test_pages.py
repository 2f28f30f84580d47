"""The registry's pages: what each reader gets, what a wrong entry gets, what a change promises and does."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.base.registry.conftest import (
    FAR_HAMLET,
    HAMLET,
    NEXT_HAMLET,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    Adds,
    SignsIn,
    number,
)

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Enterprise, Household, HouseholdStatus, Membership, Person, Wish
from shihu.base.registry.types import HouseholdFacts, NewPerson
from shihu.base.registry.web.pages.acts import HOUSEHOLD_ACTS, PERSON_ACTS
from shihu.kernel.actors import Role


@pytest.fixture
def family(add: Adds) -> str:
    head = NewPerson("赵二虎", "relation.householder", sex="male", phone="13800138000")
    wife = NewPerson("李桂兰", "relation.spouse", sex="female")
    son = NewPerson("赵小平", "relation.son", sex="male", birth=date(1990, 1, 1))
    return add(head, wife, son, about=HouseholdFacts(phone="13900001111", street="主街")).household


def key(name: str) -> str:
    return str(Person.objects.get(name=name).pk)


def act(code: str, name: str, person: str = "") -> str:
    if person:
        return reverse("registry_person_act", kwargs={"code": code, "person": key(person), "act": name})
    return reverse("registry_household_act", kwargs={"code": code, "act": name})


def pages_of(code: str) -> list[str]:
    person = {"code": code, "person": key("李桂兰")}
    return [
        reverse("registry_households") + f"?place={VILLAGE}",
        reverse("registry_households_export") + f"?place={VILLAGE}",
        reverse("registry_add_household") + f"?place={VILLAGE}",
        reverse("registry_household", kwargs={"code": code}),
        reverse("registry_person", kwargs=person),
        *(act(code, name) for name in HOUSEHOLD_ACTS),
        *(act(code, name, "李桂兰") for name in PERSON_ACTS),
        reverse("registry_enterprises") + f"?place={VILLAGE}",
        reverse("registry_add_enterprise") + f"?place={VILLAGE}",
    ]


def test_the_village_s_own_open_every_page(family: str, signs_in: SignsIn) -> None:
    for client in (signs_in(Role.CADRE, VILLAGE), signs_in(Role.OFFICER, TOWN)):
        assert {url: client.get(url).status_code for url in pages_of(family)} == dict.fromkeys(pages_of(family), 200)


def test_who_only_reads_reads_but_changes_nothing(family: str, signs_in: SignsIn) -> None:
    auditor = signs_in(Role.AUDITOR, TOWN)
    reads = (
        "registry_households",
        "registry_households_export",
        "registry_enterprises",
        "registry_person",
    )
    for url in pages_of(family):
        match = auditor.get(url).resolver_match
        assert match is not None
        assert auditor.get(url).status_code == (200 if match.url_name in reads else 403), url


@pytest.mark.parametrize("who", [(Role.CADRE, OTHER_VILLAGE), (Role.OFFICER, "141130102"), (Role.VILLAGER, VILLAGE)])
def test_to_others_there_is_nothing_there(family: str, signs_in: SignsIn, who: tuple[Role, str]) -> None:
    client, entries = signs_in(*who), AuditEntry.objects.count()
    for url in pages_of(family):
        assert client.get(url).status_code == 404, url
        assert client.post(url, {"version": "1", "step": "do"}).status_code in {404, 405}, url
    assert AuditEntry.objects.count() == entries
    assert Household.objects.get().version == 1


def test_a_visitor_finds_no_page(family: str) -> None:
    for url in pages_of(family):
        assert Client().get(url).status_code in {302, 404}, url


def test_the_list_without_a_place_is_of_one_s_own(family: str, signs_in: SignsIn) -> None:
    answer = signs_in(Role.CADRE, VILLAGE).get(reverse("registry_households"))
    assert "尚家沟村的农户" in answer.content.decode()
    assert "赵二虎" in answer.content.decode()


def test_the_list_takes_the_same_queries_for_one_and_for_many(
    family: str, add: Adds, signs_in: SignsIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = signs_in(Role.OFFICER, TOWN), reverse("registry_households") + f"?place={TOWN}"
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for i in range(30):
        add((f"人{i}", "householder"), hamlet=NEXT_HAMLET)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one) <= 20


def test_filters_in_the_address_narrow_and_nonsense_does_no_harm(family: str, add: Adds, signs_in: SignsIn) -> None:
    add(("钱七", "householder"), hamlet=NEXT_HAMLET)
    client, url = signs_in(Role.OFFICER, TOWN), reverse("registry_households")
    narrowed = client.get(url, {"place": TOWN, "q": "zeh"}).content.decode()
    assert "赵二虎" in narrowed
    assert "钱七" not in narrowed
    for nonsense in (
        {"place": TOWN, "page": "999"},
        {"place": TOWN, "page": "-1", "sort": "'; drop"},
        {"place": TOWN, "exited": "²⁰¹⁸", "was": "x" * 500},
        {"place": TOWN, "q": "\x00%_'"},
        {"place": TOWN, "hamlet": "不是代码"},
    ):
        assert client.get(url, nonsense).status_code == 200, nonsense
    assert client.get("/registry/households/%00/").status_code == 404
    assert client.get(reverse("registry_enterprises"), {"place": TOWN, "q": "\x00", "kind": "\x00"}).status_code == 200
    for wrong in ("nowhere", "1" * 40, "999999999", "\x00", "１４１１３０"):
        assert client.get(url, {"place": wrong}).status_code == 404


def test_an_empty_list_says_what_to_do(places: None, signs_in: SignsIn) -> None:
    url = reverse("registry_households") + f"?place={VILLAGE}"
    assert "导入名册" in signs_in(Role.OFFICER, TOWN).get(url).content.decode()
    assert "导入名册" not in signs_in(Role.CADRE, VILLAGE).get(url).content.decode().split("<main")[1]


def test_the_export_holds_the_list_and_stands_in_the_audit(add: Adds, signs_in: SignsIn) -> None:
    add(("=1+1", "householder"))
    answer = signs_in(Role.CADRE, VILLAGE).get(reverse("registry_households_export") + f"?place={VILLAGE}")
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.action, entry.new["households"]) == ("registry.export", 1)


def test_a_page_names_no_whole_id_number_and_no_foreign_person(add: Adds, signs_in: SignsIn) -> None:
    mine = number(date(1970, 5, 1), 1, male=True)
    code = add(NewPerson("单雄信", "relation.householder", id_number=mine)).household
    far = add(("周五", "householder"), hamlet=FAR_HAMLET).household
    client = signs_in(Role.CADRE, VILLAGE)
    for url in (
        reverse("registry_household", kwargs={"code": code}),
        reverse("registry_person", kwargs={"code": code, "person": key("单雄信")}),
        act(code, "facts", "单雄信"),
    ):
        assert mine not in client.get(url).content.decode()
    wrong = reverse("registry_person", kwargs={"code": code, "person": key("周五")})
    assert client.get(wrong).status_code == 404
    assert client.get(reverse("registry_household", kwargs={"code": far})).status_code == 404


# --- changes --------------------------------------------------------------------------------------------


def test_a_change_first_tells_what_will_happen_then_does_exactly_that(family: str, signs_in: SignsIn) -> None:
    client, url = signs_in(Role.CADRE, VILLAGE), act(family, "status")
    data = {"version": "1", "term": "poverty.registered", "since": "2016-01-01", "reason": "", "step": "look"}
    shown = client.post(url, data)
    assert shown.status_code == 200
    assert "将会这样办" in shown.content.decode()
    assert "建档立卡贫困户" in shown.content.decode()
    assert not HouseholdStatus.objects.exists()
    back = client.post(url, {**data, "step": "back"})
    assert 'value="2016-01-01"' in back.content.decode()
    done = client.post(url, {**data, "step": "do"})
    assert done.headers["Location"] == reverse("desk_household", kwargs={"code": family})
    assert HouseholdStatus.objects.get().term_id == "poverty.registered"


def test_an_old_form_is_refused_and_nothing_is_lost(family: str, signs_in: SignsIn) -> None:
    client, url = signs_in(Role.CADRE, VILLAGE), act(family, "wishes")
    assert client.post(url, {"version": "1", "wish_0": "wish.poria", "step": "do"}).status_code == 302
    answer = client.post(url, {"version": "1", "wish_0": "wish.mushroom", "step": "do"})
    assert answer.status_code == 422
    assert "别人已经改过" in answer.content.decode()
    assert Wish.objects.get().term_id == "wish.poria"


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("status", {"term": "poverty.registered", "since": "2999-01-01"}, "since"),
        ("status", {"term": "nonsense", "since": "2016-01-01"}, "term"),
        ("status", {"term": "poverty.registered", "since": "31.02.2016"}, "since"),
        ("facts", {"phone": "12"}, "phone"),
        ("facts", {"land_mu": "-1"}, "land_mu"),
        ("facts", {"lon": "111.1"}, "lon"),
        ("merge", {"into": "没有这户", "day": "2019-01-01"}, "into"),
        ("split", {"day": "2019-01-01"}, "leaving"),
        ("came", {"name": "新人", "relation": "relation.son", "how": "moved_in", "day": "2001-01-01"}, "day"),
        (
            "came",
            {"name": "新人", "relation": "relation.son", "how": "moved_in", "day": "2019-01-01", "id_number": "1234"},
            "id_number",
        ),
        ("householder", {"successor": "nobody", "day": "2019-01-01"}, "successor"),
        ("partners", {"prefers": "没有这户"}, "prefers"),
        ("move", {"hamlet": FAR_HAMLET}, "hamlet"),
    ],
)
def test_a_wrong_entry_is_shown_beside_its_field_and_changes_nothing(
    family: str, signs_in: SignsIn, name: str, data: dict[str, str], field: str
) -> None:
    entries = AuditEntry.objects.count()
    if name == "merge":
        data = data | {f"relation_{key(who)}": "relation.other" for who in ("赵二虎", "李桂兰", "赵小平")}
    answer = signs_in(Role.CADRE, VILLAGE).post(act(family, name), {"version": "1", "step": "do", **data})
    assert answer.status_code == 422
    assert field in answer.context["page"].form.errors
    assert Household.objects.get().version == 1
    assert AuditEntry.objects.count() == entries


def test_every_change_can_be_made_from_its_page(family: str, add: Adds, signs_in: SignsIn) -> None:
    other = add(NewPerson("钱三", "relation.householder", sex="male"), ("钱小红", "daughter")).household
    client = signs_in(Role.OFFICER, TOWN)

    def does(url: str, **data: object) -> None:
        code = url.split("/")[3]
        version = data.pop("version", Household.objects.get(code=code).version)
        shown = client.post(url, {"version": version, "step": "look", **data})
        assert shown.status_code in {200, 302}, shown.context["page"].form.errors
        if shown.status_code == 200:
            carried = dict(shown.context["page"].carried) | data
            answer = client.post(url, {**carried, "version": version, "step": "do"})
            assert answer.status_code == 302, answer.context["page"].form.errors

    does(act(family, "facts"), street="后街", phone="0358-5422222", land_mu="8.5", willing="on")
    does(act(family, "wishes"), wish_0="wish.poria", wish_1="wish.mushroom")
    does(act(family, "partners"), prefers="钱三", refuses="")
    does(act(family, "status"), term="wealth.poor", since="2016-01-01", reason="")
    does(act(family, "status"), term="wealth.ordinary", since="2018-01-01", reason="")
    does(act(family, "status-back"), vocabulary="wealth", reason="记错")
    does(act(family, "status-end"), vocabulary="wealth", until="2019-01-01", reason="不再评")
    does(
        act(family, "came"), name="赵晨", relation="relation.grandson", how="born", day="2018-05-01", birth="2018-05-01"
    )
    does(act(family, "marriage"), person=key("赵小平"), into="钱三", spouse="钱小红", day="2019-01-01", successor="")
    version = Person.objects.get(name="李桂兰").version
    does(act(family, "facts", "李桂兰"), version=version, name="李桂英", sex="female", phone="", may_head="yes")
    does(act(family, "skills", "李桂英"), version=version + 1, skills=["skill.cooking"])
    does(act(family, "householder"), successor=key("李桂英"), day="2019-02-01", reason="")
    does(act(family, "relation", "赵晨"), relation="relation.grandson", day="2019-02-01")
    does(act(family, "left", "赵二虎"), how="moved", day="2019-03-01", reason="太原")
    does(act(family, "moved", "赵晨"), into=other, relation="relation.other", day="2019-04-01", reason="")
    does(act(family, "move"), hamlet=NEXT_HAMLET, street="", willing="on", reason="搬迁")
    does(
        act(other, "split"),
        leaving=[key("赵小平"), key("钱小红")],
        householder=key("赵小平"),
        day="2019-05-01",
        reason="",
    )
    does(
        act(family, "merge"), into=other, day="2019-06-01", reason="", **{f"relation_{key('李桂英')}": "relation.other"}
    )
    does(act(other, "died", "钱三"), day="2019-07-01", successor=key("李桂英"))
    assert Household.objects.get(code=other).householder.name == "李桂英"
    assert Household.objects.get(code=family).ended_by == "merged"
    from shihu.base.registry.queries import check

    assert check() == []


def member(prefix: str, **given: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in given.items()}


def test_a_household_is_added_with_its_members_in_one_go(places: None, signs_in: SignsIn) -> None:
    client, url = signs_in(Role.CADRE, VILLAGE), reverse("registry_add_household") + f"?place={VILLAGE}"
    mine = number(date(1970, 5, 1), 1, male=True)
    data = {
        "hamlet": HAMLET,
        "since": "2019-08-01",
        "willing": "on",
        **member("m0", name="赵二虎", relation="relation.householder", id_number=mine),
        **member("m2", name="李桂兰", relation="relation.spouse", sex="female"),
    }
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.context and answer.context["page"].home.errors
    home = Household.objects.get()
    assert (home.code, home.willing) == (f"{HAMLET}0001", True)
    assert Membership.objects.filter(household=home).count() == 2


def test_a_faulty_new_household_shows_every_fault_and_adds_nobody(places: None, signs_in: SignsIn) -> None:
    client, url = signs_in(Role.CADRE, VILLAGE), reverse("registry_add_household") + f"?place={VILLAGE}"
    good = number(date(1970, 5, 1), 1, male=True)
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    data = {
        "hamlet": HAMLET,
        "since": "2019-08-01",
        **member("m0", name="赵二虎", relation="relation.householder"),
        **member("m1", name="李桂兰", relation="relation.spouse", id_number=wrong),
    }
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "id_number" in dict(answer.context["page"].others)[1].errors
    answer = client.post(url, {**data, "hamlet": FAR_HAMLET, "m0-name": ""})
    page = answer.context["page"]
    assert ("hamlet" in page.home.errors, "name" in page.head_of_house.errors) == (True, True)
    assert not Person.objects.exists()
    assert not Household.objects.exists()


def test_an_organisation_is_added_and_amended_by_name_of_its_representative(family: str, signs_in: SignsIn) -> None:
    client = signs_in(Role.CADRE, VILLAGE)
    data = {
        "name": "尚家沟食用菌合作社",
        "kind": "enterprise.cooperative",
        "code": "91350100M000100Y43",
        "place": VILLAGE,
        "representative": "赵二虎",
        "since": "2018-01-01",
    }
    url = reverse("registry_add_enterprise") + f"?place={VILLAGE}"
    wrong = client.post(url, {**data, "code": "91350100M000100Y44"})
    assert wrong.status_code == 422
    assert "code" in wrong.context["form"].errors
    nobody = client.post(url, {**data, "representative": "没有这人"})
    assert "representative" in nobody.context["form"].errors
    assert not Enterprise.objects.exists()
    assert client.post(url, data).status_code == 302
    found = Enterprise.objects.get()
    assert found.representative is not None
    assert found.representative.name == "赵二虎"
    page = reverse("registry_enterprise", kwargs={"key": found.pk})
    assert client.post(page, {**data, "version": "1", "until": "2019-01-01"}).status_code == 302
    assert client.post(page, {**data, "version": "1"}).status_code == 422
    taken = client.get(reverse("registry_enterprises"), {"place": VILLAGE, "as": "xlsx"})
    book = zipfile.ZipFile(io.BytesIO(taken.content))
    assert "91350100M000100Y43" in book.read("xl/sharedStrings.xml").decode()
    assert signs_in(Role.CADRE, OTHER_VILLAGE).get(page).status_code == 404
    assert signs_in(Role.AUDITOR, TOWN).get(page).status_code == 403


def test_the_pages_speak_english_too(family: str, signs_in: SignsIn) -> None:
    client = signs_in(Role.CADRE, VILLAGE)
    client.cookies["django_language"] = "en"
    text = client.get(reverse("registry_households") + f"?place={VILLAGE}").content.decode()
    assert "Households of Shangjiagou" in text
    refused = client.post(act(family, "merge"), {"version": "1", "into": family, "day": "2019-01-01", "step": "look"})
    assert refused.status_code == 422
