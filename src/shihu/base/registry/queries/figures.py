"""Published numbers of the registry: each counted from records, for a place or for all places under it.

One set of six queries serves the whole subtree: every record is counted under the prefix of its hamlet.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Substr

from shihu.base.audit.queries import within
from shihu.base.places.queries import statuses
from shihu.base.registry.models import Household, HouseholdStatus, Membership
from shihu.base.registry.policies import SEE_FIGURES
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.types.figures import Figure, PlaceFigures, YearOfExits
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import N_

REGISTERED = "poverty.registered"
EXITED = "poverty.exited"


@dataclass(slots=True)
class _Counts:
    households: int = 0
    persons: int = 0
    registered_households: int = 0
    registered_persons: int = 0
    poor_households: int = 0
    poor_persons: int = 0
    exits: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    poor_villages: int = 0

    def add(self, other: "_Counts") -> None:
        """Add the households of a part; villages are counted for themselves."""
        self.households += other.households
        self.persons += other.persons
        self.registered_households += other.registered_households
        self.registered_persons += other.registered_persons
        self.poor_households += other.poor_households
        self.poor_persons += other.poor_persons
        for year, (_, homes, people) in other.exits.items():
            self.exits[year][1] += homes
            self.exits[year][2] += people


def scopes_of_figures(*, actor: Actor) -> tuple[str, ...]:
    """Return the places whose figures the actor may see, outermost only."""
    return SEE_FIGURES.scopes(actor)


def sees_figures(place: str, *, actor: Actor) -> bool:
    """Tell whether the actor may see the figures of a place."""
    return SEE_FIGURES.allows(actor, place)


def figures_of(place: str, *, actor: Actor, on: date) -> PlaceFigures:
    """Return the counts of one place on the day."""
    SEE_FIGURES.require(actor, place)
    return _frozen(place, _counted(place, level_of(place), on)[place])


def figures_under(place: str, level: Level, *, actor: Actor, on: date) -> dict[str, PlaceFigures]:
    """Return the counts of every place of ``level`` in ``place`` that has households, by code."""
    SEE_FIGURES.require(actor, place)
    counts = _counted(place, level, on)
    return {code: _frozen(code, counts[code]) for code in sorted(counts)}


def figures_with_parts(
    place: str, level: Level, *, actor: Actor, on: date
) -> tuple[PlaceFigures, dict[str, PlaceFigures]]:
    """Return the counts of a place, and of every place of ``level`` in it, counting the records once.

    Every household lies in one of the parts, so that the whole is their sum; only what is true of villages, which
    hamlets do not have, is counted for the place itself.
    """
    SEE_FIGURES.require(actor, place)
    parts = _counted(place, level, on)
    whole = _Counts()
    for part in parts.values():
        whole.add(part)
    own = {place: whole}
    _count_villages(defaultdict(_Counts, own), place, level_of(place), on)
    return _frozen(place, whole), {code: _frozen(code, parts[code]) for code in sorted(parts)}


def described(figures: PlaceFigures) -> tuple[Figure, ...]:
    """Return the counts as figures: each with its definition in words and the way to its records."""
    here = ("place", figures.place)
    made = [
        Figure(
            "registry.households",
            Decimal(figures.households),
            N_("Households"),
            N_("Households that stand in the registry on the day."),
            N_("households"),
            (here,),
        ),
        Figure(
            "registry.persons",
            Decimal(figures.persons),
            N_("Rural population"),
            N_("Persons who belong to a household that stands on the day."),
            N_("persons"),
            (here,),
        ),
        Figure(
            "registry.registered_households",
            Decimal(figures.registered_households),
            N_("Registered poor households"),
            N_("Households that stand on the day and were registered as poor at any time up to it."),
            N_("households"),
            (here, ("was", REGISTERED)),
        ),
        Figure(
            "registry.registered_persons",
            Decimal(figures.registered_persons),
            N_("Registered poor persons"),
            N_("Members, on the day, of the households that were registered as poor at any time up to it."),
            N_("persons"),
            (here, ("was", REGISTERED)),
        ),
        Figure(
            "registry.still_poor_persons",
            Decimal(figures.still_poor_persons),
            N_("Persons still poor"),
            N_("Members, on the day, of the households that are registered as poor and have not exited."),
            N_("persons"),
            (here, ("poverty", REGISTERED)),
        ),
        Figure(
            "registry.incidence",
            figures.incidence,
            N_("Poverty incidence"),
            N_("Persons in households registered as poor and not exited, divided by the rural population."),
            "%",
            (here, ("poverty", REGISTERED)),
        ),
        Figure(
            "registry.poor_villages",
            Decimal(figures.poor_villages),
            N_("Poor villages"),
            N_("Villages that were poor villages at any time up to the day."),
            N_("villages"),
            (here,),
        ),
    ]
    for year in figures.exits:
        drill = (here, ("exited", str(year.year)))
        made += [
            Figure(
                f"registry.exited_households.{year.year}",
                Decimal(year.households),
                N_("Households out of poverty"),
                N_("Households that stand on the day and came out of poverty in the year."),
                N_("households"),
                drill,
            ),
            Figure(
                f"registry.exited_persons.{year.year}",
                Decimal(year.persons),
                N_("Persons out of poverty"),
                N_("Members, on the day, of the households that came out of poverty in the year."),
                N_("persons"),
                drill,
            ),
            Figure(
                f"registry.exited_villages.{year.year}",
                Decimal(year.villages),
                N_("Villages out of poverty"),
                N_("Poor villages that came out of poverty in the year."),
                N_("villages"),
                (here,),
            ),
        ]
    return tuple(made)


def _counted(place: str, level: Level, on: date) -> dict[str, _Counts]:
    households = Household.objects.filter(within("hamlet_id", [place]), holding(on))
    members = Membership.objects.filter(
        within("household__hamlet_id", [place]), holding(on), holding(on, "household__")
    )
    held = HouseholdStatus.objects.filter(household=OuterRef("household_id"))
    ever = Exists(held.filter(term_id=REGISTERED, since__lte=on))
    still = Exists(held.filter(holding(on), term_id=REGISTERED))
    # Counting members by their household gives both numbers at once; nobody is in two households.
    counts: dict[str, _Counts] = defaultdict(_Counts)
    if level_of(place) == level:
        counts[place] = _Counts()
    standing = households.annotate(under=Substr("hamlet_id", 1, level.value)).order_by().values_list("under")
    for under, number in standing.annotate(number=Count("id")):
        counts[under].households = number
    for under, ever_poor, still_poor, homes, people in (
        members.annotate(under=Substr("household__hamlet_id", 1, level.value), ever=ever, still=still)
        .order_by()
        .values_list("under", "ever", "still")
        .annotate(homes=Count("household_id", distinct=True), people=Count("id"))
    ):
        row = counts[under]
        row.persons += people
        if ever_poor:
            row.registered_households += homes
            row.registered_persons += people
        if still_poor:
            row.poor_households += homes
            row.poor_persons += people
    _count_exits(counts, place, level, on)
    _count_villages(counts, place, level, on)
    return counts


def _count_exits(counts: dict[str, _Counts], place: str, level: Level, on: date) -> None:
    exits = HouseholdStatus.objects.filter(
        within("household__hamlet_id", [place]), holding(on, "household__"), term_id=EXITED, since__lte=on
    )
    rows = (
        exits.filter(holding(on, "household__memberships__"))
        .annotate(under=Substr("household__hamlet_id", 1, level.value))
        .order_by()
        # Exits fall on few days: by day here and by year below is a third of the time of a year reckoned by row.
        .values_list("under", "since")
        .annotate(
            homes=Count("household_id", distinct=True),
            people=Count("household__memberships__person_id", distinct=True),
        )
    )
    for under, since, homes, people in rows:
        counts[under].exits[since.year][1] += homes
        counts[under].exits[since.year][2] += people


def _count_villages(counts: dict[str, _Counts], place: str, level: Level, on: date) -> None:
    poor: set[str] = set()
    out: set[tuple[str, int]] = set()
    for village, term, since, _ in statuses(place, up_to=on):
        if term in {"village.poor", "village.exited"}:
            poor.add(village)
        if term == "village.exited":
            out.add((village, since.year))
    for village in poor:
        if len(village) >= level:
            counts[village[:level]].poor_villages += 1
    for village, year in out:
        if len(village) >= level:
            counts[village[:level]].exits[year][0] += 1


def _frozen(place: str, counts: _Counts) -> PlaceFigures:
    return PlaceFigures(
        place,
        counts.households,
        counts.persons,
        counts.registered_households,
        counts.registered_persons,
        counts.poor_households,
        counts.poor_persons,
        tuple(YearOfExits(year, *numbers) for year, numbers in sorted(counts.exits.items())),
        counts.poor_villages,
    )
