"""How names are read, who can lead, what relations follow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.base.registry.rules.people import (
    Candidate,
    age,
    can_lead,
    id_index,
    id_tail_index,
    masked_phone,
    person_can_lead,
    plain_phone,
    reading,
    typed,
)
from shihu.base.registry.rules.relations import relation_after, relation_by_marriage

ON = date(2019, 8, 15)


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("解德辉", "xiedehui", "xdh"),
        ("任爱莲", "renailian", "ral"),
        ("曾国", "zengguo", "zg"),
        ("仇英", "qiuying", "qy"),
        ("区大相", "oudaxiang", "odx"),
        ("查良镛", "zhaliangyong", "zly"),
        ("华佗", "huatuo", "ht"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("吕布", "lvbu", "lb"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, pinyin: str, initials: str) -> None:
    read = reading(name)
    assert (read.pinyin, read.initials) == (pinyin, initials)


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_fits_its_column(text: str) -> None:
    read = reading(text)
    assert len(read.pinyin) <= 80
    assert len(read.initials) <= 20
    assert typed(read.pinyin) == typed(typed(read.pinyin))


@pytest.mark.parametrize("given_text", ["lü bu", "LvBu", "lv bu ", "lǜbu"[:1] + "vbu"])
def test_pinyin_may_be_typed_as_people_type_it(given_text: str) -> None:
    assert typed(given_text) == "lvbu"


def years_old(years: int) -> date:
    return date(ON.year - years, ON.month, ON.day)


@pytest.mark.parametrize(
    ("person", "wealth", "leads"),
    [
        (Candidate(years_old(40), "labour.full", True), None, True),
        (Candidate(years_old(40), "labour.full", False), "wealth.well_off", True),
        (Candidate(years_old(40), "labour.skilled", False), "wealth.poor", True),
        (Candidate(years_old(40), "labour.full", False), "wealth.ordinary", False),
        (Candidate(years_old(18), "labour.full", True), None, True),
        (Candidate(date(2001, 8, 16), "labour.full", True), None, False),  # 18 tomorrow
        (Candidate(years_old(70), "labour.full", True), None, True),
        (Candidate(years_old(71), "labour.full", True), None, False),
        (Candidate(years_old(40), "labour.weak", True), "wealth.well_off", False),
        (Candidate(years_old(60), None, True), None, True),
        (Candidate(years_old(61), None, True), None, False),
        (Candidate(None, "labour.full", True), "wealth.well_off", False),
        (Candidate(None, None, False, may_head=True), None, True),
        (Candidate(years_old(40), "labour.full", True, may_head=False), "wealth.well_off", False),
    ],
)
def test_who_can_lead(person: Candidate, wealth: str | None, leads: bool) -> None:
    assert person_can_lead(person, wealth=wealth, on=ON) is leads


def test_a_household_can_lead_when_one_member_can() -> None:
    old, able = Candidate(years_old(80), "labour.none", True), Candidate(years_old(30), "labour.full", True)
    assert can_lead([old, able], wealth=None, on=ON)
    assert not can_lead([old], wealth=None, on=ON)
    assert not can_lead([], wealth="wealth.well_off", on=ON)


def test_somebody_born_on_a_leap_day_comes_of_age_on_the_first_of_march() -> None:
    assert age(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert age(date(2000, 2, 29), date(2018, 3, 1)) == 18


def test_the_two_indexes_of_a_number_never_compare() -> None:
    assert id_index("1234", master="k") != id_tail_index("1234", master="k")
    assert id_tail_index("123x", master="k") == id_tail_index("123X", master="k")
    assert id_tail_index("1234", master="k") != id_tail_index("1234", master="other")


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [("138 0013 8000", "13800138000"), ("＋86-13800138000", "+8613800138000"), ("(0358) 5422222", "03585422222")],
)
def test_phones_are_kept_as_digits(given_text: str, kept: str) -> None:
    assert plain_phone(given_text) == kept


def test_a_masked_phone_shows_no_middle() -> None:
    assert masked_phone("13800138000") == "138****8000"
    assert masked_phone("12345") == "*****"


@pytest.mark.parametrize(
    ("relation", "successor_was", "sex", "now"),
    [
        ("householder", "spouse", "male", "spouse"),
        ("son", "spouse", "male", "son"),
        ("mother", "spouse", "female", "parent_in_law"),
        ("parent_in_law", "spouse", "female", "mother"),
        ("householder", "son", "female", "mother"),
        ("spouse", "son", "female", "mother"),
        ("daughter", "son", "female", "sibling"),
        ("father", "son", "male", "grandparent"),
        ("grandson", "son", "male", "other"),  # his own or his brother's: not certain
        ("householder", "father", "female", "daughter"),
        ("mother", "father", "female", "spouse"),
        ("householder", "daughter_in_law", "male", "parent_in_law"),
        ("householder", "sibling", "male", "sibling"),
        ("householder", "other", "male", "other"),
    ],
)
def test_relations_follow_a_new_householder(relation: str, successor_was: str, sex: str, now: str) -> None:
    found = relation_after(f"relation.{relation}", successor_was=f"relation.{successor_was}", sex=sex)
    assert found == f"relation.{now}"


def test_who_marries_in_is_named_after_their_spouse() -> None:
    assert relation_by_marriage("relation.householder", sex="male") == "relation.spouse"
    assert relation_by_marriage("relation.son", sex="female") == "relation.daughter_in_law"
    assert relation_by_marriage("relation.daughter", sex="male") == "relation.son_in_law"
    assert relation_by_marriage("relation.sibling", sex="male") == "relation.other"
