"""Objections of households to what was counted, refused or given, and their answers."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import kin_households, own_household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.awards.applications import (
    RUNNING,
    check_change,
    check_row,
    fits_check,
    locked,
    not_in_a_round,
)
from shihu.services.industry.errors.awards import (
    AwardReasonMissing,
    ObjectionAnswered,
    ObjectionLate,
    ObjectionTwice,
    OwnOrKin,
    SecondPersonMissing,
    Withdrawn,
)
from shihu.services.industry.models import AwardApplication, AwardObjection
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.types.awards import CheckedCount, RoundState


@transaction.atomic
def object_to_award(*, actor: Actor, now: datetime, application: UUID, words: str) -> UUID:
    """Object to what was counted, refused or given: an adult of the household, or the cadre who hears it."""
    row = locked(application)
    today = timezone.localdate(now)
    home = own_household(actor=actor, on=today)
    is_own = home is not None and home.key == row.household_id and home.is_adult
    if not is_own:
        sees = policies.SEE_AWARDS.allows(actor, row.fund.village_id)
        policies.KEEP_AWARDS.require(actor, row.fund.village_id, seen=sees)
    if not words.strip():
        raise AwardReasonMissing("words")
    if row.withdrawn_at is not None:
        raise Withdrawn
    if row.objections.filter(answered_at=None).exists():
        raise ObjectionTwice
    last = _notice_of(row)
    if last is not None and today > last:
        raise ObjectionLate(until=last)
    made = AwardObjection.objects.create(application=row, words=words.strip()[:400], made_by=actor.name, made_at=now)
    change = Change(
        "industry.object_to_award",
        "award_application",
        str(row.pk),
        row.household.hamlet_id,
        None,
        {"words": made.words},
    )
    record(actor=actor, now=now, changes=[change])
    return made.pk


def _notice_of(row: AwardApplication) -> date | None:
    """Return the last day of objections of the fund's latest notice that stands; None while there is none."""
    rounds = list(row.fund.rounds.all())
    states = standing.states_of(rounds)
    days = [one.objections_until for one in rounds if states[one.pk] in RUNNING and one.objections_until]
    return max(days, default=None)


@transaction.atomic
def answer_award_objection(
    *, actor: Actor, now: datetime, key: UUID, upheld: bool, answer: str, found: CheckedCount | None = None
) -> None:
    """Answer an objection with a reason: by somebody who did not check it and is no kin.

    Upheld, ``found`` is the new count; a round under notice is discarded, to be drafted anew.
    """
    held = AwardObjection.objects.select_for_update().filter(pk=key).first()
    if held is None:
        raise NotFound
    row = locked(held.application_id)
    sees = policies.SEE_AWARDS.allows(actor, row.fund.village_id)
    policies.CHECK_AWARDS.require(actor, row.fund.village_id, seen=sees)
    if held.answered_at is not None:
        raise ObjectionAnswered
    if row.household_id in kin_households(actor=actor):
        raise OwnOrKin(householder=row.household.householder.name)
    last = row.checks.order_by("-revision").first()
    if last is not None and last.checked_by == actor.key:
        raise SecondPersonMissing
    if not answer.strip():
        raise AwardReasonMissing("answer")
    changes = []
    if upheld and found is not None:
        noticed = list(row.fund.rounds.filter(state=RoundState.PUBLISHED.value))
        for one in noticed:
            one.state, one.reason = RoundState.DISCARDED.value, f"异议成立：{row.household.householder.name}"
            one.save(update_fields=["state", "reason"])
            told = {"state": one.state, "reason": one.reason}
            changes.append(
                Change("industry.discard_awards", "award_round", str(one.pk), row.fund.village_id, None, told)
            )
        not_in_a_round(row)
        given = CheckedCount(found.application, found.counted, found.refused, found.reason or answer)
        fits_check(row, given)
        check = check_row(row, given, actor, now, row.checks.count() + 1)
        check.save(force_insert=True)
        changes.append(check_change(row, check))
    held.upheld, held.answer = upheld, answer.strip()[:400]
    held.answered_by, held.answered_at = actor.name, now
    held.save()
    place, said = row.household.hamlet_id, {"upheld": upheld, "answer": held.answer}
    changes.append(Change("industry.answer_award_objection", "award_application", str(row.pk), place, None, said))
    record(actor=actor, now=now, changes=changes)
