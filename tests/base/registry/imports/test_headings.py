"""Which column is which."""

import pytest

from shihu.base.registry.rules.headings import FIELDS, find_header, match, plain


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("户编号", "code"), ("家庭编号*", "code"), ("户主姓名", "householder"), ("姓名", "name"),
        ("成员姓名", "name"), ("与户主关系", "relation"), ("与户主 关系", "relation"), ("身份证号码", "id_number"),
        ("公民身份号码", "id_number"), ("证件号码（18位）", "id_number"), ("性别", "sex"), ("出生年月", "birth"),
        ("联系电话", "phone"), ("手机号", "phone"), ("自然村", "hamlet"), ("村民小组", "hamlet"),
        ("行政村", "village"), ("门牌", "street"), ("经度", "lon"), ("纬度", "lat"), ("耕地面积(亩)", "land"),
        ("承包耕地面积（亩）", "land"), ("户类型", "poverty"), ("是否建档立卡", "poverty"), ("脱贫年度", "exited"),
        ("贫富类别", "wealth"), ("政治面貌", "party"), ("是否党员", "party"), ("劳动能力", "labour"),
        ("健康状况", "health"), ("技能特长", "skill"), ("发展意愿", "wish"), ("是否愿意加入", "willing"),
        ("意向搭档", "prefers"), ("不愿同组", "refuses"), ("能否任户长", "may_head"),
    ],
)  # fmt: skip
def test_headings_are_known_by_the_names_that_offices_give_them(heading: str, field: str) -> None:
    assert [column.field for column in match([heading])] == [field]


@pytest.mark.parametrize("heading", ["序号", "备注", "民族", "年龄", "家庭人口", "低保金额", "", "文化程度", "问题"])
def test_columns_of_which_nothing_is_taken_stay_unused(heading: str) -> None:
    assert [column.field for column in match([heading])] == [""]


def test_each_field_is_taken_once_by_the_heading_that_fits_best() -> None:
    found = match(["户主身份证号", "身份证号", "户主姓名", "姓名"])
    assert [column.field for column in found] == ["", "id_number", "householder", "name"]
    assert all(column.score == 1 for column in found if column.field)


def test_several_columns_may_hold_wishes() -> None:
    found = match(["发展意愿一", "发展意愿二", "发展意愿三"])
    assert [column.field for column in found] == ["wish"] * 3


def test_a_heading_alone_in_a_household_list_is_its_householder() -> None:
    assert [column.field for column in match(["户号", "户主", "身份证号", "自然村"])] == [
        "code", "householder", "id_number", "hamlet",
    ]  # fmt: skip


def test_title_rows_above_the_headings_are_passed_over() -> None:
    rows = [
        ["康城镇尚家沟村农户花名册", "", ""],
        ["单位：亩、人", "", "2019年8月"],
        ["姓名", "自然村", "联系电话"],
        ["赵", "前沟", ""],
    ]
    assert find_header(rows)[0] == 2


def test_marks_and_brackets_do_not_count() -> None:
    assert plain("＊耕地 面积（亩）：") == "耕地面积"


def test_no_two_fields_share_a_heading() -> None:
    words = [word for field in FIELDS.values() for word in field.synonyms]
    assert len(words) == len(set(words))
