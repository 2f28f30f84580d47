"""Reading a roster file: bytes in; households, faults and the columns understood out. No database."""

from collections.abc import Mapping, Sequence
from datetime import date

from shihu.base.registry.errors.imports import NothingBelow
from shihu.base.registry.rules.roster import building, checks, columns, frame, pairs
from shihu.base.registry.rules.roster.places import Hamlets
from shihu.base.registry.rules.roster.terms import Terms
from shihu.base.registry.types.imports import FileHamlet, ProgressCall, RosterReading
from shihu.base.sheets.queries import read_workbook
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.refusals import N_


def read_roster(
    content: bytes,
    name: str,
    hamlets: Sequence[FileHamlet] | None,
    terms: Mapping[str, TermRow],
    today: date,
    allow_reserved: bool,
    *,
    mapping: Mapping[int, str] | None = None,
    progress: ProgressCall | None = None,
    sheet: str = "",
    header_row: int | None = None,
    known_codes: Mapping[str, str] | None = None,
    known_names: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
) -> RosterReading:
    """Read and check a roster.

    ``hamlets`` is what the file's hamlets are held against; None takes the names as they stand. Without
    ``mapping`` (column number -> field) the columns are recognised by their headings. Raises a refusal when
    the file cannot be read at all or is no roster; everything else comes back as faults.
    """
    _tell(progress, 0, N_("Opening the file"))
    book = read_workbook(content, name)
    _tell(progress, 20, N_("Reading the rows"))
    found, header, chosen = columns.find(book, sheet, header_row, mapping)
    # Where only one hamlet is possible, the roster need not name it.
    columns.require(chosen, with_hamlet=hamlets is not None and len(hamlets) != 1)
    setting = frame.Setting(Terms(terms), Hamlets(hamlets), today, allow_reserved, known_codes or {}, known_names or {})
    built = frame.build(found, header, chosen, setting)
    if built.table.is_empty():
        raise NothingBelow(sheet=found.name)
    _tell(progress, 40, N_("Checking"))
    faults = checks.run(built, setting)
    _tell(progress, 60, N_("Putting households together"))
    builder = building.Builder(built, setting, faults)
    households = builder.households()
    faults = sorted([*faults, *builder.found], key=lambda fault: (fault.row, len(fault.column), fault.column))
    _tell(progress, 90, N_("Looking for duplicates"))
    doubles = pairs.within(households)
    _tell(progress, 100, N_("Done"))
    return RosterReading(
        sheet=found.name,
        header_row=header + 1,
        layout=built.layout,
        columns=chosen,
        households=households,
        faults=tuple(faults),
        rows=built.table.height,
        persons=building.persons_of(built),
        pairs=doubles,
    )


def _tell(progress: ProgressCall | None, done: int, note: str) -> None:
    if progress is not None:
        progress(done, 100, note)
