"""What the pages of an import show: numbers, problems, doubtful pairs, absent people, columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.registry.types.imports import Answer, ImportDetail, Known, Pair, Severity
from shihu.base.registry.web.import_words import ANSWERS, KINDS, field_choices, remedy, short, wrong
from shihu.kernel.presentation import (
    Action,
    Badge,
    Choice,
    Column,
    Empty,
    Fact,
    Filter,
    Link,
    PageHead,
    Progress,
    Row,
    Stat,
    Tab,
    Table,
    asked_page,
)

_PAIRS = 100


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the file with the choice of what it holds."""

    name: str
    letter: str
    heading: str
    samples: str
    options: tuple[tuple[str, str, bool], ...]
    badge: Badge


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records that may be one person."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two records side by side with the answers."""

    name: str
    title: str
    why: str
    left: Side
    right: Side
    options: tuple[tuple[str, str, bool], ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import, wherever it stands."""

    template: str
    head: PageHead
    notice: str = ""
    is_warning: bool = False
    progress: Progress | None = None
    stats: tuple[Stat, ...] = ()
    tabs: tuple[Tab, ...] = ()
    table: Table | None = None
    columns: tuple[ColumnLine, ...] = ()
    sheets: tuple[tuple[str, bool], ...] = ()
    header_row: int = 1
    missing: str = ""
    pairs: tuple[PairCard, ...] = ()
    empty: Empty | None = None
    urls: Mapping[str, str] | None = None
    more_faults: str = ""
    again: Action | None = None


def address(detail: ImportDetail, name: str = "") -> str:
    """Return an address of the import: its page, or one of its acts."""
    return reverse(f"registry_import{name and '_'}{name}", kwargs={"key": detail.row.key})


def place_of(detail: ImportDetail) -> str:
    """Return the name of the place in the reader's language."""
    return detail.place.label(get_language() or "")


def stats(found: Mapping[str, int]) -> tuple[Stat, ...]:
    household, person = _("households"), _("people")
    stats = [Stat(_("In the file"), f"{found.get('households', 0):,}", household, _people(found))]
    if "new" in found:
        stats += [
            Stat(_("New"), f"{found['new']:,}", household, tone="pine" if found["new"] else "plain"),
            Stat(_("Changed"), f"{found['changed']:,}", household, tone="indigo" if found["changed"] else "plain"),
            Stat(_("Unchanged"), f"{found['unchanged']:,}", household),
            Stat(_("Not in the file"), f"{found['absent']:,}", person),
        ]
    if "faults" in found:
        stats += [
            Stat(_("Faults"), f"{found['faults']:,}", tone="seal" if found["faults"] else "plain"),
            Stat(_("Doubts"), f"{found['doubts']:,}", tone="ochre" if found["doubts"] else "plain"),
        ]
    return tuple(stats)


def _people(found: Mapping[str, int]) -> str:
    return _("%(count)s people") % {"count": f"{found.get('persons', 0):,}"}


def tabs(detail: ImportDetail, current: str) -> tuple[Tab, ...]:
    found = detail.row.found
    counts = (
        ("faults", _("Problems"), int(found.get("faults", 0)) + int(found.get("doubts", 0))),
        ("pairs", _("Perhaps one person"), len(detail.preview.pairs)),
        ("absent", _("Not in the file"), len(detail.preview.absent)),
        ("columns", _("Columns"), sum(bool(column.field) for column in detail.preview.columns)),
    )
    return tuple(Tab(label, f"?tab={name}", name == current, count) for name, label, count in counts)


def with_tab(page: ImportPage, detail: ImportDetail, given: Mapping[str, str], tab: str) -> ImportPage:
    """Return the page with what the tab shows."""
    if tab == "pairs":
        # Those that wait come first, and no more at once than a form can send.
        ordered = sorted(detail.preview.pairs, key=lambda pair: pair.key in detail.answers)
        cards = tuple(_card(detail, pair) for pair in ordered[:_PAIRS])
        more = _("More pairs follow when these are answered.") if len(ordered) > _PAIRS else ""
        empty = Empty(
            _("Nobody stands twice"),
            _("Nobody in the file looks like somebody else in it or in the registry."),
            icon="check",
        )
        urls = {"answers": address(detail, "answers")}
        return replace(page, pairs=cards, urls=urls, empty=None if cards else empty, more_faults=more)
    if tab == "absent":
        return replace(page, table=_absent_table(detail, given))
    if tab == "columns":
        again = Action(
            _("Choose columns again"),
            address(detail, "sheet"),
            posts=True,
            fields=(("sheet", detail.row.sheet), ("header", str(detail.preview.header_row))),
        )
        return replace(page, table=_columns_table(detail), again=again if detail.row.state == "checked" else None)
    return replace(page, table=_fault_table(detail, given), more_faults=_more(detail))


def _more(detail: ImportDetail) -> str:
    found = detail.row.found
    total = int(found.get("faults", 0)) + int(found.get("doubts", 0))
    if total <= len(detail.faults):
        return ""
    said = _("The first %(shown)s of %(total)s problems are listed; the file with faults marked has them all.")
    return said % {"shown": f"{len(detail.faults):,}", "total": f"{total:,}"}


def _fault_table(detail: ImportDetail, given: Mapping[str, str]) -> Table:
    kind, weight = given.get("kind", ""), given.get("weight", "")
    found = [
        fault
        for fault in detail.faults
        if (not kind or fault.code == kind) and (not weight or fault.severity.value == weight)
    ]
    pager = asked_page(given, len(found))
    counts = detail.row.found.get("codes", {})
    kinds = sorted({fault.code for fault in detail.faults}, key=lambda code: (-counts.get(code, 0), code))
    return Table(
        columns=(
            Column("cell", _("Cell"), names_row=True),
            Column("heading", _("Column")),
            Column("value", _("It says")),
            Column("wrong", _("What is wrong")),
            Column("remedy", _("What to do")),
            Column("weight", _("Weight")),
        ),
        rows=tuple(
            Row(
                (
                    f"{fault.sheet}!{fault.cell}",
                    fault.heading,
                    fault.value,
                    wrong(fault),
                    remedy(fault),
                    Badge(_("Fault"), "seal", "warn")
                    if fault.severity is Severity.FAULT
                    else Badge(_("Doubt"), "ochre"),
                )
            )
            for fault in found[pager.offset : pager.offset + pager.size]
        ),
        caption=_("Problems"),
        filters=(
            Filter(
                "weight",
                _("Weight"),
                weight,
                (Choice("fault", _("Faults")), Choice("doubt", _("Doubts"))),
                _("All"),
            ),
            Filter(
                "kind",
                _("Kind"),
                kind,
                tuple(Choice(code, f"{short(code)} {counts.get(code, 0):,}") for code in kinds),
                _("All"),
            ),
        )
        if detail.faults
        else (),
        pager=pager,
        empty=Empty(_("No problem was found"), _("The roster can be loaded as it is."), icon="check"),
    )


def _absent_table(detail: ImportDetail, given: Mapping[str, str]) -> Table:
    absent = detail.preview.absent
    pager = asked_page(given, len(absent))
    return Table(
        columns=(Column("name", _("Name"), names_row=True), Column("household", _("Household code"))),
        rows=tuple(
            Row((one.name, Link(one.household, reverse("registry_household", kwargs={"code": one.household}))))
            for one in absent[pager.offset : pager.offset + pager.size]
        ),
        caption=_("In the registry, but not in the file"),
        shows_caption=True,
        pager=pager,
        empty=Empty(
            _("Nobody is missing"),
            _("Everyone whom the registry has in these households is in the file."),
            icon="check",
        ),
    )


def _columns_table(detail: ImportDetail) -> Table:
    labels = dict(field_choices())
    return Table(
        columns=(
            Column("letter", _("Column")),
            Column("heading", _("Heading"), names_row=True),
            Column("field", _("Taken as")),
            Column("samples", _("For example")),
        ),
        rows=tuple(
            Row((c.letter, c.heading or "—", labels.get(c.field) or Badge(_("Not used")), "、".join(c.samples)))
            for c in detail.preview.columns
        ),
        caption=_("Columns"),
    )


def _card(detail: ImportDetail, pair: Pair) -> PairCard:
    answer = detail.answers.get(pair.key, "")
    return PairCard(
        f"pair-{pair.key}",
        pair.left.name,
        _(KINDS[pair.kind]),
        _side(_("In the file, %(where)s") % {"where": pair.left.where}, pair.left),
        _side(
            _("In the registry") if pair.in_registry else _("In the file, %(where)s") % {"where": pair.right.where},
            pair.right,
        ),
        tuple((one.value, _(ANSWERS[one]), one.value == answer) for one in Answer),
        answer == "",
    )


def _side(title: str, known: Known) -> Side:
    return Side(
        title,
        (
            Fact(_("Name"), known.name),
            Fact(_("Birth date"), known.birth.isoformat() if known.birth else "—"),
            Fact(_("ID number"), known.id_masked or "—"),
            Fact(_("Phone"), known.phone or "—"),
            Fact(_("Household code"), known.household or "—"),
        ),
    )
