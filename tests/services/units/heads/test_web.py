"""Pages of heads: the journey in the browser's terms, who sees what, how many queries it takes."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import HAMLET, OTHER_VILLAGE, TOWN, VILLAGE, Village
from tests.services.units.heads.conftest import Hamlet, unit_of

from shihu.base.accounts.models import User
from shihu.kernel.actors import Role
from shihu.services.units import commands
from shihu.services.units.models import Election, HeadTerm, LadderStep, RollEntry, Seat
from shihu.services.units.types import Count, Kind, Stage, Step, Way

SignIn = Callable[..., Client]
BACKEND = "shihu.base.accounts.web.backends.NameOrPhoneBackend"


@pytest.fixture
def today(hamlet: Hamlet) -> Hamlet:
    """The unit as it stands on the day of the browser's clock: pages ask the real one."""
    hamlet.now = timezone.localtime()
    return hamlet


def member(hamlet: Hamlet, number: int) -> Client:
    hamlet.signs_in(number)
    client = Client()
    client.force_login(User.objects.get(username=f"home{number}"), backend=BACKEND)
    return client


def boss() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="boss"), backend=BACKEND)
    return client


def text_of(client: Client, address: str, status: int = 200, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == status, (answer.status_code, answer.headers.get("Location"))
    return answer.content.decode()


def at(name: str, key: object, **more: object) -> str:
    return reverse(name, kwargs={"key": key, **more})


def act(client: Client, election: UUID, name: str, query: str = "", **data: object) -> int:
    answer = client.post(at("units_election_act", election, act=name) + query, data)
    return answer.status_code


def test_from_the_opening_to_the_office_in_the_browser(today: Hamlet) -> None:
    desk = boss()
    day = timezone.localdate().isoformat()
    asked = {"kind": "head", "way": "mixed", "nominate_until": day, "vote_from": day, "vote_until": day}
    assert desk.post(f"{reverse('units_election_open')}?unit={today.unit.pk}", asked).status_code == 302
    election = Election.objects.get().pk
    page = text_of(desk, at("units_election", election))
    assert "Nobody is nominated yet" in page
    assert "This is advice" in page
    phone = member(today, 3)
    ballot = at("units_ballot", election)
    assert "Nominate somebody" in text_of(phone, ballot)
    phone.post(ballot, {"act": "nominate", "person": today.person(0)})
    candidate = Election.objects.get().candidates.get().pk
    assert "Needs a second" in text_of(desk, at("units_election", election))
    assert act(desk, election, "begin") == 422
    member(today, 5).post(ballot, {"act": "second", "candidate": candidate})
    member(today, 0).post(ballot, {"act": "consent", "candidate": candidate})
    tellers = {"teller1": today.person(1), "teller2": today.person(2)}
    assert act(desk, election, "begin", **tellers) == 302
    assert "Whom does your household choose?" in text_of(phone, ballot)
    vote = {"act": "vote", "choice": candidate, "key": "one tap"}
    assert phone.post(ballot, vote).status_code == phone.post(ballot, vote).status_code == 302
    assert "Your household has voted" in text_of(phone, ballot)
    assert phone.post(ballot, {**vote, "key": "another"}).status_code == 422
    homes = [home.pk for n, home in enumerate(today.homes) if n != 3]
    assert (
        "赵3"
        not in text_of(desk, at("units_election_act", election, act="papers")).split("<main")[1].split("</fieldset")[0]
    )
    assert act(desk, election, "papers", households=homes) == 302
    assert act(desk, election, "close") == 302
    count = {f"votes_{candidate}": 7, "invalid": 1, "unused": 1}
    assert act(member(today, 1), election, "count", teller=today.person(1), **count) == 302
    assert act(member(today, 5), election, "count", teller=today.person(2), **count) == 403
    assert act(desk, election, "count", teller=today.person(2), **{**count, "invalid": 2}) == 422
    assert act(desk, election, "count", teller=today.person(2), **count) == 302
    page = text_of(desk, at("units_election", election))
    assert "Chosen" in page
    assert "10 of 10 households" in page  # all came; one paper went back unused
    assert act(desk, election, "post", office_from="2000-01-01") == 422
    commands.post_result(actor=today.officer, now=today.now, election=election)
    assert "The result hangs out for objections" in text_of(desk, at("units_election", election))
    notice = text_of(desk, at("units_election_notice", election))
    assert "Chosen by the households: 赵0" in notice
    phone.post(ballot, {"act": "object", "text": "有一张票没有盖章"})
    assert (
        act(desk, election, "answer", f"?objection={Election.objects.get().objections.get().pk}", answer="已核对")
        == 302
    )
    Election.objects.update(office_from=timezone.localdate(), objections_until=timezone.localdate())
    assert act(desk, election, "take-office") == 302
    assert HeadTerm.objects.get().person_id == today.person(0)
    assert today.stage(election) == Stage.IN_OFFICE


def test_a_member_opens_the_own_ballot_and_nobody_else_does(today: Hamlet, signed_in: SignIn) -> None:
    election, _keys = today.begun(Way.PHONE)
    ballot = at("units_ballot", election)
    assert member(today, 3).get(ballot).status_code == 200
    assert member(today, 3).get(at("units_election", election)).headers["Location"] == ballot
    assert ballot in text_of(member(today, 3), reverse("desk_today"))
    assert ballot not in text_of(boss(), reverse("desk_today"))
    assert member(today, 3).get(reverse("units_elections")).headers["Location"] == ballot
    for role, scope, status in (
        (Role.VILLAGER, HAMLET, 404),
        (Role.HEAD, HAMLET, 404),
        (Role.CADRE, OTHER_VILLAGE, 404),
        (Role.CADRE, VILLAGE, 403),
        (Role.AUDITOR, "1411", 403),
        (Role.OFFICER, "141130102", 404),
    ):
        client = signed_in(role, scope)
        assert client.get(ballot).status_code == status
        assert client.post(ballot, {"act": "vote", "choice": "blank", "key": "x"}).status_code == status
    assert not RollEntry.objects.exclude(channel="").exists()


def test_nobody_reads_a_running_count(today: Hamlet) -> None:
    election, keys = today.begun(Way.PHONE)
    for number in (3, 5, 6):
        commands.cast_vote(
            actor=today.signs_in(number), now=today.now, election=election, choice=keys[0], key=str(number)
        )
    page = text_of(boss(), at("units_election", election))
    assert "3 of 10 households have taken part" in page
    assert "How the votes fell" not in page
    assert boss().get(at("units_election_notice", election)).status_code == 404


def test_the_roster_filters_sorts_and_masks_and_its_print_has_no_phone(today: Hamlet, village: Village) -> None:
    person = today.homes[0].householder
    person.phone = "13812345678"
    person.save()
    term(today, 0)
    unit_of(village.settle(3, f"{VILLAGE}002"), ordinal=2)
    desk = boss()
    address = f"{reverse('units_heads')}?place={VILLAGE}"
    page = text_of(desk, address)
    assert "1 of 2 units have an elected head in office." in page
    assert "138****5678" in page
    assert "12345678" not in page
    assert "尚家沟1单元" not in text_of(desk, f"{address}&state=none").split("<tbody")[1].split("</tbody")[0]
    assert text_of(desk, f"{address}&sort=-head").count("<tr") == page.count("<tr")
    printed = text_of(desk, f"{reverse('units_heads_print')}?place={VILLAGE}")
    assert "赵0" in printed
    assert "138" not in printed
    book = openpyxl.load_workbook(
        BytesIO(desk.get(f"{reverse('units_heads_export')}?place={VILLAGE}&state=held").content)
    )
    lines = list(book.worksheets[0].values)
    assert sum("赵0" in [str(cell) for cell in line] for line in lines) == 1
    assert not any("12345678" in str(cell) for line in lines for cell in line)


def term(hamlet: Hamlet, number: int, office: str = "head") -> HeadTerm:
    home = hamlet.homes[number]
    day = timezone.localdate()
    return HeadTerm.objects.create(
        unit=hamlet.unit,
        person_id=home.householder_id,
        household=home,
        office=office,
        since=day,
        due=day.replace(year=day.year + 3, day=1),
    )


def test_lists_ask_the_same_number_of_questions_however_long_they_are(
    today: Hamlet, village: Village, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    del village
    desk = boss()
    pages = [f"{reverse(name)}?place={VILLAGE}" for name in ("units_heads", "units_elections")]
    counted = []
    for numbers in (range(2), range(2, 8)):
        for number in numbers:
            unit = unit_of([], ordinal=20 + number)
            Seat.objects.filter(household=today.homes[number]).update(unit=unit)
            old, today.unit = today.unit, unit
            term(today, number)
            Election.objects.create(
                unit=unit,
                kind=Kind.DEPUTY.value,
                way=Way.PAPER.value,
                nominate_until=today.now.date(),
                vote_from=today.now.date(),
                vote_until=today.now.date(),
            )
            today.unit = old
        for page in pages:
            with django_assert_max_num_queries(45) as queries:
                text_of(desk, page)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]


def test_the_unit_s_page_names_its_head_and_rings_the_house(today: Hamlet) -> None:
    today.unit.facts = {
        "size": 10,
        "persons": 30,
        "wealth": {"wealth.ordinary": 10},
        "party": 2,
        "heads": [],
        "main_wish": "",
        "agreeing": 0,
        "asked": 0,
        "wishes": {},
        "mean_distance": 20.0,
    }
    today.unit.save()
    Seat.objects.update(
        facts={"others": 9, "nearest": [], "wishes": {}, "terms": {}, "stopped": "only"}, lon=111.25, lat=36.85
    )
    term(today, 4)
    from shihu.services.units.queries import head_households

    assert head_households([today.unit.pk], on=timezone.localdate()) == {today.unit.pk: today.homes[4].code}


def test_signing_a_recall_ticking_a_hand_over_and_taking_a_step_in_the_browser(today: Hamlet) -> None:
    desk = boss()
    held = term(today, 0)
    assert desk.post(at("units_term_act", held.pk, act="recall"), {"grounds": "长期在外"}).status_code == 302
    from shihu.services.units.models import Handover, HandoverItem, RecallMotion

    motion = RecallMotion.objects.get().pk
    assert member(today, 3).post(at("units_recall", motion), {"act": "sign"}).status_code == 302
    assert "1 household has signed; 4 must" in text_of(desk, at("units_recall", motion))
    made = Handover.objects.create(
        unit=today.unit, leaving_id=today.person(0), arriving_id=today.person(4), opened_on=timezone.localdate()
    )
    item = HandoverItem.objects.create(handover=made, order=1, label="book")
    page = at("units_handover", made.pk)
    assert member(today, 3).post(page, {"item": item.pk, "side": "taken"}).status_code == 403
    assert member(today, 4).post(page, {"item": item.pk, "side": "taken"}).status_code == 302
    assert "1 thing is still open" in text_of(desk, page)
    ladder = reverse("units_ladder", kwargs={"person": today.person(4)})
    step = {"step": Step.ACTIVIST.value, "since": timezone.localdate().isoformat(), "evidence": "支部记录"}
    assert desk.post(ladder, {**step, "evidence": ""}).status_code == 422
    assert desk.post(ladder, step).status_code == 302
    assert LadderStep.objects.get().step == "activist"
    assert "Record a step" not in text_of(member(today, 4), ladder)
    ended = {"how": "resigned", "day": timezone.localdate().isoformat(), "note": ""}
    assert desk.post(at("units_term_act", held.pk, act="end"), ended).status_code == 302
    assert desk.post(reverse("units_interim", kwargs={"unit": today.unit.pk})).status_code == 302
    assert HeadTerm.objects.filter(until=None).count() == 0  # no deputy: said, not done


def test_the_rules_are_read_by_all_of_the_place_and_set_by_the_officer(today: Hamlet, signed_in: SignIn) -> None:
    address = f"{reverse('units_head_rules')}?place={TOWN}"
    given = {
        "adult_age": 18,
        "seconds": 2,
        "objection_days": 7,
        "term_years": 5,
        "most_deputies": 2,
        "interim_days": 60,
        "quorum": "2/3",
        "recall": "1/3",
        "since": timezone.localdate().isoformat(),
        "source": "镇政发〔2019〕8号",
    }
    assert boss().post(address, {**given, "term_years": 0}).status_code == 422
    assert boss().post(address, given).status_code == 302
    page = text_of(signed_in(Role.CADRE, VILLAGE), f"{reverse('units_head_rules')}?place={VILLAGE}")
    assert "more than 2/3 of the households" in page
    assert "镇政发" in page
    del today


def test_the_pages_read_in_chinese(today: Hamlet) -> None:
    election, keys = today.begun(Way.PAPER)
    today.papers(election)
    commands.close_voting(actor=today.officer, now=today.now, election=election)
    today.counted(election, Count(0, 0, dict(zip(keys, (6, 4), strict=True))))
    with translation.override("zh-hans"):
        page = text_of(boss(), at("units_election", election), language="zh-hans")
        notice = text_of(boss(), at("units_election_notice", election), language="zh-hans")
        rostered = text_of(boss(), f"{reverse('units_heads')}?place={VILLAGE}", language="zh-hans")
    assert "得票情况" in page
    assert "户长推选结果公告" in notice
    assert "尚家沟村户长名册" in rostered
    for word in ("Election", "Votes", "Candidates", "household"):
        assert word not in page.split("<main")[1].split("</main")[0]
