"""What is refused, and that a refusal leaves nothing behind."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.services.industry.awards.conftest import (
    AFTER_NOTICE,
    FIRST,
    HENS,
    LAST,
    PAPER,
    PIGS,
    RULE,
    SHEEP,
    SPRING,
    SUMMER,
    Stage,
    key,
    set_stage,
)
from tests.village.people import SHANGJIAGOU, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.ledger.commands import reverse
from shihu.base.ledger.models import Entry
from shihu.base.ledger.queries import check, own_books
from shihu.base.ledger.types import Recorded
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import awards as errors
from shihu.services.industry.models import AwardApplication, AwardPayment, AwardRound, AwardShare
from shihu.services.industry.types.awards import CheckedCount, NewApplication, NewFund, Paper

ON = AFTER_NOTICE.date()


def refused(refusal: type[Refusal]) -> "_Refused":
    return _Refused(refusal)


class _Refused:
    """The block raises this refusal, and neither books nor records anything."""

    def __init__(self, refusal: type[Refusal]) -> None:
        self.raises = pytest.raises(refusal)

    def __enter__(self) -> None:
        self.before = (AuditEntry.objects.count(), Entry.objects.count(), AwardApplication.objects.count())
        self.raises.__enter__()

    def __exit__(self, *given: object) -> bool:
        caught = bool(self.raises.__exit__(*given))  # type: ignore[arg-type]  # what the interpreter gives
        after = (AuditEntry.objects.count(), Entry.objects.count(), AwardApplication.objects.count())
        assert after == self.before
        return caught


def test_rules_need_the_meeting_and_a_second_person_and_are_then_never_changed(
    cast: Cast, second: Actor, book: UUID
) -> None:
    cadre = cast.cadre
    made = commands.draft_award_rule(actor=cadre, now=SPRING, village=SHANGJIAGOU, rule=RULE)
    with refused(errors.SecondPersonMissing):
        commands.approve_award_rule(actor=cadre, now=SPRING, key=made, paper=PAPER)
    with refused(errors.NoMeetingPaper):
        commands.approve_award_rule(actor=second, now=SPRING, key=made, paper=Paper(" ", PAPER.on))
    with refused(errors.MeetingAhead):
        commands.approve_award_rule(actor=second, now=SPRING, key=made, paper=Paper("1", date(2019, 5, 11)))
    new = NewFund(SHANGJIAGOU, "奖补", made, FIRST, LAST, 7, PAPER)
    with refused(errors.AwardRuleDraft):
        commands.open_award_fund(actor=cadre, now=SPRING, new=new)
    with refused(errors.UnknownCourtyardKind):
        wrong = replace(RULE, items=(replace(RULE.items[0], kind="courtyard.dragons"),))
        commands.draft_award_rule(actor=cadre, now=SPRING, village=SHANGJIAGOU, rule=wrong)
    with refused(NotFound):
        commands.draft_award_rule(actor=cast.colleague, now=SPRING, village=SHANGJIAGOU, rule=RULE)
    with refused(NotAllowed):
        commands.draft_award_rule(actor=cast.auditor, now=SPRING, village=SHANGJIAGOU, rule=RULE)
    commands.approve_award_rule(actor=second, now=SPRING, key=made, paper=PAPER)
    with refused(errors.AwardRuleApproved):
        commands.approve_award_rule(actor=second, now=SPRING, key=made, paper=PAPER)
    for change, refusal in (
        ({"last": FIRST - timedelta(days=1)}, errors.BadPeriod),
        ({"objection_days": 2}, errors.BadObjectionDays),
        ({"paper": Paper("1", SUMMER.date())}, errors.MeetingAhead),
    ):
        with refused(refusal):
            commands.open_award_fund(actor=cadre, now=SPRING, new=replace(new, **change))


def test_only_money_that_is_there_and_not_bound_can_be_set_aside(cast: Cast, second: Actor, book: UUID) -> None:
    stage = set_stage(cast, second, book, amount=0)
    with refused(errors.NothingSetAside):
        commands.draft_awards(actor=cast.cadre, now=SUMMER, fund=stage.fund)

    def aside(amount: int, sent: str, approver: Actor | None = second) -> Recorded:
        return commands.set_award_money_aside(
            actor=cast.cadre,
            now=SPRING,
            fund=stage.fund,
            amount=amount,
            day=SPRING.date(),
            paper=PAPER,
            key=sent,
            approver=approver,
        )

    with refused(errors.NotInHand):
        aside(800_001, key())
    first = aside(500_000, "award-aside-1")
    assert aside(500_000, "award-aside-1") == replace(first, is_new=False)
    with refused(errors.NotInHand):
        aside(300_001, key())
    waiting = aside(200_000, key(), None)
    assert waiting.entry is None
    assert waiting.proposal is not None
    detail = queries.award_fund(stage.fund, actor=second, on=SPRING.date())
    assert (detail.row.sums.budget, detail.waits_in_books) == (500_000, 200_000)


def test_an_application_is_taken_once_from_the_household_or_from_paper_in_its_time(stage: Stage) -> None:
    cadre, villager, head = stage.cast.cadre, stage.cast.villager, stage.cast.head
    own, other = stage.cast.of("姚福海").code, stage.cast.living_in(SHANGJIAGOU)[9]
    far = stage.cast.living_in("141130101201")[0].code

    def apply(actor: Actor, new: NewApplication, sent: str, now: datetime = SUMMER) -> UUID:
        return commands.apply_for_award(actor=actor, now=now, fund=stage.fund, new=new, key=sent)

    made = apply(villager, NewApplication(own, HENS, 40), "tap-tap-1")
    assert apply(villager, NewApplication(own, HENS, 40), "tap-tap-1") == made
    assert AwardApplication.objects.count() == 1
    for actor, new, refusal, sent in (
        (villager, NewApplication(own, HENS, 41), errors.KeyTaken, "tap-tap-1"),
        (villager, NewApplication(own, HENS, 40), errors.AppliedAlready, key()),
        (villager, NewApplication(own, PIGS, 0), errors.BadQuantity, key()),
        (villager, NewApplication(own, PIGS, -2), errors.BadQuantity, key()),
        (villager, NewApplication(own, PIGS, 10**7), errors.BadQuantity, key()),
        (villager, NewApplication(own, "courtyard.bees", 3), errors.KindNotInRules, key()),
        (villager, NewApplication(other.code, PIGS, 3, "户主"), NotFound, key()),
        (head, NewApplication(other.code, PIGS, 3, "户主"), NotFound, key()),
        (cadre, NewApplication(other.code, PIGS, 3), errors.NotSigned, key()),
        (cadre, NewApplication(far, PIGS, 3, "户主"), errors.OtherVillage, key()),
        (stage.cast.auditor, NewApplication(other.code, PIGS, 3, "户主"), NotAllowed, key()),
        (stage.cast.stranger, NewApplication(other.code, PIGS, 3, "户主"), NotFound, key()),
    ):
        with refused(refusal):
            apply(actor, new, sent)
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        with refused(errors.ApplicationsClosed):
            apply(villager, NewApplication(own, PIGS, 2), key(), SUMMER.replace(month=day.month, day=day.day))
    commands.withdraw_application(actor=villager, now=SUMMER, key=made)
    assert apply(villager, NewApplication(own, HENS, 30), key()) != made
    Household.objects.filter(code=other.code).update(until=SUMMER.date(), ended_by="moved")
    with refused(errors.HouseholdEnded):
        apply(cadre, NewApplication(other.code, PIGS, 3, "户主"), key())


def test_a_second_person_counts_who_neither_applied_nor_is_kin(stage: Stage) -> None:
    own = stage.cast.of("姚福海").code
    application = stage.apply(own, HENS, 40)
    with refused(errors.AppliedByYou):
        found = CheckedCount(application, 40)
        commands.check_application(actor=stage.cast.cadre, now=SUMMER, found=found)
    mine = commands.apply_for_award(
        actor=stage.cast.villager, now=SUMMER, fund=stage.fund, new=NewApplication(own, PIGS, 2), key=key()
    )
    with refused(NotFound):
        commands.check_application(actor=stage.cast.villager, now=SUMMER, found=CheckedCount(mine, 2))
    # The second cadre's own account is linked to the household: neither they nor their kin may be counted by them.
    person = Household.objects.get(code=own).householder
    before = person.account_id
    person.account_id = stage.second.key
    person.save()
    with refused(errors.OwnOrKin):
        stage.check(application, 40)
    person.account_id = before
    person.save()
    with refused(errors.AwardReasonMissing):
        stage.check(application, 35)
    with refused(errors.AwardReasonMissing):
        stage.check(application, 0, refused=True)
    with refused(errors.BadQuantity):
        stage.check(application, -1, reason="?")
    stage.check(application, 35, reason="少5只")
    row = queries.application(application, actor=stage.second)
    assert (row.difference, row.state, row.check and row.check.by) == (-5, "accepted", "尚爱国")


def test_a_list_with_one_fault_enters_nothing_and_names_each(stage: Stage) -> None:
    codes = [home.code for home in stage.cast.living_in(SHANGJIAGOU)[5:9]]
    rows = [
        NewApplication(codes[0], HENS, 40, "户主"),
        NewApplication(codes[1], HENS, -1, "户主"),
        NewApplication("no-such-household", HENS, 40, "户主"),
        NewApplication(codes[0], HENS, 20, "户主"),
        NewApplication(codes[2], "courtyard.bees", 2, "户主"),
        NewApplication(codes[3], HENS, 20, ""),
    ]
    with pytest.raises(errors.ListHasFaults) as caught:
        commands.enter_award_applications(actor=stage.cast.cadre, now=SUMMER, fund=stage.fund, rows=rows, key="list-1")
    assert [(fault.row, fault.code) for fault in caught.value.faults] == [
        (2, "bad_quantity"),
        (3, "award_household_gone"),
        (4, "applied_already"),
        (5, "kind_not_in_rules"),
        (6, "award_not_signed"),
    ]
    assert AwardApplication.objects.count() == 0
    good = [rows[0], replace(rows[1], quantity=25)]
    for _ in range(2):
        count = commands.enter_award_applications(
            actor=stage.cast.cadre, now=SUMMER, fund=stage.fund, rows=good, key="list-2"
        )
        assert count == 2
    assert AwardApplication.objects.count() == 2
    keys = list(AwardApplication.objects.values_list("pk", flat=True))
    checks = [CheckedCount(keys[0], 40), CheckedCount(keys[1], 24), CheckedCount(UUID(int=5), 1)]
    with pytest.raises(errors.ListHasFaults) as caught:
        commands.enter_award_checks(actor=stage.second, now=SUMMER, fund=stage.fund, rows=checks)
    assert [fault.row for fault in caught.value.faults] == [2, 3]
    assert not queries.award_fund(stage.fund, actor=stage.second, on=ON).kinds


def test_a_round_is_published_approved_by_another_and_never_overdraws(stage: Stage) -> None:
    cadre, second = stage.cast.cadre, stage.second
    with refused(errors.NobodyAccepted):
        commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund)
    codes = stage.accepted((HENS, 40), (PIGS, 3), (SHEEP, 5))
    with refused(errors.BudgetExceeded):
        commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund, amount=500_001)
    stale = commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund, amount=100_000)
    assert list(AwardShare.objects.values_list("amount", flat=True)) == [26_667, 40_000, 33_333]
    late = stage.apply(stage.cast.living_in(SHANGJIAGOU)[10].code, HENS, 20)
    stage.check(late, 20)
    with refused(errors.DraftStale):
        commands.publish_awards(actor=cadre, now=SUMMER, key=stale)
    made = commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund, amount=100_000)
    assert not AwardRound.objects.filter(pk=stale).exists()
    commands.publish_awards(actor=cadre, now=SUMMER, key=made)
    with refused(errors.RoundRunning):
        commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund)
    with refused(errors.InARound):
        commands.check_application(actor=second, now=SUMMER, found=CheckedCount(late, 20))
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardShare.objects.filter(round=made).update(amount=1)
    with refused(errors.NoticeRunning):
        commands.approve_awards(actor=second, now=AFTER_NOTICE - timedelta(days=1), key=made)
    with refused(errors.SecondPersonMissing):
        commands.approve_awards(actor=cadre, now=AFTER_NOTICE, key=made)
    first = commands.approve_awards(actor=second, now=AFTER_NOTICE, key=made)
    again = commands.approve_awards(actor=second, now=AFTER_NOTICE, key=made)
    assert (again.entry, again.is_new) == (first.entry, False)
    # A second round takes what is left for those who were not in the first; nobody is awarded twice.
    with refused(errors.NobodyAccepted):
        commands.draft_awards(actor=cadre, now=AFTER_NOTICE, fund=stage.fund)
    sums = queries.award_fund(stage.fund, actor=second, on=ON).row.sums
    assert (sums.awarded, sums.left) == (100_000, 400_000)
    assert len(codes) == 3
    assert check() == []


def test_an_objection_is_answered_by_somebody_else_and_upheld_discards_the_notice(stage: Stage) -> None:
    cadre, second, villager = stage.cast.cadre, stage.second, stage.cast.villager
    own = stage.cast.of("姚福海").code
    application = stage.apply(own, HENS, 40)
    stage.check(application, 30, reason="只见30只")
    made = commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund)
    commands.publish_awards(actor=cadre, now=SUMMER, key=made)
    with refused(NotFound):
        commands.object_to_award(actor=stage.cast.head, now=SUMMER, application=application, words="数错了")
    objection = commands.object_to_award(actor=villager, now=SUMMER, application=application, words="后院还有10只")
    with refused(errors.ObjectionTwice):
        commands.object_to_award(actor=villager, now=SUMMER, application=application, words="再说一次")
    with refused(errors.ObjectionsOpen):
        commands.approve_awards(actor=second, now=AFTER_NOTICE, key=made)
    with refused(errors.SecondPersonMissing):
        commands.answer_award_objection(actor=second, now=SUMMER, key=objection, upheld=False, answer="维持")
    found = CheckedCount(application, 40)
    commands.answer_award_objection(
        actor=cadre, now=SUMMER, key=objection, upheld=True, answer="后院确有10只", found=found
    )
    with refused(errors.ObjectionAnswered):
        commands.answer_award_objection(actor=cadre, now=SUMMER, key=objection, upheld=False, answer="维持")
    assert AwardRound.objects.get(pk=made).state == "discarded"
    again = stage.approved()
    assert queries.award_round(again, actor=second, on=ON).row.amount == 40_000
    with refused(errors.ObjectionLate):
        late = AFTER_NOTICE + timedelta(days=30)
        commands.object_to_award(actor=villager, now=late, application=application, words="太迟")


def test_a_payment_list_is_paid_once_by_a_second_person_or_not_at_all(stage: Stage) -> None:
    cadre, second = stage.cast.cadre, stage.second
    codes = stage.accepted((HENS, 40), (PIGS, 3), (SHEEP, 5))
    made = stage.approved()
    gone = Household.objects.get(code=codes[2])
    Household.objects.filter(pk=gone.pk).update(until=ON, ended_by="moved")
    payment = stage.prepared(made)
    assert list(AwardPayment.objects.get().lines.values_list("amount", flat=True)) == [40_000, 60_000]
    with refused(errors.NothingToPay):
        stage.prepared(made)
    with refused(errors.SecondPersonMissing):
        commands.pay_awards(actor=cadre, now=AFTER_NOTICE, key=payment)
    AwardPayment.objects.filter(pk=payment).update(account="101")
    with refused(errors.MoneyShort):
        commands.pay_awards(actor=second, now=AFTER_NOTICE, key=payment)
    AwardPayment.objects.filter(pk=payment).update(account="102")
    first = commands.pay_awards(actor=second, now=AFTER_NOTICE, key=payment)
    again = commands.pay_awards(actor=second, now=AFTER_NOTICE, key=payment)
    assert (again.entry, first.is_new, again.is_new) == (first.entry, True, False)
    detail = queries.award_round(made, actor=second, on=ON)
    assert [(line.paid, line.is_gone) for line in detail.lines] == [(40_000, False), (60_000, False), (0, True)]
    assert (detail.unpaid, detail.fund.row.sums.paid, detail.fund.row.sums.owed) == (50_000, 100_000, 50_000)
    with refused(errors.RoundMoved):
        commands.discard_award_payment(actor=cadre, now=AFTER_NOTICE, key=payment)
    assert check() == []


def test_a_round_is_opened_again_only_by_reversals_in_the_books(stage: Stage) -> None:
    cadre, second = stage.cast.cadre, stage.second
    stage.accepted((HENS, 40), (PIGS, 2))
    made = stage.approved()
    paid = commands.pay_awards(actor=second, now=AFTER_NOTICE, key=stage.prepared(made))
    with refused(errors.PaidPartly):
        commands.reopen_awards(actor=cadre, now=AFTER_NOTICE, key=made, reason="名单有误", sent=key())
    assert paid.entry is not None
    reverse(actor=cadre, now=AFTER_NOTICE, entry=paid.entry, on=ON, reason="退回", key=key(), approver=second)
    with refused(errors.AwardReasonMissing):
        commands.reopen_awards(actor=cadre, now=AFTER_NOTICE, key=made, reason=" ", sent=key())
    done = commands.reopen_awards(actor=cadre, now=AFTER_NOTICE, key=made, reason="名单有误", sent=key())
    detail = queries.award_round(made, actor=second, on=ON)
    assert done.entry is not None
    assert (detail.row.state, detail.fund.row.sums.left, detail.fund.row.sums.paid) == ("reversed", 500_000, 0)
    assert commands.draft_awards(actor=cadre, now=AFTER_NOTICE, fund=stage.fund) != made
    assert check() == []


def test_a_household_reads_its_own_award_and_nobody_elses(stage: Stage) -> None:
    own = stage.cast.of("姚福海").code
    application = stage.apply(own, HENS, 40)
    stage.check(application, 40)
    made = commands.draft_awards(actor=stage.cast.cadre, now=SUMMER, fund=stage.fund)
    villager = stage.cast.villager
    _home, (before,) = queries.own_award_funds(actor=villager, on=SUMMER.date())
    assert before.slips == ()
    with pytest.raises(NotFound):
        queries.award_notice(made, actor=villager, on=SUMMER.date())
    commands.publish_awards(actor=stage.cast.cadre, now=SUMMER, key=made)
    commands.approve_awards(actor=stage.second, now=AFTER_NOTICE, key=made)
    _home, (after,) = queries.own_award_funds(actor=villager, on=ON)
    assert [slip.line.amount for slip in after.slips] == [40_000]
    slip = queries.award_slip(made, own, actor=villager, on=ON)
    assert (slip.line.amount, slip.paid_on) == (40_000, None)
    with pytest.raises(NotFound):
        queries.award_slip(made, own, actor=stage.cast.head, on=ON)
    with pytest.raises(NotFound):
        queries.award_fund(stage.fund, actor=villager, on=ON)
    assert own_books(actor=villager)


def test_what_waits_for_whom(stage: Stage) -> None:
    own = stage.cast.of("姚福海").code
    application = stage.apply(own, HENS, 40)
    cadre, second = stage.cast.cadre, stage.second
    assert queries.awards_due(actor=cadre, on=SUMMER.date()) == []
    assert [item.kind for item in queries.awards_due(actor=second, on=SUMMER.date())] == ["industry.check_awards"]
    stage.check(application, 40)
    made = commands.draft_awards(actor=cadre, now=SUMMER, fund=stage.fund)
    commands.publish_awards(actor=cadre, now=SUMMER, key=made)
    assert queries.awards_due(actor=second, on=SUMMER.date()) == []
    assert [item.kind for item in queries.awards_due(actor=second, on=ON)] == ["industry.approve_awards"]
    assert queries.awards_due(actor=stage.cast.auditor, on=ON) == []
    assert queries.awards_due(actor=stage.cast.colleague, on=ON) == []
