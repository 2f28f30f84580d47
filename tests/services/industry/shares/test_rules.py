"""Laws of shares, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.industry import errors
from shihu.services.industry.rules import certificates, valuations
from shihu.services.industry.rules.shares import holdings, leaving
from shihu.services.industry.types import Basis, Part, Threshold

pars = st.integers(1, 100).map(lambda yuan: yuan * 100)
values = st.integers(0, 10**9)


@given(st.lists(values, max_size=12), pars)
def test_shares_and_rest_are_to_the_fen_what_came_in_whatever_the_order(given: list[int], par: int) -> None:
    part = Part()
    for value in given:
        added = holdings.credited(part, value, par)
        part = Part(part.shares + added.shares, part.rest + added.rest)
    assert part.shares * par + part.rest == sum(given)
    assert 0 <= part.rest < par
    assert holdings.credited(Part(), sum(given), par) == part


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_transfer_conserves_shares_or_is_refused(held: int, asked: int) -> None:
    giver = Part(held, 17)
    if asked > held:
        with pytest.raises(errors.SharesShort):
            holdings.moved(giver, asked)
        return
    lost, gained = holdings.moved(giver, asked)
    assert lost.shares + gained.shares == 0
    assert lost.rest == gained.rest == 0
    assert giver.shares + lost.shares >= 0


@given(st.integers(0, 5_000), st.integers(0, 9_999), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_heirs_get_the_whole_value_and_the_whole_land(count: int, rest: int, weights: list[int]) -> None:
    shared = holdings.inherited(Part(count, rest), Decimal("7.31"), weights, 10_000)
    assert sum(value for value, _ in shared) == count * 10_000 + rest
    assert sum(land for _, land in shared) == Decimal("7.31")


def test_a_rest_waits_until_it_makes_a_share() -> None:
    # 13 shares of 100 yuan and 45.50; 1,260.00 more make 1,305.50: 13 shares, and 5.50 stay.
    assert holdings.credited(Part(13, 4_550), 126_000, 10_000) == Part(13, -4_000)


def test_more_than_is_held_cannot_be_taken_away() -> None:
    with pytest.raises(errors.SharesShort):
        holdings.credited(Part(1, 0), -10_001, 10_000)


def test_land_is_valued_by_mu_and_year_and_rounded_once() -> None:
    term = holdings.years(date(2019, 4, 1), date(2024, 4, 1))
    assert holdings.value_of(Basis.MU_YEAR, 51_000, Decimal("3.35"), term) == 854_250
    assert holdings.value_of(Basis.DAY, 12_000, Decimal("0.5")) == 6_000


@pytest.mark.parametrize("until", [date(2019, 4, 1), date(2018, 4, 1), date(2024, 4, 2), date(2024, 3, 31)])
def test_a_term_is_of_whole_years(until: date) -> None:
    with pytest.raises(errors.BadTerm):
        holdings.years(date(2019, 4, 1), until)


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "Infinity"])
def test_nothing_is_contributed_by_nothing(quantity: str) -> None:
    with pytest.raises(errors.BadQuantity):
        holdings.value_of(Basis.DAY, 100, Decimal(quantity))


@pytest.mark.parametrize(("par", "is_good"), [(100, True), (10_000, True), (99, False), (10_050, False), (0, False)])
def test_a_share_is_worth_whole_yuan(par: int, is_good: bool) -> None:
    if is_good:
        assert holdings.checked_par(par) == par
    else:
        with pytest.raises(errors.BadPar):
            holdings.checked_par(par)


def test_two_thirds_of_three_are_two_and_half_is_not_more_than_half() -> None:
    assert valuations.enough(2, 3, Threshold.TWO_THIRDS)
    assert not valuations.enough(5, 10, Threshold.MORE_THAN_HALF)
    assert valuations.needed(10, Threshold.TWO_THIRDS) == 7
    assert not valuations.enough(0, 0, Threshold.ALL)


def test_an_abstention_takes_part_and_is_no_yes() -> None:
    rule = {"quorum": Threshold.TWO_THIRDS, "majority": Threshold.TWO_THIRDS}
    assert valuations.carries(yes=5, cast=7, roll=10, **rule)
    assert not valuations.carries(yes=4, cast=7, roll=10, **rule)
    assert not valuations.carries(yes=6, cast=6, roll=10, **rule)


@given(st.integers(1, 15), st.data(), st.sampled_from(Threshold), st.sampled_from(Threshold))
def test_a_settled_vote_is_not_changed_by_the_votes_still_out(
    roll: int, data: st.DataObject, quorum: Threshold, majority: Threshold
) -> None:
    cast = data.draw(st.integers(0, roll))
    yes = data.draw(st.integers(0, cast))
    rule = {"quorum": quorum, "majority": majority}
    ends = {
        valuations.carries(yes=yes + more, cast=cast + came, roll=roll, **rule)
        for came in range(roll - cast + 1)
        for more in range(came + 1)
    }
    if valuations.is_settled(yes=yes, cast=cast, roll=roll, **rule):
        assert len(ends) == 1


def test_leaving_takes_effect_at_the_end_of_the_year_in_which_the_notice_ends() -> None:
    assert leaving.effective_on(date(2019, 8, 15), 90) == date(2019, 12, 31)
    assert leaving.effective_on(date(2019, 10, 15), 90) == date(2020, 12, 31)


def test_who_leaves_bears_the_part_of_a_loss_and_never_owes() -> None:
    assert leaving.paid_out(1_000_000, leaving.Worth(20_000_000, 3_000_000)) == 1_150_000
    assert leaving.paid_out(1_000_000, leaving.Worth(20_000_000, -5_000_000)) == 750_000
    assert leaving.paid_out(1_000_000, leaving.Worth(20_000_000, -25_000_000)) == 0


def test_a_certificate_code_changes_with_every_sign_and_names_nobody() -> None:
    texts = {certificates.signed_text("n", "h", shares, 1, "2019-08-15") for shares in range(5)}
    assert len({certificates.code(text) for text in texts}) == 5
    assert len(certificates.code("x")) == 19
    assert certificates.surname_only("赵二虎") == "赵户"
    assert certificates.surname_only("欧阳明") == "欧阳户"
