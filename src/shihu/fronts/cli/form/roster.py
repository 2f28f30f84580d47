"""The roster file: read, checked, its faults told and written down."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from shihu.base.registry.adapters.fault_lines import fault_line
from shihu.base.registry.adapters.formation_rows import formation_rows
from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.types import FormationHousehold
from shihu.base.registry.types.imports import Fault, RosterReading, Severity
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.base.vocabularies.types import TermRow
from shihu.services.units.queries.console import say


def read(
    path: Path, terms: dict[str, TermRow], today: date, progress: Callable[[int, int, str], None]
) -> RosterReading:
    """Read the file; hamlets are taken as it names them. Demonstration ID numbers pass: nothing is stored."""
    return read_roster(path.read_bytes(), path.name, None, terms, today, allow_reserved=True, progress=progress)


def households(reading: RosterReading, today: date, hamlets: Sequence[str]) -> list[FormationHousehold]:
    """Return the households of the hamlets asked for, all when none was."""
    rows = formation_rows(reading.households, on=today)
    return [row for row in rows if not hamlets or row.hamlet in hamlets]


def told(fault: Fault) -> str:
    """One fault on one line: where, what stands there, what is wrong, what to do."""
    wrong, remedy = fault_line(fault)
    value = f" “{fault.value}”" if fault.value else ""
    return f"{fault.sheet}!{fault.cell} {fault.heading}{value}: {wrong} {remedy}".strip()


def write_faults(path: Path, faults: Sequence[Fault]) -> None:
    """Write the faults as a workbook, one row each."""
    columns = [
        SheetColumn(say("sheet")),
        SheetColumn(say("row"), "whole"),
        SheetColumn(say("column")),
        SheetColumn(say("heading")),
        SheetColumn(say("value")),
        SheetColumn(say("wrong"), width=48),
        SheetColumn(say("remedy"), width=48),
        SheetColumn(say("must")),
    ]
    rows = [
        (f.sheet, f.row, f.column, f.heading, f.value, *fault_line(f), f.severity is Severity.FAULT) for f in faults
    ]
    path.write_bytes(render_workbook([SheetTable(say("faults"), columns, rows)]))
