"""The list of disputes, the figures, and who mediates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases import queries as cases
from shihu.base.cases.types import CaseFilter
from shihu.base.places.types import PlaceRow
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.presentation import (
    Action,
    Badge,
    Choice,
    Column,
    Composition,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Part,
    Row,
    Stat,
    Table,
)
from shihu.services.linkages.queries.mediation import DEFINITIONS
from shihu.services.linkages.rules.mediation import LEVELS
from shihu.services.linkages.types.mediation import (
    DisputeRow,
    MediationFigures,
    MediationLevel,
    MediationTerms,
    MediatorRow,
)
from shihu.services.linkages.web.mediation import words


@dataclass(frozen=True, slots=True)
class ListPage:
    """Disputes that the reader may know of."""

    head: PageHead
    free: str
    table: Table
    sentence: str


def columns() -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        Column("parties", pgettext("linkages", "Between"), names_row=True),
        Column("matter", pgettext("linkages", "About")),
        Column("place", _("Place"), sortable=True),
        Column("level", pgettext("linkages", "Lies at"), sortable=True),
        Column("holder", pgettext("linkages", "With")),
        Column("clock", pgettext("linkages", "Clock")),
        Column("state", _("State"), sortable=True),
        Column("opened", pgettext("linkages", "Reported"), "date", sortable=True),
        Column("number", pgettext("linkages", "Number"), sortable=True),
    )


def list_page(
    rows: Sequence[DisputeRow],
    total: int,
    *,
    filters: CaseFilter,
    terms: Mapping[str, TermRow],
    places: Mapping[str, PlaceRow],
    sort: str,
    pager: Pager,
    reports: bool,
    by_office: bool,
    limits: MediationTerms,
) -> ListPage:
    """Build the list; ``by_office``: the reader sees figures and lists too."""
    acts: list[Action] = []
    here = f"?place={filters.place}" if filters.place else ""
    if by_office:
        acts += [
            Action(_("Figures of mediation"), reverse("linkages_mediation_figures") + here, icon="chart"),
            Action(_("Who mediates"), reverse("linkages_mediators") + here, icon="people"),
        ]
    report = Action(_("Report a dispute"), reverse("linkages_dispute_new") + here, "primary", "plus")
    if reports:
        acts.append(report)
    held = (
        Filter("q", _("Search"), filters.text, hint=_("Number or a party's name")),
        Filter(
            "level",
            pgettext("linkages", "Lies at"),
            filters.level,
            tuple(Choice(key.value, _(name)) for key, name in LEVELS.items()),
            _("Any level"),
        ),
        Filter(
            "state",
            _("State"),
            filters.state,
            (
                Choice("open", _("Not settled yet")),
                Choice("paused", _("Clock stopped")),
                Choice("closed", _("Closed, done with")),
            ),
            _("Every state"),
        ),
        Filter(
            "light",
            pgettext("linkages", "Clock"),
            filters.light,
            (Choice("red", pgettext("linkages", "Overdue now")),),
            _("In time or not"),
        ),
    )
    table = Table(
        columns(),
        tuple(_row(row, terms, places) for row in rows),
        _("Disputes"),
        sort=sort,
        filters=held,
        pager=pager,
        export=f"{reverse('linkages_disputes')}?as=xlsx" if by_office else "",
        empty=Empty(
            _("No dispute here"),
            _("A quarrel that cannot be settled over the fence is reported here; the unit's head hears it first."),
            (report,) if reports else (),
            "check",
        ),
        id="disputes",
    )
    unit = _("calendar days") if limits.unit == "ND" else _("working days")
    sentence = _(
        "The unit's head has %(head)s, then the villagers' group %(group)s, then the village's hearing panel %(panel)s "
        "%(unit)s. When the time is over the dispute goes up by itself."
    ) % {"head": limits.head_days, "group": limits.group_days, "panel": limits.panel_days, "unit": unit}
    lead = _("Small matters stay in the unit.") if total else ""
    return ListPage(PageHead(_("Disputes and mediation"), lead, tuple(acts)), _(words.FREE), table, sentence)


def _row(row: DisputeRow, terms: Mapping[str, TermRow], places: Mapping[str, PlaceRow]) -> Row:
    case = row.case
    told = words.against(row.side_a, row.side_b) if row.side_a else _("Sealed matter")
    href = reverse("linkages_dispute", kwargs={"key": row.key}) if row.side_a else ""
    return Row(
        (
            Link(told, href, note=_("again within a year") if case.is_repeat else ""),
            words.matter(row.matter, terms),
            words.place(case.place, places),
            _(case.level_name),
            cases.holder(case),
            cases.light(case),
            cases.state_badge(case),
            timezone.localdate(case.opened).isoformat(),
            case.number,
        ),
        str(row.key),
    )


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Mediation in figures, each with its definition in words."""

    head: PageHead
    stats: tuple[Stat, ...]
    bar: Composition | None
    sentences: tuple[str, ...]
    definitions: tuple[str, ...]
    outcomes: Table


def figures_page(told: MediationFigures, *, place: str) -> FiguresPage:
    """Build the figures."""
    found = told.told
    at = {key: count for key, _name, count in found.settled_at}
    in_village = found.settled + told.handed_to_town
    stats = (
        Stat(_("Disputes reported"), str(found.opened)),
        Stat(pgettext("linkages", "Settled"), str(found.settled), tone="pine"),
        Stat(pgettext("linkages", "In hand now"), str(found.open_now)),
        Stat(
            pgettext("linkages", "Overdue now"), str(found.overdue_now), tone="seal" if found.overdue_now else "plain"
        ),
        Stat(_("Median days to settle"), "—" if found.median_days is None else f"{found.median_days:g}"),
        Stat(_("Stood against each other again"), str(found.repeats)),
        Stat(_("Return visits due"), str(found.visits_due), tone="ochre" if found.visits_due else "plain"),
    )
    kinds: tuple[tuple[str, str], ...] = (("head", "s3"), ("group", "s1"), ("panel", "s2"))
    bar = None
    sentences = []
    if found.settled:
        parts = tuple(
            Part(kind, _(LEVELS[MediationLevel(level)]), at.get(level, 0))  # type: ignore[arg-type] # one of the kinds
            for level, kind in kinds
        )
        bar = Composition(parts, _("Settled by level"))
        sentences.append(
            _("Small matters stay in the unit: the heads settled %(count)s of %(settled)s, %(share)s %%.")
            % {"count": at.get("head", 0), "settled": found.settled, "share": told.share(MediationLevel.HEAD)}
        )
        sentences.append(
            _("Large ones go to the town: %(count)s of %(all)s were handed on to the township.")
            % {"count": told.handed_to_town, "all": in_village}
        )
    outcomes = Table(
        (Column("how", _("How they ended"), names_row=True), Column("count", _("Disputes"), "number")),
        tuple(Row((_(name), count)) for _key, name, count in found.outcomes),
        _("How they ended"),
        empty=Empty(_("None has ended yet")),
        id="outcomes",
    )
    lead = _("Disputes reported from %(since)s to %(until)s. Figures name nobody.") % {
        "since": told.since.isoformat(),
        "until": told.until.isoformat(),
    }
    back = Link(_("Disputes and mediation"), f"{reverse('linkages_disputes')}?place={told.place}")
    return FiguresPage(
        PageHead(_("Mediation in %(place)s") % {"place": place}, lead, back=back),
        stats,
        bar,
        tuple(sentences),
        tuple(_(sentence) for sentence in DEFINITIONS.values()),
        outcomes,
    )


@dataclass(frozen=True, slots=True)
class MediatorsPage:
    """Who mediates where."""

    head: PageHead
    table: Table
    may_keep: bool


def mediators_page(
    rows: Sequence[MediatorRow], *, place: str, name: str, places: Mapping[str, PlaceRow], may_keep: bool, sets: bool
) -> MediatorsPage:
    """Build the lists."""
    table_rows = tuple(
        Row(
            (
                row.name,
                _(words.LISTS[row.level]),
                words.place(row.place, places),
                row.since.isoformat(),
                Badge(_("until %(day)s") % {"day": row.until.isoformat()})
                if row.until
                else Badge(pgettext("linkages", "Now"), "pine"),
                Action(_("Take off the list"), reverse("linkages_mediator_end", kwargs={"key": row.key}), posts=True)
                if may_keep and row.until is None
                else None,
            ),
            str(row.key),
        )
        for row in rows
    )
    given = [
        Column("name", _("Name"), names_row=True),
        Column("for", pgettext("mediation", "For what")),
        Column("place", _("Place")),
        Column("since", pgettext("linkages", "Since"), "date"),
        Column("state", _("State")),
        Column("end", "", "action"),
    ]
    empty = Empty(
        _("Nobody is on the list yet"),
        _("Without a list the village's cadres answer for what the head did not settle. Add who mediates below."),
        icon="people",
    )
    acts = (
        (Action(_("Time limits"), f"{reverse('linkages_mediation_terms')}?place={place}", icon="clock"),)
        if sets
        else ()
    )
    lead = _("Whoever is a party, of a party's household or kin is passed over by itself.")
    back = Link(_("Disputes and mediation"), f"{reverse('linkages_disputes')}?place={place}")
    head = PageHead(_("Who mediates in %(place)s") % {"place": name}, lead, acts, back=back)
    return MediatorsPage(
        head, Table(tuple(given), table_rows, _("Who mediates"), empty=empty, id="mediators"), may_keep
    )


def terms_table(history: Sequence[tuple[MediationTerms, str]]) -> Table:
    """Return the township's time limits, newest first."""
    given = (
        Column("since", _("From"), "date", names_row=True),
        Column("head", _(LEVELS[MediationLevel.HEAD]), "number"),
        Column("group", _(LEVELS[MediationLevel.GROUP]), "number"),
        Column("panel", _(LEVELS[MediationLevel.PANEL]), "number"),
        Column("together", _("Together"), "number"),
        Column("unit", _("Counted in")),
        Column("visit", _("Return visit within days"), "number"),
        Column("by", pgettext("linkages", "Set by")),
    )
    rows = tuple(
        Row(
            (
                told.since.isoformat(),
                told.head_days,
                told.group_days,
                told.panel_days,
                told.together,
                _("calendar days") if told.unit == "ND" else _("working days"),
                told.visit_days,
                by,
            )
        )
        for told, by in history
    )
    sentence = _("Until the township sets its own, 7, 8 and 15 calendar days hold: about one month together.")
    return Table(given, rows, _("Time limits"), empty=Empty(_("None set yet"), sentence, icon="clock"), id="terms")
