"""The page of a unit's month: what the appraisal is made of; and its part of the unit's page."""

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
    Column,
    Empty,
    Event,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
)
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import (
    AppraisalObjectionRow,
    AppraisalRow,
    Item,
    UnitAppraisal,
)
from shihu.services.units.web.pages import wording
from shihu.services.units.web.pages.appraisals import appraisal_address, month_badge, month_key


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
        Column("township", _("Township's score")),
        Column("weight", _("Counts for"), "number", unit="%"),
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
    return Table(columns, rows, _("What the points are made of"), id="items")


def _event(objection: AppraisalObjectionRow) -> Event:
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
