"""The prize fund: never overdrawn, not by two at once, and points come back with the goods."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from tests.services.linkages.points.conftest import Stage, related

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.errors import points as errors
from shihu.services.linkages.models.points import PointEntry, PointNotice, Prize, PrizeMove, Redemption
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import PointVerdict, RedemptionState

VILLAGE = "141130101202"


def counter(stage: Stage, prize: UUID, home: int = 3, quantity: int = 1, **more: object) -> UUID:
    told = {"actor": stage.cadre, "now": stage.now, "key": uuid4(), "consent": "户主本人", **more}
    return commands.redeem_at_counter(household=stage.homes[home].code, prize=prize, quantity=quantity, **told)  # type: ignore[arg-type]


def test_goods_are_handed_out_for_points_with_the_households_consent(stage: Stage) -> None:
    prize = stage.prize()
    stage.award(stage.homes[3], times=5)
    with pytest.raises(errors.NoConsent):
        counter(stage, prize, consent=" ")
    key = uuid4()
    assert counter(stage, prize, key=key) == counter(stage, prize, key=key)
    assert stage.balance(stage.homes[3]) == 30
    row = queries.prize(prize, actor=stage.cadre, on=stage.now.date())
    assert (row.stock, row.handed, row.received) == (4, 1, 5)
    with pytest.raises(errors.ClaimKeyUsed):
        counter(stage, prize, key=key, quantity=2)


def test_neither_points_nor_goods_can_be_overdrawn(stage: Stage) -> None:
    prize = stage.prize(stock=2)
    stage.award(stage.homes[3], times=5)
    with pytest.raises(errors.TooFewPoints) as few:
        counter(stage, stage.prize("毛毯", 60))
    assert (few.value.values["needed"], few.value.values["balance"]) == (60, 50)
    with pytest.raises(errors.OutOfStock) as out:
        counter(stage, prize, quantity=3)
    assert out.value.values["left"] == 2
    assert not Redemption.objects.exists()
    with pytest.raises(IntegrityError, match="cannot be taken"), transaction.atomic():
        PrizeMove.objects.create(
            key=uuid4(), prize_id=prize, kind="taken", quantity=-3, day=stage.now.date(), recorded_by_name="",
            recorded_at=stage.now,
        )  # fmt: skip


def test_a_reservation_sets_points_and_goods_aside_until_its_code_fetches_them(stage: Stage) -> None:
    prize, actor = stage.prize(stock=1), stage.member(stage.homes[3])
    stage.award(stage.homes[3], times=5)
    key = commands.reserve_prize(actor=actor, now=stage.now, key=uuid4(), prize=prize)
    made = Redemption.objects.get(pk=key)
    assert (stage.balance(stage.homes[3]), made.state) == (30, RedemptionState.RESERVED)
    stage.award(stage.homes[4], times=5)
    with pytest.raises(errors.OutOfStock):
        counter(stage, prize, home=4)
    with pytest.raises(errors.UnknownCode):
        commands.hand_over(actor=stage.cadre, now=stage.now, village=VILLAGE, code="abc")
    code = f"{made.code[:3]} {made.code[3:]}"
    assert commands.hand_over(actor=stage.cadre, now=stage.now, village=VILLAGE, code=code) == key
    with pytest.raises(errors.UnknownCode):
        commands.hand_over(actor=stage.cadre, now=stage.now, village=VILLAGE, code=code)


def test_calling_off_returns_points_and_goods_together_once(stage: Stage) -> None:
    prize, actor = stage.prize(), stage.member(stage.homes[3])
    stage.award(stage.homes[3], times=5)
    key = commands.reserve_prize(actor=actor, now=stage.now, key=uuid4(), prize=prize)
    other = stage.member(stage.homes[4])
    with pytest.raises(NotFound):
        commands.undo_redemption(actor=other, now=stage.now, redemption=key, reason="")
    commands.undo_redemption(actor=actor, now=stage.now, redemption=key, reason="")
    assert stage.balance(stage.homes[3]) == 50
    assert queries.prize(prize, actor=stage.cadre, on=stage.now.date()).stock == 5
    with pytest.raises(errors.NotReserved):
        commands.undo_redemption(actor=stage.cadre, now=stage.now, redemption=key, reason="再来")


def test_goods_brought_back_return_points_with_a_reason_and_not_by_the_household_itself(stage: Stage) -> None:
    prize = stage.prize()
    stage.award(stage.homes[3], times=5)
    key = counter(stage, prize)
    with pytest.raises(NotFound):
        commands.undo_redemption(actor=stage.member(stage.homes[3]), now=stage.now, redemption=key, reason="坏了")
    with pytest.raises(errors.NoReason):
        commands.undo_redemption(actor=stage.cadre, now=stage.now, redemption=key, reason="")
    commands.undo_redemption(actor=stage.cadre, now=stage.now, redemption=key, reason="瓶子漏了")
    assert stage.balance(stage.homes[3]) == 50
    assert Redemption.objects.get().state == RedemptionState.RETURNED
    entry = PointEntry.objects.get(kind="redemption")
    with pytest.raises(errors.AlreadyReversed):
        commands.reverse_points(actor=stage.cadre, now=stage.now, entry=entry.pk, reason="再退")


def test_nobody_hands_out_to_their_own(stage: Stage, colleague: Actor, auditor: Actor) -> None:
    from shihu.kernel.actors import Grant, Role

    prize = stage.prize()
    stage.award(stage.homes[3], times=5)
    kin = stage.member(stage.homes[7])
    related(stage.homes[3], stage.homes[7])
    both = Actor(kin.key, kin.name, (Grant(Role.CADRE, VILLAGE),))
    for actor, refused in ((both, errors.OwnMatter), (colleague, NotFound), (auditor, NotAllowed)):
        with pytest.raises(refused):
            counter(stage, prize, actor=actor)
    assert stage.balance(stage.homes[3]) == 50


def test_an_award_that_the_stock_does_not_cover_is_told_of_or_refused_by_the_villages_rule(stage: Stage) -> None:
    stage.prize(price=20, stock=2)
    assert not stage.award(stage.homes[3], times=4).is_uncovered
    cover = queries.cover(VILLAGE)
    assert (cover.outstanding, cover.stock, cover.percent, cover.is_short) == (40, 40, 100, False)
    assert stage.award(stage.homes[4]).is_uncovered
    assert queries.cover(VILLAGE).percent == 80


def test_a_strict_village_gives_no_point_beyond_its_stock_until_it_is_filled_up(strict: Stage) -> None:
    prize = strict.prize(price=20, stock=1)
    strict.award(strict.homes[3], times=2)
    with pytest.raises(errors.NotCovered) as told:
        strict.award(strict.homes[4])
    assert (told.value.values["outstanding"], told.value.values["stock"]) == (30, 20)
    claim = strict.claim(strict.member(strict.homes[4]))
    with pytest.raises(errors.NotCovered):
        commands.review_claim(actor=strict.cadre, now=strict.now, claim=claim, verdict=PointVerdict.ACCEPT)
    assert queries.claim(claim, actor=strict.cadre, on=strict.now.date()).reviews == ()
    strict.award(strict.homes[3], "litter")  # losing points needs no cover
    commands.receive_prize(
        actor=strict.cadre, now=strict.now, key=uuid4(), prize=prize, quantity=5, value=10_000, donor="供销社",
        paper="收-2", day=strict.now.date(),
    )  # fmt: skip
    assert (
        commands.review_claim(actor=strict.cadre, now=strict.now, claim=claim, verdict=PointVerdict.ACCEPT).points == 5
    )


def test_goods_come_in_with_their_paper_and_only_goods(stage: Stage, auditor: Actor) -> None:
    prize = stage.prize(stock=0)
    told = {"prize": prize, "quantity": 3, "value": 3_000, "donor": "供销社", "paper": "收-9", "day": stage.now.date()}
    for change in ({"donor": ""}, {"paper": " "}, {"day": stage.now.date() + timedelta(days=1)}, {"value": -1}):
        with pytest.raises(errors.BadReceipt):
            commands.receive_prize(actor=stage.cadre, now=stage.now, key=uuid4(), **{**told, **change})  # type: ignore[arg-type]
    with pytest.raises(errors.BadQuantity):
        commands.receive_prize(actor=stage.cadre, now=stage.now, key=uuid4(), **{**told, "quantity": 0})  # type: ignore[arg-type]
    key = uuid4()
    first = commands.receive_prize(actor=stage.cadre, now=stage.now, key=key, **told)  # type: ignore[arg-type]
    assert commands.receive_prize(actor=stage.cadre, now=stage.now, key=key, **told) == first  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        commands.receive_prize(actor=auditor, now=stage.now, key=uuid4(), **told)  # type: ignore[arg-type]
    with pytest.raises(errors.MoneyIsNoPrize):
        stage.prize("现金红包", 10)
    commands.write_off_prize(actor=stage.cadre, now=stage.now, key=uuid4(), prize=prize, quantity=3, paper="报损-1")
    with pytest.raises(errors.OutOfStock):
        commands.write_off_prize(actor=stage.cadre, now=stage.now, key=uuid4(), prize=prize, quantity=1, paper="报损-2")
    assert Prize.objects.count() == 1


def test_points_lapse_only_after_the_full_notice_and_what_was_spent_does_not(stage: Stage) -> None:
    stage.award(stage.homes[3], times=5)
    counter(stage, stage.prize())
    lapse = stage.now.replace(year=2020, month=8, day=31)
    early, told, due = lapse - timedelta(days=60), lapse - timedelta(days=20), lapse + timedelta(days=1)
    assert commands.tell_of_lapsing(actor=stage.cadre, now=early, village=VILLAGE) == 0
    assert commands.tell_of_lapsing(actor=stage.cadre, now=told, village=VILLAGE) == 1
    assert commands.tell_of_lapsing(actor=stage.cadre, now=told, village=VILLAGE) == 0
    assert PointNotice.objects.get().points == 30
    assert commands.let_lapse(actor=stage.cadre, now=due, village=VILLAGE) == 0  # eleven days of notice are not thirty
    assert commands.let_lapse(actor=stage.cadre, now=told + timedelta(days=30), village=VILLAGE) == 30
    assert commands.let_lapse(actor=stage.cadre, now=told + timedelta(days=31), village=VILLAGE) == 0
    assert stage.balance(stage.homes[3]) == 0


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Do all acts in threads that start together; return what each answered or was refused with."""
    answers: list[object] = [None] * len(acts)
    ready = threading.Barrier(len(acts))

    def run(at: int) -> None:
        ready.wait()
        try:
            answers[at] = acts[at]()
        except Refusal as refusal:
            answers[at] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    close_old_connections()
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_one_at_the_same_moment_one_gets_it(stage: Stage) -> None:
    prize = stage.prize(stock=1)
    for home in (3, 4):
        stage.award(stage.homes[home], times=5)
    acts: list[Callable[[], object]] = [lambda home=home: counter(stage, prize, home=home) for home in (3, 4)]
    if connection.vendor == "postgresql":
        answers = at_once(acts * 3)
    else:
        # The test database of SQLite lives in memory and has one thread: there the two come one after the other.
        answers = []
        for act in acts:
            try:
                answers.append(act())
            except Refusal as refusal:
                answers.append(refusal)
    assert sum(isinstance(answer, UUID) for answer in answers) == 1
    assert all(isinstance(answer, (UUID, errors.OutOfStock)) for answer in answers)
    assert queries.prizes(VILLAGE)[0].stock == 0
    assert sorted(stage.balance(stage.homes[home]) for home in (3, 4)) == [30, 50]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_spend_the_same_points_at_the_same_moment_one_does(stage: Stage) -> None:
    prize = stage.prize(stock=5)
    stage.award(stage.homes[3], times=3)
    if connection.vendor != "postgresql":
        pytest.skip("The test database of SQLite lives in memory and has one thread")
    answers = at_once([lambda: counter(stage, prize)] * 5)
    assert sum(isinstance(answer, UUID) for answer in answers) == 1
    assert stage.balance(stage.homes[3]) == 10
