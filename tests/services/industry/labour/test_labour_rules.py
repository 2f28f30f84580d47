"""The arithmetic of wages, the floor of the law, and when wages are late: without a database."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.industry.errors import BadCount, BadHours, BadRate, BelowFloor, RateNotAgreed
from shihu.services.industry.rules import labour as rules
from shihu.services.industry.types import FloorRow, NewRate, RateKind

PRICES = st.integers(1, 500_000)
MINUTES = st.integers(1, 1440)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
FLOOR = FloorRow("14", date(2017, 10, 1), 920, 1740, "晋政办发〔2017〕120号", "韩")
TODAY = date(2019, 8, 15)


def wage(kind: RateKind, price: int, minutes: int = 0, pieces: int = 0, day: int = 480) -> int:
    return rules.wage(kind, price, minutes=minutes, pieces=pieces, day_minutes=day)


@pytest.mark.parametrize(
    ("kind", "price", "minutes", "pieces", "fen"),
    [
        (RateKind.DAY, 10_000, 480, 0, 10_000),
        (RateKind.DAY, 10_000, 240, 0, 5_000),
        (RateKind.DAY, 10_000, 450, 0, 9_375),
        (RateKind.DAY, 10_000, 1, 0, 21),  # 20.83 fen
        (RateKind.HOUR, 1_850, 90, 0, 2_775),
        (RateKind.HOUR, 1_001, 30, 0, 501),  # 500.5 goes up
        (RateKind.PIECE, 60, 0, 42, 2_520),
        (RateKind.SHARE, 0, 480, 0, 0),
    ],
)
def test_a_wage_is_price_by_work_rounded_once(kind: RateKind, price: int, minutes: int, pieces: int, fen: int) -> None:
    assert wage(kind, price, minutes, pieces) == fen


@given(price=PRICES, minutes=MINUTES, day=st.integers(60, 1440))
def test_a_wage_is_never_half_a_fen_or_more_from_the_exact_one(price: int, minutes: int, day: int) -> None:
    by_day = Fraction(price * minutes, day)
    by_hour = Fraction(price * minutes, 60)
    assert abs(wage(RateKind.DAY, price, minutes, day=day) - by_day) <= Fraction(1, 2)
    assert abs(wage(RateKind.HOUR, price, minutes) - by_hour) <= Fraction(1, 2)


@given(price=PRICES, days=st.integers(1, 3), day=st.sampled_from((360, 420, 480)))
def test_whole_days_are_paid_exactly(price: int, days: int, day: int) -> None:
    assert wage(RateKind.DAY, price, days * day, day=day) == days * price


@given(price=PRICES, minutes=st.integers(1, 1439))
def test_more_work_never_earns_less(price: int, minutes: int) -> None:
    for kind in (RateKind.DAY, RateKind.HOUR):
        assert wage(kind, price, minutes) <= wage(kind, price, minutes + 1)


@given(hours=st.decimals(Decimal("0.25"), Decimal(24), places=2))
def test_hours_become_whole_minutes_or_are_refused(hours: Decimal) -> None:
    exact = Fraction(hours) * 60
    if exact.denominator == 1:
        assert rules.minutes_of(hours) == exact
    else:
        with pytest.raises(BadHours):
            rules.minutes_of(hours)


@pytest.mark.parametrize("hours", ["0", "-1", "24.25", "NaN", "Infinity", "7.51"])
def test_hours_that_cannot_be_are_refused(hours: str) -> None:
    with pytest.raises(BadHours):
        rules.minutes_of(Decimal(hours))


@pytest.mark.parametrize("pieces", [0, -1, 100_001])
def test_pieces_that_cannot_be_are_refused(pieces: int) -> None:
    with pytest.raises(BadCount):
        rules.checked_work(RateKind.PIECE, "李", 480, pieces)


def test_piece_work_may_leave_the_hours_out_and_time_may_not() -> None:
    rules.checked_work(RateKind.PIECE, "李", 0, 5)
    with pytest.raises(BadHours):
        rules.checked_work(RateKind.DAY, "李", 0, 0)
    with pytest.raises(BadHours):
        rules.checked_work(RateKind.HOUR, "李", 1441, 0)


def rate(kind: RateKind, price: int, **more: object) -> NewRate:
    given_ = {"since": TODAY, "agreed_on": TODAY, "paper": "议价1"} | more
    return NewRate(kind, "采摘", price, **given_)  # type: ignore[arg-type]  # what each case wants otherwise


@pytest.mark.parametrize(
    ("kind", "price", "error"),
    [
        (RateKind.DAY, 7_360, None),  # 9.20 an hour
        (RateKind.DAY, 7_355, BelowFloor),
        (RateKind.HOUR, 1_740, None),
        (RateKind.HOUR, 1_739, BelowFloor),
        (RateKind.PIECE, 1, None),
        (RateKind.SHARE, 0, None),
        (RateKind.SHARE, 1, BadRate),
        (RateKind.DAY, 0, BadRate),
        (RateKind.PIECE, -1, BadRate),
    ],
)
def test_a_rate_is_held_against_the_floor_of_its_kind(
    kind: RateKind, price: int, error: type[Exception] | None
) -> None:
    if error is None:
        rules.checked_rate(rate(kind, price), FLOOR, today=TODAY)
    else:
        with pytest.raises(error):
            rules.checked_rate(rate(kind, price), FLOOR, today=TODAY)


def test_a_longer_day_needs_a_higher_price_and_without_a_floor_any_price_will_do() -> None:
    with pytest.raises(BelowFloor):
        rules.checked_rate(rate(RateKind.DAY, 8_000, day_minutes=600), FLOOR, today=TODAY)
    rules.checked_rate(rate(RateKind.DAY, 8_000, day_minutes=600), None, today=TODAY)
    with pytest.raises(BadRate):
        rules.checked_rate(rate(RateKind.DAY, 8_000, day_minutes=0), None, today=TODAY)


@pytest.mark.parametrize("days", [(-1, 0), (0, 1)])
def test_a_rate_is_agreed_before_it_is_used(days: tuple[int, int]) -> None:
    since, agreed = (TODAY + timedelta(days=one) for one in days)
    with pytest.raises(RateNotAgreed):
        rules.checked_rate(rate(RateKind.DAY, 10_000, since=since, agreed_on=agreed), None, today=TODAY)


@given(day=DAYS)
def test_wages_are_late_after_the_same_day_of_the_next_month(day: date) -> None:
    due = rules.due_by(day)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == 1
    assert due.day == min(day.day, monthrange(due.year, due.month)[1])
    assert not rules.is_late(day, due)
    assert rules.is_late(day, due + timedelta(days=1))
    assert rules.is_soon_late(day, due)
    assert not rules.is_soon_late(day, due - timedelta(days=7))
    assert not rules.is_soon_late(day, due + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "due"), [((2019, 1, 31), (2019, 2, 28)), ((2019, 12, 5), (2020, 1, 5)), ((2020, 1, 30), (2020, 2, 29))]
)
def test_a_month_that_is_shorter_ends_it_on_its_last_day(day: tuple[int, int, int], due: tuple[int, int, int]) -> None:
    assert rules.due_by(date(*day)) == date(*due)


def test_nothing_unpaid_is_never_late_and_no_days_have_no_spread() -> None:
    assert not rules.is_late(None, TODAY)
    assert not rules.is_soon_late(None, TODAY)
    assert rules.spread([]) == (0, 0)
    assert rules.spread([44, 40, 50]) == (40, 50)
