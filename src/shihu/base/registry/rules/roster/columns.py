"""Finding the sheet, the heading row and the columns of a roster in a workbook."""

from collections.abc import Mapping, Sequence

from shihu.base.registry.errors.imports import ColumnsMissing, ColumnTwice, NoSheet, UnknownSheet
from shihu.base.registry.rules import headings
from shihu.base.registry.rules.headings import FIELDS
from shihu.base.registry.types.imports import ColumnMatch
from shihu.base.sheets.types import Sheet, Workbook

# A sheet whose best row matches less than two columns is not a roster.
_ENOUGH = 1.9
# Sheets of our own template that are there to be read.
EXAMPLE, NOTES = "示例", "填写说明"
ASIDE = frozenset({EXAMPLE, NOTES})


def find(
    book: Workbook,
    sheet: str = "",
    header_row: int | None = None,
    mapping: Mapping[int, str] | None = None,
    *,
    lenient: bool = False,
) -> tuple[Sheet, int, tuple[ColumnMatch, ...]]:
    """Return the sheet, the index of its heading row and its columns: as told, else as recognised.

    ``lenient`` takes the likeliest sheet even when it hardly looks like a roster, for the page on which
    the officer says what is what.
    """
    found = book.sheet(sheet) if sheet else None
    if sheet and found is None:
        raise UnknownSheet(sheet=sheet)
    if found is None:
        candidates = [(headings.find_header(s.rows)[1], s) for s in book.sheets if _may_hold(s)]
        best = max(candidates, key=lambda c: c[0], default=None)
        if best is None or (best[0] < _ENOUGH and mapping is None and not lenient):
            raise NoSheet
        found = best[1]
    likely, points = headings.find_header(found.rows)
    header = header_row - 1 if header_row else likely if points >= _ENOUGH else found.header
    header = max(0, min(header, len(found.rows) - 1))
    said = headings.headings_of(found.rows[header]) if found.rows else []
    below = found.rows[header + 1 :]
    columns = headings.match(said, below) if mapping is None else headings.chosen(said, mapping, below)
    return found, header, columns


def _may_hold(sheet: Sheet) -> bool:
    """Tell whether a sheet may be the roster itself: the template's example and notes are not."""
    return not sheet.is_empty and not sheet.hidden and sheet.name not in ASIDE


def require(columns: Sequence[ColumnMatch], *, with_hamlet: bool) -> None:
    """Refuse columns from which no household could be made, and a field that two columns claim."""
    taken: dict[str, ColumnMatch] = {}
    for column in columns:
        if column.field and column.field in taken and not FIELDS[column.field].many:
            label = FIELDS[column.field].label
            raise ColumnTwice(field=label, first=taken[column.field].letter, second=column.letter)
        taken.setdefault(column.field, column)
    missing = []
    if not headings.has_names(taken):
        missing.append(FIELDS["name"].label)
    if with_hamlet and not {"hamlet", "village"} & set(taken):
        missing.append(FIELDS["hamlet"].label)
    if missing:
        raise ColumnsMissing(fields="、".join(missing))
