"""A list of accounts as a bank or a finance office gives it: bytes in; lines and faults out. No database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shihu.base.registry.errors.imports import NothingBelow
from shihu.base.registry.rules.headings import Field, plain
from shihu.base.registry.types.imports import Fault
from shihu.base.sheets.queries import read_workbook
from shihu.base.sheets.types import Cell, Sheet, column_letter, header_row, lost_digits, text

NUMBER, BANK, ID, NAME, CODE = "number", "bank", "id_number", "name", "code"
FIELDS: Mapping[str, Field] = {
    NUMBER: Field(
        NUMBER,
        "",
        ("账号", "银行账号", "卡号", "银行卡号", "一卡通账号", "一卡通卡号", "社保卡账号", "社保卡银行账号", "账户"),
    ),
    BANK: Field(BANK, "", ("开户行", "开户银行", "银行", "开户网点", "代发银行", "开户机构", "银行名称")),
    ID: Field(
        ID, "", ("身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "户主身份证号", "持卡人身份证号")
    ),
    NAME: Field(NAME, "", ("姓名", "持卡人", "户名", "账户名", "开户人", "持卡人姓名", "户主姓名", "户主")),
    CODE: Field(CODE, "", ("户编号", "户号", "农户编号", "家庭编号", "户编码")),
}


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as it stands, by field."""

    row: int
    said: Mapping[str, str]


class AccountList:
    """One sheet with its columns; collects what is wrong."""

    def __init__(self, content: bytes, name: str) -> None:
        book = read_workbook(content, name)
        best = max(book.sheets, key=lambda sheet: len(_columns(sheet)))
        self.sheet, self.columns = best, _columns(best)
        self.faults: list[Fault] = []

    def lines(self) -> list[RawLine]:
        """Return the lines that say something; what a line lacks is a fault of its cell."""
        top = header_row(self.sheet.rows)
        if NUMBER not in self.columns or not ({ID, CODE} & set(self.columns)) or NAME not in self.columns:
            self.note(top + 1, "", "accounts_columns")
            return []
        found = [
            RawLine(number, self._said(row))
            for number, row in enumerate(self.sheet.rows[top + 1 :], start=top + 2)
            if self._is_line(row)
        ]
        if not found:
            raise NothingBelow(sheet=self.sheet.name)
        for line in found:
            self._check_digits(line)
        return found

    def note(self, number: int, field: str, code: str, **values: object) -> None:
        """Write down a fault of a cell, or of a whole line where ``field`` is empty."""
        at = self.columns.get(field)
        cells = self.sheet.rows[number - 1] if number <= len(self.sheet.rows) else ()
        # A number of an identity card or an account is not repeated on the page of faults.
        shows = at is not None and field not in {ID, NUMBER} and at < len(cells)
        self.faults.append(
            Fault(
                self.sheet.name,
                number,
                "" if at is None else column_letter(at),
                "" if at is None else text(self.sheet.rows[header_row(self.sheet.rows)][at]),
                text(cells[at]) if shows and at is not None else "",
                code,
                values={name: str(value) for name, value in values.items()},
            )
        )

    def _said(self, row: Sequence[Cell]) -> dict[str, str]:
        return {field: text(row[at]) for field, at in self.columns.items() if at < len(row)}

    def _is_line(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row is about somebody: sums and notes under the list name neither person nor account."""
        return any(self._said(row).get(field) for field in (NUMBER, ID, CODE))

    def _check_digits(self, line: RawLine) -> None:
        cells = self.sheet.rows[line.row - 1]
        for field in (NUMBER, ID):
            at = self.columns.get(field)
            if at is not None and at < len(cells) and lost_digits(cells[at]):
                self.note(line.row, field, "account_lost_digits")


def _columns(sheet: Sheet) -> dict[str, int]:
    """Return which column holds which field: the very word before one that contains it."""
    if sheet.is_empty:
        return {}
    headings = [plain(text(cell)) for cell in sheet.rows[header_row(sheet.rows)]]
    found: dict[str, int] = {}
    for is_exact in (True, False):
        for at, heading in enumerate(headings):
            if not heading or at in found.values():
                continue
            field = next(_meant(heading, set(found), is_exact=is_exact), None)
            if field is not None:
                found[field] = at
    return found


def _meant(heading: str, taken: set[str], *, is_exact: bool) -> Iterator[str]:
    for field in FIELDS.values():
        if field.key in taken:
            continue
        if heading in field.synonyms if is_exact else any(synonym in heading for synonym in field.synonyms):
            yield field.key
