"""The law of the points ledger and the other rules, on plain values."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.linkages.points.conftest import RULES

from shihu.services.linkages.errors import points as errors
from shihu.services.linkages.rules.points import books, ledger, samples
from shihu.services.linkages.types.points import BookSettings, LedgerLine, PointKind, Vote

DAY = date(2019, 8, 15)


@st.composite
def accounts(draw: st.DrawFn) -> list[LedgerLine]:
    """An account as the commands could have written it: nothing is spent that is not there."""
    lines: list[LedgerLine] = []
    for number in range(1, draw(st.integers(0, 25)) + 1):
        held = sum(line.points for line in lines)
        kinds = [PointKind.AWARD, PointKind.DEDUCTION]
        kinds += [PointKind.REDEMPTION, PointKind.EXPIRY] if held > 0 else []
        taken = {line.reverses for line in lines}
        open_ = [line for line in lines if line.kind is not PointKind.REVERSAL and line.number not in taken]
        kinds += [PointKind.REVERSAL] if open_ else []
        kind = draw(st.sampled_from(kinds))
        if kind is PointKind.REVERSAL:
            back = draw(st.sampled_from(open_))
            lines.append(LedgerLine(number, -back.points, kind, None, back.number))
        elif kind is PointKind.AWARD:
            lapse = draw(st.sampled_from([None, DAY, DAY + timedelta(days=31), DAY + timedelta(days=62)]))
            lines.append(LedgerLine(number, draw(st.integers(1, 50)), kind, lapse))
        elif kind is PointKind.DEDUCTION:
            lines.append(LedgerLine(number, -draw(st.integers(1, 20)), kind))
        else:
            lines.append(LedgerLine(number, -draw(st.integers(1, held)), kind))
    return lines


@given(accounts())
def test_no_point_is_made_or_lost(lines: list[LedgerLine]) -> None:
    told = ledger.flow(lines)
    assert told.left == ledger.balance(lines)
    assert min(told.earned, told.lost, told.spent, told.lapsed) >= 0


@given(accounts())
def test_what_is_left_of_the_awards_is_the_balance(lines: list[LedgerLine]) -> None:
    left = ledger.lots(lines)
    assert sum(lot.points for lot in left) == max(0, ledger.balance(lines))
    assert all(lot.points > 0 for lot in left)


@given(accounts())
def test_what_lapses_never_exceeds_what_is_there_and_grows_with_time(lines: list[LedgerLine]) -> None:
    left = ledger.lots(lines)
    sums = [sum(ledger.lapsing(left, by=DAY + timedelta(days=n)).values()) for n in (-1, 0, 31, 62)]
    assert sums == sorted(sums)
    assert sums[-1] <= max(0, ledger.balance(lines))


def test_what_was_spent_comes_from_the_points_that_lapse_first() -> None:
    lines = [
        LedgerLine(1, 10, PointKind.AWARD, DAY + timedelta(days=60)),
        LedgerLine(2, 10, PointKind.AWARD, DAY + timedelta(days=30)),
        LedgerLine(3, -15, PointKind.REDEMPTION),
    ]
    assert [(lot.number, lot.points) for lot in ledger.lots(lines)] == [(1, 5)]


@pytest.mark.parametrize(
    ("day", "after", "lapse"),
    [
        (date(2019, 8, 15), 12, date(2020, 8, 31)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 12, 1), 12, date(2020, 12, 31)),
        (date(2019, 8, 15), 4, date(2019, 12, 31)),
        (date(2019, 8, 15), 0, None),
    ],
)
def test_points_lapse_at_the_end_of_a_month(day: date, after: int, lapse: date | None) -> None:
    assert ledger.expires_on(day, after) == lapse


@given(st.sets(st.uuids(), max_size=40), st.integers(0, 40), st.integers(0, 10**9))
def test_a_draw_is_the_same_for_everybody_whatever_the_order(claims: set[UUID], many: int, number: int) -> None:
    seed = samples.seed(DAY, "141130101202", str(number))
    drawn = samples.drawn(seed, sorted(claims), many=many)
    assert drawn == samples.drawn(seed, sorted(claims, reverse=True), many=many)
    assert len(drawn) == min(many, len(claims))
    assert set(drawn) <= claims


def test_the_seed_is_reckoned_as_the_page_says() -> None:
    seed = samples.seed(date(2019, 7, 1), "141130101202", "38291")
    assert seed == "2019-07 141130101202 38291"
    assert samples.digest(seed) == sha256(b"2019-07 141130101202 38291").hexdigest()
    claim = UUID(int=7)
    assert samples.mark(seed, claim) == sha256(f"{samples.digest(seed)} {claim}".encode()).hexdigest()


@pytest.mark.parametrize(("count", "size"), [(0, 0), (2, 2), (3, 3), (25, 3), (31, 4), (100, 10)])
def test_a_sample_is_the_share_rounded_up_and_never_fewer_than_the_least(count: int, size: int) -> None:
    assert samples.size(count, share=10, least=3) == size


@given(st.lists(st.integers(-50, 500), max_size=30))
def test_equal_points_share_a_place_and_the_next_place_is_left_out(values: list[int]) -> None:
    ranks = samples.ranks(values)
    for value, rank in zip(values, ranks, strict=True):
        assert rank == 1 + sum(other > value for other in values)
        assert [r for v, r in zip(values, ranks, strict=True) if v == value] == [rank] * values.count(value)


@pytest.mark.parametrize(
    ("total", "homes", "hundredths"),
    [(125, 10, 1250), (100, 3, 3333), (200, 3, 6667), (1, 8, 13), (-1, 8, -13), (5, 0, 0)],
)
def test_an_average_is_rounded_once_to_hundredths(total: int, homes: int, hundredths: int) -> None:
    assert samples.average(total, homes) == hundredths


@pytest.mark.parametrize(
    ("change", "needs"),
    [
        ({"words": " "}, books.WORDS_MISSING),
        ({"per": ""}, books.WORDS_MISSING),
        ({"points": 501}, books.POINTS_WRONG),
        ({"points": -3}, books.CLAUSE_MISSING),
        ({"limit": 32}, books.LIMIT_WRONG),
        ({"proof": ""}, books.PROOF_MISSING),
    ],
)
def test_an_item_that_is_not_whole_is_named_by_its_number(change: dict[str, object], needs: str) -> None:
    with pytest.raises(errors.BadItem) as told:
        books.checked_items([RULES[0], replace(RULES[1], **change)], version=2)  # type: ignore[arg-type]
    assert (told.value.values["number"], told.value.values["need"], told.value.where) == (2, needs, "item 2")


def test_items_keep_their_codes_and_new_ones_get_one_no_version_has_used() -> None:
    fresh = replace(RULES[0], code="", words="新增")
    kept = books.checked_items([*RULES, fresh], version=3)
    assert [item.code for item in kept] == [*(item.code for item in RULES), "v3.1"]
    with pytest.raises(errors.NoItems):
        books.checked_items([replace(RULES[0], words="", points=0)], version=1)


def test_a_deduction_is_never_claimed() -> None:
    (kept,) = books.checked_items([replace(RULES[4], may_claim=True)], version=1)
    assert not kept.may_claim


@pytest.mark.parametrize(
    ("vote", "valid_from", "refused"),
    [
        (Vote(DAY, "纪要", 40, 20), DAY, errors.NotCarried),
        (Vote(DAY, "", 40, 30), DAY, errors.BadVote),
        (Vote(DAY + timedelta(days=1), "纪要", 40, 30), DAY + timedelta(days=2), errors.BadVote),
        (Vote(DAY, "纪要", 10, 11), DAY, errors.BadVote),
        (Vote(DAY, "纪要", 40, 30), DAY - timedelta(days=1), errors.BadBeginning),
        (Vote(date(2019, 1, 1), "纪要", 40, 30), date(2019, 3, 1), errors.BadBeginning),
    ],
)
def test_a_vote_that_did_not_carry_or_rewrites_the_past_is_refused(
    vote: Vote, valid_from: date, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        books.check_vote(vote, valid_from=valid_from, today=DAY, before=date(2019, 3, 1))


def test_what_changed_between_two_versions_is_told_item_by_item() -> None:
    new = (replace(RULES[0], points=6), RULES[1], replace(RULES[2], code="new"))
    told = [(change.kind, (change.new or change.old).code) for change in books.changes(RULES[:3], new)]  # type: ignore[union-attr]
    assert told == [("changed", "yard"), ("same", "labour"), ("added", "new"), ("removed", "model")]


@pytest.mark.parametrize("name", ["现金100元", "村集体股份", "Cash voucher", "年底分红"])
def test_money_by_another_name_is_no_prize(name: str) -> None:
    with pytest.raises(errors.MoneyIsNoPrize):
        books.check_prize(name, "份", 10)


@pytest.mark.parametrize("name", ["洗衣液", "毛巾", "理发一次", "Shared umbrella", "Cashew nuts"])
def test_goods_and_services_are_prizes(name: str) -> None:
    books.check_prize(name, "份", 10)


@pytest.mark.parametrize(("field", "value"), [("appeal_days", 2), ("sample_share", 0), ("expires_after", 61)])
def test_settings_outside_their_limits_are_named(field: str, value: int) -> None:
    with pytest.raises(errors.BadSetting) as told:
        books.check_settings(replace(BookSettings(), **{field: value}))  # type: ignore[arg-type]
    assert told.value.where == field
