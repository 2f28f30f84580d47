"""The officer's own file back, row for row, with everything that is wrong coloured and named."""

from collections.abc import Callable, Sequence

from shihu.base.registry.types.imports import Fault, RosterReading, Severity
from shihu.base.sheets.queries import read_workbook, render_workbook
from shihu.base.sheets.types import Cell, Mark, SheetColumn, SheetTable, Written, column_number, text

# The column is in the officer's file, and the reader passes over it when the file comes back.
PROBLEMS = "问题"


def fault_file(
    content: bytes, name: str, reading: RosterReading, faults: Sequence[Fault], say: Callable[[Fault], str]
) -> bytes:
    """Return the sheet as an .xlsx with coloured cells, comments, and a last column of problems.

    Rows stay where they are, so that the file can be corrected and uploaded as it is. ``say`` words a fault.
    """
    sheet = read_workbook(content, name).sheet(reading.sheet)
    if sheet is None:
        raise LookupError(f"the file no longer has the sheet {reading.sheet}")
    top = reading.header_row - 1
    width = _width(sheet.rows[top], sheet.width)
    marks: dict[tuple[int, int], Mark] = {}
    notes: dict[tuple[int, int], str] = {}
    by_row: dict[int, list[str]] = {}
    for fault in faults:
        row, column = fault.row - reading.header_row - 1, column_number(fault.column) if fault.column else width
        said = say(fault)
        mark = Mark.FAULT if fault.severity is Severity.FAULT else Mark.DOUBT
        if marks.get((row, column)) is not Mark.FAULT:
            marks[row, column] = mark
        notes[row, column] = "\n".join(filter(None, (notes.get((row, column)), said)))
        by_row.setdefault(row, []).append(f"{fault.heading}：{said}" if fault.heading else said)
    for row in by_row:
        notes.pop((row, width), None)
    headings = [text(cell) for cell in sheet.rows[top][:width]]
    rows = [
        [*(_written(cell) for cell in row[:width]), "；".join(by_row.get(number, ()))]
        for number, row in enumerate(sheet.rows[top + 1 :])
    ]
    table = SheetTable(
        reading.sheet,
        [*(SheetColumn(heading) for heading in headings), SheetColumn(PROBLEMS, width=60)],
        rows,
        above=[[_written(cell) for cell in row[:width]] for row in sheet.rows[:top]],
        marks=marks,
        notes=notes,
    )
    return render_workbook([table])


def _width(header: Sequence[Cell], width: int) -> int:
    """Return the columns of the list, without the problems of an earlier round."""
    said = [text(cell) for cell in header]
    return said.index(PROBLEMS) if PROBLEMS in said else width


def _written(cell: Cell) -> Written:
    """Return a cell as text or date: numbers too are written as text, as the officer sees them."""
    return cell if isinstance(cell, str) else text(cell)
