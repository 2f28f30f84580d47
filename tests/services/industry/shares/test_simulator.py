"""What is foreseen is what a settlement pays: one rule, one arithmetic."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.services.industry.settlement.conftest import Ready, made_ready
from tests.services.industry.shares.conftest import Shares

from shihu.kernel.money import yuan
from shihu.services.industry import errors, queries
from shihu.services.industry.models import SettlementLine
from shihu.services.industry.rules.settlement import checked, distribute, usual
from shihu.services.industry.rules.shares.simulator import Ground, changed, outcome
from shihu.services.industry.types import Footing, Terms, Variant

TODAY = date(2019, 8, 15)
RISK = {"members": 700, "owner": 300}
parts = st.integers(0, 1000)
numbers = st.integers(0, 10_000)


def signed_in(issued: Shares, who: str) -> Client:
    client = Client()
    client.force_login(issued.cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    return client


one = st.builds(Footing, st.sampled_from("abcdefgh"), numbers, numbers, numbers, numbers)
footings = st.lists(one, min_size=1, max_size=6, unique_by=lambda member: member.code).map(tuple)


@st.composite
def lawful(draw: st.DrawFn) -> Terms:
    variant = draw(st.sampled_from(Variant))
    reserve = draw(parts)
    promises = {"guaranteed": draw(st.integers(0, 500)), "floor": draw(st.integers(0, 100_000))}
    if variant == Variant.COOPERATIVE:
        return Terms(variant, reserve, patronage=draw(st.integers(600, 1000)), **promises)
    if variant == Variant.COLLECTIVE:
        return Terms(variant, reserve, welfare=1000 - reserve, **promises)
    patronage = draw(parts)
    return Terms(variant, reserve, patronage=patronage, labour=draw(st.integers(0, 1000 - patronage)), **promises)


@given(footings, lawful(), st.integers(-(10**6), 10**8), st.integers(0, 10**5), st.sampled_from("abcdefghz"))
def test_what_is_foreseen_equals_what_a_settlement_of_the_same_numbers_pays(
    members: tuple[Footing, ...], terms: Terms, surplus: int, loss: int, own: str
) -> None:
    ground = Ground(surplus, members, loss, RISK)
    # A season of any income whose surplus this is; the settlement knows both, the question only their difference.
    season = {"income": surplus + 12_345, "costs": 12_345, "earlier_loss": loss, "risk": RISK}
    try:
        settled = distribute(terms=checked(terms), standings=members, **season)  # type: ignore[arg-type]  # one dict
    except errors.NobodyCounts:
        with pytest.raises(errors.NobodyCounts):
            outcome(ground, own, terms)
        return
    foreseen = outcome(ground, own, terms)
    if own in settled.portions:
        assert foreseen.portion == settled.portions[own]
    else:
        assert foreseen.portion.total == 0
    assert foreseen.portion.total + foreseen.others == settled.distributable
    assert foreseen.distribution.portions == settled.portions


@given(footings, st.integers(0, 10**8), st.integers(1, 50))
def test_more_shares_never_bring_less_and_never_bring_the_others_more(
    members: tuple[Footing, ...], surplus: int, more: int
) -> None:
    terms = Terms(Variant.COLLECTIVE, 100)
    ground = Ground(surplus, (*members, Footing("own", shares=1)), 0, RISK)
    grown = changed(ground, "own", Footing("own", shares=more))
    before, after = outcome(ground, "own", terms), outcome(grown, "own", terms)
    assert after.portion.total >= before.portion.total
    assert after.others <= before.others
    assert after.shares == before.shares + more


def test_a_rule_that_the_law_forbids_is_refused_here_as_by_a_vote() -> None:
    ground = Ground(100_000, (Footing("a", traded=1, shares=1),))
    with pytest.raises(errors.TooLittleByTrade):
        outcome(ground, "a", Terms(Variant.COOPERATIVE, 100, patronage=300))
    assert outcome(ground, "a", usual(Variant.COOPERATIVE)).portion.total == 90_000


def test_the_page_says_to_the_fen_what_the_draft_of_the_season_pays(issued: Shares, now: datetime) -> None:
    ready: Ready = made_ready(issued.farm, now)
    key = ready.draft()
    settlement = queries.settlement(key, actor=issued.cast.officer, on=TODAY)
    lines = {one.code: one for one in SettlementLine.objects.filter(settlement=key)}
    client = signed_in(issued, "cadre")
    for code in issued.farm.codes[:2]:
        setting = queries.simulator_setting(issued.book, code, actor=issued.cast.cadre, on=TODAY)
        assert setting.terms_paper == "成员大会纪要2019-2"
        address = reverse("industry_shares_simulator", kwargs={"key": issued.book, "code": code})
        page = client.get(address, {"surplus": yuan(settlement.row.surplus)}, HTTP_ACCEPT_LANGUAGE="en")
        line = lines[code]
        paid = line.guaranteed + line.patronage + line.labour + line.floating
        assert paid > 0
        told = page.context["page"].stats
        assert [stat.value for stat in told[:2]] == [yuan(paid)] * 2


def test_a_household_tries_another_rule_and_is_told_that_it_is_not_voted(issued: Shares) -> None:
    address = reverse("industry_shares_simulator", kwargs={"key": issued.book, "code": issued.yao})
    client = signed_in(issued, "villager")
    page = client.get(address, {"surplus": "1000", "reserve": "0", "patronage": "60"}, HTTP_ACCEPT_LANGUAGE="en")
    assert "It would have to be voted first." in page.content.decode()
    unlawful = client.get(address, {"surplus": "1000", "patronage": "10"}, HTTP_ACCEPT_LANGUAGE="en")
    assert unlawful.status_code == 422
    assert "60" in unlawful.context["page"].refused
