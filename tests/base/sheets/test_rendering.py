"""Workbooks that we write: cared for, and harmless."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from shihu.base.sheets.queries import read_workbook, render_csv, render_workbook
from shihu.base.sheets.types import Mark, SheetColumn, SheetTable

DANGEROUS = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "{=1}", "http://example.com"]


@pytest.mark.parametrize("said", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(said: str) -> None:
    made = render_workbook([SheetTable("名册", [SheetColumn("姓名")], [[said]])])
    cell = openpyxl.load_workbook(io.BytesIO(made)).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (said, "s", None)
    xml = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml


@pytest.mark.parametrize("said", ["=1+1", "+86", "-1", "@x", "\t=1", "\r=1"])
def test_no_text_of_a_csv_begins_like_a_formula(said: str) -> None:
    made = render_csv(SheetTable("名册", [SheetColumn("姓名"), SheetColumn("亩", "number")], [[said, -5]]))
    assert made.startswith(b"\xef\xbb\xbf")
    line = made.decode("utf-8-sig").partition("\r\n")[2]
    assert re.match(r"\"?'", line)
    assert line.rstrip().endswith(",-5")


def test_what_was_written_is_read_back_the_same() -> None:
    columns = [SheetColumn("户编号"), SheetColumn("生日", "date"), SheetColumn("亩", "number")]
    made = render_workbook([SheetTable("名册", columns, [["001", date(1968, 3, 12), 5.5]], title="康城镇")])
    sheet = read_workbook(made, "a.xlsx").sheets[0]
    assert sheet.header == 1
    assert list(sheet.rows[2]) == ["001", date(1968, 3, 12), 5.5]


def test_lists_to_choose_from_are_offered_short_ones_in_the_cell_long_ones_from_a_hidden_sheet() -> None:
    many = tuple(f"尚家沟第{n}自然村" for n in range(80))
    table = SheetTable(
        "名册", [SheetColumn("性别", choices=("男", "女")), SheetColumn("自然村", choices=many)], spare_rows=9
    )
    book = openpyxl.load_workbook(io.BytesIO(render_workbook([table])))
    rules = book["名册"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ['"男,女"', "'选项'!$A$1:$A$80"]
    assert [str(rule.sqref) for rule in rules] == ["A2:A11", "B2:B11"]
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A80"].value == many[-1]


def test_headings_stay_in_sight_and_filter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_workbook([SheetTable("名册", [SheetColumn("姓名")], [["赵"]])])))
    assert book["名册"].freeze_panes == "A2"
    assert book["名册"].auto_filter.ref == "A1:A2"


def test_marked_cells_are_coloured_and_carry_their_note() -> None:
    table = SheetTable(
        "名册", [SheetColumn("姓名")], [["赵"], ["李"]], marks={(1, 0): Mark.FAULT}, notes={(1, 0): "重复"}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook([table])))["名册"]
    assert sheet["A3"].comment is not None
    assert "重复" in sheet["A3"].comment.text
    assert sheet["A3"].fill.fgColor.rgb != sheet["A2"].fill.fgColor.rgb


def test_sheet_names_that_a_workbook_cannot_have_are_made_fit() -> None:
    tables = [SheetTable(name, [SheetColumn("a")]) for name in ("甲/乙", "甲/乙", "长" * 40, "", "选项")]
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(tables)))
    assert len(book.sheetnames) == 5
    assert all(0 < len(name) <= 31 and "/" not in name for name in book.sheetnames)
