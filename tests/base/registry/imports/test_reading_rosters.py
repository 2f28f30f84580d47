"""Rosters as villages write them: layouts, merged cells, encodings, hand-typed dates."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.base.registry.imports.conftest import HEAD, HEAD_ID, HEADINGS, SON, WIFE, codes, number, read, reading, xlsx

from shihu.base.registry.types.imports import Layout


def test_one_row_for_each_person_makes_households() -> None:
    found = reading(HEAD, WIFE, SON)
    (household,) = found.households
    assert (found.layout, found.faults, found.rows, found.persons) == (Layout.PERSONS, (), 3, 3)
    assert household.hamlet == "141130101202001"
    assert household.code == "141130101202001-001"
    assert household.where == "花名册!2"
    assert [(m.name, m.relation, m.sex) for m in household.members] == [
        ("赵二虎", "relation.householder", "male"),
        ("姚秀英", "relation.spouse", "female"),
        ("赵小虎", "relation.son", "male"),
    ]
    assert household.silent == {"willing", "is_party_member"}


def test_merged_household_cells_hold_for_every_row_of_the_household() -> None:
    def merge(sheet: Any) -> None:
        for column in ("A", "H", "I"):
            sheet.merge_cells(f"{column}2:{column}4")

    found = read(xlsx([HEADINGS, HEAD, WIFE, SON], merge))
    assert (len(found.households), found.faults) == (1, ())
    assert len(found.households[0].members) == 3


def test_household_columns_may_be_blank_below_the_first_row() -> None:
    wife, son = ("", *WIFE[1:7], "", ""), ("", *SON[1:7], "", "")
    other = ("002", "李海生", "户主", number(date(1959, 1, 25), 885), "男", "1959-01-25", "", "尚家沟村", "上沟")
    found = reading(HEAD, wife, son, other)
    assert [len(household.members) for household in found.households] == [3, 1]
    assert [household.hamlet[-3:] for household in found.households] == ["001", "002"]
    assert found.faults == ()


def test_without_codes_a_household_begins_at_its_householder() -> None:
    found = reading(
        HEAD[1:], WIFE[1:], SON[1:], ("李海生", "本人", "", "男", "1959.1.25", "", "", "上沟村"), headings=HEADINGS[1:]
    )
    assert [len(household.members) for household in found.households] == [3]
    assert [code for _, code in codes(found)] == ["id_missing", "hamlet_ambiguous"]


def test_one_row_for_each_household_names_its_householder_only() -> None:
    headings = ("户号", "户主", "身份证号码", "自然村", "耕地面积（亩）")
    found = reading(("7", "赵二虎", HEAD_ID, "前沟", "5.5亩"), ("8", "姚福海", "", "前沟", 3), headings=headings)
    assert found.layout is Layout.HOUSEHOLDS
    assert [[m.name for m in household.members] for household in found.households] == [["赵二虎"], ["姚福海"]]
    assert [household.land_mu for household in found.households] == [Decimal("5.50"), Decimal("3.00")]
    assert found.households[0].members[0].birth == date(1968, 3, 12)


@pytest.mark.parametrize("said", ["1968-03-12", "1968/3/12", "1968年3月12日", "19680312", "24909", 24909, "1968年3月"])
def test_dates_typed_as_text_are_read(said: object) -> None:
    row = (*HEAD[:5], said, *HEAD[6:])
    found = reading(row)
    assert found.faults == ()
    assert found.households[0].members[0].birth == date(1968, 3, 12)


def test_full_width_digits_and_gaps_are_read() -> None:
    wide = HEAD_ID.translate({ord("0") + n: ord("０") + n for n in range(10)})
    row = (
        "００１",
        "赵　二虎 ",
        "户 主",
        f" {wide} ",
        "男",
        "１９６８年３月１２日",
        "１３９ ００００ ０００１",
        "尚家沟村",
        "前沟",
    )
    found = reading(row)
    (member,) = found.households[0].members
    assert found.faults == ()
    assert (member.name, member.id_number, member.phone) == ("赵二虎", HEAD_ID, "13900000001")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-8"])
def test_csv_rosters_are_read_in_the_encodings_that_offices_write(encoding: str) -> None:
    lines = [",".join(map(str, row)) for row in (HEADINGS, HEAD, WIFE)]
    found = read("\r\n".join(lines).encode(encoding), "花名册.csv")
    assert (len(found.households), found.faults) == (1, ())


def test_titles_above_and_sums_below_are_not_people() -> None:
    rows = [["康城镇尚家沟村农户花名册"], HEADINGS, HEAD, WIFE, ["合计", "2 人"], ["填表人：韩晓峰"]]
    found = read(xlsx(rows))
    assert (found.header_row, found.rows, found.faults) == (2, 2, ())
    assert found.households[0].where == "花名册!3"


def test_headings_repeated_for_each_printed_page_are_not_people() -> None:
    found = reading(HEAD, HEADINGS, WIFE)
    assert (found.persons, found.faults) == (2, ())


def test_the_roster_is_found_among_other_sheets() -> None:
    def more(sheet: Any) -> None:
        cover = sheet.parent.create_sheet("封面", 0)
        cover["A1"] = "花名册"
        cover["A2"], cover["B2"] = "制表", "韩"

    assert read(xlsx([HEADINGS, HEAD], more)).sheet == "花名册"


def test_wishes_stand_in_several_columns_or_in_one_with_marks_between() -> None:
    headings = (*HEADINGS, "发展意愿一", "发展意愿二", "技能")
    found = reading((*HEAD, "种植香菇", "核桃、养猪", "开车/电工"), headings=headings)
    assert found.households[0].wishes == ("wish.mushroom", "wish.orchard", "wish.pigs")
    assert set(found.households[0].members[0].skills) == {"skill.driving", "skill.electric"}


def test_party_willingness_and_leading_are_read_from_yes_and_no() -> None:
    headings = (*HEADINGS, "政治面貌", "是否愿意", "能否任户长")
    found = reading((*HEAD, "中共党员", "否", "是"), (*WIFE, "群众", "", ""), headings=headings)
    (household,) = found.households
    assert household.silent == frozenset()
    assert not household.willing
    assert [(m.is_party_member, m.may_head) for m in household.members] == [(True, True), (False, None)]


@pytest.mark.parametrize(
    ("said", "year", "statuses"),
    [
        ("建档立卡贫困户", "", [("poverty.registered", date(2014, 1, 1), None)]),
        (
            "是", "2018",
            [
                ("poverty.registered", date(2014, 1, 1), date(2018, 12, 31)),
                ("poverty.exited", date(2018, 12, 31), None),
            ],
        ),
        (
            "脱贫户", "2017年",
            [
                ("poverty.registered", date(2014, 1, 1), date(2017, 12, 31)),
                ("poverty.exited", date(2017, 12, 31), None),
            ],
        ),
        ("一般农户", "", []),
        ("否", "", []),
    ],
)  # fmt: skip
def test_poverty_columns_become_a_dated_history(said: str, year: str, statuses: list[tuple[object, ...]]) -> None:
    found = reading((*HEAD, said, year), headings=(*HEADINGS, "户类型", "脱贫年度"))
    assert found.faults == ()
    assert [status[:3] for status in found.households[0].statuses] == statuses


def test_partners_are_named_by_code_or_by_householder() -> None:
    headings = (*HEADINGS, "意向搭档", "不愿同组")
    other = ("002", "姚福海", "户主", number(date(1959, 1, 25), 885), "男", "", "", "尚家沟村", "前沟", "赵二虎", "")
    third = ("003", "赵春生", "户主", number(date(1961, 1, 25), 885), "男", "", "", "尚家沟村", "前沟", "", "001、2")
    found = reading((*HEAD, "002", ""), other, third, headings=headings)
    first, second, last = found.households
    assert (first.prefers, second.prefers) == ((second.code,), (first.code,))
    assert last.refuses == (first.code,)
    assert codes(found) == [("K4", "partner_unknown")]


def test_coordinates_and_lanes_are_taken() -> None:
    headings = (*HEADINGS, "经度", "纬度", "街巷门牌")
    (household,) = reading((*HEAD, "111.2534", 36.8521, "前街 3 号"), headings=headings).households
    assert (household.lon, household.lat, household.street) == (111.2534, 36.8521, "前街 3 号")


def test_without_a_list_of_hamlets_names_are_taken_as_they_stand() -> None:
    (household,) = reading(HEAD, hamlets=None).households
    assert (household.hamlet, household.code) == ("前沟", "001")


def test_codes_that_are_the_countrys_own_stay_as_they_are() -> None:
    (household,) = reading(("1411301012020010007", *HEAD[1:])).households
    assert household.code == "1411301012020010007"


def test_a_mapping_by_hand_overrules_the_headings() -> None:
    content = xlsx([("甲", "乙", "丙", "丁"), ("001", "赵二虎", "户主", "前沟")])
    found = read(content, mapping={0: "code", 1: "name", 2: "relation", 3: "hamlet"})
    assert found.households[0].members[0].name == "赵二虎"


def test_one_hamlet_need_not_be_named() -> None:
    from tests.base.registry.imports.conftest import HAMLETS

    found = reading(HEAD[:7], headings=HEADINGS[:7], hamlets=HAMLETS[:1])
    assert (found.faults, found.households[0].hamlet) == ((), HAMLETS[0].code)
