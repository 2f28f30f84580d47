"""Rounds by season, hazards that go up when nobody mends them, and who needs a look-in."""

from collections.abc import Iterable
from datetime import date, timedelta

from shihu.base.cases.types import CaseKind, CaseLevel, Finder, Outcome, PauseReason, Secrecy
from shihu.engines.workdays import NATIONAL, Limit, Unit, due_day
from shihu.kernel.actors import Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_
from shihu.services.linkages.types.safety import HAZARD, HazardLevel, Season, Someone, Why

# Heating with coal stoves begins by custom in mid October and ends with March; the flood season is June to September.
SEASONS = (Season("gas", (10, 15), (3, 31), 30), Season("flood", (6, 1), (9, 30), 20))
# How long each level has a hazard, by grade: (days, unit), ND calendar days, WD working days. What threatens life knows
# no weekend.
TIMES = {
    "grave": ((3, "ND"), (1, "ND"), (3, "ND")),
    "serious": ((10, "WD"), (5, "WD"), (10, "WD")),
    "small": ((40, "WD"), (20, "WD"), (20, "WD")),
}
# Calendar days after which a mended hazard is looked at again by somebody else.
LOOK_AGAIN = {"grave": 1, "serious": 3, "small": 7}
MENDED = "mended"
LEVELS = {
    HazardLevel.MENDER: N_("Who mends it, or the unit's head"),
    HazardLevel.VILLAGE: N_("The village"),
    HazardLevel.TOWNSHIP: N_("The township"),
}
OLD = 65
CHILD = 16
GROWN = (18, 65)
# Days between two visits, by the reason; the shortest counts.
EVERY = {Why.NEGLECTED: 7, Why.ALONE: 14, Why.ILL: 30, Why.CHILD: 30, Why.ASKED: 30, Why.OLD_PAIR: 60}
AFTER_NEED = 7  # when the last visit found a need
MOST_DAYS_APART = 60
VISITOR_ALONE = 3  # days late until which a visit is only its visitor's


def season_on(on: date, seasons: Iterable[Season] = SEASONS) -> tuple[Season, date] | None:
    """Return the season of the day and the day on which it began; None between seasons."""
    for season in seasons:
        first = date(on.year, *season.first)
        if first > on:
            first = date(on.year - 1, *season.first)
        last = date(first.year + (season.last < season.first), *season.last)
        if first <= on <= last:
            return season, first
    return None


def kind(grade: str, find: Finder, *, by: date | None = None, today: date) -> CaseKind:
    """Return the kind of case that a hazard is. A day that was agreed on replaces the grade's own time."""
    mend, village, township = TIMES[grade]
    if by is not None:
        mend = ((by - today).days, "ND")

    def level(key: HazardLevel, role: Role, place: Level, time: tuple[int, str], *, climbs: bool) -> CaseLevel:
        return CaseLevel(key.value, LEVELS[key], role, place, time[0], time[1], climbs)

    return CaseKind(
        key=HAZARD,
        name=N_("Safety hazard"),
        levels=(
            level(HazardLevel.MENDER, Role.CADRE, Level.VILLAGE, mend, climbs=True),
            level(HazardLevel.VILLAGE, Role.CADRE, Level.VILLAGE, village, climbs=True),
            level(HazardLevel.TOWNSHIP, Role.OFFICER, Level.TOWNSHIP, township, climbs=False),
        ),
        outcomes=(
            Outcome(MENDED, N_("Mended"), LOOK_AGAIN[grade]),
            Outcome("none", N_("Looked at: nothing dangerous"), settles=False),
            Outcome("handed", N_("Handed on to the authority that is competent"), settles=False),
        ),
        pauses=(
            PauseReason("weather", N_("Rain or frost: nobody can work there")),
            PauseReason("parts", N_("Material is on its way")),
            PauseReason("busy", N_("Busy farming season"), stops=False),
        ),
        page="linkages_safety_hazard",
        secrecy=Secrecy.OPEN,
        find=find,
    )


def last_day(grade: str, today: date) -> date:
    """Return the last day on which a hazard of the grade is to be mended."""
    days, unit = TIMES[grade][0]
    return due_day(today, Limit(days, Unit(unit)), calendar=NATIONAL.latest)


def whys(someone: Someone) -> tuple[Why, ...]:
    """Return why somebody needs a look-in, by what the register knows; a missing date of birth decides nothing.

    Alone: 65 or older and the only one of the household. Old pair: 65 or older and nobody of the household is younger
    than that. Child: under 16 and nobody from 18 to 64 belongs to the household. Ill: severe illness or disability.
    """
    found = []
    age, home = someone.age, someone.ages_at_home
    if age is not None and age >= OLD:
        if len(home) == 1:
            found.append(Why.ALONE)
        elif all(other is not None and other >= OLD for other in home):
            found.append(Why.OLD_PAIR)
    if (
        age is not None
        and age < CHILD
        and all(other is not None and not GROWN[0] <= other < GROWN[1] for other in home)
    ):
        found.append(Why.CHILD)
    if someone.is_frail:
        found.append(Why.ILL)
    return tuple(found)


def every(reasons: Iterable[Why], planned: int | None = None) -> int:
    """Return the days between two visits: the shortest of the reasons. A plan brings visits nearer, never apart."""
    return min([*(EVERY[why] for why in reasons), planned or MOST_DAYS_APART])


def next_visit(days: int, *, last: date | None, last_found: str, began: date) -> date:
    """Return the day by which the next visit is due: ``began`` where there was none yet."""
    if last is None:
        return began
    return last + timedelta(days=min(days, AFTER_NEED) if last_found in {"needs", "urgent"} else days)
