"""Pages of appraisals: a place's month, a unit's month, the ranking, the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.places import Level
from shihu.kernel.presentation import (
    Action,
    Badge,
    Choice,
    Column,
    Empty,
    Event,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Stat,
    Tab,
    Table,
)
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import (
    AppraisalRow,
    Item,
    ObjectionRow,
    UnitAppraisal,
)
from shihu.services.units.web.pages import wording
from shihu.services.units.web.pages.ways import ways

PAGE_SIZE = 60
MONTHS_BACK = 12


def month_key(month: date) -> str:
    """A month as it stands in an address: 2019-07."""
    return f"{month:%Y-%m}"


def appraisal_address(unit: object, month: date) -> str:
    """A unit's month."""
    return reverse("units_appraisal", kwargs={"key": unit, "month": month_key(month)})


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A place's month."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    table: Table
    apart: Table | None
    objections: Table | None
    publish_href: str
    publish_question: str
    month: str
    notice: str


def month_page(
    place: str,
    title: str,
    rows: Sequence[UnitAppraisal],
    waiting: Sequence[ObjectionRow],
    *,
    names: Names,
    month: date,
    today: date,
    pager: Pager,
    may_publish: bool,
) -> MonthPage:
    """Build the page; ``title`` is the place's name in the reader's language."""
    scored = sum(1 for row in rows if row.total is not None)
    own = sum(1 for row in rows if row.own_total is not None)
    apart = [row for row in rows if row.is_apart]
    is_village = len(place) == Level.VILLAGE
    published = bool(rows) and is_village and rows[0].published_on is not None
    month_words = wording.month_text(month)
    acts = [Action(_("Rules"), f"{reverse('units_rules')}?place={place}", icon="book")]
    if published:
        href = f"{reverse('units_ranking')}?place={place}&month={month_key(month)}"
        acts.append(Action(_("Ranking"), href, icon="print"))
    can = may_publish and is_village and not published and bool(rows) and scored == len(rows)
    if may_publish and is_village and not published:
        acts.append(
            Action(
                _("Publish the ranking"),
                kind="primary",
                dialog="publish" if can else "",
                is_disabled=not can,
                why="" if can else _("Every unit of the village must be scored first."),
            )
        )
    rule = next((row.rule for row in rows if row.rule), None)
    notice = "" if rule or not rows else _("No published rules are valid in this month.")
    lead = _("%(scored)s of %(count)s units scored by the township for %(month)s; %(own)s appraised themselves.") % {
        "scored": scored,
        "count": len(rows),
        "month": month_words,
        "own": own,
    }
    return MonthPage(
        head=PageHead(_("Appraisals of %(place)s") % {"place": title}, lead, tuple(acts)),
        tabs=ways(place, "appraisals"),
        stats=(
            Stat(_("Scored by the township"), str(scored), _("units")),
            Stat(_("Appraised themselves"), str(own), _("units")),
            Stat(_("To talk over"), str(len(apart)), _("units"), tone="ochre" if apart else "plain"),
            Stat(_("Objections waiting"), str(len(waiting)), tone="seal" if waiting else "plain"),
        ),
        table=_month_table(rows[pager.offset : pager.offset + pager.size], names, month, today, pager),
        apart=_apart(apart, names) if apart else None,
        objections=_objections(waiting, names) if waiting else None,
        publish_href=reverse("units_publish_month") if can else "",
        publish_question=_(
            "The ranking of %(month)s is posted by unit, never by household. Units may object for %(days)s days."
        )
        % {"month": month_words, "days": rule.objection_days if rule else 0},
        month=month_key(month),
        notice=notice,
    )


def _month_table(rows: Sequence[UnitAppraisal], names: Names, month: date, today: date, pager: Pager) -> Table:
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("own", _("Own appraisal"), "number", help=_("Over the items that the unit scores")),
        Column("total", _("Township's total"), "number", unit="/100"),
        Column("difference", _("Own minus township"), "number", help=_("Over the items that both score")),
        Column("state", _("State")),
        Column("act", "", "action"),
    )
    table_rows = []
    for row in rows:
        may = row.may_score and not row.has_conflict and row.published_on is None
        open_now = row.rule is not None and rules.is_open(month, today=today)
        act: Link | str = ""
        if may and open_now:
            words = _("Score") if row.total is None else _("Score again")
            act = Link(words, f"{reverse('units_score', kwargs={'key': row.unit})}?month={month_key(month)}")
        elif row.has_conflict:
            act = _("your own or kin's")
        table_rows.append(
            Row(
                (
                    Link(
                        wording.unit_label(row.name, row.hamlet, row.ordinal, names),
                        appraisal_address(row.unit, month),
                    ),
                    wording.points(row.own_total),
                    wording.points(row.total),
                    wording.signed(row.difference),
                    month_badge(row),
                    act,
                ),
                key=str(row.unit),
            )
        )
    running = rules.month_of(today)
    choices = tuple(
        Choice(month_key(m), wording.month_text(m))
        for m in (rules.month_after(running, -n) for n in range(MONTHS_BACK))
    )
    return Table(
        columns,
        tuple(table_rows),
        _("Appraisals by unit"),
        filters=(Filter("month", _("Month"), month_key(month), choices, anything=""),),
        pager=pager,
        empty=Empty(_("No unit was in force then"), _("Choose another month, or form units first."), icon="units"),
        id="appraisals",
    )


def month_badge(row: UnitAppraisal) -> Badge:
    """How far a unit's month is, in a word."""
    if row.is_apart:
        return Badge(_("talk it over"), "ochre", "warn")
    if row.published_on:
        return Badge(_("published"), "pine", "check")
    if row.total is not None:
        return Badge(_("scored"), "indigo", "check")
    return Badge(_("waits for the township"), "plain", "clock")


def _apart(rows: Sequence[UnitAppraisal], names: Names) -> Table:
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("difference", _("Own minus township"), "number"),
        Column("items", _("Where they differ most")),
    )
    told = tuple(
        Row(
            (
                Link(
                    wording.unit_label(row.name, row.hamlet, row.ordinal, names), appraisal_address(row.unit, row.month)
                ),
                wording.signed(row.difference),
                "；".join(_differing(row)[:2]),
            )
        )
        for row in rows
    )
    return Table(columns, told, _("To talk over: unit and township differ by more than the threshold"), id="apart")


def _differing(row: UnitAppraisal) -> list[str]:
    if row.rule is None or row.own is None or row.township is None:
        return []
    own, theirs = row.own.points, row.township.points
    both = [i for i in row.rule.items if i.who == "both" and own.get(i.key) != theirs.get(i.key)]
    both.sort(key=lambda i: -abs(rules.weighed(i, own[i.key] - theirs[i.key])))
    return [f"{i.words}（{wording.answer(i, own[i.key])} / {wording.answer(i, theirs[i.key])}）" for i in both]


def _objections(waiting: Sequence[ObjectionRow], names: Names) -> Table:
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("month", _("Month"), "date"),
        Column("words", _("Objection")),
        Column("when", _("Raised on"), "date"),
        Column("act", "", "action"),
    )
    told = tuple(
        Row(
            (
                wording.unit_label(o.unit_name, o.hamlet, o.ordinal, names),
                month_key(o.month),
                o.words,
                localtime(o.at).date().isoformat(),
                Link(_("Answer it"), reverse("units_objection_answer", kwargs={"key": o.key})),
            )
        )
        for o in waiting
    )
    return Table(columns, told, _("Objections that wait for an answer"), id="objections")


@dataclass(frozen=True, slots=True)
class UnitMonthPage:
    """A unit's month: what it is made of."""

    head: PageHead
    stats: tuple[Stat, ...]
    bars: tuple[tuple[str, float], ...]
    items: Table | None
    notice: str
    empty: Empty | None
    objections: tuple[Event, ...]
    rule_words: str
    rule_href: str


def unit_page(row: UnitAppraisal, *, names: Names, today: date) -> UnitMonthPage:
    """Build the page of a unit's month."""
    title = wording.unit_label(row.name, row.hamlet, row.ordinal, names)
    acts = _unit_acts(row, today)
    notice = ""
    if row.is_apart and row.rule:
        notice = _("Unit and township differ by %(points)s points, more than %(most)s: talk it over.") % {
            "points": wording.points(abs(row.difference or 0)),
            "most": wording.points(row.rule.threshold),
        }
    has_any = row.own is not None or row.township is not None
    return UnitMonthPage(
        head=PageHead(
            _("%(unit)s: appraisal of %(month)s") % {"unit": title, "month": wording.month_text(row.month)},
            badge=month_badge(row),
            actions=acts,
            back=Link(title, f"{reverse('units_unit', kwargs={'key': row.unit})}?place={row.hamlet}"),
        ),
        stats=stats(row),
        bars=bars(row),
        items=_items(row) if has_any and row.rule else None,
        notice=notice,
        empty=None if has_any else Empty(_("Nobody has appraised this month yet"), _empty_words(row), acts),
        objections=tuple(_event(o) for o in row.objections),
        rule_words=_("By version %(version)s of the rules") % {"version": row.rule.version} if row.rule else "",
        rule_href=reverse("units_rule", kwargs={"key": row.rule.key}) if row.rule else "",
    )


def _unit_acts(row: UnitAppraisal, today: date) -> tuple[Action, ...]:
    acts: list[Action] = []
    query = f"?month={month_key(row.month)}"
    is_open = row.rule is not None and rules.is_open(row.month, today=today)
    if row.is_member and is_open and row.published_on is None:
        words = _("Appraise ourselves") if row.own is None else _("Change our appraisal")
        acts.append(Action(words, reverse("units_appraise_self", kwargs={"key": row.unit}) + query, "primary"))
    if row.may_score and not row.has_conflict and is_open and row.published_on is None:
        words = _("Score") if row.township is None else _("Score again")
        acts.append(Action(words, reverse("units_score", kwargs={"key": row.unit}) + query, "primary"))
    if row.is_member and row.published_on and row.rule and all(o.is_upheld is not None for o in row.objections):
        until = rules.object_until(row.published_on, row.rule.objection_days)
        if today <= until:
            words = _("Object (until %(until)s)") % {"until": until.isoformat()}
            acts.append(Action(words, reverse("units_object", kwargs={"key": row.unit}) + query))
    if row.published_on:
        href = f"{reverse('units_ranking')}?place={row.hamlet[: Level.VILLAGE]}&month={month_key(row.month)}"
        acts.append(Action(_("Ranking"), href, icon="list"))
    return tuple(acts)


def _empty_words(row: UnitAppraisal) -> str:
    if row.rule is None:
        return _("No published rules are valid in this month.")
    return ngettext(
        "The unit is asked %(own)s thing and the township %(theirs)s; no photographs.",
        "The unit is asked %(own)s things and the township %(theirs)s; no photographs.",
        len(row.rule.asked("unit")),
    ) % {"own": len(row.rule.asked("unit")), "theirs": len(row.rule.asked("township"))}


def stats(row: UnitAppraisal) -> tuple[Stat, ...]:
    """The month in figures."""
    told = [
        Stat(_("Township's total"), wording.points(row.total), "/100" if row.total is not None else ""),
        Stat(
            _("Own appraisal"),
            wording.points(row.own_total),
            f"/{wording.points(sum(i.weight for i in row.rule.asked('unit')))}" if row.rule and row.own else "",
        ),
    ]
    if row.rank is not None:
        note = _("of %(count)s units of the village") % {"count": row.ranked}
        told.append(Stat(_("Rank in the village"), str(row.rank), note=note))
    return tuple(told)


def bars(row: UnitAppraisal) -> tuple[tuple[str, float], ...]:
    """What each linkage brings to the total, in points of a hundred."""
    brought: dict[str, int] = {}
    for part in row.parts:
        brought[part.item.linkage] = brought.get(part.item.linkage, 0) + part.shown
    return tuple((_(wording.LINKAGES[key]), value / 100) for key, value in brought.items())


def _items(row: UnitAppraisal) -> Table:
    columns = (
        Column("words", _("Item"), names_row=True),
        Column("linkage", _("Linkage")),
        Column("own", _("Unit")),
        Column("township", _("Township")),
        Column("weight", _("Weight"), "number", unit="%"),
        Column("brings", _("Brings"), "number"),
    )
    shown = {part.item.key: part.shown for part in row.parts}

    def told(item: Item, appraisal: AppraisalRow | None) -> str:
        if appraisal is None or item.key not in appraisal.points:
            return "—"
        words = wording.answer(item, appraisal.points[item.key])
        repeated = any(s.item == item.key and s.is_repeated for s in appraisal.scores)
        return f"{words} {_('(as the month before)')}" if repeated else words

    rows = tuple(
        Row(
            (
                item.words,
                _(wording.LINKAGES[item.linkage]),
                told(item, row.own),
                told(item, row.township),
                wording.points(item.weight),
                wording.points(shown.get(item.key)),
            )
        )
        for item in (row.rule.items if row.rule else ())
    )
    return Table(columns, rows, _("What it is made of"), id="items")


def _event(objection: ObjectionRow) -> Event:
    answered = objection.is_upheld is not None
    verdict = _("Upheld and corrected") if objection.is_upheld else _("The appraisal stands")
    return Event(
        when=localtime(objection.at).date().isoformat(),
        iso=objection.at.isoformat(),
        title=objection.words,
        text=f"{verdict}: {objection.answer}" if answered else _("Waits for the township's answer."),
        who=objection.by,
        tone="pine" if objection.is_upheld else "plain" if answered else "ochre",
    )


@dataclass(frozen=True, slots=True)
class AppraisalPart:
    """A month on the page of its unit and on the member's own."""

    title: str
    stats: tuple[Stat, ...]
    bars: tuple[tuple[str, float], ...]
    badge: Badge
    href: str
    actions: tuple[Action, ...]
    empty: str


def part(row: UnitAppraisal, *, today: date) -> AppraisalPart:
    """Build the part."""
    has_any = row.own is not None or row.township is not None
    return AppraisalPart(
        title=_("Appraisal of %(month)s") % {"month": wording.month_text(row.month)},
        stats=stats(row) if has_any else (),
        bars=bars(row),
        badge=month_badge(row),
        href=appraisal_address(row.unit, row.month),
        actions=_unit_acts(row, today),
        empty="" if has_any else _empty_words(row),
    )
