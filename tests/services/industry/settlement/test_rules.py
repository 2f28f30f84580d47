"""The arithmetic of a settlement."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.industry import errors
from shihu.services.industry.rules.settlement import checked, distribute, promise, set_off
from shihu.services.industry.types import Distribution, Footing, Terms, Variant

COOPERATIVE = Terms(Variant.COOPERATIVE, reserve=100, patronage=700)
COLLECTIVE = Terms(Variant.COLLECTIVE, reserve=150, welfare=50)
UNIT = Terms(Variant.UNIT, reserve=0, patronage=300, labour=300, floor=80_000)
RISK: Mapping[str, int] = {"members": 700, "owner": 300}


def settled(income: int, costs: int, terms: Terms, *standings: Footing, earlier: int = 0) -> Distribution:
    return distribute(income=income, costs=costs, earlier_loss=earlier, terms=terms, standings=standings, risk=RISK)


def test_the_published_example_of_a_cooperative() -> None:
    """400,000; 10 % reserve; 360,000; 70 % = 252,000 over 8,000,000 jin; 108,000 for capital."""
    told = settled(
        40_000_000, 0, COOPERATIVE, Footing("a", traded=4_000_000, shares=3), Footing("b", traded=4_000_000, shares=1)
    )
    assert (told.reserve, told.distributable) == (4_000_000, 36_000_000)
    assert (told.patronage, told.floating) == (25_200_000, 10_800_000)
    # 0.0315 yuan a jin: half of eight million jin is 126,000 yuan.
    assert told.portions["a"].patronage == 12_600_000
    assert told.portions["a"].floating == 8_100_000
    assert told.portions["b"].total == 12_600_000 + 2_700_000


def test_land_has_its_floor_before_the_rest_is_shared() -> None:
    """800 yuan a mu first, then 30 % by trade, 30 % by labour, 40 % by shares."""
    terms = replace(UNIT)
    land = Footing("a", land=250, shares=25)  # 2.5 mu
    work = Footing("b", minutes=480, traded=100, shares=15)
    told = settled(500_000, 100_000, terms, land, work)
    assert told.guaranteed == 200_000
    assert (told.patronage, told.labour, told.floating) == (60_000, 60_000, 80_000)
    assert told.portions["a"].total == 200_000 + 50_000
    assert told.portions["b"].total == 60_000 + 60_000 + 30_000


def test_a_floor_that_the_surplus_cannot_pay_is_shared_exactly_and_the_rest_is_told() -> None:
    told = settled(100_001, 0, UNIT, Footing("a", land=100), Footing("b", land=100), Footing("c", land=100))
    assert told.guaranteed == 100_001
    assert sorted(p.guaranteed for p in told.portions.values()) == [33_333, 33_334, 33_334]
    assert told.short == 240_000 - 100_001
    assert told.floating == 0


def test_the_guaranteed_dividend_of_a_cooperative_never_touches_what_goes_by_trade() -> None:
    terms = replace(COOPERATIVE, reserve=0, patronage=600, guaranteed=1_000)
    told = settled(10_000, 0, terms, Footing("a", traded=1, shares=100))
    assert told.patronage == 6_000
    assert (told.guaranteed, told.floating, told.short) == (4_000, 0, 96_000)


def test_a_collective_pays_by_confirmed_shares_and_its_own_too() -> None:
    told = settled(1_000_000, 0, COLLECTIVE, Footing("", shares=30), Footing("a", shares=40), Footing("b", shares=30))
    assert (told.reserve, told.welfare, told.floating) == (150_000, 50_000, 800_000)
    assert [told.portions[code].total for code in ("", "a", "b")] == [240_000, 320_000, 240_000]


def test_an_earlier_loss_is_covered_before_anything_is_set_aside() -> None:
    told = settled(100_000, 0, COOPERATIVE, Footing("a", traded=1, shares=1), earlier=60_000)
    assert (told.covered, told.reserve, told.distributable) == (60_000, 4_000, 36_000)
    nothing = settled(100_000, 0, COOPERATIVE, Footing("a", traded=1, shares=1), earlier=150_000)
    assert (nothing.covered, nothing.distributable) == (100_000, 0)


def test_a_loss_is_borne_as_agreed_and_pays_nobody() -> None:
    told = settled(100, 201, COOPERATIVE, Footing("a", traded=1, shares=1))
    assert told.loss == 101
    assert dict(told.bearers) == {"members": 71, "owner": 30}
    assert told.portions["a"].total == 0


def test_what_nobody_traded_goes_by_shares_and_says_so() -> None:
    told = settled(1_000, 0, replace(COOPERATIVE, reserve=0), Footing("a", shares=1), Footing("b", shares=3))
    assert told.floating == 1_000
    assert told.moved == (("patronage", "floating"),)
    by_trade = settled(1_000, 0, replace(COOPERATIVE, reserve=0), Footing("a", traded=1), Footing("b", traded=3))
    assert by_trade.portions["b"].patronage == 750
    assert by_trade.moved == (("floating", "patronage"),)


def test_a_surplus_that_nobody_counts_for_is_refused() -> None:
    with pytest.raises(errors.NobodyCounts):
        settled(1_000, 0, COOPERATIVE, Footing("a"))


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        (replace(COOPERATIVE, patronage=599), errors.TooLittleByTrade),
        (replace(COOPERATIVE, labour=100), errors.BadTerms),
        (replace(COOPERATIVE, reserve=-1), errors.BadTerms),
        (replace(COLLECTIVE, patronage=600), errors.OnlyByShares),
        (replace(COLLECTIVE, reserve=960), errors.BadTerms),
        (replace(UNIT, patronage=800), errors.BadTerms),
        (replace(UNIT, floor=-1), errors.BadTerms),
    ],
)
def test_terms_that_the_law_forbids_are_refused(terms: Terms, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        checked(terms)


STANDINGS = st.lists(
    st.builds(
        Footing,
        code=st.text("abc", min_size=1, max_size=6),
        traded=st.integers(0, 10**9),
        shares=st.integers(0, 10**5),
        land=st.integers(0, 10**4),
        minutes=st.integers(0, 10**5),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda s: s.code,
).filter(lambda rows: any(s.traded or s.shares or s.minutes for s in rows))
COOPERATIVES = st.builds(
    Terms,
    variant=st.just(Variant.COOPERATIVE),
    reserve=st.integers(0, 500),
    welfare=st.integers(0, 500),
    patronage=st.integers(600, 1000),
    guaranteed=st.integers(0, 10**4),
)
UNITS = st.builds(
    Terms,
    variant=st.just(Variant.UNIT),
    reserve=st.integers(0, 500),
    welfare=st.integers(0, 500),
    patronage=st.integers(0, 500),
    labour=st.integers(0, 500),
    guaranteed=st.integers(0, 10**4),
    floor=st.integers(0, 10**6),
)


@given(st.integers(0, 10**11), st.integers(0, 10**11), st.integers(0, 10**10), COOPERATIVES | UNITS, STANDINGS)
def test_every_fen_of_a_surplus_goes_somewhere_once(
    income: int, costs: int, earlier: int, terms: Terms, standings: list[Footing]
) -> None:
    told = settled(income, costs, checked(terms), *standings, earlier=earlier)
    given_out = sum(portion.total for portion in told.portions.values())
    assert told.surplus == told.covered + told.reserve + told.welfare + given_out - told.loss
    assert given_out == told.distributable
    assert min(told.reserve, told.welfare, told.guaranteed, told.patronage, told.labour, told.floating) >= 0
    assert all(min(p.guaranteed, p.patronage, p.labour, p.floating) >= 0 for p in told.portions.values())
    assert sum(told.bearers.values()) == told.loss


@given(st.integers(1, 10**11), COOPERATIVES, STANDINGS.filter(lambda rows: any(s.traded for s in rows)))
def test_a_cooperative_gives_at_least_sixty_per_cent_by_trade(
    income: int, terms: Terms, standings: list[Footing]
) -> None:
    told = settled(income, 0, terms, *standings)
    assert 10 * told.patronage >= 6 * told.distributable
    traded = sum(s.traded for s in standings)
    for one in standings:
        exact = Fraction(told.patronage * one.traded, traded)
        assert abs(told.portions[one.code].patronage - exact) < 1


@given(st.integers(0, 10**10), st.integers(0, 10**6), COOPERATIVES | UNITS, STANDINGS)
def test_a_better_season_takes_from_no_pool(income: int, more: int, terms: Terms, standings: list[Footing]) -> None:
    less, greater = settled(income, 0, terms, *standings), settled(income + more, 0, terms, *standings)
    assert greater.reserve >= less.reserve
    assert greater.guaranteed >= less.guaranteed
    assert greater.distributable >= less.distributable
    assert greater.short <= less.short


@given(STANDINGS, COOPERATIVES | UNITS, st.integers(0, 10**9), st.randoms())
def test_the_order_of_the_list_changes_nothing(
    standings: list[Footing], terms: Terms, income: int, dice: object
) -> None:
    shuffled = list(standings)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # st.randoms() draws a random.Random
    assert settled(income, 0, terms, *standings).portions == settled(income, 0, terms, *shuffled).portions


@given(st.integers(0, 10**9), st.integers(-100, 10**9), st.integers(-100, 10**9))
def test_what_is_set_off_is_never_more_than_owed_or_had(dividend: int, advance: int, rental: int) -> None:
    to_advance, to_rental = set_off(dividend, advance, rental)
    assert 0 <= to_advance <= max(advance, 0)
    assert 0 <= to_rental <= max(rental, 0)
    assert to_advance + to_rental <= dividend
    assert to_advance + to_rental == min(dividend, max(advance, 0) + max(rental, 0))


def test_a_promise_is_rounded_once() -> None:
    assert promise(Footing("a", shares=3, land=33), replace(UNIT, guaranteed=1_001, floor=51_000)) == 3_003 + 16_830
