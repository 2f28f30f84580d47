"""The roster file: read, checked, its faults told and written down."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from shihu.base.registry.adapters.fault_lines import fault_line
from shihu.base.registry.adapters.formation_rows import formation_rows
from shihu.base.registry.adapters.roster_faults import fault_file
from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.types import FormationHousehold
from shihu.base.registry.types.imports import Fault, RosterReading
from shihu.base.vocabularies.types import TermRow


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
    value = f" “{fault.value}”" if fault.value else ""
    return f"{fault.sheet}!{fault.cell} {fault.heading}{value}: {_said(fault)}".strip()


def write_faults(path: Path, roster: Path, reading: RosterReading) -> None:
    """Write the roster back row for row, its faults coloured and named, to be corrected and read again."""
    path.write_bytes(fault_file(roster.read_bytes(), roster.name, reading, reading.faults, _said))


def _said(fault: Fault) -> str:
    return " ".join(filter(None, fault_line(fault)))
