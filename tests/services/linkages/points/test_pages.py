"""Points on screen: the member's phone, the cadre's desk, the counter, the wall."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.services.linkages.points.conftest import RULES, Stage

from shihu.base.accounts.models import RoleGrant, User
from shihu.base.registry.models import Household
from shihu.kernel.actors import Role
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.models.points import (
    PointClaim,
    PointEntry,
    PointRuleBook,
    Prize,
    PrizeMove,
    Redemption,
)
from shihu.services.linkages.types.points import PointVerdict

VILLAGE = "141130101202"
AT = f"?place={VILLAGE}"


@pytest.fixture(autouse=True)
def this_morning(settings: object) -> None:
    """Requests happen on the morning of the tests."""
    from django.utils import timezone
    from tests.conftest import NOW

    settings.CLOCK_BEHIND = timezone.now() - NOW  # type: ignore[attr-defined]


def in_english(client: Client) -> Client:
    """A browser that asks for English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def desk(stage: Stage, signed_in: Callable[..., Client]) -> Client:
    """The cadre of the village has signed in."""
    return in_english(signed_in(Role.CADRE, VILLAGE))


@pytest.fixture
def phone(stage: Stage) -> Callable[[Household], Client]:
    """The householder of a household has signed in."""

    def of(home: Household) -> Client:
        actor = stage.member(home)
        user = User.objects.get(pk=actor.key)
        RoleGrant.objects.create(user=user, role="villager", scope=home.hamlet_id, since="2019-01-01")
        client = Client()
        client.force_login(user, backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
        return in_english(client)

    return of


def page(client: Client, name: str, query: str = "", **keys: object) -> str:
    answer = client.get(reverse(name, kwargs=keys) + query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_member_claims_twice_with_one_key_and_reads_why_it_was_cut(
    stage: Stage, phone: Callable[..., Client]
) -> None:
    client = phone(stage.homes[3])
    told = {"key": str(uuid4()), "item": str(stage.rule("labour")), "day": "2019-08-15", "times": "2", "words": "修路"}
    for _ in range(2):
        assert client.post(reverse("linkages_points_claim"), told).status_code == 302
    claim = PointClaim.objects.get()
    assert "Waits for review" in page(client, "linkages_points_own")
    commands.review_claim(
        actor=stage.cadre, now=stage.now, claim=claim.pk, verdict=PointVerdict.CHANGE, points=10, reason="只来了半天"
    )
    shown = page(client, "linkages_points_claim_one", key=claim.pk)
    assert "只来了半天" in shown
    assert "Appeal (until 2019-08-22)" in shown
    own = page(client, "linkages_points_own")
    assert "Earned 10 − deducted 0 − exchanged 0 − lapsed 0 = 10 points." in own
    assert "2 × 10 points per 半天, item “参加义务劳动” of version 1. Given 10 of 20." in own


def test_a_claim_that_is_refused_says_where_and_writes_nothing(stage: Stage, phone: Callable[..., Client]) -> None:
    client = phone(stage.homes[3])
    told = {"key": str(uuid4()), "item": str(stage.rule("yard")), "day": "2019-08-16", "times": "1", "words": ""}
    answer = client.post(reverse("linkages_points_claim"), told)
    assert answer.status_code == 422
    assert "The day must lie between 2019-07-15 and 2019-08-15." in answer.content.decode()
    answer = client.post(reverse("linkages_points_claim"), {**told, "day": "2019-08-15", "times": "5"})
    assert "This item counts 4 times a month at most; 0 are claimed or given already." in answer.content.decode()
    assert not PointClaim.objects.exists()


def test_the_desk_reviews_with_a_reason_and_is_told_when_it_forgets_one(stage: Stage, desk: Client) -> None:
    claim = stage.claim(stage.member(stage.homes[3]))
    address = reverse("linkages_points_review", kwargs={"key": claim})
    answer = desk.post(address, {"verdict": "refuse", "reason": "", "points": ""})
    assert answer.status_code == 422
    assert "Write the reason; the household reads it." in answer.content.decode()
    assert desk.post(address, {"verdict": "refuse", "reason": "没看到", "points": ""}).status_code == 302
    assert "Refused" in page(desk, "linkages_points_queue", f"{AT}&state=decided")


def test_the_rule_book_is_drafted_voted_and_compared_on_screen(stage: Stage, desk: Client) -> None:
    form: dict[str, object] = {"title": "积分细则", "cover_rule": "warn"}
    form |= {"claim_days": 31, "appeal_days": 7, "expires_after": 12, "notice_days": 30, "pickup_days": 7}
    form |= {"sample_share": 10, "sample_least": 3, "board_size": 10}
    for number, item in enumerate(RULES[:2]):
        row = {"code": item.code, "words": item.words, "linkage": item.linkage.value, "points": item.points + number}
        row |= {"per": item.per, "limit": item.limit, "earner": item.earner.value, "proof": item.proof}
        form |= {f"{name}_{number}": value for name, value in row.items()} | {f"may_claim_{number}": "on"}
    address = reverse("linkages_points_rules_new") + AT
    wrong = desk.post(address, {**form, "proof_1": ""})
    assert wrong.status_code == 422
    assert "Item 2: say what is proof enough." in wrong.content.decode()
    assert desk.post(address, form).status_code == 302
    draft = PointRuleBook.objects.get(valid_from=None)
    vote = {"on": "2019-08-14", "paper": "纪要8", "present": "40", "in_favour": "20", "valid_from": "2019-09-01"}
    refused = desk.post(reverse("linkages_points_vote", kwargs={"key": draft.pk}), vote)
    assert "20 of 40 is not more than half." in refused.content.decode()
    vote["in_favour"] = "21"
    assert desk.post(reverse("linkages_points_vote", kwargs={"key": draft.pk}), vote).status_code == 302
    shown = page(desk, "linkages_points_book", "?with=1", key=draft.pk)
    assert "参加义务劳动 · +11 / 半天" in shown
    assert "Fell away" in shown
    assert "院落整洁" not in shown


def test_goods_come_in_and_go_out_at_the_counter(stage: Stage, desk: Client) -> None:
    assert (
        desk.post(
            reverse("linkages_points_prize_new") + AT,
            {"name": "毛巾", "measure": "条", "price": "15", "is_offered": "on"},
        ).status_code
        == 302
    )
    prize = Prize.objects.get()
    receipt = {"act": "receive", "in-key": str(uuid4()), "in-quantity": "4", "in-donor": "供销社", "in-paper": "1"}
    receipt |= {"in-day": "2019-08-15", "in-value": "32.50"}
    assert desk.post(reverse("linkages_points_prize", kwargs={"key": prize.pk}), receipt).status_code == 302
    assert PrizeMove.objects.get().value == 3250
    stage.award(stage.homes[3], times=2)
    told = {"key": str(uuid4()), "household": stage.homes[3].code, "prize": str(prize.pk), "quantity": "2"}
    short = desk.post(reverse("linkages_points_counter") + AT, {**told, "consent": "户主"})
    assert "This takes 30 points; the household has 20." in short.content.decode()
    done = desk.post(reverse("linkages_points_counter") + AT, {**told, "quantity": "1", "consent": "户主"})
    assert done.status_code == 302
    assert Redemption.objects.get().points == 15
    assert "Handed out" in page(desk, "linkages_points_shop", AT)


def test_a_reservation_shows_its_code_to_its_household_and_the_counter_takes_it(
    stage: Stage, desk: Client, phone: Callable[..., Client]
) -> None:
    prize = stage.prize()
    stage.award(stage.homes[3], times=3)
    client = phone(stage.homes[3])
    assert "Reserve" in page(client, "linkages_points_shop", AT)
    key = str(uuid4())
    for _ in range(2):
        client.post(reverse("linkages_points_reserve", kwargs={"key": prize}), {"key": key})
    made = Redemption.objects.get()
    code = f"{made.code[:3]} {made.code[3:]}"
    assert code in page(client, "linkages_points_own")
    assert code not in page(desk, "linkages_points_account", key=made.account_id)
    assert desk.post(reverse("linkages_points_counter") + AT, {"act": "code", "code": code}).status_code == 302


def test_the_poster_and_the_workbooks_name_no_deduction(stage: Stage, desk: Client) -> None:
    stage.award(stage.homes[3])
    stage.award(stage.homes[5], "litter")
    poster = page(desk, "linkages_points_poster", AT)
    assert stage.homes[3].householder.name in poster
    assert stage.homes[5].householder.name not in poster
    answer = desk.get(reverse("linkages_points_export") + AT)
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 3
    assert desk.get(reverse("linkages_points_ranking_export") + AT).status_code == 200


def test_taking_back_on_screen_needs_a_reason(stage: Stage, desk: Client) -> None:
    made = stage.award(stage.homes[3]).entry
    address = reverse("linkages_points_reverse", kwargs={"key": made})
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert PointEntry.objects.count() == 1
    assert desk.post(address, {"reason": "记错户"}).status_code == 302
    assert "Takes back entry 1. Reason: 记错户." in page(
        desk, "linkages_points_account", key=stage.account(stage.homes[3]).pk
    )


@pytest.mark.parametrize("name", ["linkages_points_accounts", "linkages_points_queue", "linkages_points_ranking"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(stage: Stage, desk: Client, name: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as told:
            page(desk, name, AT)
        return len(told)

    stage.award(stage.homes[1])
    stage.claim(stage.member(stage.homes[1]))
    page(desk, name, AT)
    few = count()
    for home in range(2, 8):
        stage.award(stage.homes[home])
        stage.claim(stage.member(stage.homes[home]))
    assert count() <= few
