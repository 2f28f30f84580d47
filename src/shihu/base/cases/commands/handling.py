"""Handling a case: assigning, accepting, notes, pauses, going up, standing aside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.cases.commands.work import Work
from shihu.base.cases.errors import (
    AlreadyPaused,
    AtTheTop,
    HandlerBarred,
    HasItAlready,
    NeedsPerson,
    NobodyToReplace,
    NotPaused,
    NotTheHolder,
    NoWords,
    UnknownPause,
)
from shihu.base.cases.models import Case, Participant, Pause, Stage
from shihu.base.cases.queries import reading, standing
from shihu.base.cases.rules import laws, owners
from shihu.base.cases.rules.clocks import read
from shihu.base.cases.types import Candidate, Finder, Happening, Part, State
from shihu.base.registry.queries import person_meant
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level


@transaction.atomic
def assign(*, actor: Actor, now: datetime, key: UUID | str, to: Candidate | None, reason: str = "") -> None:
    """Give the case to another person at its level, or (without one) back to the office; the clock goes on.

    Refused for who is close to a party, for who has it already, and without a reason where a person had it.
    """
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    work.require_handler()
    case = work.case
    at = laws.index_of(case.law, case.level)
    levels = laws.levels_of(case.law)
    if to is None and not levels[at].stands_empty and at + 1 < len(levels):
        raise NeedsPerson(where="to")
    if to is not None and {to.person, to.household} & standing.barred(case, on=work.today).keys():
        raise HandlerBarred(where="to", name=to.name)
    if (to.person, to.name) == (case.holder_person_id, case.holder_name) if to else not case.holder_name:
        raise HasItAlready(where="to")
    if case.holder_name and not reason.strip():
        raise NoWords(where="reason")
    choice = owners.Choice(at, to, ())
    work.hold(case.level, to.person if to else None, choice)
    work.tell(Happening.ASSIGNED, reason, holder=to.name if to else "", role=case.holder_role, skipped=[])


@transaction.atomic
def assign_named(*, actor: Actor, now: datetime, key: UUID | str, to: str, reason: str = "") -> None:
    """As :func:`assign`, with a name, or a name and a household code, of somebody of the case's village."""
    words = " ".join(to.split())
    if not words:
        return assign(actor=actor, now=now, key=key, to=None, reason=reason)
    place = Work.on(key, actor=actor, now=now).case.place_id[: Level.VILLAGE]
    person = person_meant(words, place, actor=actor, on=timezone.localdate(now))
    return assign(actor=actor, now=now, key=key, to=Candidate(words.partition(" ")[0], person), reason=reason)


@transaction.atomic
def accept(*, actor: Actor, now: datetime, key: UUID | str) -> None:
    """Say that one takes the case up."""
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    work.require_handler()
    work.tell(Happening.ACCEPTED)


@transaction.atomic
def take_note(
    *, actor: Actor, now: datetime, key: UUID | str, text: str, is_sealed: bool = False, is_decision: bool = False
) -> None:
    """Write into the timeline. A sealed note is read by the handlers of that level and by who wrote it, nobody else."""
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    work.require_handler()
    happening = Happening.DECISION if is_decision else Happening.NOTE
    work.tell(happening, work.words(text, "text"), is_sealed=is_sealed)


@transaction.atomic
def pause(*, actor: Actor, now: datetime, key: UUID | str, reason: str, words: str = "") -> None:
    """Stop the clock for a reason of the kind's list."""
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    work.require_handler()
    if work.case.state == State.PAUSED:
        raise AlreadyPaused
    if reason not in laws.pauses_of(work.case.law):
        raise UnknownPause(where="reason")
    stage = work.stage
    Pause.objects.create(stage=stage, reason=reason, words=words.strip()[:300], by=actor.name, began_at=now)
    work.case.state = State.PAUSED.value
    work.case.save()
    work.reckon(stage)
    work.tell(Happening.PAUSED, words, reason=reason)


@transaction.atomic
def resume(*, actor: Actor, now: datetime, key: UUID | str) -> None:
    """Let the clock go on. The day of resuming counts."""
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    work.require_handler()
    if work.case.state != State.PAUSED:
        raise NotPaused
    stage = work.stage
    stage.pauses.filter(ended_at=None).update(ended_at=now)
    work.case.state = State.RUNNING.value
    work.case.save()
    work.reckon(stage)
    work.tell(Happening.RESUMED)


@transaction.atomic
def escalate(*, actor: Actor, now: datetime, key: UUID | str, reason: str, find: Finder) -> str:
    """Take the case up a level at the request of a party or of who handles it. Returns the level reached."""
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    if not work.standing.may_ask:
        raise NotTheHolder
    return _climb(work, "request", work.words(reason, "reason"), find)


@transaction.atomic
def escalate_overdue(*, actor: Actor, now: datetime, kind: str, find: Finder) -> list[UUID]:
    """Take every case of a kind whose clock has run out up a level, where its level climbs. Returns which.

    For the platform's own clock. Running it again changes nothing: the new level's clock has just begun.
    """
    late = Stage.objects.filter(ended_at=None, case__kind=kind, due_at__lt=now).values_list("case_id", flat=True)
    guessed = Stage.objects.filter(ended_at=None, case__kind=kind, is_provisional=True).values_list(
        "case_id", flat=True
    )
    moved = []
    for key in sorted({*late, *guessed}):
        case = Case.objects.select_for_update().get(pk=key)
        work = Work(actor=actor, now=now, case=case)
        at, levels = laws.index_of(case.law, case.level), laws.levels_of(case.law)
        stage = work.stage
        told = read(reading.stage_row(stage, case.law), tuple(laws.pauses_of(case.law).values()), at=now)
        if stage.is_provisional:
            work.reckon(stage)
        if told.state == "overdue" and levels[at].climbs and at + 1 < len(levels):
            _climb(work, "clock", "", find)
            moved.append(key)
    return moved


@transaction.atomic
def declare_conflict(*, actor: Actor, now: datetime, key: UUID | str, reason: str, find: Finder) -> str:
    """Say that the person who holds the case has a stake in it: they stand aside for good, another is found.

    The holder says it, a party says it, or the office does. The clock goes on where the level stays; a case that goes
    up because nobody is left begins the next level's clock.
    """
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    told, case = work.standing, work.case
    if not (told.is_holder or told.is_party or told.keeps):
        raise NotTheHolder
    if case.holder_person_id is None:
        raise NobodyToReplace
    words = work.words(reason, "reason")
    case.participants.filter(part=Part.HANDLER.value, person=case.holder_person_id, until=None).update(until=now)
    Participant.objects.create(
        case=case,
        part=Part.CONFLICT.value,
        person_id=case.holder_person_id,
        name=case.holder_name,
        level=case.level,
        since=now,
    )
    work.tell(Happening.CONFLICT, words, holder=case.holder_name)
    before = case.level
    choice = work.settle_on(laws.index_of(case.law, before), find)
    if case.level != before:
        _change_stage(work, "conflict")
    work.tell(
        Happening.ASSIGNED,
        holder=case.holder_name,
        role=case.holder_role,
        skipped=[[skip.level, skip.name, skip.why] for skip in choice.skipped],
    )
    return case.level


def _climb(work: Work, how: str, words: str, find: Finder) -> str:
    case, before = work.case, work.case.level
    start = laws.index_of(case.law, before) + 1
    if start >= len(laws.levels_of(case.law)):
        raise AtTheTop
    choice = work.settle_on(start, find)
    _change_stage(work, how)
    work.tell(
        Happening.ESCALATED,
        words,
        how=how,
        before=before,
        holder=case.holder_name,
        role=case.holder_role,
        skipped=[[skip.level, skip.name, skip.why] for skip in choice.skipped],
    )
    return case.level


def _change_stage(work: Work, how: str) -> None:
    work.end_stage(how)
    work.case.state = State.RUNNING.value
    work.case.save()
    work.begin_stage()
