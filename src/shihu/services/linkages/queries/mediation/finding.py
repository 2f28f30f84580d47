"""Who could handle a dispute at each level, and the time limits of the day."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.base.cases.types import Candidate, Matter
from shihu.base.registry.queries import households_now, neighbours, own_household
from shihu.base.registry.types import HouseholdNow
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import Dispute, MediationRule, Mediator
from shihu.services.linkages.rules import mediation as rules
from shihu.services.linkages.types.mediation import MediationLevel, MediationTerms, MediatorRow, Reporter
from shihu.services.units.queries import acting_head, heads_of, unit_of_household


def case_key(key: UUID | str) -> UUID:
    """Return the case of a dispute; the case then says who may see it. NotFound where there is none."""
    found = Dispute.objects.filter(pk=key).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def terms_on(place: str, *, on: date) -> MediationTerms:
    """Return the time limits of a place's township on a day; about one month together where none are set."""
    found = MediationRule.objects.filter(place=place[: Level.TOWNSHIP], since__lte=on).order_by("-since").first()
    return _terms(found) if found else rules.DEFAULT_TERMS


def terms_history(place: str) -> list[tuple[MediationTerms, str]]:
    """Return the township's time limits, newest first, with who set them. They are public."""
    return [(_terms(row), row.made_by) for row in MediationRule.objects.filter(place=place[: Level.TOWNSHIP])]


def _terms(row: MediationRule) -> MediationTerms:
    return MediationTerms(row.since, row.head_days, row.group_days, row.panel_days, row.unit, row.visit_days)


def find(matter: Matter, level: str) -> Sequence[Candidate]:
    """Return who could handle a dispute at a level, the first choice first; whoever is passed over says why."""
    if level == MediationLevel.HEAD:
        return _heads(matter)
    return [Candidate(row.name, row.person, row.household) for row in mediators_for(matter.place, level, on=matter.on)]


def _heads(matter: Matter) -> list[Candidate]:
    """The unit's head, then its deputies."""
    if not matter.about.get("unit"):
        return []
    unit, passed = UUID(matter.about["unit"]), set(matter.parties)
    told = acting_head(unit, passed, on=matter.on)
    found = [Candidate(name, why=why) for name, why in told.skipped]
    while told.term is not None:
        found.append(Candidate(told.term.name, told.term.person, told.term.household))
        passed.add(told.term.person)
        told = acting_head(unit, passed, on=matter.on)
    return found


def mediators_for(place: str, level: str, *, on: date) -> list[MediatorRow]:
    """Return who mediates at a level for a place on a day: the hamlet's own first, then the village's."""
    holds = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Mediator.objects.filter(holds, level=level, place__in={place, place[: Level.VILLAGE]})
    return [mediator_row(row) for row in rows.order_by("-place", "since", "id")]


def mediator_row(row: Mediator, bar: str = "") -> MediatorRow:
    """Return one entry of the list."""
    return MediatorRow(
        row.pk, row.person_id, None, row.name, MediationLevel(row.level), row.place_id, row.since, row.until, bar
    )


def homes_of(codes: Collection[str], *, on: date) -> dict[str, HouseholdNow]:
    """Return standing households by code, for a command that then asks whether its actor may name them."""
    found: dict[str, HouseholdNow] = {}
    for township in {code[: Level.TOWNSHIP] for code in codes if len(code) > Level.TOWNSHIP}:
        if township.isdigit():
            here = tuple(code for code in codes if code.startswith(township))
            found |= {home.code: home for home in households_now(township, actor=SYSTEM, on=on, codes=here)}
    return found


def units_of(codes: Collection[str]) -> dict[str, UUID | None]:
    """Return the unit in which each household sits."""
    seats = {code: unit_of_household(code, actor=SYSTEM) for code in codes}
    return {code: seat.unit if seat else None for code, seat in seats.items()}


def headed_by(actor: Actor, *, on: date) -> UUID | None:
    """Return the unit that the actor heads on the day; None for who heads none."""
    own = own_household(actor=actor, on=on)
    if own is None:
        return None
    unit = units_of([own.code])[own.code]
    term = heads_of([unit], on=on).get(unit) if unit else None
    return unit if term is not None and term.person == own.person else None


def reporter(*, actor: Actor, on: date) -> Reporter | None:
    """Return as what the actor may report disputes, and whom they may name; None for who may not."""
    scopes = policies.REPORT_DISPUTES.scopes(actor)
    if scopes:
        return Reporter("office", scopes[0], "", "", ())
    own = own_household(actor=actor, on=on)
    if own is None or not own.is_adult:
        return None
    homes = tuple((home.code, home.householder, home.hamlet) for home in neighbours(own.code, actor=actor))
    told = "head" if headed_by(actor, on=on) else "villager"
    return Reporter(told, own.hamlet, own.code, own.householder, homes)
