"""What a hand-typed cell means."""

from datetime import UTC, date, datetime

import pytest

from shihu.base.sheets.types import as_date, column_letter, column_number, header_row, lost_digits, text


@pytest.mark.parametrize(
    "cell",
    ["2019-08-14", "2019/8/14", "2019.8.14", "2019年8月14日", "２０１９年８月１４日", "20190814", "43691", 43691.0,
     date(2019, 8, 14), datetime(2019, 8, 14, tzinfo=UTC), " 2019-8-14 ", "2019-08-14 00:00:00", "20190814.0"[:8]],
)  # fmt: skip
def test_a_day_is_read_however_it_was_typed(cell: object) -> None:
    assert as_date(cell) == date(2019, 8, 14)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["", "2019-13-01", "2019年2月30日", "不详", "19680230", "14/8/2019", "1968年"])
def test_what_is_no_day_is_none(cell: str) -> None:
    assert as_date(cell) is None


def test_a_month_means_its_first_day() -> None:
    assert as_date("1968年3月") == date(1968, 3, 1)
    assert as_date("1968.03") == date(1968, 3, 1)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("１３８０００００００１", "13800000001"),
        ("　张　三　", "张三"),
        ("张 三", "张三"),
        ("Li  Ming", "Li Ming"),
        ("\ufeff赵\u200b二虎", "赵二虎"),
        ("ＡＢＣ（户）", "ABC(户)"),
        ("001", "001"),
        (13800000001.0, "13800000001"),
        (5.5, "5.5"),
        (True, "是"),
        ("𠮷㐂", "𠮷㐂"),
        (date(2019, 8, 14), "2019-08-14"),
    ],
)
def test_a_cell_says_what_a_reader_sees(cell: object, said: str) -> None:
    assert text(cell) == said  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [1.41130199e17, 141130199001011264, "1.4113E+17", "1.41E17"])
def test_a_number_that_lost_its_last_digits_is_known(cell: object) -> None:
    assert lost_digits(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["141130199001011264", 13800000001.0, True, "1.4E+05", "", date(2019, 1, 1)])
def test_a_number_that_is_whole_is_not_suspected(cell: object) -> None:
    assert not lost_digits(cell)  # type: ignore[arg-type]


def test_columns_have_letters_and_back() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letter(n)) == n for n in range(1000))


def test_the_heading_row_is_found_below_titles() -> None:
    rows = [["康城镇农户花名册", "", "", ""], ["填表日期：2019年", "", "", ""], ["姓名", "性别", "自然村", "电话"]]
    assert header_row([*rows, ["赵二虎", "男", "前沟", "13800000001"]]) == 2
