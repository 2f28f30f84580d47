"""From a voted valuation to shares; what the database itself refuses; what the ledger says."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.services.industry.shares.conftest import PAR, PRICES, TODAY, Shares

from shihu.base.audit.models import AuditEntry
from shihu.base.ledger.models import Entry
from shihu.base.ledger.queries import balance
from shihu.kernel.actors import SYSTEM
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, errors, queries
from shihu.services.industry.models import Contribution, ShareBook, ShareEntry, ValuationVote
from shihu.services.industry.types import Answer, Factor, NewPrice, NewShareBook, Part, Threshold

pytestmark = pytest.mark.django_db


def test_land_money_and_labour_become_shares_at_the_voted_value(issued: Shares) -> None:
    yao, zhao = issued.holding(issued.yao), issued.holding(issued.zhao)
    # 3.35 mu x 510 yuan x 5 years = 8,542.50: 85 shares and 42.50; 1,045.50 yuan: 10 shares and 45.50.
    assert yao.parts == {Factor.LAND: Part(85, 4_250), Factor.MONEY: Part(10, 4_550)}
    assert (yao.shares, yao.land_mu, yao.value_fen) == (95, Decimal("3.35"), 854_250 + 104_550)
    assert zhao.parts == {Factor.MONEY: Part(20, 0), Factor.LABOUR: Part(24, 0)}


def test_two_rests_of_one_kind_make_a_share(issued: Shares) -> None:
    assert issued.issue(issued.pay_in(issued.yao, 5_450, "more")) == 1
    assert issued.holding(issued.yao).parts[Factor.MONEY] == Part(11, 0)


def test_the_register_and_account_301_agree_and_labour_stays_off_the_books(issued: Shares) -> None:
    assert queries.shares_agree(issued.book, actor=issued.cast.cadre, on=TODAY) == []
    told = {code: balance(issued.farm.book, code, actor=SYSTEM, on=TODAY) for code in ("102", "161", "301")}
    assert told == {"102": 304_550, "161": 854_250, "301": -(304_550 + 854_250)}


def test_an_entry_that_nobody_registered_is_found(issued: Shares, now: datetime) -> None:
    from shihu.base.ledger.commands import post
    from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine

    lines = (NewLine("102", 5), NewLine("301", -5, issued.farm.parties[2]))
    paper = Document(DocumentKind.RECEIPT, "1", TODAY, "x")
    post(actor=issued.cast.cadre, now=now, entry=NewEntry(issued.farm.book, TODAY, "误记", lines, paper, "stray-entry"))
    [wrong] = queries.shares_agree(issued.book, actor=issued.cast.cadre, on=TODAY)
    assert (wrong.register, wrong.ledger) == (0, 5)


def test_shares_on_a_day_are_those_of_that_day(issued: Shares) -> None:
    assert queries.shares_on(issued.farm.book, TODAY - timedelta(days=1)) == {}
    told = queries.shares_on(issued.farm.book, TODAY)
    assert {key: one.shares for key, one in told.items()} == {
        issued.key(issued.yao): 95,
        issued.key(issued.zhao): 44,
    }
    assert queries.collective_share_on(issued.farm.book, TODAY).shares == 0
    assert queries.shares_on(issued.farm.parties[0], TODAY) == {}


def test_what_is_not_voted_is_no_share(shares: Shares) -> None:
    key = shares.give(shares.yao, Factor.LAND, "a", quantity=Decimal(2))
    shares.propose()
    with pytest.raises(errors.NotVoted) as told:
        shares.issue(key)
    assert told.value.values["item"] == "水浇地"
    assert not ShareEntry.objects.exists()
    assert not Entry.objects.exists()
    assert Contribution.objects.get().state == "offered"


def test_one_unvoted_thing_holds_back_all_that_were_to_be_issued_with_it(shares: Shares) -> None:
    keys = [shares.pay_in(shares.zhao, 100_000, "a"), shares.give(shares.yao, Factor.SKILL, "b", item="没有评过的")]
    with pytest.raises(errors.NotVoted):
        shares.issue(*keys)
    assert not ShareEntry.objects.exists()
    assert not Entry.objects.exists()


def test_a_rejected_table_values_nothing(shares: Shares, now: datetime) -> None:
    key = shares.propose()
    codes = shares.farm.codes
    shares.count(key, {codes[0]: Answer.YES, codes[1]: Answer.NO, codes[2]: Answer.NO})
    assert not commands.close_valuation(actor=shares.cast.cadre, now=now, key=key)
    with pytest.raises(errors.NotVoted):
        shares.issue(shares.give(shares.yao, Factor.LAND, "a"))


def test_a_table_holds_from_its_day(shares: Shares) -> None:
    shares.voted(valid_from=TODAY + timedelta(days=1))
    with pytest.raises(errors.NotVoted):
        shares.issue(shares.give(shares.yao, Factor.LAND, "a"))


def test_a_phone_vote_counts_once_for_the_own_household(shares: Shares, now: datetime) -> None:
    key = shares.propose()
    commands.vote_on_valuation(actor=shares.cast.villager, now=now, key=key, answer=Answer.YES)
    with pytest.raises(errors.VotedAlready):
        commands.vote_on_valuation(actor=shares.cast.villager, now=now, key=key, answer=Answer.NO)
    with pytest.raises(errors.VotedAlready):
        shares.count(key, {shares.yao: Answer.NO})
    [vote] = ValuationVote.objects.exclude(answer="")
    assert (vote.household.code, vote.answer, vote.channel) == (shares.yao, "yes", "phone")


def test_an_open_vote_is_not_closed_while_it_can_still_turn(shares: Shares, now: datetime) -> None:
    key = shares.propose()
    shares.count(key, {shares.yao: Answer.YES, shares.zhao: Answer.YES})
    with pytest.raises(errors.VoteRuns):
        commands.close_valuation(actor=shares.cast.cadre, now=now, key=key)
    late = now + timedelta(days=8)
    with pytest.raises(errors.VoteOver):
        commands.vote_on_valuation(actor=shares.cast.villager, now=late, key=key, answer=Answer.YES)
    # Two of four are no two thirds: the quorum is missed.
    assert not commands.close_valuation(actor=shares.cast.cadre, now=late, key=key)


@pytest.mark.parametrize("tellers", [("姚福海", "姚福海"), ("姚福海", "没这个人"), ("姚福海",)])
def test_papers_are_counted_by_two_different_members(shares: Shares, now: datetime, tellers: tuple[str, ...]) -> None:
    key = shares.propose()
    with pytest.raises(errors.TellersNeeded):
        commands.enter_valuation_papers(
            actor=shares.cast.cadre,
            now=now,
            key=key,
            sheet="票1",
            tellers=tellers,
            answers={shares.key(shares.yao): Answer.YES},
        )
    assert not ValuationVote.objects.exclude(answer="").exists()


def test_the_head_may_propose_and_a_plain_member_may_not(shares: Shares, now: datetime) -> None:
    given = {
        "now": now,
        "book": shares.book,
        "title": "表",
        "method": "议",
        "prices": PRICES,
        "vote_until": TODAY,
        "valid_from": TODAY,
    }
    with pytest.raises(NotAllowed):
        commands.propose_valuation(actor=shares.cast.villager, **given)
    commands.propose_valuation(actor=shares.cast.head, **given)
    with pytest.raises(errors.VoteOpen):
        commands.propose_valuation(actor=shares.cast.cadre, **given)


@pytest.mark.parametrize(
    ("prices", "refusal"),
    [
        ((), errors.NoPrices),
        ((NewPrice(Factor.LAND, "旱地", PRICES[0].basis, 0),), errors.NoPrices),
        ((PRICES[0], PRICES[0]), errors.PriceTwice),
        ((NewPrice(Factor.MONEY, "钱", PRICES[2].basis, 5),), errors.NoPrices),
    ],
)
def test_a_table_without_sense_is_refused(shares: Shares, prices: tuple[NewPrice, ...], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        shares.propose(prices=prices)
    assert queries.valuations(shares.book, actor=shares.cast.cadre) == []


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"quantity": Decimal(0)}, errors.BadQuantity),
        ({"quantity": Decimal(-1)}, errors.BadQuantity),
        ({"quantity": Decimal("1.005")}, errors.BadQuantity),
        ({"until": date(2024, 1, 1)}, errors.BadTerm),
        ({"until": None}, errors.BadTerm),
        ({"parcel": " "}, errors.ParcelNeeded),
        ({"paper": ""}, errors.PaperNeeded),
    ],
)
def test_a_bad_contribution_is_refused_and_nothing_is_kept(
    shares: Shares, more: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        shares.give(shares.yao, Factor.LAND, "a", **more)
    assert not Contribution.objects.exists()


def test_a_parcel_is_put_in_once_at_a_time(shares: Shares) -> None:
    shares.give(shares.yao, Factor.LAND, "a", parcel="东坪二亩")
    with pytest.raises(errors.ParcelTaken):
        shares.give(shares.yao, Factor.LAND, "b", parcel="东坪二亩", since=date(2020, 1, 1), until=date(2021, 1, 1))
    shares.give(shares.yao, Factor.LAND, "c", parcel="东坪二亩", since=date(2024, 8, 15), until=date(2025, 8, 15))


def test_a_form_sent_twice_is_one_contribution(shares: Shares) -> None:
    key = shares.pay_in(shares.yao, 100_000, "a")
    assert shares.pay_in(shares.yao, 100_000, "a") == key
    with pytest.raises(errors.ContributionTaken):
        shares.pay_in(shares.yao, 100_001, "a")
    assert Contribution.objects.count() == 1


def test_issuing_twice_issues_once(shares: Shares) -> None:
    key = shares.pay_in(shares.yao, 100_000, "a")
    shares.issue(key)
    with pytest.raises(errors.NothingToIssue):
        shares.issue(key)
    assert shares.holding(shares.yao).shares == 10
    assert Entry.objects.count() == 1


def test_who_is_no_member_puts_nothing_in(shares: Shares, now: datetime) -> None:
    other = next(h.code for h in shares.cast.living_in("141130101202001") if h.code not in shares.farm.codes)
    with pytest.raises(errors.NoMember):
        shares.pay_in(other, 100, "a")
    commands.admit_member(actor=shares.cast.cadre, now=now, book=shares.book, code=other, paper="会1")
    assert shares.pay_in(other, 100, "a")


def test_money_above_the_townships_amount_waits_for_a_second_person(shares: Shares, now: datetime) -> None:
    from tests.village.people import TOWNSHIP

    from shihu.base.ledger.commands import approve, set_approval_rule
    from shihu.base.ledger.models import Proposal
    from shihu.base.ledger.types import EntityKind

    set_approval_rule(
        actor=shares.cast.officer, now=now, kind=EntityKind.COOPERATIVE, place=TOWNSHIP, above=50_000, since=TODAY
    )
    key = shares.pay_in(shares.yao, 100_000, "a")
    assert shares.issue(key) == 0
    assert Contribution.objects.get().state == "waiting"
    assert shares.holding(shares.yao).shares == 0
    approve(actor=shares.cast.officer, now=now, proposal=Proposal.objects.get().pk)
    assert shares.issue(key) == 10
    assert queries.shares_agree(shares.book, actor=shares.cast.cadre, on=TODAY) == []


def test_a_collective_without_books_is_told_so_and_one_with_books_holds_its_part(shares: Shares, now: datetime) -> None:
    from tests.village.people import SHANGJIAGOU

    from shihu.base.ledger.commands import open_entity
    from shihu.base.ledger.types import EntityKind, NewEntity
    from shihu.base.registry.commands import keep_enterprise

    shares.voted()
    key = shares.give("", Factor.EQUIPMENT, "a", item="拌料机", quantity=Decimal(2))
    with pytest.raises(errors.CollectiveWithoutBooks):
        shares.issue(key)
    name = "尚家沟村股份经济合作社"
    enterprise = keep_enterprise(
        actor=shares.cast.officer, now=now, name=name, kind="enterprise.collective", place=SHANGJIAGOU, since=TODAY
    )
    new = NewEntity(EntityKind.COLLECTIVE, name, SHANGJIAGOU, enterprise=enterprise)
    open_entity(actor=shares.cast.officer, now=now, new=new)
    assert shares.issue(key) == 250
    assert queries.collective_share_on(shares.farm.book, TODAY).value_fen == 2_500_000
    assert queries.shares_on(shares.farm.book, TODAY) == {}
    assert queries.shares_agree(shares.book, actor=shares.cast.cadre, on=TODAY) == []


def test_a_new_price_counts_for_the_years_that_land_still_runs(issued: Shares) -> None:
    later = Shares(issued.farm, issued.book, issued.now.replace(year=2021))
    higher = (NewPrice(Factor.LAND, "水浇地", PRICES[0].basis, 56_000),)
    day = later.now.date()
    later.voted(prices=higher, vote_until=day, valid_from=day)
    assert commands.revalue_land(actor=later.cast.cadre, now=later.now, book=later.book, paper="会3") == 1
    # 3.35 mu x 50.00 x 3 years left = 502.50.
    part = later.holding(later.yao).parts[Factor.LAND]
    assert part.shares * PAR + part.rest == 854_250 + 50_250
    assert queries.shares_agree(later.book, actor=later.cast.cadre, on=day) == []
    with pytest.raises(errors.NothingToIssue):
        commands.revalue_land(actor=later.cast.cadre, now=later.now, book=later.book, paper="会3")


@pytest.mark.parametrize("change", [{"shares": -96}, {"rest": -4_551}, {"mu": Decimal("-3.36")}, {"freezes": -1}])
def test_the_database_refuses_a_line_after_which_less_than_nothing_is_held(
    issued: Shares, change: dict[str, object]
) -> None:
    line = ShareEntry(
        book_id=issued.book,
        number=99,
        day=TODAY,
        kind="transfer",
        household_id=issued.key(issued.yao),
        factor="money",
        recorded_by="x",
        recorded_at=issued.now,
        **change,
    )
    with pytest.raises(DatabaseError, match="less than nothing"), transaction.atomic():
        line.save(force_insert=True)


def test_the_database_lets_no_line_of_the_register_be_changed_or_dropped(issued: Shares) -> None:
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ShareEntry.objects.update(shares=1)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ShareEntry.objects.filter(number=1).delete()
    assert issued.holding(issued.yao).shares == 95


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("auditor", NotAllowed), ("villager", NotAllowed), ("colleague", NotFound), ("banker", NotFound)],
)
def test_only_those_who_keep_the_book_write_into_it(
    shares: Shares, now: datetime, who: str, refusal: type[Refusal]
) -> None:
    key = shares.pay_in(shares.yao, 100_000, "a")
    before = AuditEntry.objects.count()
    with pytest.raises(refusal):
        commands.issue_shares(actor=getattr(shares.cast, who), now=now, book=shares.book, keys=[key])
    assert not ShareEntry.objects.exists()
    assert AuditEntry.objects.count() == before


def test_a_producer_has_one_share_book_and_a_book_has_members(make: Callable[..., Shares], now: datetime) -> None:
    shares = make(quorum=Threshold.ALL)
    new = NewShareBook(shares.farm.book, PAR, "章程", codes=shares.farm.codes)
    with pytest.raises(errors.ShareBookTaken):
        commands.open_share_book(actor=shares.cast.cadre, now=now, new=new)
    with pytest.raises(errors.NobodyHolds):
        new = NewShareBook(shares.farm.book, PAR, "章程", project=shares.farm.project)
        commands.open_share_book(actor=shares.cast.cadre, now=now, new=new)
    assert ShareBook.objects.count() == 1
