"""Writing hazards: reported, mended, looked at again, ended otherwise, taken up by the clock. Each is a case."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.cases import commands as cases
from shihu.base.cases.types import NewCase
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands.walking import Walk
from shihu.services.linkages.errors.safety import (
    HazardClosed,
    HazardNeedsMender,
    HazardNeedsPlace,
    HazardNotMended,
    RecheckBySomebodyElse,
)
from shihu.services.linkages.models import Hazard
from shihu.services.linkages.queries import hazards as reading
from shihu.services.linkages.queries import safety
from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import HAZARD, HazardDetail, Trouble

NO_WORDS = "—"


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
    found_on_round: UUID | None = None,
) -> UUID:
    """Report something dangerous: whoever is at work in the hamlet or sits in a unit there. It is a case at once."""
    unit = safety.unit_to_report_from(hamlet, actor=actor, household=household)
    if kind not in set(Trouble) or grade not in rules.TIMES:
        raise NotFound
    place = " ".join(where.split())[:80]
    if len(place) < 2:
        raise HazardNeedsPlace(where="where")
    today = timezone.localdate(now)
    last, who = rules.last_day(grade, today), " ".join(mender.split())[:40]
    if not who or (mend_by is not None and not today < mend_by <= last):
        raise HazardNeedsMender(where="mend_by" if who else "mender", last=last.isoformat())
    walk = Walk.over(found_on_round, actor=actor, now=now) if found_on_round else None
    held = walk.round if walk else None
    key = UUID(str(uuid7()))
    about = reading.about_of(unit=held.unit_id if held else unit, household=household, mender=who)
    new = NewCase(
        title=place,
        place=hamlet,
        facts=" ".join(words.split())[:200],
        reference=key,
        source=HAZARD,
        about=about,
    )
    law = rules.kind(grade, reading.find, by=mend_by, today=today)
    made = Hazard.objects.create(
        id=key,
        case_id=cases.open_case(actor=actor, now=now, kind=law, new=new),
        hamlet_id=hamlet,
        unit_id=held.unit_id if held else unit,
        household_id=household,
        round=held,
        kind=kind,
        grade=grade,
        where=place,
        words=new.facts,
        found_on=today,
        found_by=actor.name,
        mender=who,
    )
    if walk is not None and household is not None:
        walk.say(household, "hazard")
    told = {"kind": kind, "grade": grade, "where": place, "mender": who, "mend_by": mend_by}
    _record(actor, now, "report_hazard", made, told)
    return made.pk


@transaction.atomic
def name_mender(*, actor: Actor, now: datetime, hazard: UUID, mender: str, reason: str) -> None:
    """Somebody else mends it. The clock goes on: another day is no reason, a stopped clock is."""
    found, told = _open(actor, now, hazard)
    policies.KEEP_SAFETY.require(actor, found.hamlet_id, seen=True)
    who = " ".join(mender.split())[:40]
    if not who:
        raise HazardNeedsMender(where="mender", last=str(told.row.due or ""))
    old = {"mender": found.mender}
    found.mender = who
    found.save(update_fields=["mender"])
    cases.take_note(actor=actor, now=now, key=found.case_id, text=f"{old['mender']} → {who}。{reason.strip()}")
    _record(actor, now, "name_mender", found, {"mender": who, "reason": reason.strip()[:200]}, old=old)


@transaction.atomic
def mend_hazard(*, actor: Actor, now: datetime, hazard: UUID, words: str = "") -> None:
    """Say that it is mended: the case closes, and somebody else looks at it again within the grade's days."""
    found, _told = _open(actor, now, hazard)
    cases.close_case(
        actor=actor,
        now=now,
        key=found.case_id,
        outcome=rules.MENDED,
        words=words.strip()[:200] or NO_WORDS,
        visit_due=timezone.localdate(now) + timedelta(days=rules.LOOK_AGAIN[found.grade]),
        is_vouched=True,
    )
    _record(actor, now, "mend_hazard", found, {"words": words.strip()[:200]})


@transaction.atomic
def end_hazard(*, actor: Actor, now: datetime, hazard: UUID, outcome: str, words: str) -> None:
    """End it without mending: nothing dangerous was found, or another authority has it. Those at work there only."""
    found, _told = _open(actor, now, hazard)
    policies.KEEP_SAFETY.require(actor, found.hamlet_id, seen=True)
    if outcome == rules.MENDED:
        raise NotFound
    cases.close_case(actor=actor, now=now, key=found.case_id, outcome=outcome, words=words)
    _record(actor, now, "end_hazard", found, {"outcome": outcome, "words": words.strip()[:200]})


@transaction.atomic
def recheck_hazard(*, actor: Actor, now: datetime, hazard: UUID, holds: bool, words: str = "") -> None:
    """Look at it again, somebody else than who mended it. What does not hold is opened again one level higher."""
    found, told = _seen(actor, now, hazard)
    safety.require_rechecks(found.hamlet_id, found.unit_id, actor=actor)
    if told.row.is_closed:
        raise HazardClosed
    if not told.row.is_mended:
        raise HazardNotMended
    if told.mended_by == actor.name:
        raise RecheckBySomebodyElse
    said = words.strip()[:200] or NO_WORDS
    cases.record_return_visit(
        actor=actor,
        now=now,
        key=found.case_id,
        visited_on=timezone.localdate(now),
        words=said,
        holds=holds,
        is_vouched=True,
    )
    if not holds:
        cases.reopen(
            actor=actor,
            now=now,
            key=found.case_id,
            reason=said,
            find=reading.find,
            is_higher=True,
            is_vouched=True,
        )
    _record(actor, now, "recheck_hazard", found, {"holds": holds, "words": words.strip()[:200]})


@transaction.atomic
def take_up_late_hazards(*, actor: Actor, now: datetime) -> list[UUID]:
    """Take every hazard whose clock has run out up a level. For the platform's own clock; safe to call again."""
    return cases.escalate_overdue(actor=actor, now=now, kind=HAZARD, find=reading.find)


def _seen(actor: Actor, now: datetime, key: UUID) -> tuple[Hazard, HazardDetail]:
    found = Hazard.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if found is None:
        raise NotFound
    if not safety.acts_on(found.hamlet_id, found.unit_id, found.household_id, actor=actor):
        raise NotAllowed if safety.sees_hazard(found, actor=actor) else NotFound
    return found, reading.hazard_detail(key, actor=actor, at=now)


def _open(actor: Actor, now: datetime, key: UUID) -> tuple[Hazard, HazardDetail]:
    found, told = _seen(actor, now, key)
    if told.row.case.closed is not None:
        raise HazardClosed
    return found, told


def _record(
    actor: Actor, now: datetime, action: str, about: Hazard, new: dict[str, Any], *, old: dict[str, Any] | None = None
) -> None:
    change = Change(f"linkages.{action}", "hazard", str(about.pk), about.hamlet_id, old, new)
    record(actor=actor, now=now, changes=[change])
