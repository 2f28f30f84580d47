"""A sheet of answers, one line a household, read by the roster's own readers: bytes in, answers and faults out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.types.answers import AnswerSheet, HouseholdAnswer, SheetRow
from shihu.base.registry.types.imports import Fault, FileHamlet, RosterReading, Severity
from shihu.base.registry.types.roster import RosterHousehold
from shihu.base.sheets.queries import read_workbook
from shihu.base.sheets.types import Cell, Sheet, as_date, column_letter, column_number, text
from shihu.base.vocabularies.types import TermRow

ANSWERED = "答复日期"
# What a roster import lets through as doubtful would here be left out of somebody's answer: it must be mended.
_STRICT = frozenset({"term_unknown", "term_over", "partner_unknown", "partner_ambiguous", "yes_or_no"})
# A roster lacks these columns and says so; a sheet of answers does not need them.
_ASKED = frozenset({"wish", "willing", "prefers", "refuses"})
_FIELDS = _ASKED | {"code", "householder", "hamlet"}


def read_answers(
    content: bytes,
    name: str,
    *,
    hamlets: Sequence[FileHamlet],
    terms: Mapping[str, TermRow],
    today: date,
    known_codes: Mapping[str, str],
    known_names: Mapping[tuple[str, str], tuple[str, ...]],
    takes_refusals: bool,
) -> AnswerSheet:
    """Read a sheet of answers. A line without a day in 答复日期 is one of a household that was not asked yet.

    ``known_codes`` (code -> householder) are the households whose answers may be loaded. A column of refusals is a
    fault where ``takes_refusals`` is False and somebody filled it in.
    """
    reading = read_roster(content, name, hamlets, terms, today, True, known_codes=known_codes, known_names=known_names)
    sheet = read_workbook(content, name).sheet(reading.sheet)
    if sheet is None:
        raise LookupError(f"the file no longer has the sheet {reading.sheet}")
    return _Reader(reading, sheet, today, known_codes, takes_refusals).read()


class _Found(Exception):
    def __init__(self, field: str, code: str, value: str = "", **values: object) -> None:
        self.field, self.code, self.value, self.values = field, code, value, values
        super().__init__(code)


class _Reader:
    """One pass over the lines of a sheet."""

    def __init__(
        self, reading: RosterReading, sheet: Sheet, today: date, known: Mapping[str, str], takes_refusals: bool
    ) -> None:
        self.reading, self.sheet, self.today, self.known = reading, sheet, today, known
        self.takes_refusals = takes_refusals
        self.columns = {column.field: column for column in reading.columns if column.field}
        top = sheet.rows[reading.header_row - 1]
        self.day = next((index for index, cell in enumerate(top) if text(cell) == ANSWERED), None)
        self.faults = [_weighed(fault) for fault in reading.faults if _concerns(fault, reading)]
        self.seen: dict[str, int] = {}

    def read(self) -> AnswerSheet:
        rows: list[SheetRow] = []
        if self.day is None:
            self._note(self.reading.header_row, _Found(ANSWERED, "answer_no_column", heading=ANSWERED))
        for household in self.reading.households:
            number = int(household.where.rpartition("!")[2])
            try:
                rows.append(self._line(number, household))
            except _Found as found:
                self._note(number, found)
        self.faults.sort(key=lambda fault: (fault.row, column_number(fault.column) if fault.column else -1))
        letters = {field: column.letter for field, column in self.columns.items()}
        return AnswerSheet(self.reading.sheet, tuple(rows), tuple(self.faults), letters)

    def _line(self, number: int, household: RosterHousehold) -> SheetRow:
        self._household(number, household)
        cells = self.sheet.rows[number - 1]
        answered = self._answered(_cell(cells, self.day))
        filled = {
            column.field for column in self.reading.columns if column.field in _ASKED and text(cells[column.index])
        }
        if answered is None and filled:
            raise _Found(ANSWERED, "answer_no_day")
        if "refuses" in filled and not self.takes_refusals:
            raise _Found("refuses", "answer_private")
        answer = HouseholdAnswer(
            wishes=household.wishes,
            prefers=household.prefers,
            refuses=household.refuses if self.takes_refusals and "refuses" in self.columns else None,
            willing=household.willing if "willing" in filled else None,
        )
        return SheetRow(number, household.code, answered, answer)

    def _household(self, number: int, household: RosterHousehold) -> None:
        code, name = household.code, household.members[0].name
        if code not in self.known:
            raise _Found("code", "answer_unknown", code, said=code)
        if code in self.seen:
            raise _Found("code", "answer_twice", code, row=self.seen[code])
        self.seen[code] = number
        if name != self.known[code]:
            raise _Found("householder", "answer_other_name", name, name=self.known[code])

    def _answered(self, said: Cell) -> date | None:
        if said == "":
            return None
        answered = as_date(said)
        if answered is None:
            raise _Found(ANSWERED, "birth_unreadable", text(said))
        if answered > self.today:
            raise _Found(ANSWERED, "answer_ahead", text(said), day=answered)
        return answered

    def _note(self, row: int, found: _Found) -> None:
        column = self.columns.get(found.field)
        letter, heading = (column.letter, column.heading) if column else ("", "")
        if found.field == ANSWERED and self.day is not None:
            letter, heading = column_letter(self.day), ANSWERED
        said = {key: str(word) for key, word in found.values.items()}
        self.faults.append(
            Fault(self.reading.sheet, row, letter, heading, found.value, found.code, Severity.FAULT, said)
        )


def _cell(cells: Sequence[Cell], index: int | None) -> Cell:
    return "" if index is None or index >= len(cells) else cells[index]


def _concerns(fault: Fault, reading: RosterReading) -> bool:
    """Tell whether a roster's fault is one of a sheet of answers: it has no persons, numbers or births."""
    field = next((column.field for column in reading.columns if column.letter == fault.column), "")
    return field in _FIELDS and fault.code != "id_missing"


def _weighed(fault: Fault) -> Fault:
    return replace(fault, severity=Severity.FAULT) if fault.code in _STRICT else fault
