"""Writing spreadsheets that look cared for, in which no text can become a formula."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from shihu.base.sheets.rules import delimited
from shihu.base.sheets.types import Kind, Mark, SheetTable, Written, column_letter

_FONT = "Microsoft YaHei"
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "whole": "#,##0",
    "number": "#,##0.##",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
_RIGHT: frozenset[Kind] = frozenset({"whole", "number", "money"})
# Ink and paper of the printed look; a spreadsheet knows no tokens.
_INK, _HEAD, _LINE = "#1F2328", "#F3EFE6", "#E3DDD0"
_MARKED = {
    Mark.FAULT: {"bg_color": "#F8D9D5", "font_color": "#7A1610"},
    Mark.DOUBT: {"bg_color": "#F7E8C8", "font_color": "#5F3D06"},
    Mark.MUTED: {"font_color": "#7A8089"},
}
_LISTS = "选项"
_LITERAL_LIST = 255  # longest list that may stand in the cell's own rule
_SAMPLE = 200
_ILLEGAL_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def render_workbook(tables: Sequence[SheetTable]) -> bytes:
    """Return an .xlsx with one sheet for each of ``tables``."""
    import xlsxwriter

    out = BytesIO()
    # Dates are written as dates; a text stays a text whatever it begins with.
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": _FONT, "font_size": 10.5},
        },
    )
    writer = _Writer(book)
    for table in tables:
        writer.write(table)
    writer.close_lists()
    book.close()
    return out.getvalue()


def render_csv(table: SheetTable) -> bytes:
    """Return ``table`` as UTF-8 with byte-order mark, which WPS and Excel open without asking."""
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    return delimited.join([[column.heading for column in table.columns], *rows]).encode("utf-8-sig")


def _plain(cell: Written) -> object:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return "" if cell is None else cell


def _width(said: str) -> int:
    """Width in half characters: a Chinese character takes two."""
    return max((sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in said.split("\n")), default=0)


class _Writer:
    """Writes tables into one workbook and keeps the formats and lists they share."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[tuple[object, ...], Any] = {}
        self.names: set[str] = {_LISTS.lower()}
        self.lists: dict[tuple[str, ...], str] = {}

    def style(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": _FONT, "font_size": 10.5, "font_color": _INK, "valign": "vcenter"}
            self.formats[key] = self.book.add_format({**base, **properties})
        return self.formats[key]

    def write(self, table: SheetTable) -> None:
        sheet = self.book.add_worksheet(self._free_name(table.name))
        top = self._above(sheet, table)
        widths = self._headings(sheet, table, top)
        plain = {"text_wrap": True, "valign": "top"} if table.plain else {}
        cells = [self.style(num_format=_FORMATS[column.kind], **plain) for column in table.columns]
        last = top
        for number, row in enumerate(table.rows):
            last = top + 1 + number
            for index, cell in enumerate(row):
                mark = table.marks.get((number, index)) if table.marks else None
                style = cells[index]
                if mark is not None:
                    style = self.style(num_format=_FORMATS[table.columns[index].kind], **_MARKED[mark])
                self._write_cell(sheet, last, index, cell, style)
                if number < _SAMPLE:
                    widths[index] = max(widths[index], _width(str(_plain(cell))) + 2)
        for (number, index), note in table.notes.items():
            sheet.write_comment(top + 1 + number, index, note, {"x_scale": 2, "font_size": 9})
        self._finish(sheet, table, top, last, widths, cells)

    def _above(self, sheet: Any, table: SheetTable) -> int:
        """Write the title and the lines before the headings; return the row of the headings."""
        top = len(table.above) + (1 if table.title else 0)
        if table.title:
            sheet.write_string(0, 0, table.title, self.style(bold=True, font_size=14))
            sheet.set_row(0, 26)
        for number, line in enumerate(table.above, start=top - len(table.above)):
            for index, cell in enumerate(line):
                self._write_cell(sheet, number, index, cell, self.style())
        return top

    def _headings(self, sheet: Any, table: SheetTable, top: int) -> list[int]:
        """Write the headings; return the widths that they need."""
        for index, column in enumerate(table.columns):
            head = self.style(
                bold=True,
                bg_color=_HEAD,
                bottom=1,
                bottom_color=_INK,
                text_wrap=True,
                align="right" if column.kind in _RIGHT else "left",
                **({"font_color": "#B3261E"} if column.required else {}),
            )
            sheet.write_string(top, index, column.heading, head)
            if column.note:
                sheet.write_comment(top, index, column.note, {"x_scale": 2, "y_scale": 1.2, "font_size": 9})
        sheet.set_row(top, 24)
        return [_width(column.heading) + (3 if table.plain else 5) for column in table.columns]

    def _finish(self, sheet: Any, table: SheetTable, top: int, last: int, widths: list[int], cells: list[Any]) -> None:
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width or min(max(widths[index], 6), 48), cells[index])
            if column.choices:
                bottom = max(last, top + 1) + table.spare_rows
                sheet.data_validation(top + 1, index, bottom, index, self._choice(column.choices, column.strict))
        if table.columns and not table.plain:
            sheet.autofilter(top, 0, max(last, top + 1), len(table.columns) - 1)
            sheet.freeze_panes(top + 1, 0)
        sheet.hide_gridlines(2 if table.plain else 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, top)
        sheet.set_footer("&L&A&R&P / &N")

    def _write_cell(self, sheet: Any, row: int, index: int, cell: Written, style: Any) -> None:
        if cell is None or cell == "":
            sheet.write_blank(row, index, None, style)
        elif isinstance(cell, bool):
            sheet.write_string(row, index, "是" if cell else "否", style)
        elif isinstance(cell, int | float | Decimal):
            sheet.write_number(row, index, cell, style)
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, index, cell.replace(tzinfo=None), style)
        elif isinstance(cell, date):
            sheet.write_datetime(row, index, cell, style)
        else:
            sheet.write_string(row, index, cell[:32_767], style)

    def _choice(self, choices: tuple[str, ...], strict: bool) -> dict[str, object]:
        literal = len(",".join(choices)) <= _LITERAL_LIST and not any("," in choice for choice in choices)
        return {
            "validate": "list",
            "source": list(choices) if literal else self._list(choices),
            "error_type": "stop" if strict else "information",
            "show_error": strict,
        }

    def _list(self, choices: tuple[str, ...]) -> str:
        column = column_letter(len(self.lists))
        return self.lists.setdefault(choices, f"='{_LISTS}'!${column}$1:${column}${len(choices)}")

    def close_lists(self) -> None:
        if not self.lists:
            return
        sheet = self.book.add_worksheet(_LISTS)
        for index, choices in enumerate(self.lists):
            for row, choice in enumerate(choices):
                sheet.write_string(row, index, choice)
        sheet.hide()

    def _free_name(self, wanted: str) -> str:
        """A sheet's name has at most 31 characters, some are not allowed, and no two are alike."""
        name = wanted.translate(_ILLEGAL_NAME).strip(" '")[:31] or "1"
        number = 1
        while name.lower() in self.names:
            number += 1
            tail = f" {number}"
            name = name[: 31 - len(tail)].rstrip() + tail
        self.names.add(name.lower())
        return name
