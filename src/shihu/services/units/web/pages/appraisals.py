"""The page of a place's month: who is scored, where to talk, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shihu.kernel.places import Level
from shihu.kernel.presentation import (
    Action,
    Badge,
    Choice,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Stat,
    Tab,
    Table,
)
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import (
    AppraisalObjectionRow,
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
    waiting: Sequence[AppraisalObjectionRow],
    *,
    names: Names,
    month: date,
    today: date,
    pager: Pager,
    published: Sequence[date],
    may_publish: bool,
) -> MonthPage:
    """Build the page; ``title`` is the place's name in the reader's language."""
    scored = sum(1 for row in rows if row.total is not None)
    own = sum(1 for row in rows if row.own_total is not None)
    apart = [row for row in rows if row.is_apart]
    is_village = len(place) == Level.VILLAGE
    is_published = bool(rows) and is_village and rows[0].published_on is not None
    month_words = wording.month_text(month)
    acts = [Action(_("Rules"), f"{reverse('units_rules')}?place={place}", icon="book")]
    if is_published:
        href = f"{reverse('units_ranking')}?place={place}&month={month_key(month)}"
        acts.append(Action(_("Ranking"), href, icon="print"))
    can = may_publish and is_village and not is_published and bool(rows) and scored == len(rows)
    if may_publish and is_village and not is_published:
        acts.append(
            Action(
                _("Publish the ranking"),
                kind="primary",
                dialog="publish" if can else "",
                is_disabled=not can,
                why="" if can else _("Every unit of the village must be scored first."),
            )
        )
    shown = rows[pager.offset : pager.offset + pager.size]
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
            *_last_published(place, published),
        ),
        table=_month_table(shown, names, month, today, pager, _months(today, published)),
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


def _last_published(place: str, published: Sequence[date]) -> tuple[Stat, ...]:
    if not published:
        return ()
    href = f"{reverse('units_appraisals')}?place={place}&month={month_key(published[0])}"
    return (Stat(_("Last published"), wording.month_text(published[0]), href=href),)


def _months(today: date, published: Sequence[date]) -> tuple[Choice, ...]:
    """The months to choose from: the last twelve, and older ones that were published."""
    running = rules.month_of(today)
    recent = [rules.month_after(running, -n) for n in range(MONTHS_BACK)]
    return tuple(Choice(month_key(m), wording.month_text(m)) for m in sorted({*recent, *published}, reverse=True))


def _month_table(
    rows: Sequence[UnitAppraisal],
    names: Names,
    month: date,
    today: date,
    pager: Pager,
    choices: tuple[Choice, ...],
) -> Table:
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
            label = _("Score") if row.total is None else _("Score again")
            act = Link(label, f"{reverse('units_score', kwargs={'key': row.unit})}?month={month_key(month)}")
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
                words.listed(_differing(row)[:2]),
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


def _objections(waiting: Sequence[AppraisalObjectionRow], names: Names) -> Table:
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
