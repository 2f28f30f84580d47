"""Pages of the workbench: who sees what, what each says, what a conflict shows, how many queries it takes."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import AGREED, HAMLET, OTHER_VILLAGE, TOWN, VILLAGE, Village
from tests.services.units.workbench.conftest import Draft
from tests.services.units.workbench.test_workbench_commands import follower, units_of

from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.services.units import commands, queries
from shihu.services.units.models import DraftEdit, Formation, Unit
from shihu.services.units.types import Act, Choices

SignIn = Callable[..., Client]
WEIGHTS = {"price": "1", "distance": "1", "wish": "0.6", "skill": "0.5", "preference": "0.8", "balance": "2"}


@pytest.fixture
def boss(signed_in: SignIn) -> Client:
    return signed_in(Role.OFFICER, TOWN, "boss")


def at(draft: Draft, name: str = "units_workbench", **query: str) -> str:
    told = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, kwargs={"key": draft.key}) + (f"?{told}" if told else "")


def text_of(client: Client, address: str, status: int = 200, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def post(client: Client, draft: Draft, act: Act, version: int | None = None, **fields: object) -> tuple[int, str]:
    told = {"act": act.value, "version": draft.version if version is None else version, "place": HAMLET, **fields}
    answer = client.post(at(draft, "units_workbench_edit"), told, headers={"accept-language": "en"})
    return answer.status_code, answer.content.decode()


def test_each_page_answers_those_of_the_place_and_tells_others_nothing(draft: Draft, signed_in: SignIn) -> None:
    pages = [at(draft), at(draft, "units_fairness"), f"{reverse('units_compare')}?place={HAMLET}"]
    people = {
        signed_in(Role.OFFICER, TOWN): 200,
        signed_in(Role.CADRE, VILLAGE): 200,
        signed_in(Role.AUDITOR, "1411"): 200,
        signed_in(Role.CADRE, OTHER_VILLAGE): 404,
        signed_in(Role.HEAD, HAMLET): 404,
        signed_in(Role.VILLAGER, HAMLET): 404,
        signed_in(Role.BANKER, TOWN): 404,
        signed_in(None): 404,
    }
    for client, expected in people.items():
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, expected)


def test_only_those_who_form_units_may_change_and_ask_what_it_would_do(draft: Draft, signed_in: SignIn) -> None:
    first, second, _third = units_of(draft)
    asked = {"household": follower(draft, first), "to": f"u:{second}"}
    for role, scope, expected in (
        (Role.AUDITOR, "1411", 403),
        (Role.CADRE, OTHER_VILLAGE, 404),
        (Role.HEAD, HAMLET, 404),
        (Role.VILLAGER, HAMLET, 404),
        (None, "", 404),
    ):
        client = signed_in(role, scope)
        assert client.get(at(draft, "units_workbench_preview", **asked)).status_code == expected
        status, _text = post(client, draft, Act.MOVE, household=asked["household"], unit=second)
        assert status == expected
        assert client.post(at(draft, "units_workbench_solve"), WEIGHTS).status_code == expected
    assert draft.version == 0
    assert Formation.objects.count() == 1
    assert "You see this draft" in text_of(signed_in(Role.AUDITOR, "1411"), at(draft))


def test_the_page_shows_map_and_units_and_what_a_change_would_do_without_scripts(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    page = text_of(boss, at(draft, household=code, to=f"u:{second}"))
    assert "Workbench: Shangjiagou" in page
    assert page.count('data-house="') == 30
    assert page.count('class="house"') == 30
    name = Household.objects.get(code=code).householder.name
    assert f"{name} goes to Shangjiagou unit 2" in page
    assert "For everybody together it is" in page
    assert "Shangjiagou unit 2: 10 → 11 households" in page
    assert "Move there" in page


def test_what_is_seen_can_be_done_from_the_page_and_from_the_fragment(
    draft: Draft, signed_in: SignIn, boss: Client
) -> None:
    """With the guard against foreign posts on, as in a browser: both forms carry its token."""
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = boss.cookies
    for name in ("units_workbench", "units_workbench_preview"):
        first, second, _third = units_of(draft)
        code = follower(draft, first)
        page = text_of(guarded, at(draft, name, household=code, to=f"u:{second}"))
        form = page.split('class="drop"')[1].split("</form>")[0]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        assert guarded.post(at(draft, "units_workbench_edit"), fields).status_code == 302
        assert code in draft.members(second)


def test_the_fragment_says_the_same_as_the_page(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    asked = {"household": follower(draft, first), "to": f"u:{second}"}
    fragment = text_of(boss, at(draft, "units_workbench_preview", **asked))
    assert "<html" not in fragment
    assert fragment.strip().split("<form")[0] in text_of(boss, at(draft, **asked))


def test_a_move_is_done_and_undone_from_the_page(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    name = Household.objects.get(code=code).householder.name
    status, _text = post(boss, draft, Act.MOVE, household=code, unit=second)
    assert status == 302
    page = text_of(boss, at(draft))
    assert f"Undo: {name} from Shangjiagou unit 1 to Shangjiagou unit 2" in page
    assert "1 change by hand." in page
    assert "by hand" in page
    assert post(boss, draft, Act.UNDO)[0] == 302
    assert "Nothing was changed by hand yet." in text_of(boss, at(draft))


def test_the_reason_for_a_household_moved_by_hand_says_so(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    post(boss, draft, Act.MOVE, household=follower(draft, first), unit=second)
    page = text_of(boss, reverse("units_unit", kwargs={"key": second}))
    assert "Moved here by hand by 某人" in page


def test_a_conflict_shows_what_the_other_did_and_does_nothing(draft: Draft, boss: Client, cadre: Actor) -> None:
    first, second, third = units_of(draft)
    mine, theirs = follower(draft, first), follower(draft, third)
    name = Household.objects.get(code=theirs).householder.name
    draft.do(Act.MOVE, theirs, second, actor=cadre)
    status, page = post(boss, draft, Act.MOVE, version=0, household=mine, unit=second)
    assert status == 409
    assert "李支书 changed this draft meanwhile" in page
    assert f"{name} from Shangjiagou unit 3 to Shangjiagou unit 2" in page
    assert mine in draft.members(first)
    # What is offered on the page is the own change on the draft as it is now.
    assert 'name="version" value="1"' in page
    assert post(boss, draft, Act.MOVE, version=1, household=mine, unit=second)[0] == 302
    assert mine in draft.members(second)


def test_a_size_outside_the_rule_asks_the_officer_for_a_reason_and_keeps_it_on_the_page(
    draft: Draft, boss: Client, signed_in: SignIn
) -> None:
    first, second, _third = units_of(draft)
    for _ in range(2):
        draft.do(Act.MOVE, follower(draft, first), second)
    code = follower(draft, first)
    asked = {"household": code, "to": f"u:{second}"}
    assert "Why this size is right here" in text_of(boss, at(draft, **asked))
    told = text_of(signed_in(Role.CADRE, VILLAGE), at(draft, **asked))
    assert "Why this size is right here" not in told
    assert "The rules do not allow this. The township officer sees which one" in told
    assert "would have 13 households" not in told
    status, page = post(boss, draft, Act.MOVE, household=code, unit=second)
    assert status == 422
    assert "Say why it must be so" in page
    status, _text = post(boss, draft, Act.MOVE, household=code, unit=second, reason="三代同院", confirms="yes")
    assert status == 302
    page = text_of(boss, at(draft))
    assert "三代同院" in page
    assert "outside the size rule" in page


def test_a_refusal_is_named_to_the_officer_and_reads_as_any_rule_to_the_cadre(
    village: Village, draft_of: Callable[..., Draft], boss: Client, signed_in: SignIn
) -> None:
    village.settle(20)
    draft = draft_of()
    first, second = units_of(draft)
    one, other = follower(draft, first), follower(draft, second)
    village.refuse(village.households[one], village.households[other])
    draft = draft_of()
    asked = {"household": one, "to": f"u:{draft.bench().seats[other]}"}
    names = [village.households[code].householder.name for code in sorted((one, other))]
    assert f"{names[0]} and {names[1]}: one refuses the other." in text_of(boss, at(draft, **asked))
    cadre = text_of(signed_in(Role.CADRE, VILLAGE), at(draft, **asked))
    assert "refuses" not in cadre
    assert "The rules do not allow this." in cadre


def test_no_page_puts_a_wealth_class_beside_a_name(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    asked = {"household": follower(draft, first), "to": f"u:{second}"}
    for text in (text_of(boss, at(draft, **asked)), text_of(boss, at(draft, "units_workbench_preview", **asked))):
        assert "Poor" not in text
        assert "Well-off" not in text
    fairness = text_of(boss, at(draft, "units_fairness"))
    assert "Poor" in fairness
    assert not [h for h in Household.objects.select_related("householder") if h.householder.name in fairness]


def test_a_changed_roster_closes_the_bench_until_it_is_solved_again(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    Household.objects.filter(code=draft.members(second)[0]).update(lon=111.26)
    page = text_of(boss, at(draft))
    assert "its figures no longer hold" in page
    assert "Which household" not in page
    status, _text = post(boss, draft, Act.MOVE, household=code, unit=second)
    assert status == 409
    assert draft.version == 0
    assert boss.post(at(draft, "units_workbench_solve"), WEIGHTS).status_code == 302


def test_solving_again_goes_on_from_what_is_held(draft: Draft, boss: Client) -> None:
    first, _second, _third = units_of(draft)
    draft.do(Act.LOCK, unit=first)
    answer = boss.post(at(draft, "units_workbench_solve"), WEIGHTS | {"wish": "2.4", "place": HAMLET})
    made = Formation.objects.exclude(pk=draft.key).get()
    assert answer.headers["Location"].startswith(reverse("units_workbench", kwargs={"key": made.pk}))
    assert made.kind == "again"
    assert made.again["locked_units"] == [str(first)]
    assert made.weights["wish"] == 2.4
    assert made.weights["distance"] == 1.0
    waiting = text_of(boss, reverse("units_workbench", kwargs={"key": made.pk}))
    assert "Stop" in waiting
    assert "being drawn around what is held" in waiting


def test_weights_are_sliders_with_words_and_a_number(draft: Draft, boss: Client) -> None:
    for page in (text_of(boss, at(draft)), text_of(boss, f"{reverse('units_ask')}?place={HAMLET}")):
        assert "decisive" in page
        assert "not at all" in page
        assert 'type="number" name="wish" value="0.6"' in page
    answer = boss.post(at(draft, "units_workbench_solve"), WEIGHTS | {"wish": "-1"}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "A weight must be a number from 0 to 1000." in answer.content.decode()
    assert Formation.objects.count() == 1


def test_drafts_are_compared_by_one_yardstick(
    village: Village, draft_of: Callable[..., Draft], boss: Client, now: object
) -> None:
    village.settle(30)
    commands.adopt_formation(actor=(base := draft_of()).actor, now=base.now, key=base.key, agreed=AGREED)
    near, alike = draft_of(choices=Choices(effort="quick", seed=2)), draft_of(choices=Choices(effort="quick", wish=9.0))
    first, second, _third = units_of(near)
    near.do(Act.MOVE, follower(near, first), second)
    page = text_of(boss, f"{reverse('units_compare')}?place={HAMLET}&by={near.key}")
    assert "costs least" in page or "cost the same" in page
    assert "moves fewest from the units in force" in page
    assert str(alike.key) in page
    assert page.count("Open workbench") == 2
    stored = [Formation.objects.get(pk=draft.key).outcome["clusters"][0]["objective"] for draft in (near, alike)]
    by_alike = text_of(boss, f"{reverse('units_compare')}?place={HAMLET}&by={alike.key}")
    # The draft drawn for nearness shows its own objective only where its own weights are the yardstick.
    assert f"{stored[0]:.1f}" in page
    assert f"{stored[0]:.1f}" not in by_alike
    assert f"{stored[1]:.1f}" in by_alike


def test_a_village_is_worked_on_hamlet_by_hamlet(
    village: Village, draft_of: Callable[..., Draft], boss: Client
) -> None:
    village.settle(20)
    village.settle(20, f"{VILLAGE}002")
    draft = draft_of(VILLAGE)
    assert text_of(boss, at(draft)).count('data-house="') == 20
    assert "Shanggou unit 1" in text_of(boss, at(draft, place=f"{VILLAGE}002"))
    assert "Shanggou unit 1" not in text_of(boss, at(draft, place=HAMLET))


def test_what_is_no_draft_any_more_leads_to_the_formation(draft: Draft, boss: Client) -> None:
    commands.adopt_formation(actor=draft.actor, now=draft.now, key=draft.key, agreed=AGREED)
    answer = boss.get(at(draft))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("units_formation", kwargs={"key": draft.key}))


def test_an_unreadable_edit_is_told_on_the_page(draft: Draft, boss: Client) -> None:
    move = {"act": "move", "version": "0"}
    for fields in ({}, {"act": "move", "version": "x"}, {"act": "fly", "version": "0"}, move):
        assert boss.post(at(draft, "units_workbench_edit"), fields).status_code == 422
    bad = {**move, "household": draft.members(units_of(draft)[0])[0], "unit": "nonsense"}
    assert boss.post(at(draft, "units_workbench_edit"), bad).status_code == 422
    assert text_of(boss, at(draft, household="nobody", to="u:nothing"))
    assert text_of(boss, at(draft, "units_workbench_preview", household="nobody", to=f"u:{units_of(draft)[0]}"))
    assert not DraftEdit.objects.exists()


def test_the_page_reads_in_chinese(draft: Draft, boss: Client) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    with translation.override("zh-hans"):
        page = text_of(boss, at(draft, household=code, to=f"u:{second}"), language="zh-hans")
    assert "尚家沟自然村 · 工作台" in page
    assert "调到尚家沟二单元" in page
    assert "全体合起来看" in page
    assert "Undo" not in page


def test_queries_do_not_grow_with_the_units(
    village: Village,
    draft_of: Callable[..., Draft],
    boss: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    village.settle(20)
    draft = draft_of()
    asked = _asked(draft)
    boss.get(at(draft))  # the first page of a session reads what later ones remember
    for name, expected in (("units_workbench", 26), ("units_workbench_preview", 15)):
        with django_assert_num_queries(expected):
            boss.get(at(draft, name, **asked))
    village.settle(100, f"{VILLAGE}002")
    large = draft_of(f"{VILLAGE}002")
    asked = _asked(large)
    for name, expected in (("units_workbench", 26), ("units_workbench_preview", 15)):
        with django_assert_num_queries(expected):
            boss.get(at(large, name, **asked))


def _asked(draft: Draft) -> dict[str, str]:
    first, second, *_rest = units_of(draft)
    return {"household": follower(draft, first), "to": f"u:{second}"}


def test_units_keep_their_keys_when_households_move(draft: Draft, boss: Client) -> None:
    before: list[UUID] = units_of(draft)
    post(boss, draft, Act.MOVE, household=follower(draft, before[0]), unit=before[1])
    assert units_of(draft) == before
    assert queries.bench(draft.key, actor=draft.actor).version == 1
    assert Unit.objects.filter(formation=draft.key).count() == 3
