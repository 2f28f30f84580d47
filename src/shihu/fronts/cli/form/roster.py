"""The roster file: read, checked, its faults told and written down."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from shihu.base.registry.adapters.fault_lines import fault_line
from shihu.base.registry.adapters.formation_rows import formation_rows
from shihu.base.registry.adapters.roster_faults import fault_file
from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.types import FormationHousehold
from shihu.base.registry.types.imports import Fault, FileHamlet, RosterReading
from shihu.base.sheets.queries import read_workbook
from shihu.base.vocabularies.types import TermRow


def read(
    path: Path, terms: dict[str, TermRow], today: date, progress: Callable[[int, int, str], None]
) -> RosterReading:
    """Read the file; hamlets are taken as it names them. Demonstration ID numbers pass: nothing is stored.

    Where two villages of the file have a hamlet of one name, hamlets are told apart by their village.
    """
    content = path.read_bytes()
    reading = read_roster(content, path.name, None, terms, today, allow_reserved=True, progress=progress)
    named = _hamlets(content, path.name, reading)
    if len(named) == len({hamlet for _village, hamlet in named}):
        return reading
    known = [FileHamlet(f"{village}{hamlet}", hamlet, village) for village, hamlet in sorted(named)]
    return read_roster(content, path.name, known, terms, today, allow_reserved=True)


def _hamlets(content: bytes, name: str, reading: RosterReading) -> set[tuple[str, str]]:
    """Every (village, hamlet) that a row names; empty where the file names no villages."""
    column = {column.field: column.index for column in reading.columns}
    sheet = read_workbook(content, name).sheet(reading.sheet) if {"village", "hamlet"} <= set(column) else None
    if sheet is None:
        return set()
    rows = sheet.rows[reading.header_row :]
    pairs = {(str(row[column["village"]]).strip(), str(row[column["hamlet"]]).strip()) for row in rows}
    return {(village, hamlet) for village, hamlet in pairs if village and hamlet}


def households(reading: RosterReading, today: date, hamlets: Sequence[str]) -> list[FormationHousehold]:
    """Return the households of the hamlets asked for, all when none was."""
    rows = formation_rows(reading.households, on=today)
    return [row for row in rows if not hamlets or row.hamlet in hamlets]


def told(fault: Fault) -> str:
    """One fault on one line: where, what stands there, what is wrong, what to do."""
    value = f" “{fault.value}”" if fault.value else ""
    return f"{fault.sheet}!{fault.cell} {fault.heading}{value}: {_said(fault)}".strip()


def write_faults(path: Path, roster: Path, reading: RosterReading) -> None:
    """Write the roster back row for row, its faults coloured and named, to be corrected and read again."""
    path.write_bytes(fault_file(roster.read_bytes(), roster.name, reading, reading.faults, _said))


def _said(fault: Fault) -> str:
    return " ".join(filter(None, fault_line(fault)))
