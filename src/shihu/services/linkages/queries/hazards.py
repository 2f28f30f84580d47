"""Reading hazards: what is dangerous, and where its case stands."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from shihu.base.audit.queries import within
from shihu.base.cases.queries import case_detail, cases_by_reference
from shihu.base.cases.types import Candidate, CaseRow, Matter, State
from shihu.base.registry.queries import named_households
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import Hazard, SafetyRound
from shihu.services.linkages.queries.safety import look_ins, sees_hazard
from shihu.services.linkages.types.safety import HazardDetail, HazardLevel, HazardRow, SafetyFigures
from shihu.services.units.queries import acting_head, own_seat

# Not done with: in hand, or said to be mended and nobody has looked at it again.
OPEN = ~Q(case__state=State.CLOSED.value) | Q(case__visit_due__isnull=False, case__visited_on=None)


def about_of(*, unit: UUID | None, household: UUID | None, mender: str) -> dict[str, str]:
    """Return what is needed to find who answers for a hazard: the householder who mends it, the unit."""
    told = {"unit": str(unit)} if unit else {}
    home = next(iter(named_households(actor=SYSTEM, keys=[household])), None) if household else None
    if home is not None and home.householder == mender:
        told |= {"household": str(home.key), "person": str(home.householder_key), "name": home.householder}
    return told


def find(matter: Matter, level: str) -> Sequence[Candidate]:
    """Return who could answer for a hazard at a level: the householder who mends it, else the unit's head.

    Above that the office answers, and no person is looked for.
    """
    if level != HazardLevel.MENDER:
        return ()
    about = matter.about
    if about.get("person"):
        return (Candidate(about["name"], UUID(about["person"]), UUID(about["household"])),)
    if not about.get("unit"):
        return ()
    told = acting_head(UUID(about["unit"]), set(matter.parties), on=matter.on)
    return (Candidate(told.term.name, told.term.person, told.term.household),) if told.term is not None else ()


def hazards(place: str, *, actor: Actor, at: datetime, is_open: bool | None = True) -> list[HazardRow]:
    """Return the hazards of a place, the latest first: all to those at work there, else the own unit's."""
    found = Hazard.objects.filter(within("hamlet_id", [place]))
    if is_open is not None:
        found = found.filter(OPEN) if is_open else found.exclude(OPEN)
    if not policies.SEE_SAFETY.allows(actor, place):
        own = own_seat(actor)
        if own is None:
            raise NotFound
        found = found.filter(Q(unit_id=own.unit) | Q(household_id=own.household))
    rows = _rows(found, actor=actor, at=at)
    return sorted(rows, key=lambda row: (row.is_closed, -row.late, row.due or date.max))


def hazard(key: UUID, *, actor: Actor, at: datetime) -> HazardRow:
    """Return one hazard to those who may read it."""
    found = Hazard.objects.filter(pk=key)
    first = found.first()
    if first is None or not sees_hazard(first, actor=actor):
        raise NotFound
    return _rows(found, actor=actor, at=at)[0]


def hazard_detail(key: UUID, *, actor: Actor, at: datetime) -> HazardDetail:
    """Return one hazard with its file. Hazards are kept open: whoever may read the hazard may read its file."""
    row = hazard(key, actor=actor, at=at)
    try:
        told = case_detail(row.case.key, actor=actor, at=at)
    except NotFound:
        told = case_detail(row.case.key, actor=SYSTEM, at=at)
    return HazardDetail(row, told)


def open_hazards(*, household: UUID) -> list[tuple[UUID, str]]:
    """Return key and words of the open hazards of a household. For pages that have checked their reader."""
    return list(Hazard.objects.filter(OPEN, household_id=household).values_list("pk", "where"))


def hazard_counts(place: str, *, since: date, until: date) -> int:
    """Return how many hazards of a place were done with between two days."""
    done = Q(case__visited_on__range=(since, until)) | Q(
        case__closed_at__date__range=(since, until), case__visit_due=None
    )
    return Hazard.objects.filter(within("hamlet_id", [place])).exclude(OPEN).filter(done).count()


def safety_figures(place: str, *, actor: Actor, at: datetime) -> SafetyFigures:
    """Return the safety of a place in figures."""
    policies.SEE_SAFETY.require(actor, place)
    on = localdate(at)
    opened, year = hazards(place, actor=actor, at=at), date(on.year, 1, 1)
    rows = look_ins(place, actor=actor, on=on)
    rounds = SafetyRound.objects.filter(within("hamlet_id", [place]), closed_on__gte=year, closed_on__lte=on)
    return SafetyFigures(
        open_hazards=len(opened),
        late_hazards=sum(row.late > 0 for row in opened),
        closed_this_year=hazard_counts(place, since=year, until=on),
        rounds_this_year=rounds.count(),
        looked_in=sum(not row.is_due(on) for row in rows),
        to_look_in=len(rows),
    )


def _rows(found: QuerySet[Hazard], *, actor: Actor, at: datetime) -> list[HazardRow]:
    own = own_seat(actor)
    held = list(found.select_related("household__householder"))
    told: dict[UUID, CaseRow] = cases_by_reference([one.pk for one in held], actor=SYSTEM, at=at)
    return [
        HazardRow(
            key=one.pk,
            hamlet=one.hamlet_id,
            unit=one.unit_id,
            household=one.household.code if one.household else "",
            householder=one.household.householder.name if one.household else "",
            kind=one.kind,
            grade=one.grade,
            where=one.where,
            words=one.words,
            found_on=one.found_on,
            found_by=one.found_by,
            mender=one.mender,
            case=told[one.pk],
            may_act=told[one.pk].closed is None
            and (
                policies.KEEP_SAFETY.allows(actor, one.hamlet_id)
                or (own is not None and (own.unit == one.unit_id or own.household == one.household_id))
            ),
        )
        for one in held
    ]
