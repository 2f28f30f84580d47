"""The scoreboard: villages by goals, pilots first; its print and its workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.numerals import chinese
from shihu.kernel.places import Level
from shihu.kernel.presentation import Action, Badge, Empty, Fact, PageHead, Stat, Tab, Tone
from shihu.services.linkages.queries.goals import INDICATORS
from shihu.services.linkages.types.goals import GoalStanding, GoalState, Scoreboard, Verdict, VillageGoals
from shihu.services.linkages.web.pages.goals import wording

_SHOWN = ("all", "pilots", "late", "asked")


@dataclass(frozen=True, slots=True)
class HeadShown:
    """A column: a goal."""

    number: str
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """A goal of a village in a cell: ``words`` say everything for those who do not see the sign."""

    short: str
    href: str
    state: str
    badge: Badge
    percent: int
    far: str
    is_late: bool
    is_asked: bool
    words: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A village."""

    name: str
    href: str
    pilot: str
    done: int
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The scoreboard."""

    head: PageHead
    stats: tuple[Stat, ...]
    tabs: tuple[Tab, ...]
    columns: tuple[HeadShown, ...]
    lines: tuple[LineShown, ...]
    empty: Empty | None
    key: tuple[tuple[Badge, str], ...]
    definitions: tuple[Fact, ...]
    can_roll: bool
    place: str
    on: date


def board_page(told: Scoreboard, given: Mapping[str, str]) -> BoardPage:
    """Build the board, narrowed by ``?show=``."""
    asked = given.get("show", "")
    show = asked if asked in _SHOWN else "all"
    villages = [village for village in told.villages if _is_shown(village, show)]
    columns = tuple(
        HeadShown(chinese(goal.order), wording.short(goal.goal), wording.named(goal.name_zh, goal.name_en))
        for goal in (told.villages[0].goals if told.villages else ())
    )
    name = wording.named(told.name, told.name_en)
    here = reverse("linkages_goals")
    planned = sum(1 for village in told.villages if any(goal.due for goal in village.goals))
    acts = [
        *_targets(told.place),
        Action(_("Village works"), f"{reverse('linkages_goals_works')}?place={told.place}", icon="list"),
        Action(_("Export"), f"{reverse('linkages_goals_export')}?place={told.place}", icon="download", downloads=True),
        Action(_("Print the board"), f"{reverse('linkages_goals_print')}?place={told.place}", icon="print"),
    ]
    can_roll = told.may_plan and planned < len(told.villages) and len(told.place) == Level.TOWNSHIP
    if can_roll:
        roll = f"{reverse('linkages_goals_roll')}?place={told.place}"
        acts.append(Action(_("Set target days from the roll-out plan"), roll, "primary", posts=True))
    lead = ngettext(
        "%(count)s of %(all)s goals of the villages is confirmed. Every figure is read from the records of %(day)s.",
        "%(count)s of %(all)s goals of the villages are confirmed. Every figure is read from the records of %(day)s.",
        _count(told, GoalState.CONFIRMED),
    ) % {
        "count": _count(told, GoalState.CONFIRMED),
        "all": sum(len(village.goals) for village in told.villages),
        "day": told.on.isoformat(),
    }
    labels = {
        "all": _("All villages"),
        "pilots": _("Pilot villages"),
        "late": _("Past a target day"),
        "asked": _("Waiting for a check"),
    }
    return BoardPage(
        head=PageHead(_("The eight goals in %(place)s") % {"place": name}, lead, tuple(acts)),
        stats=state_stats([goal for village in told.villages for goal in village.goals]),
        tabs=tuple(
            Tab(
                labels[key],
                f"{here}?place={told.place}&show={key}",
                key == show,
                sum(1 for village in told.villages if _is_shown(village, key)),
            )
            for key in _SHOWN
        ),
        columns=columns,
        lines=tuple(_line(village) for village in villages),
        empty=None if villages else Empty(_("No village here"), _("Choose another view above."), icon="check"),
        key=tuple((wording.state_badge(state), _(wording.STATE_RULES[state])) for state in GoalState),
        definitions=definitions(),
        can_roll=can_roll,
        place=told.place,
        on=told.on,
    )


def _targets(place: str) -> list[Action]:
    """The way to the township's targets, from its own board."""
    if len(place) != Level.TOWNSHIP:
        return []
    href = f"{reverse('linkages_goals_targets')}?place={place}"
    return [Action(pgettext("linkages", "Targets"), href, icon="rising")]


def state_stats(goals: Sequence[GoalStanding]) -> tuple[Stat, ...]:
    """Return how many goals stand at each state, the furthest first."""
    tones: tuple[tuple[GoalState, Tone], ...] = (
        (GoalState.CONFIRMED, "pine"),
        (GoalState.REACHED, "indigo"),
        (GoalState.UNDER_WAY, "ochre"),
        (GoalState.LOST, "seal"),
        (GoalState.NOT_BEGUN, "plain"),
    )
    return tuple(
        Stat(
            _(wording.STATES[state]),
            str(sum(1 for goal in goals if goal.state is state)),
            pgettext("linkages stat", "goals"),
            tone=tone,
        )
        for state, tone in tones
    )


def definitions() -> tuple[Fact, ...]:
    """Every figure with its definition in words."""
    return tuple(Fact(_(one.name), _(one.words)) for one in INDICATORS)


def sheets(told: Scoreboard) -> list[SheetTable]:
    """Return the board and its figures as a workbook, each figure with its definition."""
    columns = [_("Village"), _("Pilot since"), _("Goal"), _("State"), _("Since"), _("Begins"), _("To be reached by")]
    states = [
        (
            wording.named(village.name, village.name_en),
            village.pilot_since,
            wording.named(goal.name_zh, goal.name_en),
            _(wording.STATES[goal.state]),
            goal.since,
            goal.begins,
            goal.due,
        )
        for village in told.villages
        for goal in village.goals
    ]
    figures = [
        (
            wording.named(village.name, village.name_en),
            wording.named(goal.name_zh, goal.name_en),
            _(one.indicator.name),
            wording.figure(one.value, one.indicator.unit),
            wording.unit(one.indicator.unit),
            wording.target(one),
            one.percent if one.value is not None else None,
            _(one.indicator.words),
        )
        for village in told.villages
        for goal in village.goals
        for one in goal.indicators
    ]
    heads = [_("Village"), _("Goal"), _("Figure"), _("Value"), _("Counted in"), _("Target"), "%", _("Definition")]
    return [
        SheetTable(_("Goals"), [SheetColumn(label) for label in columns], states),
        SheetTable(_("Figures"), [SheetColumn(label) for label in heads], figures),
    ]


def percent(goal: GoalStanding) -> int:
    """Return how far a goal is: its weakest figure that is kept, for a chain is as strong as that."""
    kept = [one.percent for one in goal.indicators if one.value is not None]
    return min(kept) if kept else 0


def _is_shown(village: VillageGoals, show: str) -> bool:
    if show == "pilots":
        return village.pilot_since is not None
    if show == "late":
        return any(goal.is_late for goal in village.goals)
    if show == "asked":
        return any(_is_asked(goal) for goal in village.goals)
    return True


def _is_asked(goal: GoalStanding) -> bool:
    return goal.check is not None and goal.check.verdict is Verdict.WAITING


def _count(told: Scoreboard, state: GoalState) -> int:
    return sum(1 for village in told.villages for goal in village.goals if goal.state is state)


def _line(village: VillageGoals) -> LineShown:
    return LineShown(
        name=wording.named(village.name, village.name_en),
        href=reverse("linkages_goals_village", kwargs={"village": village.place}),
        pilot=_("Pilot since %(day)s") % {"day": village.pilot_since} if village.pilot_since else "",
        done=sum(1 for goal in village.goals if goal.state in {GoalState.REACHED, GoalState.CONFIRMED}),
        cells=tuple(_cell(village, goal) for goal in village.goals),
    )


def _cell(village: VillageGoals, goal: GoalStanding) -> CellShown:
    name = wording.named(goal.name_zh, goal.name_en)
    far = percent(goal)
    is_kept = any(one.value is not None for one in goal.indicators)
    shown = f"{far} %" if is_kept else _("no records yet")
    told = [f"{name}: {_(wording.STATES[goal.state])}", shown, wording.time_light(goal, village.on).text]
    if _is_asked(goal):
        told.append(_("a check was asked for"))
    return CellShown(
        short=wording.short(goal.goal),
        href=reverse("linkages_goals_goal", kwargs={"village": village.place, "goal": goal.goal.partition(".")[2]}),
        state=goal.state.value,
        badge=wording.state_badge(goal.state),
        percent=far,
        far=shown,
        is_late=goal.is_late,
        is_asked=_is_asked(goal),
        words=", ".join(told),
    )
