"""Reading a roster file: bytes in; households, faults and the columns understood out. No database."""

from collections.abc import Mapping, Sequence
from datetime import date

from shihu.base.registry.errors.imports import ColumnsMissing, ColumnTwice, NoSheet, NothingBelow, UnknownSheet
from shihu.base.registry.rules import headings
from shihu.base.registry.rules.headings import FIELDS
from shihu.base.registry.rules.roster import building, checks, frame, pairs
from shihu.base.registry.rules.roster.places import Hamlets
from shihu.base.registry.rules.roster.terms import Terms
from shihu.base.registry.types.imports import ColumnMatch, FileHamlet, ProgressCall, RosterReading
from shihu.base.sheets.queries import read_workbook
from shihu.base.sheets.types import Sheet, Workbook
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.refusals import N_

# A sheet whose best row matches less than two columns is not a roster.
_ENOUGH = 1.9


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
    found, header, columns = find_columns(book, sheet, header_row, mapping)
    _require(columns, hamlets)
    setting = frame.Setting(Terms(terms), Hamlets(hamlets), today, allow_reserved, known_codes or {}, known_names or {})
    built = frame.build(found, header, columns, setting)
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
        columns=columns,
        households=households,
        faults=tuple(faults),
        rows=built.table.height,
        persons=building.persons_of(built),
        pairs=doubles,
    )


def find_columns(
    book: Workbook, sheet: str = "", header_row: int | None = None, mapping: Mapping[int, str] | None = None
) -> tuple[Sheet, int, tuple[ColumnMatch, ...]]:
    """Return the sheet, the index of its heading row and its columns: as told, else as recognised."""
    found = book.sheet(sheet) if sheet else None
    if sheet and found is None:
        raise UnknownSheet(sheet=sheet)
    if found is None:
        candidates = [(headings.find_header(s.rows), s) for s in book.sheets if not s.is_empty and not s.hidden]
        best = max(candidates, key=lambda c: c[0][1], default=None)
        if best is None or (best[0][1] < _ENOUGH and mapping is None):
            raise NoSheet
        found = best[1]
    header = header_row - 1 if header_row else headings.find_header(found.rows)[0]
    header = max(0, min(header, len(found.rows) - 1))
    said = headings.headings_of(found.rows[header]) if found.rows else []
    below = found.rows[header + 1 :]
    columns = headings.match(said, below) if mapping is None else headings.chosen(said, mapping, below)
    return found, header, columns


def _require(columns: Sequence[ColumnMatch], hamlets: Sequence[FileHamlet] | None) -> None:
    taken: dict[str, ColumnMatch] = {}
    for column in columns:
        if column.field and column.field in taken and not FIELDS[column.field].many:
            label = FIELDS[column.field].label
            raise ColumnTwice(field=label, first=taken[column.field].letter, second=column.letter)
        taken.setdefault(column.field, column)
    missing = []
    if not headings.has_names(taken):
        missing.append(FIELDS["name"].label)
    if hamlets is not None and not {"hamlet", "village"} & set(taken):
        missing.append(FIELDS["hamlet"].label)
    if missing:
        raise ColumnsMissing(fields="、".join(missing))


def _tell(progress: ProgressCall | None, done: int, note: str) -> None:
    if progress is not None:
        progress(done, 100, note)
