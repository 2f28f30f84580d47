"""The register of village works: the list, one work, its workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.places.types import PlaceRow
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import Action, Choice, Column, Empty, Fact, Filter, Link, PageHead, Row, Table
from shihu.services.linkages.queries.goals import UNITS_OF_KINDS
from shihu.services.linkages.types.goals import Verdict, WorkKind, WorkRow
from shihu.services.linkages.web.pages.goals import wording


@dataclass(frozen=True, slots=True)
class WorksPage:
    """The register."""

    head: PageHead
    table: Table


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One work."""

    head: PageHead
    facts: tuple[Fact, ...]
    may_check: bool
    waits: str


def works_page(
    place: str, rows: Sequence[WorkRow], names: Mapping[str, PlaceRow], given: Mapping[str, str], *, adds: str
) -> WorksPage:
    """Build the register of a place. ``adds`` is the address of the form, empty for who may not enter."""
    waiting = sum(1 for row in rows if row.verdict is Verdict.WAITING)
    lead = ngettext(
        "%(all)s finished work; %(waiting)s waits for a second person.",
        "%(all)s finished works; %(waiting)s wait for a second person.",
        len(rows),
    ) % {"all": len(rows), "waiting": waiting}
    acts = [Action(_("Enter a finished work"), adds, "primary", icon="plus")] if adds else []
    filters = (
        Filter(
            "kind",
            _("Kind of work"),
            given.get("kind", ""),
            tuple(Choice(kind.value, _(wording.KINDS[kind])) for kind in WorkKind),
            anything=_("Every kind"),
        ),
        Filter(
            "found",
            _("Result of the look"),
            given.get("found", ""),
            (
                Choice("waiting", _(wording.VERDICTS[Verdict.WAITING])),
                Choice(Verdict.HOLDS.value, _(wording.VERDICTS[Verdict.HOLDS])),
                Choice(Verdict.NOT_YET.value, _(wording.VERDICTS[Verdict.NOT_YET])),
            ),
            anything=_("Checked or not"),
        ),
    )
    columns = (
        Column("name", _("Work"), names_row=True),
        Column("village", _("Village")),
        Column("kind", _("Kind of work")),
        Column("quantity", _("How much"), "number"),
        Column("paper", _("Paper")),
        Column("finished", _("Finished"), "date"),
        Column("found", _("Result of the look")),
    )
    table = Table(
        columns=columns,
        rows=tuple(
            Row(
                (
                    Link(row.name, reverse("linkages_goals_work", kwargs={"key": row.key})),
                    village(row, names),
                    _(wording.KINDS[row.kind]),
                    Link(wording.plain(row.quantity), note=_(UNITS_OF_KINDS[row.kind])),
                    row.paper,
                    row.finished_on.isoformat(),
                    wording.verdict_badge(row.verdict),
                ),
                str(row.key),
            )
            for row in rows
        ),
        caption=_("Village works"),
        filters=filters,
        export=f"{reverse('linkages_goals_works_export')}?place={place}",
        empty=Empty(
            _("No work stands here"),
            _("Enter a finished work with the number of its paper; a second person looks at it before it counts."),
            (Action(_("Enter a finished work"), adds, "primary"),) if adds else (),
        ),
    )
    back = Link(_("The eight goals"), f"{reverse('linkages_goals')}?place={place}")
    return WorksPage(PageHead(_("Village works"), lead, tuple(acts), back=back), table)


def work_page(row: WorkRow, names: Mapping[str, PlaceRow]) -> WorkPage:
    """Build the page of one work."""
    facts = [
        Fact(_("Village"), village(row, names)),
        Fact(_("Kind of work"), _(wording.KINDS[row.kind])),
        Fact(_("How much"), f"{wording.plain(row.quantity)} {_(UNITS_OF_KINDS[row.kind])}"),
        Fact(_("Paper"), row.paper),
        Fact(_("Finished"), row.finished_on.isoformat()),
        Fact(_("Entered by"), f"{row.recorded_by}, {row.recorded_on.isoformat()}"),
    ]
    if row.checked_on is not None:
        facts.append(Fact(_("Looked at by"), f"{row.checked_by}, {row.checked_on.isoformat()}"))
        facts.append(Fact(_("What was found"), row.note))
    waits = ""
    if row.verdict is Verdict.WAITING and not row.may_check:
        waits = _("It counts once somebody else of the township has looked at it.")
    back = Link(_("Village works"), f"{reverse('linkages_goals_works')}?place={row.village}")
    head = PageHead(row.name, waits, badge=wording.verdict_badge(row.verdict), back=back)
    return WorkPage(head, tuple(facts), row.may_check, waits)


def sheet(rows: Sequence[WorkRow], names: Mapping[str, PlaceRow]) -> SheetTable:
    """Return the register as a sheet."""
    heads = (
        _("Village"),
        _("Kind of work"),
        _("Work"),
        _("How much"),
        _("Counted in"),
        _("Paper"),
        _("Finished"),
        _("Entered by"),
        _("Result of the look"),
        _("Looked at by"),
        _("Looked at on"),
        _("What was found"),
    )
    return SheetTable(
        _("Village works"),
        [SheetColumn(label) for label in heads],
        [
            (
                village(row, names),
                _(wording.KINDS[row.kind]),
                row.name,
                row.quantity,
                _(UNITS_OF_KINDS[row.kind]),
                row.paper,
                row.finished_on,
                row.recorded_by,
                _(wording.VERDICTS[row.verdict]),
                row.checked_by,
                row.checked_on,
                row.note,
            )
            for row in rows
        ],
    )


def village(row: WorkRow, names: Mapping[str, PlaceRow]) -> str:
    """Return the name of the village of a work."""
    known = names.get(row.village)
    return wording.named(known.name, known.name_en) if known else row.village
