"""The points ledger in the database: append-only, never overspent, conserved, apart from money."""

import contextlib
import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Sum
from tests.services.linkages.points.conftest import RULES, Stage

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.errors import points as errors
from shihu.services.linkages.models.points import (
    PointAccount,
    PointEntry,
    PointItem,
    PointReview,
    PointRuleBook,
    PrizeMove,
    Redemption,
)
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.queries.points.balances import lines
from shihu.services.linkages.rules.points import ledger
from shihu.services.linkages.types.points import BookSettings, PointKind, PointVerdict
from shihu.services.units.models import Unit

VILLAGE = "141130101202"


def entry(account: PointAccount, points: int, kind: PointKind, number: int = 99, **more: object) -> PointEntry:
    return PointEntry(
        account=account,
        number=number,
        day="2019-08-15",
        points=points,
        kind=kind.value,
        source="raw",
        source_key=str(uuid4()),
        body="",
        recorded_by_name="",
        recorded_at="2019-08-15T00:00:00Z",
        **more,
    )


def test_the_same_source_posts_once_and_another_body_under_it_is_refused(stage: Stage) -> None:
    home = stage.homes[0]
    first = stage.award(home, source="sanitation.visit", source_key="visit-1", note="院落整洁")
    again = stage.award(home, source="sanitation.visit", source_key="visit-1", note="院落整洁")
    assert (first.entry, first.is_new, again.is_new) == (again.entry, True, False)
    with pytest.raises(errors.ClaimKeyUsed):
        stage.award(home, source="sanitation.visit", source_key="visit-1", note="别的")
    assert stage.balance(home) == 10


def test_the_database_refuses_to_change_or_remove_what_is_written(stage: Stage) -> None:
    stage.award(stage.homes[0])
    stage.prize()
    claim = stage.claim(stage.member(stage.homes[1]))
    commands.review_claim(actor=stage.cadre, now=stage.now, claim=claim, verdict=PointVerdict.ACCEPT)
    changes: tuple[tuple[type[models.Model], dict[str, object]], ...] = (
        (PointEntry, {"points": 1}),
        (PointReview, {"points": 9}),
        (PrizeMove, {"quantity": 9}),
        (PointItem, {"points": 99}),
        (PointRuleBook, {"title": "改"}),
    )
    for model, change in changes:
        with pytest.raises(IntegrityError, match="points:"), transaction.atomic():
            model._default_manager.all().update(**change)
        if model is not PointRuleBook:
            with pytest.raises(IntegrityError, match="points:"), transaction.atomic():
                model._default_manager.all()._raw_delete("default")
    book = PointRuleBook.objects.get()
    with pytest.raises(IntegrityError, match="points:"), transaction.atomic():
        PointItem.objects.create(book=book, order=9, code="x", linkage="party", words="x", points=1, per="次", limit=0,
                                 proof="x", earner="household", may_claim=True)  # fmt: skip


def test_the_database_refuses_to_spend_what_is_not_there(stage: Stage) -> None:
    stage.award(stage.homes[0])
    account = stage.account(stage.homes[0])
    for kind in (PointKind.REDEMPTION, PointKind.EXPIRY):
        with pytest.raises(IntegrityError, match="cannot be spent"), transaction.atomic():
            entry(account, -11, kind).save(force_insert=True)
    with transaction.atomic():
        entry(account, -10, PointKind.REDEMPTION).save(force_insert=True)
    assert stage.balance(stage.homes[0]) == 0


def test_the_database_refuses_a_reversal_that_takes_back_something_else(stage: Stage) -> None:
    made = PointEntry.objects.get(pk=stage.award(stage.homes[0]).entry)
    stage.award(stage.homes[1])
    other = stage.account(stage.homes[1])
    for account, points in ((made.account, -9), (other, -10)):
        with pytest.raises(IntegrityError, match="exactly one entry"), transaction.atomic():
            entry(account, points, PointKind.REVERSAL, reverses=made).save(force_insert=True)


def test_a_deduction_may_leave_less_than_nothing_and_is_earned_back_first(stage: Stage) -> None:
    home = stage.homes[0]
    stage.award(home, "litter")
    assert stage.balance(home) == -5
    stage.award(home)
    assert stage.balance(home) == 5


def test_a_wrong_award_is_taken_back_once_with_its_reason_and_both_stay(stage: Stage, auditor: Actor) -> None:
    made = stage.award(stage.homes[0]).entry
    with pytest.raises(NotAllowed):
        commands.reverse_points(actor=auditor, now=stage.now, entry=made, reason="记错户")
    with pytest.raises(errors.NoReason):
        commands.reverse_points(actor=stage.cadre, now=stage.now, entry=made, reason="")
    back = commands.reverse_points(actor=stage.cadre, now=stage.now, entry=made, reason="记错户")
    for key in (made, back):
        with pytest.raises(errors.AlreadyReversed):
            commands.reverse_points(actor=stage.cadre, now=stage.now, entry=key, reason="再来")
    assert stage.balance(stage.homes[0]) == 0
    assert PointEntry.objects.count() == 2


def test_points_are_given_by_place_and_never_to_ones_own(stage: Stage, colleague: Actor, head: Actor) -> None:
    before = AuditEntry.objects.count()
    for actor, refused in ((colleague, NotFound), (stage.member(stage.homes[5]), NotFound)):
        with pytest.raises(refused):
            stage.award(stage.homes[3], actor=actor)
    with pytest.raises(errors.OwnMatter):
        stage.award(stage.homes[0], actor=head)
    assert AuditEntry.objects.count() == before
    assert stage.award(stage.homes[3], actor=head).points == 10
    for unit, refused in ((stage.units[0], errors.OwnMatter), (stage.units[1], None)):
        told = {"actor": head, "now": stage.now, "village": VILLAGE, "item_code": "lane", "unit": unit.pk}
        told |= {"day": stage.now.date(), "source": "test", "source_key": str(unit.pk)}
        if refused:
            with pytest.raises(refused):
                commands.award_points(**told)  # type: ignore[arg-type]
        else:
            assert commands.award_points(**told).points == 20  # type: ignore[arg-type]


def test_an_item_goes_to_the_kind_of_account_that_its_rule_names(stage: Stage) -> None:
    with pytest.raises(errors.WrongEarner):
        stage.award(stage.homes[0], "lane")
    with pytest.raises(errors.UnknownItem):
        stage.award(stage.homes[0], "nothing")
    with pytest.raises(errors.UnknownAccount):
        commands.award_points(
            actor=stage.cadre, now=stage.now, village=VILLAGE, item_code="yard", household="9999", day=stage.now.date(),
            source="t", source_key="1",
        )  # fmt: skip
    with pytest.raises(errors.NoRuleBook):
        stage.award(stage.homes[0], day=stage.now.date() - timedelta(days=300))
    assert not PointEntry.objects.exists()


def test_an_entry_keeps_the_version_by_which_it_was_given(stage: Stage, officer: Actor) -> None:
    from dataclasses import replace

    from shihu.services.linkages.types.points import Vote

    stage.award(stage.homes[0], "yard")
    items = [replace(item, points=8) if item.code == "yard" else item for item in RULES]
    key = commands.draft_rule_book(
        actor=officer, now=stage.now, village=VILLAGE, title="积分细则", items=items, settings=BookSettings()
    )
    today = stage.now.date()
    later = today + timedelta(days=20)
    commands.approve_rule_book(
        actor=officer, now=stage.now, key=key, vote=Vote(today, "纪要2", 40, 30), valid_from=later
    )
    after = stage.now + timedelta(days=21)
    stage.award(stage.homes[0], "yard", now=after, day=later)
    stage.award(stage.homes[0], "yard", now=after, day=later - timedelta(days=1))
    told = PointEntry.objects.order_by("number").values_list("item__book__version", "points")
    assert list(told) == [(1, 5), (2, 8), (1, 5)]
    with pytest.raises(errors.RuleBookApproved):
        commands.approve_rule_book(
            actor=officer, now=after, key=key, vote=Vote(today, "纪要2", 40, 30), valid_from=later
        )


def earn(stage: Stage, home: Household, _prize: UUID, chance: random.Random) -> None:
    stage.award(home, chance.choice(["labour", "yard", "litter"]))


def redeem(stage: Stage, home: Household, prize: UUID, chance: random.Random) -> None:
    commands.redeem_at_counter(
        actor=stage.cadre, now=stage.now, key=uuid4(), household=home.code, prize=prize,
        quantity=chance.randint(1, 2), consent="户主",
    )  # fmt: skip


def bring_back(stage: Stage, _home: Household, _prize: UUID, _chance: random.Random) -> None:
    for found in Redemption.objects.filter(state="handed")[:1]:
        commands.undo_redemption(actor=stage.cadre, now=stage.now, redemption=found.pk, reason="坏的")


def take_back(stage: Stage, _home: Household, _prize: UUID, _chance: random.Random) -> None:
    for made in PointEntry.objects.filter(kind="award", reversed_by=None)[:1]:
        commands.reverse_points(actor=stage.cadre, now=stage.now, entry=made.pk, reason="记错")


ACTS = (earn, earn, earn, redeem, redeem, bring_back, take_back)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_points_and_goods_are_conserved(stage: Stage, seed: int) -> None:
    """A village's year by chance: after every act the entries add up, nothing is overdrawn, stock answers for it."""
    chance = random.Random(seed)
    homes = stage.homes[:4]
    prize = stage.prize(price=15, stock=6)
    for _ in range(40):
        home, act = chance.choice(homes), chance.choice(ACTS)
        with contextlib.suppress(Refusal):
            act(stage, home, prize, chance)
    given = PrizeMove.objects.aggregate(total=Sum("quantity"))["total"]
    assert given == 6 - sum(r.quantity for r in Redemption.objects.filter(state="handed"))
    assert given >= 0
    for account in PointAccount.objects.all():
        written = lines(account.pk)
        assert [line.number for line in written] == list(range(1, len(written) + 1))
        told = ledger.flow(written)
        assert told.left == sum(line.points for line in written)
        spent = sum(r.points for r in Redemption.objects.filter(account=account, state="handed"))
        assert told.spent == spent


def test_points_and_money_share_no_table(stage: Stage) -> None:
    ours = [PointEntry, PointAccount, PointReview, PrizeMove, Redemption, PointItem, PointRuleBook]
    reached: set[str] = set()
    wait = list(ours)
    while wait:
        model = wait.pop()
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model._meta.label not in reached:
                reached.add(field.related_model._meta.label)
                wait.append(field.related_model)
    assert not {label for label in reached if label.startswith("ledger.")}
    assert {"registry.Household", "units.Unit"} <= reached


def test_units_points_buy_nothing_and_need_no_cover(strict: Stage) -> None:
    unit: Unit = strict.units[0]
    told = commands.award_points(
        actor=strict.cadre, now=strict.now, village=VILLAGE, item_code="lane", unit=unit.pk, day=strict.now.date(),
        source="t", source_key="1",
    )  # fmt: skip
    assert (told.points, told.is_uncovered) == (20, False)
    assert queries.cover(VILLAGE).outstanding == 0


def test_no_column_of_points_holds_money_but_the_value_that_is_for_information(stage: Stage) -> None:
    with connection.cursor() as cursor:
        columns = {c.name for c in connection.introspection.get_table_description(cursor, "linkages_pointentry")}
    assert not columns & {"amount", "fen", "value", "price", "entity_id"}
