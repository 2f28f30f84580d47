"""Writing safety: rounds from door to door, hazards until they are closed, look-ins."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.safety import (
    HazardClosed,
    HazardNeedsMender,
    HazardNeedsPlace,
    HazardNotMended,
    NoLookIn,
    NotOfTheRound,
    OneLineNeeded,
    RecheckBySomebodyElse,
    RoundClosed,
    RoundOpen,
)
from shihu.services.linkages.models import Hazard, LookIn, RoundCheck, SafetyRound
from shihu.services.linkages.queries import safety as reading
from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import Trouble

_KINDS: dict[type, str] = {SafetyRound: "safety_round", Hazard: "hazard", LookIn: "look_in"}


@transaction.atomic
def open_safety_round(*, actor: Actor, now: datetime, unit: UUID, kind: str = "plain") -> UUID:
    """Begin a round over a unit's households: its head, or the cadre."""
    found = reading.unit_to_walk(unit, actor=actor)
    if kind not in SafetyRound.Kind.values:
        raise NotFound
    if SafetyRound.objects.select_for_update().filter(unit_id=unit, kind=kind, closed_on=None).exists():
        raise RoundOpen
    made = SafetyRound.objects.create(
        unit_id=unit,
        hamlet_id=found.hamlet,
        kind=kind,
        opened_on=timezone.localdate(now),
        opened_by=actor.name,
    )
    _record(actor, now, "open_safety_round", made, {"kind": kind})
    return made.pk


@transaction.atomic
def check_door(*, actor: Actor, now: datetime, round: UUID, household: UUID, found: str) -> None:  # noqa: A002
    """Say what was found at one door; said again, the later word counts."""
    walked = _walked(actor, round)
    if found not in RoundCheck.Found.values:
        raise NotFound
    if household not in reading.doors_of(walked.unit_id):
        raise NotOfTheRound
    _keep(walked, household, found, actor, now)


@transaction.atomic
def check_the_rest(*, actor: Actor, now: datetime, round: UUID) -> int:  # noqa: A002
    """Say that nothing was wrong at all doors of which nothing was said. Returns how many."""
    walked = _walked(actor, round)
    said = set(walked.checks.values_list("household_id", flat=True))
    rest = [door for door in reading.doors_of(walked.unit_id) if door not in said]
    RoundCheck.objects.bulk_create(
        RoundCheck(round=walked, household_id=door, found="fine", at=now, by=actor.name) for door in rest
    )
    return len(rest)


@transaction.atomic
def close_safety_round(*, actor: Actor, now: datetime, round: UUID) -> None:  # noqa: A002
    """Close a round. Nobody has to have been at every door: what was not seen is simply not said."""
    walked = _walked(actor, round)
    walked.closed_on = timezone.localdate(now)
    walked.save(update_fields=["closed_on"])
    counted = {found: walked.checks.filter(found=found).count() for found in RoundCheck.Found.values}
    _record(actor, now, "close_safety_round", walked, counted)


@transaction.atomic
def report_hazard(
    *,
    actor: Actor,
    now: datetime,
    hamlet: str,
    kind: str,
    grade: str,
    where: str,
    words: str = "",
    mender: str,
    mend_by: date | None = None,
    household: UUID | None = None,
    round: UUID | None = None,  # noqa: A002
) -> UUID:
    """Report something dangerous: whoever is at work in the hamlet or sits in a unit there."""
    unit = reading.unit_to_report_from(hamlet, actor=actor, household=household)
    if kind not in set(Trouble) or grade not in rules.MOST_DAYS:
        raise NotFound
    if len(where.strip()) < 2:
        raise HazardNeedsPlace(where="where")
    today = timezone.localdate(now)
    most = rules.MOST_DAYS[grade]
    by = mend_by or today + timedelta(days=most)
    if not mender.strip() or not today <= by <= today + timedelta(days=most):
        raise HazardNeedsMender(where="mend_by" if mender.strip() else "mender", most=most)
    walked = _walked(actor, round) if round else None
    made = Hazard.objects.create(
        hamlet_id=hamlet,
        unit_id=walked.unit_id if walked else unit,
        household_id=household,
        round=walked,
        kind=kind,
        grade=grade,
        where=where.strip()[:80],
        words=words.strip()[:200],
        found_on=today,
        found_by=actor.name,
        mender=mender.strip()[:60],
        mend_by=by,
    )
    if walked is not None and household is not None:
        _keep(walked, household, "hazard", actor, now)
    told = {"kind": kind, "grade": grade, "where": made.where, "mender": made.mender, "mend_by": by}
    _record(actor, now, "report_hazard", made, told)
    return made.pk


@transaction.atomic
def assign_hazard(*, actor: Actor, now: datetime, hazard: UUID, mender: str, mend_by: date) -> None:
    """Give a hazard to somebody else, or another day: the village, when the one who had it did not mend it."""
    found = _open(actor, hazard)
    policies.KEEP_SAFETY.require(actor, found.hamlet_id, seen=True)
    today = timezone.localdate(now)
    most = rules.MOST_DAYS[found.grade]
    if not mender.strip() or not today <= mend_by <= today + timedelta(days=most):
        raise HazardNeedsMender(where="mend_by" if mender.strip() else "mender", most=most)
    old = {"mender": found.mender, "mend_by": found.mend_by}
    found.mender, found.mend_by = mender.strip()[:60], mend_by
    found.mended_on, found.mended_by = None, ""
    found.save()
    told = {"mender": found.mender, "mend_by": mend_by}
    _record(actor, now, "assign_hazard", found, told, old=old)


@transaction.atomic
def mend_hazard(*, actor: Actor, now: datetime, hazard: UUID, words: str = "") -> None:
    """Say that it is mended. Somebody else looks at it again before it is closed."""
    found = _open(actor, hazard)
    found.mended_on, found.mended_by, found.mended_words = timezone.localdate(now), actor.name, words.strip()[:200]
    found.save()
    _record(actor, now, "mend_hazard", found, {"words": found.mended_words})


@transaction.atomic
def recheck_hazard(*, actor: Actor, now: datetime, hazard: UUID, holds: bool, words: str = "") -> None:
    """Look at it again: closed when it holds; otherwise it goes back to its mender with half of the grade's days."""
    found = _open(actor, hazard)
    reading.require_rechecks(found.hamlet_id, found.unit_id, actor=actor)
    if found.mended_on is None:
        raise HazardNotMended
    if found.mended_by == actor.name:
        raise RecheckBySomebodyElse
    today = timezone.localdate(now)
    if holds:
        found.closed_on, found.closed_by, found.closed_words = today, actor.name, words.strip()[:200]
    else:
        found.mended_on, found.mended_by = None, ""
        found.mend_by = today + timedelta(days=-(-rules.MOST_DAYS[found.grade] // 2))
    found.save()
    told = {"holds": holds, "words": words.strip()[:200]}
    _record(actor, now, "recheck_hazard", found, told)


@transaction.atomic
def look_in(*, actor: Actor, now: datetime, person: UUID, found: str, line: str) -> UUID:
    """Write down a visit with one line: the head of the unit, or the cadre."""
    today = timezone.localdate(now)
    who = reading.someone_to_visit(person, actor=actor, on=today)
    if found not in LookIn.Found.values:
        raise NotFound
    if not who.whys and not who.has_hidden_why:
        raise NoLookIn
    if len(line.strip()) < 2:
        raise OneLineNeeded(where="line")
    made = LookIn.objects.create(
        person_id=person,
        household_id=reading.household_key(who.code),
        hamlet_id=who.hamlet,
        day=today,
        found=found,
        line=line.strip()[:200],
        by=actor.name,
        at=now,
    )
    # The line is read by those who look in; the chain only tells that somebody was there.
    _record(actor, now, "look_in", made, {"day": today})
    return made.pk


def _walked(actor: Actor, key: UUID) -> SafetyRound:
    found = SafetyRound.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    reading.unit_to_walk(found.unit_id, actor=actor)
    if found.closed_on is not None:
        raise RoundClosed
    return found


def _open(actor: Actor, key: UUID) -> Hazard:
    found = Hazard.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    if not reading.acts_on(found.hamlet_id, found.unit_id, found.household_id, actor=actor):
        raise NotAllowed if reading.sees_hazard(found, actor=actor) else NotFound
    if found.closed_on is not None:
        raise HazardClosed
    return found


def _keep(walked: SafetyRound, household: UUID, found: str, actor: Actor, now: datetime) -> None:
    RoundCheck.objects.update_or_create(
        round=walked, household_id=household, defaults={"found": found, "at": now, "by": actor.name}
    )


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    about: SafetyRound | Hazard | LookIn,
    new: dict[str, Any],
    *,
    old: dict[str, Any] | None = None,
) -> None:
    change = Change(f"linkages.{action}", _KINDS[type(about)], str(about.pk), about.hamlet_id, old, new)
    record(actor=actor, now=now, changes=[change])
