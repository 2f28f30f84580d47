"""From the draft to the booked settlement and back."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from tests.services.industry.conftest import Farm
from tests.services.industry.settlement.conftest import TERMS, Ready, sold

from shihu.base.audit.models import AuditEntry
from shihu.base.ledger.models import Line
from shihu.base.ledger.queries import balance, check
from shihu.base.ledger.types import NewLine
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, errors, queries
from shihu.services.industry.models import Season, Settlement, SettlementLine
from shihu.services.industry.queries.settling import earlier_loss
from shihu.services.industry.rules.tags import advance_tag, season_tag
from shihu.services.industry.types import SettlementState, Terms, Variant

pytestmark = pytest.mark.django_db


def test_a_season_is_settled_from_its_books_and_deliveries(ready: Ready) -> None:
    """1,000 earned, 200 spent: 800; 10 % reserve: 80; 720 left by trade as 60 : 30 : 10."""
    told = queries.settlement(ready.draft(), actor=ready.farm.cast.cadre, on=date(2019, 8, 15))
    assert (told.told.surplus, told.told.reserve, told.told.distributable) == (80_000, 8_000, 72_000)
    # Nobody holds shares yet: capital's part goes by trade too, and says so.
    assert told.told.moved == (("floating", "patronage"),)
    lines = {line.code: line for line in told.lines}
    assert [lines[code].portion.total for code in ready.farm.codes] == [43_200, 21_600, 7_200]
    assert [lines[code].grams for code in ready.farm.codes] == [60_000, 30_000, 10_000]


def test_once_booked_every_fen_stands_on_somebodys_account_and_the_season_is_closed(ready: Ready) -> None:
    key = ready.booked()
    farm, day = ready.farm, ready.later(8).date()
    on = {"actor": farm.cast.officer, "on": day}
    assert balance(farm.book, "332", **on) == 80_000
    assert balance(farm.book, "322", **on) == -8_000
    assert [balance(farm.book, "221", party=party, **on) for party in farm.parties] == [-43_200, -21_600, -7_200]
    assert check() == []
    assert Season.objects.get(pk=farm.season).closed_on == day
    told = queries.settlement(key, actor=farm.cast.officer, on=day)
    assert (told.row.state, told.drafted_by, told.approved_by) == (
        SettlementState.BOOKED,
        farm.cast.cadre.name,
        farm.cast.officer.name,
    )


def test_what_is_owed_for_inputs_is_set_off_and_never_more(ready: Ready, advanced: Callable[[int, int], None]) -> None:
    advanced(0, 3_000)
    advanced(2, 9_000)
    ready.booked()
    farm, on = ready.farm, {"actor": ready.farm.cast.officer, "on": ready.later(8).date()}
    tag = advance_tag(farm.season)
    assert [balance(farm.book, "221", party=party, **on) for party in farm.parties] == [-40_200, -21_600, 0]
    assert [balance(farm.book, "114", party=party, tag=tag, **on) for party in farm.parties] == [0, 0, 1_800]


def test_a_second_person_approves_and_never_the_one_who_drafted(ready: Ready) -> None:
    key = ready.draft()
    ready.publish(key)
    with pytest.raises(errors.OtherPersonNeeded):
        commands.approve_settlement(actor=ready.farm.cast.cadre, now=ready.later(8), key=key)
    with pytest.raises(NotAllowed):
        commands.approve_settlement(actor=ready.farm.cast.auditor, now=ready.later(8), key=key)
    assert not Line.objects.filter(account__code="332").exists()


def test_the_notice_is_kept_to_its_last_day(ready: Ready) -> None:
    key = ready.draft()
    ready.publish(key, days=7)
    with pytest.raises(errors.NoticeRuns):
        ready.approve(key, after=7)
    ready.approve(key, after=8)


@pytest.mark.parametrize("days", [0, 4, 31])
def test_a_notice_that_is_too_short_or_too_long_is_refused(ready: Ready, days: int) -> None:
    key = ready.draft()
    with pytest.raises(errors.ShortNotice):
        ready.publish(key, days=days)
    assert Settlement.objects.get(pk=key).state == "draft"


def test_money_booked_after_the_draft_makes_it_old(ready: Ready, advanced: Callable[[int, int], None]) -> None:
    key = ready.draft()
    advanced(0, 100)
    assert queries.settlement(key, actor=ready.farm.cast.cadre, on=date(2019, 8, 15)).is_stale
    with pytest.raises(errors.FiguresMoved):
        ready.publish(key)
    again = ready.draft()
    ready.publish(again)
    sold(ready.farm, ready.now, 1, "5")
    with pytest.raises(errors.FiguresMoved):
        ready.approve(again)
    assert Settlement.objects.get(pk=key).state == "withdrawn"


def test_a_member_objects_and_an_upheld_objection_takes_the_settlement_back(ready: Ready) -> None:
    key = ready.draft()
    ready.publish(key)
    villager, cadre = ready.farm.cast.villager, ready.farm.cast.cadre
    one = commands.object_to_settlement(actor=villager, now=ready.now, key=key, words="少算一车菇")
    with pytest.raises(errors.ObjectionsUnanswered):
        ready.approve(key)
    with pytest.raises(errors.WordsNeeded):
        commands.answer_objection(actor=cadre, now=ready.now, objection=one, answer=" ", is_upheld=True)
    commands.answer_objection(actor=cadre, now=ready.now, objection=one, answer="补记8月1日交货", is_upheld=True)
    assert Settlement.objects.get(pk=key).state == "withdrawn"
    again = ready.draft()
    assert Settlement.objects.get(pk=again).number == 2


def test_an_objection_that_is_answered_lets_it_go_on(ready: Ready) -> None:
    key = ready.draft()
    ready.publish(key)
    one = commands.object_to_settlement(
        actor=ready.farm.cast.cadre, now=ready.now, key=key, words="不明白怎么算", code=ready.farm.codes[1]
    )
    commands.answer_objection(
        actor=ready.farm.cast.officer, now=ready.now, objection=one, answer="当面解释清楚", is_upheld=False
    )
    ready.approve(key)
    assert Settlement.objects.get(pk=key).state == "booked"


def test_objections_end_with_the_notice_and_are_not_for_strangers(ready: Ready) -> None:
    key = ready.draft()
    with pytest.raises(NotFound):
        commands.object_to_settlement(actor=ready.farm.cast.villager, now=ready.now, key=key, words="x")
    ready.publish(key)
    with pytest.raises(errors.NoticeOver):
        commands.object_to_settlement(actor=ready.farm.cast.villager, now=ready.later(8), key=key, words="x")
    for who in ("head", "colleague", "stranger", "banker"):
        with pytest.raises(NotFound):
            commands.object_to_settlement(actor=getattr(ready.farm.cast, who), now=ready.now, key=key, words="x")


def test_without_a_vote_nothing_is_settled(farm: Farm, now: datetime) -> None:
    with pytest.raises(errors.NoTerms):
        commands.draft_settlement(actor=farm.cast.cadre, now=now, season=farm.season)


def test_a_settled_season_takes_neither_goods_nor_a_second_settlement(ready: Ready) -> None:
    ready.booked()
    with pytest.raises(errors.SeasonClosed):
        ready.draft()
    with pytest.raises(errors.SeasonClosed):
        sold(ready.farm, ready.later(9), 0, "1")


def test_a_booked_settlement_comes_back_only_by_reversal_and_then_wholly(ready: Ready) -> None:
    key = ready.booked()
    farm = ready.farm
    with pytest.raises(errors.OtherPersonNeeded):
        commands.reverse_settlement(actor=farm.cast.cadre, now=ready.later(9), key=key, reason="漏记")
    commands.reverse_settlement(actor=farm.cast.officer, now=ready.later(9), key=key, reason="漏记一车菇")
    on = {"actor": farm.cast.officer, "on": ready.later(9).date()}
    assert balance(farm.book, "332", **on) == balance(farm.book, "221", **on) == 0
    assert Season.objects.get(pk=farm.season).state == "open"
    assert SettlementLine.objects.filter(settlement=key).count() == 3
    again = commands.draft_settlement(actor=farm.cast.cadre, now=ready.later(9), season=farm.season)
    assert Settlement.objects.get(pk=again).number == 2


def test_a_loss_books_nothing_is_told_and_covered_by_the_next_season(ready: Ready) -> None:
    farm = ready.farm
    ready.book("more costs", *_cost(farm, 90_000))
    key = ready.booked()
    row = Settlement.objects.get(pk=key)
    assert (row.loss, row.entry, row.bearers) == (10_000, None, {"members": 7_000, "owner": 3_000})
    later = ready.later(10)
    following = commands.open_season(
        actor=farm.cast.cadre,
        now=later,
        project=farm.project,
        name="2020年",
        since=later.date(),
        due=date(2020, 12, 31),
    )
    assert earlier_loss(Season.objects.get(pk=following)) == 10_000


def _cost(farm: Farm, amount: int) -> tuple[NewLine, ...]:
    return NewLine("521", amount, tag=season_tag(farm.season)), NewLine("102", -amount)


@pytest.mark.parametrize(
    ("terms", "paper", "voted_on", "refusal"),
    [
        (Terms(Variant.COOPERATIVE, 100, patronage=500), "纪要", date(2019, 8, 1), errors.TooLittleByTrade),
        (Terms(Variant.COLLECTIVE, 100), "纪要", date(2019, 8, 1), errors.OtherLaw),
        (TERMS, " ", date(2019, 8, 1), errors.SlipNeeded),
        (TERMS, "纪要", date(2019, 8, 16), errors.BadVoteDay),
    ],
)
def test_a_rule_that_was_not_voted_or_breaks_the_law_is_not_kept(
    farm: Farm, now: datetime, terms: Terms, paper: str, voted_on: date, refusal: type[Refusal]
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(refusal):
        commands.vote_terms(
            actor=farm.cast.cadre, now=now, book=farm.book, terms=terms, paper=paper, voted_on=voted_on, since=voted_on
        )
    assert queries.terms_history(farm.book) == []
    assert AuditEntry.objects.count() == before


def test_members_read_what_all_get_but_only_their_own_debts(ready: Ready, advanced: Callable[[int, int], None]) -> None:
    advanced(0, 3_000)
    advanced(1, 2_000)
    key = ready.draft()
    with pytest.raises(NotFound):
        queries.settlement(key, actor=ready.farm.cast.villager, on=date(2019, 8, 15))
    ready.publish(key)
    told = queries.settlement(key, actor=ready.farm.cast.villager, on=date(2019, 8, 15))
    lines = {line.code: line for line in told.lines}
    assert [lines[code].portion.total for code in ready.farm.codes] == [43_200, 21_600, 7_200]
    assert [lines[code].set_off for code in ready.farm.codes] == [3_000, 0, 0]
    assert not told.sees_all


def test_lines_of_a_settlement_are_never_altered(ready: Ready) -> None:
    key = ready.draft()
    for change in (
        lambda: SettlementLine.objects.filter(settlement=key).update(patronage=1),
        lambda: SettlementLine.objects.filter(settlement=key).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
