"""Opening a case, and appealing one that was closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.cases.commands.work import Work
from shihu.base.cases.errors import BadKind, NoTitle, NotTheHolder
from shihu.base.cases.models import Case, CaseSeries, Participant
from shihu.base.cases.queries import reading
from shihu.base.cases.rules import laws
from shihu.base.cases.types import CaseKind, Finder, Happening, NewCase, NewPart, Part, State
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level

REPEATED_WITHIN = timedelta(days=365)


@transaction.atomic
def open_case(
    *, actor: Actor, now: datetime, kind: CaseKind, new: NewCase, start: str = "", original: UUID | None = None
) -> UUID:
    """Open a case and give it to whoever handles it, from level ``start`` up (the first, where none is named).

    The service that calls this has checked that the actor may. Whoever could handle it but is a party, of a party's
    household or kin is passed over, and the timeline says so.
    """
    if not kind.levels or not kind.outcomes:
        raise BadKind
    if not new.title.strip():
        raise NoTitle(where="title")
    township, year = new.place[: Level.TOWNSHIP], timezone.localdate(now).year
    case = Case(
        township=township,
        year=year,
        serial=_next_serial(township, year),
        kind=kind.key,
        law=laws.written(kind),
        about=new.about,
        title=new.title.strip()[:80],
        place_id=new.place,
        reference=new.reference,
        source=new.source,
        secrecy=kind.secrecy.value,
        state=State.RUNNING.value,
        level=start or kind.levels[0].key,
        holder_role=kind.levels[0].role.value,
        holder_place=new.place,
        opened_at=now,
        opened_by=actor.name,
        original_id=original,
        repeats=_repeated(kind.key, new.parts, now),
    )
    case.save()
    _name(case, new.parts, now)
    work = Work(actor=actor, now=now, case=case)
    work.tell(Happening.OPENED, new.facts, repeats=str(case.repeats_id or ""), original=str(original or ""))
    _give(work, kind.find, laws.index_of(case.law, case.level))
    return case.pk


@transaction.atomic
def appeal(*, actor: Actor, now: datetime, key: UUID | str, kind: CaseKind, reason: str, start: str = "") -> UUID:
    """Open a new case linked to a closed one. Nobody who handled the original handles the appeal."""
    work = Work.on(key, actor=actor, now=now)
    work.require_closed()
    told = work.standing
    if not (told.is_party or told.keeps):
        raise NotTheHolder
    words, old = work.words(reason, "reason"), work.case
    parts = tuple(
        NewPart(p.name, p.person_id, p.household_id, p.side, Part(p.part))
        for p in old.participants.filter(part__in=[Part.PARTY.value, Part.WITNESS.value], until=None)
    )
    new = NewCase(old.title, old.place_id, words, parts, old.reference, old.source, dict(old.about))
    found = open_case(actor=actor, now=now, kind=kind, new=new, start=start, original=old.pk)
    work.tell(Happening.APPEALED, words, appeal=str(found))
    return found


@transaction.atomic
def reopen(
    *,
    actor: Actor,
    now: datetime,
    key: UUID | str,
    reason: str,
    find: Finder,
    is_higher: bool = False,
    is_vouched: bool = False,
) -> None:
    """Open a closed case again at the level where it was closed; whoever may handle it there is looked for anew.

    ``is_higher``: one level above it, where there is one.
    """
    work = Work.on(key, actor=actor, now=now, is_vouched=is_vouched)
    work.require_closed()
    work.require_asker()
    words, case = work.words(reason, "reason"), work.case
    case.state, case.closed_at, case.outcome, case.closing = State.RUNNING.value, None, "", ""
    case.settles, case.visit_due, case.visited_on = False, None, None
    case.save()
    work.tell(Happening.REOPENED, words)
    at = laws.index_of(case.law, case.level) + is_higher
    _give(work, find, min(at, len(laws.levels_of(case.law)) - 1))


@transaction.atomic
def name_parts(*, actor: Actor, now: datetime, key: UUID | str, parts: Sequence[NewPart]) -> None:
    """Name more people: witnesses, the members of a panel."""
    work = Work.on(key, actor=actor, now=now)
    work.require_open()
    work.require_handler()
    _name(work.case, tuple(parts), now, level=work.case.level)
    work.tell(Happening.NOTE, "", named=[part.name for part in parts], part=parts[0].part.value if parts else "")


def _give(work: Work, find: Finder, start: int) -> None:
    choice = work.settle_on(start, find)
    work.begin_stage()
    work.tell(
        Happening.ASSIGNED,
        holder=work.case.holder_name,
        role=work.case.holder_role,
        skipped=[[skip.level, skip.name, skip.why] for skip in choice.skipped],
    )


def _name(case: Case, parts: Sequence[NewPart], now: datetime, level: str = "") -> None:
    Participant.objects.bulk_create(
        Participant(
            case=case,
            part=part.part.value,
            side=part.side,
            person_id=part.person,
            household_id=part.household,
            name=part.name.strip()[:60],
            level=level if part.part == Part.PANEL else "",
            since=now,
        )
        for part in parts
    )


def _next_serial(township: str, year: int) -> int:
    CaseSeries.objects.get_or_create(place_id=township, year=year)
    series = CaseSeries.objects.select_for_update().get(place_id=township, year=year)
    series.last += 1
    series.save()
    return series.last


def _repeated(kind: str, parts: Sequence[NewPart], now: datetime) -> Case | None:
    """The last case of this kind within a year in which somebody of each side was a party already."""
    sides: dict[str, set[UUID]] = {}
    for part in parts:
        if part.part == Part.PARTY:
            keys = {key for key in (part.household, part.person) if key is not None}
            sides.setdefault(part.side or part.name, set()).update(keys)
    if len(sides) < 2:
        return None
    return reading.case_between(kind, tuple(sides.values()), since=now - REPEATED_WITHIN)
