"""Bad input: every fault has a place, a name, and a way out; nothing is guessed in silence."""

from datetime import date

import pytest
from benchmarks.roster_import import files
from tests.base.registry.imports.conftest import (
    HEAD,
    HEAD_ID,
    HEADINGS,
    SON,
    TERMS,
    TODAY,
    WIFE,
    codes,
    number,
    read,
    reading,
    xlsx,
)

from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.errors.imports import (
    ColumnsMissing,
    ColumnTwice,
    NoSheet,
    NothingBelow,
    UnknownSheet,
)
from shihu.base.registry.rules.roster.sentences import SENTENCES
from shihu.base.registry.types.imports import FileHamlet, Severity


def _with(**changes: object) -> tuple[object, ...]:
    """HEAD with some of its cells changed, by heading."""
    return tuple(changes.get(heading, cell) for heading, cell in zip(HEADINGS, HEAD, strict=True))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"姓名": ""}, ("B2", "required")),
        ({"与户主关系": ""}, ("C2", "required")),
        ({"与户主关系": "邻居"}, ("C2", "relation_unknown")),
        ({"身份证号": HEAD_ID[:-1]}, ("D2", "id_length")),
        ({"身份证号": "411130680312881"}, ("D2", "id_length")),
        ({"身份证号": HEAD_ID[:-1] + ("1" if HEAD_ID[-1] != "1" else "2")}, ("D2", "id_check")),
        ({"身份证号": float(HEAD_ID[:17] + "0")}, ("D2", "id_lost_digits")),
        ({"身份证号": "9.9E+17"}, ("D2", "id_lost_digits")),
        ({"身份证号": number(date(2019, 12, 12), 881)}, ("D2", "id_date")),
        ({"身份证号": ""}, ("D2", "id_missing")),
        ({"性别": "女"}, ("E2", "sex_differs")),
        ({"性别": "未知"}, ("E2", "sex_unknown")),
        ({"出生日期": "1968-03-13"}, ("F2", "birth_differs")),
        ({"出生日期": "一九六八年"}, ("F2", "birth_unreadable")),
        ({"联系电话": "139000"}, ("G2", "phone_bad")),
        ({"联系电话": "无手机"}, ("G2", "phone_bad")),
        ({"自然村": "前构"}, ("I2", "hamlet_unknown")),
        ({"自然村": "上沟", "行政村": ""}, ("I2", "hamlet_ambiguous")),
        ({"自然村": "", "行政村": ""}, ("I2", "hamlet_missing")),
        ({"姓名": "赵2"}, ("B2", "name_odd")),
        ({"姓名": "赵" * 41}, ("B2", "name_long")),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named_by_its_address(changes: dict[str, object], fault: tuple[str, str]) -> None:
    assert fault in codes(reading(_with(**changes)))


@pytest.mark.parametrize(
    ("heading", "said", "code"),
    [
        ("耕地面积", "五亩", "land_bad"), ("耕地面积", "-3", "land_bad"), ("耕地面积", "3300", "land_large"),
        ("发展意愿", "养蜂", "term_unknown"), ("贫富类别", "小康", "term_unknown"),
        ("健康状况", "还行", "term_unknown"),
        ("劳动能力", "半个", "term_unknown"), ("技能", "唱歌", "term_unknown"),
        ("户类型", "五星户", "class_unknown"),
        ("是否愿意", "看情况", "yes_or_no"), ("政治面貌", "积极分子", "yes_or_no"), ("能否任户长", "也许", "yes_or_no"),
        ("脱贫年度", "1999", "exit_year"), ("脱贫年度", "2020", "exit_year"), ("不愿同组", "001", "partner_self"),
        ("意向搭档", "赵某", "partner_unknown"), ("入党时间", "很早", "birth_unreadable"),
    ],
)  # fmt: skip
def test_each_wrong_word_is_named_with_its_column(heading: str, said: str, code: str) -> None:
    assert ("J2", code) in codes(reading((*HEAD, said), headings=(*HEADINGS, heading)))


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [("111.2", "", "location_half"), ("东", "36.85", "location_bad"), ("36.85", "111.25", "location_swapped"),
     ("116.4", "39.9", "location_outside")],
)  # fmt: skip
def test_a_wrong_location_is_left_out_and_said(lon: str, lat: str, code: str) -> None:
    found = reading((*HEAD, lon, lat), headings=(*HEADINGS, "经度", "纬度"))
    assert [fault.code for fault in found.faults] == [code]
    assert (found.households[0].lon, found.stops) == (None, False)


def test_the_same_id_number_twice_points_at_the_other_row() -> None:
    found = reading(HEAD, ("001", "赵大虎", "子", HEAD_ID, "男", "", "", "", ""))
    (fault,) = [fault for fault in found.faults if fault.code == "id_twice"]
    assert (fault.cell, fault.values) == ("D3", {"other": "2", "name": "赵二虎"})


def test_two_householders_and_none_are_both_refused() -> None:
    two = reading(HEAD, (*WIFE[:2], "户主", *WIFE[3:]))
    none = reading((*HEAD[:2], "其他", *HEAD[3:]), WIFE)
    assert codes(two) == [("C3", "two_householders")]
    assert codes(none) == [("C2", "no_householder")]
    assert two.households == none.households == ()


def test_an_unknown_hamlet_comes_with_the_nearest_names() -> None:
    (fault,) = reading(_with(自然村="前勾")).faults
    assert "前沟" in fault.values["near"] or "前洼" in fault.values["near"]


def test_an_unknown_word_comes_with_what_may_be_meant() -> None:
    (fault,) = reading((*HEAD, "食用君"), headings=(*HEADINGS, "发展意愿")).faults
    assert "食用菌" in fault.values["near"]


def test_an_exit_without_registration_is_a_contradiction() -> None:
    found = reading((*HEAD, "一般农户", "2018"), headings=(*HEADINGS, "户类型", "脱贫年度"))
    assert codes(found) == [("K2", "exit_unregistered")]


def test_a_demonstration_number_is_not_taken_in_real_use() -> None:
    assert codes(reading(HEAD, allow_reserved=False)) == [("D2", "id_reserved")]
    assert codes(reading(HEAD, allow_reserved=True)) == []


def test_formulas_without_result_are_named() -> None:
    assert ("G2", "unsolved") in codes(reading(_with(联系电话="=A1&A2")))


def test_rows_of_one_household_that_disagree_are_shown() -> None:
    found = reading(HEAD, (*WIFE[:8], "上沟"))
    (fault,) = found.faults
    assert (fault.cell, fault.code, fault.severity) == ("I3", "differs_in_household", Severity.DOUBT)


def test_a_household_list_with_one_code_twice_is_refused() -> None:
    headings = ("户号", "户主", "自然村")
    found = reading(("7", "赵二虎", "前沟"), ("7", "姚福海", "前沟"), headings=headings)
    assert ("A3", "code_twice") in codes(found)


def test_doubts_do_not_stop_a_load_and_faults_do() -> None:
    assert not reading(_with(联系电话="12")).stops
    assert reading(_with(自然村="前勾")).stops


def test_an_empty_cell_is_no_fault_where_nothing_is_required() -> None:
    assert reading(_with(联系电话="", 出生日期="", 性别="")).faults == ()


def test_a_wrong_sheet_is_refused_and_says_what_to_look_for() -> None:
    with pytest.raises(NoSheet, match="template"):
        read(xlsx([("月份", "收入"), ("一月", 100)]))
    with pytest.raises(UnknownSheet, match="第二页"):
        read(xlsx([HEADINGS, HEAD]), sheet="第二页")


def test_missing_columns_are_named() -> None:
    with pytest.raises(ColumnsMissing, match="Hamlet"):
        reading(HEAD[:4], headings=HEADINGS[:4])


def test_one_field_cannot_come_from_two_columns() -> None:
    with pytest.raises(ColumnTwice, match="A and B"):
        read(xlsx([("a", "b", "c"), ("x", "y", "z")]), mapping={0: "name", 1: "name", 2: "hamlet"})


def test_headings_without_rows_are_refused() -> None:
    with pytest.raises(NothingBelow):
        reading()


def test_every_fault_has_words_that_its_values_fill() -> None:
    rows = [
        _with(身份证号="1", 自然村="前勾", 性别="?"),
        ("001", "赵大虎", "户主", HEAD_ID, "女", "1999-01-01", "1", "", "上沟"),
        SON,
        ("002", "李海生", "邻居", HEAD_ID, "", "2030-01-01", "", "", ""),
    ]
    found = reading(*rows)
    assert len({fault.code for fault in found.faults}) > 8
    for fault in found.faults:
        sentence = SENTENCES[fault.code]
        assert sentence.wrong % fault.values
        assert sentence.remedy % fault.values


def test_a_hundred_thousand_rows_are_read_whole() -> None:
    lines = [",".join(map(str, row)) for row in (files.HEADINGS, *files.rows(100_000))]
    content = "\n".join(lines).encode()
    hamlets = [
        FileHamlet(f"141130101{200 + v}{h + 1:03d}", files.hamlet_name(v, h))
        for v in range(files.VILLAGES)
        for h in range(files.HAMLETS)
    ]
    found = read_roster(content, "大表.csv", hamlets, TERMS, TODAY, True)
    assert (found.persons, found.faults) == (100_000, ())
