"""A village's eight cards, one goal with its history and checks, the poster and the public page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shihu.base.evidence.types import Files
from shihu.kernel.numerals import chinese
from shihu.kernel.places import Level
from shihu.kernel.presentation import Action, Badge, Chart, Column, Light, Link, PageHead, Row, Series, Stat, Table
from shihu.services.linkages.rules.goals import percent as far
from shihu.services.linkages.types.goals import (
    CheckRow,
    GoalStanding,
    GoalState,
    IndicatorStanding,
    Verdict,
    VillageGoals,
)
from shihu.services.linkages.web.pages.goals import wording
from shihu.services.linkages.web.pages.goals.board import percent, state_stats


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure on a card: the definition stands beside the number."""

    name: str
    words: str
    value: str
    unit: str
    target: str
    percent: int
    is_kept: bool
    is_met: bool
    lacking: str
    advice: str
    records: str
    trend: tuple[float, ...]
    trend_words: str


@dataclass(frozen=True, slots=True)
class CardShown:
    """A goal of a village."""

    number: str
    name: str
    href: str
    state: str
    badge: Badge
    since: str
    light: Light
    figures: tuple[FigureShown, ...]
    next: str
    next_href: str
    files: Files | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class VillagePage:
    """A village with its eight cards."""

    head: PageHead
    stats: tuple[Stat, ...]
    cards: tuple[CardShown, ...]
    title: str
    lead: str
    path: str  # of the public page
    on: date


@dataclass(frozen=True, slots=True)
class GoalPage:
    """One goal of a village."""

    head: PageHead
    card: CardShown
    history: Table
    chart: Chart | None
    checks: tuple[tuple[str, Badge, str], ...]
    can_ask: bool
    why_not: str
    check: CheckRow | None
    check_words: str
    village: str
    goal: str


def village_page(told: VillageGoals, files: Mapping[str, Files]) -> VillagePage:
    """Build the page of a village; without ``files`` it is the public one."""
    name = wording.named(told.name, told.name_en)
    acts = []
    if told.may_record:
        acts.append(Action(_("Enter a finished work"), f"{reverse('linkages_goals_work_new')}?place={told.place}"))
    poster = reverse("linkages_goals_poster", kwargs={"village": told.place})
    acts.append(Action(_("Poster for the village wall"), poster, icon="print"))
    if told.may_plan:
        plan = reverse("linkages_goals_plan", kwargs={"village": told.place})
        acts.append(Action(_("Set the target days"), plan, "primary"))
    done = [goal for goal in told.goals if goal.state in {GoalState.REACHED, GoalState.CONFIRMED}]
    lead = _("%(done)s of %(all)s goals reached by the records of %(day)s.") % {
        "done": len(done),
        "all": len(told.goals),
        "day": date_format(told.on, "DATE_FORMAT"),
    }
    board = f"{reverse('linkages_goals')}?place={told.place[: Level.TOWNSHIP]}"
    return VillagePage(
        head=PageHead(
            _("The eight goals of %(village)s") % {"village": name},
            lead,
            tuple(acts),
            badge=Badge(_("Pilot village"), "indigo") if told.pilot_since else None,
            back=Link(_("All villages"), board),
        ),
        stats=state_stats(told.goals),
        cards=tuple(card(told, goal, files.get(goal.goal)) for goal in told.goals),
        title=_("%(village)s: the eight goals") % {"village": name},
        lead=lead,
        path=reverse("linkages_goals_public", kwargs={"village": told.place}),
        on=told.on,
    )


def goal_page(told: VillageGoals, goal: GoalStanding, checks: Sequence[CheckRow], files: Files) -> GoalPage:
    """Build the page of one goal."""
    name = wording.named(told.name, told.name_en)
    back = reverse("linkages_goals_village", kwargs={"village": told.place})
    is_open = goal.check is not None and goal.check.verdict is Verdict.WAITING
    can_ask = told.may_ask and goal.state is GoalState.REACHED and not is_open
    why_not = ""
    if told.may_ask and not can_ask and not is_open and goal.state is not GoalState.CONFIRMED:
        why_not = _("A check can be asked for once every figure meets its target.")
    shown = card(told, goal, files)
    return GoalPage(
        head=PageHead(
            shown.name, f"{name} · {_(wording.STATE_RULES[goal.state])}", badge=shown.badge, back=Link(name, back)
        ),
        card=shown,
        history=_history(goal),
        chart=_chart(goal),
        checks=tuple(_check(row) for row in checks),
        can_ask=can_ask,
        why_not=why_not,
        check=goal.check if is_open else None,
        check_words=_asked(goal.check) if is_open and goal.check else "",
        village=told.place,
        goal=goal.goal.partition(".")[2],
    )


def card(told: VillageGoals, goal: GoalStanding, files: Files | None) -> CardShown:
    """Build a card."""
    figures = tuple(_figure(one, told.place) for one in goal.indicators)
    short = next((one for one in figures if one.is_kept and not one.is_met), None)
    href = reverse("linkages_goals_goal", kwargs={"village": told.place, "goal": goal.goal.partition(".")[2]})
    is_asked = goal.check is not None and goal.check.verdict is Verdict.WAITING
    step, where = _("Nobody keeps its figures here yet."), ""
    if short is not None:
        step, where = short.advice, short.records
    elif is_asked:
        step, where = _("The township was asked to look."), href
    elif goal.state is GoalState.REACHED:
        step, where = _("Ask the township to look and confirm it."), href
    elif goal.state is GoalState.CONFIRMED:
        step = _("Keep it so: a figure that falls reopens the goal.")
    return CardShown(
        number=chinese(goal.order),
        name=wording.named(goal.name_zh, goal.name_en),
        href=href,
        state=goal.state.value,
        badge=wording.state_badge(goal.state),
        since=_("since %(day)s") % {"day": goal.since.isoformat()} if goal.since else "",
        light=wording.time_light(goal, told.on),
        figures=figures,
        next=step,
        next_href=where,
        files=files,
        is_asked=is_asked,
    )


def _figure(one: IndicatorStanding, village: str) -> FigureShown:
    kept = [(day, far(value, one.target)) for day, value in one.history if value is not None]
    records = f"{reverse(one.indicator.records)}?place={village}" if one.indicator.records else ""
    first, last = (kept[0], kept[-1]) if kept else (None, None)
    words = ""
    if first and last and len(kept) > 1:
        words = _("from %(first)s %% on %(begin)s to %(last)s %% on %(end)s") % {
            "first": first[1],
            "begin": first[0].isoformat(),
            "last": last[1],
            "end": last[0].isoformat(),
        }
    return FigureShown(
        name=_(one.indicator.name),
        words=_(one.indicator.words),
        value=wording.figure(one.value, one.indicator.unit),
        unit=wording.unit(one.indicator.unit),
        target=wording.target(one),
        percent=one.percent,
        is_kept=one.value is not None,
        is_met=one.is_met,
        lacking=wording.lacking(one),
        advice=_(one.indicator.advice),
        records=records,
        trend=tuple(float(value) for _day, value in kept) if len(kept) > 1 else (),
        trend_words=words,
    )


def _history(goal: GoalStanding) -> Table:
    kept = [one for one in goal.indicators if one.value is not None]
    days = [day for day, _value in kept[0].history] if kept else []
    columns = [Column("day", _("Day"), "date", names_row=True)]
    columns += [
        Column(one.indicator.code, _(one.indicator.name), "number", unit=wording.unit(one.indicator.unit))
        for one in kept
    ]
    rows = [
        Row((day.isoformat(), *(wording.figure(one.history[number][1], one.indicator.unit) for one in kept)))
        for number, day in reversed(list(enumerate(days)))
    ]
    return Table(tuple(columns), tuple(rows), _("Figures by month"), shows_caption=True, layout="scroll", id="history")


def _chart(goal: GoalStanding) -> Chart | None:
    kept = [one for one in goal.indicators if one.value is not None]
    if not kept or len(kept[0].history) < 2:
        return None
    return Chart(
        title=_("How far each figure is on the way to its target: %(far)s %% for the weakest") % {"far": percent(goal)},
        x=tuple(day.isoformat()[2:] for day, _value in kept[0].history),
        series=tuple(
            Series(
                _(one.indicator.name),
                tuple(None if value is None else float(far(value, one.target)) for _day, value in one.history),
            )
            for one in kept
        ),
        unit="%",
    )


def _asked(row: CheckRow) -> str:
    told = _("%(who)s asked on %(day)s for a look.") % {"who": row.asked_by, "day": row.asked_on.isoformat()}
    return f"{told} {row.note}" if row.note else told


def _check(row: CheckRow) -> tuple[str, Badge, str]:
    if row.verdict is Verdict.WAITING:
        return _asked(row), wording.verdict_badge(row.verdict), ""
    found = _("%(who)s looked on %(day)s: %(note)s") % {
        "who": row.decided_by,
        "day": row.decided_on.isoformat() if row.decided_on else "",
        "note": row.decided_note,
    }
    return _asked(row), wording.verdict_badge(row.verdict), found
