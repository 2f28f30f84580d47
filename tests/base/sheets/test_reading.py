"""Reading files that people really send, and files that nobody should."""

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlwt

from shihu.base.sheets.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    LockedFile,
    PackedTooTight,
    TooManyColumns,
    TooManyRows,
    UnknownEncoding,
    UnknownKind,
    UnreadableFile,
    WebPageFile,
)
from shihu.base.sheets.queries import read_workbook
from shihu.base.sheets.types import Limits, Span, Trouble

_ODS = (
    b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="S"><table:table-row%s><table:table-cell%s office:value-type="string"><text:p>x</text:p>'
    b"</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def _xlsx(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(*rows: list[object]) -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        for row in rows:
            book.active.append(row)

    return _xlsx(fill)


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _ods(row: bytes = b"", cell: bytes = b"") -> bytes:
    return _zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<m/>",
            "content.xml": _ODS % (row, cell),
        }
    )


def test_an_xlsx_gives_its_cells_as_they_are() -> None:
    book = read_workbook(
        _rows(["姓名", "户号", "生日"], ["赵二虎", "001", date(1968, 3, 12)], ["=1", None, 5]), "a.xlsx"
    )
    sheet = book.sheets[0]
    assert (book.kind, sheet.header, sheet.width) == ("xlsx", 0, 3)
    assert list(sheet.rows[1]) == ["赵二虎", "001", date(1968, 3, 12)]


def test_an_old_xls_is_read_too_whatever_its_name() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for row, cells in enumerate([("姓名", "自然村"), ("赵二虎", "前沟")]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    sheet.write_merge(2, 4, 1, 1, "上沟")
    out = io.BytesIO()
    book.save(out)
    read = read_workbook(out.getvalue(), "看起来是.xlsx")
    assert (read.kind, read.sheets[0].name) == ("xls", "花名册")
    assert read.sheets[0].merged == (Span(2, 1, 4, 1),)


def test_an_ods_is_read_too() -> None:
    assert read_workbook(_ods(), "a.ods").sheets[0].rows[0][0] == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_the_encodings_that_offices_write(encoding: str, delimiter: str) -> None:
    said = f"户编号{delimiter}姓名{delimiter}电话\r\n001{delimiter}赵二虎{delimiter}0358\r\n"
    sheet = read_workbook(said.encode(encoding), "花名册.csv").sheets[0]
    assert [list(row) for row in sheet.rows] == [["户编号", "姓名", "电话"], ["001", "赵二虎", "0358"]]
    assert sheet.name == "花名册"


def test_quoted_cells_keep_their_commas_and_short_rows_are_filled() -> None:
    sheet = read_workbook(b'a,b,c\n"x,y",2\n', "a.csv").sheets[0]
    assert [list(row) for row in sheet.rows] == [["a", "b", "c"], ["x,y", "2", ""]]


def test_merged_ranges_are_told_and_not_guessed() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"], book.active["A2"] = "户编号", "001"
        book.active.merge_cells("A2:A4")

    assert read_workbook(_xlsx(fill), "a.xlsx").sheets[0].merged == (Span(1, 0, 3, 0),)


def test_a_formula_without_a_stored_result_is_known() -> None:
    sheet = read_workbook(_rows(["a", "b"], ["x", "=1+1"]), "a.xlsx").sheets[0]
    assert sheet.troubles == {(1, 1): Trouble.UNSOLVED}


def test_a_formula_that_ended_in_an_error_is_known() -> None:
    sheet = read_workbook(_rows(["a", "b"], ["x", "#N/A"]), "a.xlsx").sheets[0]
    assert sheet.troubles == {(1, 1): Trouble.BROKEN}


def test_hidden_sheets_are_marked() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "x"
        hidden = book.create_sheet("旧")
        hidden["A1"], hidden.sheet_state = "y", "hidden"

    assert [sheet.hidden for sheet in read_workbook(_xlsx(fill), "a.xlsx").sheets] == [False, True]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"   ", b"\x00" * 40])
def test_an_empty_file_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"空\.xlsx"):
        read_workbook(content, "空.xlsx")


def test_a_workbook_without_any_cell_is_empty_too() -> None:
    with pytest.raises(EmptyFile):
        read_workbook(_rows(), "a.xlsx")


def test_a_zip_bomb_named_xlsx_is_not_unfolded() -> None:
    bomb = _zip({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"\0" * (64 << 20)})
    assert len(bomb) < 100_000
    with pytest.raises(PackedTooTight):
        read_workbook(bomb, "花名册.xlsx")


def test_a_bomb_that_lies_about_its_size_is_not_believed() -> None:
    bomb = bytearray(_zip({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"\0" * (64 << 20)}))
    size = (64 << 20).to_bytes(4, "little")
    while size in bomb:
        at = bomb.index(size)
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(PackedTooTight):
        read_workbook(bytes(bomb), "花名册.xlsx")


def test_a_zip_of_thousands_of_members_is_refused() -> None:
    with pytest.raises(PackedTooTight):
        read_workbook(_zip({f"xl/{n}": b"" for n in range(2_001)}), "a.xlsx")


def test_a_cell_far_out_is_refused_before_a_parser_reserves_all_cells_up_to_it() -> None:
    def far_down(book: openpyxl.Workbook) -> None:
        book.active["A1"], book.active["A1048576"] = "x", "y"

    def far_right(book: openpyxl.Workbook) -> None:
        book.active["A1"], book.active["XFD1"] = "x", "y"

    with pytest.raises(TooManyRows, match="1048576"):
        read_workbook(_xlsx(far_down), "a.xlsx")
    with pytest.raises(TooManyColumns, match="XFD"):
        read_workbook(_xlsx(far_right), "a.xlsx")


def test_an_ods_that_repeats_one_cell_without_end_is_refused() -> None:
    with pytest.raises(TooManyRows):
        read_workbook(_ods(row=b' table:number-rows-repeated="9000000"'), "a.ods")
    with pytest.raises(TooManyColumns):
        read_workbook(_ods(cell=b' table:number-columns-repeated="900"'), "a.ods")


def test_csv_rows_and_columns_are_limited() -> None:
    with pytest.raises(TooManyRows):
        read_workbook(b"a,b\n" * 50, "a.csv", limits=Limits(rows=40))
    with pytest.raises(TooManyColumns):
        read_workbook(b"a," * 300 + b"\nx,y\n", "a.csv")


def test_a_file_over_the_size_limit_says_both_sizes() -> None:
    with pytest.raises(FileTooLarge, match=r"2\.0 MB; at most 1 MB"):
        read_workbook(b"a,b\n" * (1 << 19), "a.csv", limits=Limits(file_bytes=1 << 20))


def test_a_locked_workbook_is_told_apart_from_a_damaged_one() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    with pytest.raises(LockedFile):
        read_workbook(head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512, "a.xlsx")
    with pytest.raises(DamagedFile):
        read_workbook(head + b"\x01" * 600, "a.xls")


@pytest.mark.parametrize("cut", [30, 200, 2_000, -40])
def test_half_a_workbook_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedFile):
        read_workbook(_rows(["姓名", "自然村"], *[["赵二虎", f"沟{n}"] for n in range(400)])[:cut], "a.xlsx")


def test_a_web_page_named_xls_says_so() -> None:
    page = "<html><meta charset=gbk><table><tr><td>姓名</td></tr></table></html>"
    with pytest.raises(WebPageFile):
        read_workbook(page.encode("gbk"), "导出.xls")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 \xe2\xe3", b"\x89PNG\r\n\x1a\n\x00\x00", b"MZ\x90\x00\x03", zlib.compress(b"x" * 99)]
)
def test_what_is_no_spreadsheet_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, "a.xlsx")
    assert isinstance(refused.value, UnknownKind | UnknownEncoding)


def test_a_zip_of_something_else_is_refused() -> None:
    with pytest.raises(UnknownKind):
        read_workbook(_zip({"word/document.xml": b"<x/>"}), "花名册.xlsx")
