"""Above the amount of the rule somebody else must look; who recorded never approves."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.base.ledger.conftest import Books, Town, entry

from shihu.base.ledger import errors, queries
from shihu.base.ledger.commands import approve, post, refuse, reverse, set_approval_rule, withdraw
from shihu.base.ledger.models import Entry, Line, Proposal
from shihu.base.ledger.types import EntityKind, ProposalState, Recorded
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
BIG = (("551", 500_001), ("102", -500_001))
JUST_BELOW = (("551", 500_000), ("102", -500_000))


@pytest.fixture
def waiting(rule: int, book: Books) -> UUID:
    """The key of a proposal by the cadre."""
    done = book(*BIG)
    assert done.entry is None
    assert done.proposal is not None
    return done.proposal


def test_up_to_the_amount_one_person_is_enough(rule: int, book: Books) -> None:
    assert book(*JUST_BELOW).entry is not None
    assert book(*BIG).entry is None


def test_what_waits_is_not_in_the_books(waiting: UUID, town: Town, cadre: Actor, second: Actor, officer: Actor) -> None:
    assert queries.balances(town.collective, actor=cadre, on=date(2019, 8, 15)) == []
    assert [len(queries.ledger_due(actor=who, on=date(2019, 8, 15))) for who in (cadre, second, officer)] == [0, 1, 1]


def test_a_second_person_books_it_and_both_names_stand_under_it(waiting: UUID, second: Actor, now: datetime) -> None:
    done = approve(actor=second, now=now + timedelta(hours=1), proposal=waiting)
    made = Entry.objects.get(pk=done.entry)
    assert (made.recorded_by_name, made.approved_by_name) == ("cadre", "cadre")
    assert (made.recorded_at, made.approved_at) == (now, now + timedelta(hours=1))
    assert made.recorded_by != made.approved_by
    assert queries.check() == []
    assert approve(actor=second, now=now, proposal=waiting) == Recorded(made.pk, waiting, made.number, is_new=False)
    assert Entry.objects.count() == 1


def test_who_recorded_it_cannot_approve_it_and_nothing_changes(waiting: UUID, cadre: Actor, now: datetime) -> None:
    with pytest.raises(errors.SamePerson):
        approve(actor=cadre, now=now, proposal=waiting)
    with pytest.raises(errors.SamePerson):
        refuse(actor=cadre, now=now, proposal=waiting, reason="x")
    assert Proposal.objects.get().state == ProposalState.WAITING
    assert Line.objects.count() == 0


def test_who_only_reads_or_sits_elsewhere_cannot_decide(
    waiting: UUID, auditor: Actor, colleague: Actor, banker: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        approve(actor=auditor, now=now, proposal=waiting)
    for stranger in (colleague, banker):
        with pytest.raises(NotFound):
            approve(actor=stranger, now=now, proposal=waiting)


def test_a_refusal_says_why_and_ends_it(waiting: UUID, officer: Actor, now: datetime) -> None:
    with pytest.raises(errors.ReasonMissing):
        refuse(actor=officer, now=now, proposal=waiting, reason="  ")
    refuse(actor=officer, now=now, proposal=waiting, reason="发票抬头不对")
    row = queries.proposal(waiting, actor=officer)
    assert (row.state, row.reason, row.decided_by) == (ProposalState.REFUSED, "发票抬头不对", "officer")
    with pytest.raises(errors.NotWaiting):
        approve(actor=officer, now=now, proposal=waiting)


def test_only_the_proposer_takes_it_back(waiting: UUID, second: Actor, cadre: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        withdraw(actor=second, now=now, proposal=waiting)
    withdraw(actor=cadre, now=now, proposal=waiting)
    with pytest.raises(errors.NotWaiting):
        approve(actor=second, now=now, proposal=waiting)


def test_the_same_key_answers_with_the_proposal_and_later_with_the_entry(
    rule: int, town: Town, cadre: Actor, second: Actor, now: datetime
) -> None:
    asked = entry(town.collective, *BIG)
    first = post(actor=cadre, now=now, entry=asked)
    again = post(actor=cadre, now=now, entry=asked)
    assert (again.proposal, again.entry, again.is_new) == (first.proposal, None, False)
    assert first.proposal is not None
    booked = approve(actor=second, now=now, proposal=first.proposal)
    assert post(actor=cadre, now=now, entry=asked).entry == booked.entry


def test_a_service_whose_own_procedure_had_two_persons_books_at_once(
    rule: int, town: Town, cadre: Actor, officer: Actor, auditor: Actor, now: datetime
) -> None:
    done = post(actor=cadre, now=now, entry=entry(town.collective, *BIG), approver=officer)
    assert Entry.objects.get(pk=done.entry).approved_by == officer.key
    with pytest.raises(errors.SamePerson):
        post(actor=cadre, now=now, entry=entry(town.collective, *BIG), approver=cadre)
    with pytest.raises(NotAllowed):
        post(actor=cadre, now=now, entry=entry(town.collective, *BIG), approver=auditor)


def test_the_rule_of_the_day_and_of_the_nearest_place_counts(
    rule: int, town: Town, cadre: Actor, officer: Actor, now: datetime
) -> None:
    set_approval_rule(
        actor=officer,
        now=now,
        kind=EntityKind.COLLECTIVE,
        place="141130101201",
        above=100_000,
        since=date(2019, 8, 1),
    )
    small = (("551", 200_000), ("102", -200_000))
    assert post(actor=cadre, now=now, entry=entry(town.collective, *small, on=date(2019, 7, 31))).entry
    assert post(actor=cadre, now=now, entry=entry(town.collective, *small, on=date(2019, 8, 1))).proposal
    assert post(actor=officer, now=now, entry=entry(town.other, *small, on=date(2019, 8, 1))).entry


def test_a_new_rule_ends_the_one_before_and_never_reaches_back(rule: int, officer: Actor, now: datetime) -> None:
    given = {"actor": officer, "now": now, "kind": EntityKind.COLLECTIVE, "place": "141130101"}
    set_approval_rule(**given, above=300_000, since=date(2019, 8, 1))  # type: ignore[arg-type]
    rules = [(one.above, one.since, one.until) for one in queries.approval_rules(EntityKind.COLLECTIVE)]
    assert rules == [(500_000, date(2019, 1, 1), date(2019, 7, 31)), (300_000, date(2019, 8, 1), None)]
    with pytest.raises(errors.RuleBefore):
        set_approval_rule(**given, above=1, since=date(2019, 7, 1))  # type: ignore[arg-type]


def test_a_proposal_whose_month_was_closed_meanwhile_is_not_booked(
    waiting: UUID, town: Town, second: Actor, now: datetime
) -> None:
    from shihu.base.ledger.models import Entity

    Entity.objects.filter(pk=town.collective).update(closed_through=date(2019, 7, 31))
    with pytest.raises(errors.PeriodClosed):
        approve(actor=second, now=now, proposal=waiting)
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_reversing_much_needs_a_second_person_too_and_only_once(
    waiting: UUID, cadre: Actor, second: Actor, officer: Actor, now: datetime
) -> None:
    booked = approve(actor=second, now=now, proposal=waiting).entry
    assert booked is not None
    given = {"now": now, "entry": booked, "on": date(2019, 8, 1), "reason": "付错户"}
    first = reverse(actor=cadre, key="reverse-1", **given)  # type: ignore[arg-type]
    assert first.proposal is not None
    with pytest.raises(errors.AlreadyReversed):
        reverse(actor=officer, key="reverse-2", **given)  # type: ignore[arg-type]
    approve(actor=second, now=now, proposal=first.proposal)
    assert queries.check() == []
    assert reverse(actor=cadre, key="reverse-1", **given).is_new is False  # type: ignore[arg-type]
