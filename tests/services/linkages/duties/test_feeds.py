"""Points from records: a scored round, hours of village work, a meeting; once each, and right after a correction."""

from collections import Counter
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.linkages.duties.conftest import Duties, at, with_areas, with_sheet
from tests.services.units.conftest import HAMLET, VILLAGE

from shihu.base.audit.models import AuditEntry
from shihu.base.jobs.models import Job
from shihu.kernel.actors import SYSTEM
from shihu.services.linkages import commands
from shihu.services.linkages.commands.points import (
    approve_rule_book,
    draft_rule_book,
    keep_prize,
    receive_prize,
)
from shihu.services.linkages.commands.points.feeding import (
    settle_meeting,
    settle_part,
    settle_round,
    settle_village,
)
from shihu.services.linkages.errors.points import BadItem
from shihu.services.linkages.models import PointEntry, PointFeed, WorkShare
from shihu.services.linkages.queries import meetings, welfare
from shihu.services.linkages.queries.points import account_of_household, accounts, books_of
from shihu.services.linkages.rules.points import books, feeds
from shihu.services.linkages.types import NewWork
from shihu.services.linkages.types.points import (
    BookSettings,
    CoverRule,
    Earner,
    PointLinkage,
    PointRecord,
    PointRule,
    RuleBook,
    Vote,
)
from shihu.services.linkages.web.pages.points.words import record_words

_L, _R = PointLinkage, PointRecord
RULES = (
    PointRule("good", _L.SANITATION, "片区检查80分以上", 2, "次", 4, "评分单", record=_R.ROUND, least=80),
    PointRule("best", _L.SANITATION, "片区检查95分以上", 4, "次", 4, "评分单", record=_R.ROUND, least=95),
    PointRule("area", _L.SANITATION, "片区检查90分以上", 5, "次", 0, "评分单", Earner.UNIT, record=_R.ROUND, least=90),
    PointRule("works", _L.WELFARE, "公益劳动", 10, "半天", 0, "工时登记", record=_R.WORK, least=240),
    PointRule("came", _L.PARTY, "参加碰头会", 3, "次", 2, "签到", record=_R.MEETING),
    PointRule("full", _L.PARTY, "碰头会到会过半", 6, "次", 0, "签到", Earner.UNIT, record=_R.MEETING),
)


@pytest.fixture
def ready(duties: Duties) -> Duties:
    """Areas, a sheet, and a rule book that records feed."""
    with_areas(duties)
    with_sheet(duties)
    key = draft_rule_book(
        actor=duties.cadre, now=at(6, 1), village=VILLAGE, title="积分细则", items=RULES, settings=BookSettings()
    )
    vote = Vote(date(2019, 6, 1), "纪要1", 40, 30)
    approve_rule_book(actor=duties.officer, now=at(6, 1), key=key, vote=vote, valid_from=date(2019, 6, 1))
    return duties


def balances(duties: Duties) -> dict[str, int]:
    """What each account of the first unit and its households has, by household code or unit."""
    rows = accounts(VILLAGE, actor=duties.officer, on=date(2019, 8, 20))
    return {row.code or row.name: row.balance for row in rows}


def a_round(duties: Duties, off: dict[str, int], seed: str = "s") -> UUID:
    held = commands.open_round(actor=duties.cadre, now=at(8, 12), hamlet=HAMLET)
    commands.score_area(actor=duties.cadre, now=at(8, 12), key=uuid4(), round=held, unit=duties.unit.pk, off=off)
    commands.close_round(actor=duties.cadre, now=at(8, 12, 18), key=held, seed=seed)
    return held


def test_a_closed_round_gives_the_unit_and_each_of_its_households_the_highest_step_reached(ready: Duties) -> None:
    # 92 of 100: households reach 80 but not 95, 2 points each; the unit reaches 90, 5 points.
    a_round(ready, {"rubbish": 8})
    told = balances(ready)
    assert {told[home.code] for home in ready.homes} == {2}
    assert told[ready.unit.name] == 5
    assert ready.others[0].code not in told
    entry = PointEntry.objects.filter(account__household=ready.homes[0]).get()
    assert record_words(entry.source, entry.note) == (
        "Sanitation round of 2019-08-12: 92 of 100, from 80 on it earns this."
    )


def test_settling_again_changes_nothing(ready: Duties) -> None:
    held = a_round(ready, {"rubbish": 8})
    before = PointEntry.objects.count(), AuditEntry.objects.count()
    assert settle_round(now=at(8, 13), key=held, unit=ready.unit.pk) == 0
    assert (PointEntry.objects.count(), AuditEntry.objects.count()) == before


def test_a_corrected_score_takes_the_points_back_and_gives_them_anew(ready: Duties) -> None:
    held = a_round(ready, {"rubbish": 30})
    assert balances(ready) == {}
    objection = commands.object_to_score(
        actor=ready.member, now=at(8, 13), round=held, unit=ready.unit.pk, words="柴草当天已码好"
    )
    commands.answer_score_objection(
        actor=ready.officer, now=at(8, 14), key=objection, answer="属实", off={"rubbish": 10}
    )
    assert balances(ready)[ready.unit.name] == 5
    home = ready.homes[0]
    row = account_of_household(home.code, actor=ready.officer, on=date(2019, 8, 20))
    assert row is not None
    assert row.balance == 2


def test_a_second_look_that_finds_more_takes_the_points_back(ready: Duties) -> None:
    # Only one unit was scored: it is drawn for the second look whatever the seed.
    held = a_round(ready, {})
    assert balances(ready)[ready.homes[0].code] == 4
    commands.score_area(
        actor=ready.officer, now=at(8, 14), key=uuid4(), round=held, unit=ready.unit.pk, off={"rubbish": 15}
    )
    assert balances(ready)[ready.homes[0].code] == 2
    assert balances(ready)[ready.unit.name] == 0
    kinds = Counter(PointEntry.objects.filter(account__household=ready.homes[0]).values_list("kind", flat=True))
    assert kinds == {"award": 2, "reversal": 1}


def test_a_month_gives_no_more_than_its_limit(ready: Duties) -> None:
    given = []
    for day in (2, 5, 8, 11, 14):
        held = commands.open_round(actor=ready.cadre, now=at(8, day), hamlet=HAMLET)
        commands.score_area(actor=ready.cadre, now=at(8, day), key=uuid4(), round=held, unit=ready.unit.pk, off={})
        commands.close_round(actor=ready.cadre, now=at(8, day, 18), key=held, seed="s")
        given.append(balances(ready)[ready.homes[0].code])
    assert given == [4, 8, 12, 16, 16]
    assert balances(ready)[ready.unit.name] == 25


def test_what_is_withheld_for_want_of_goods_is_given_when_goods_come_in(ready: Duties) -> None:
    strict = [rule for rule in books_of(VILLAGE)[0].items if rule.code in {"good", "area"}]
    key = draft_rule_book(
        actor=ready.cadre,
        now=at(8, 1),
        village=VILLAGE,
        title="积分细则",
        items=strict,
        settings=BookSettings(cover_rule=CoverRule.REFUSE),
    )
    vote = Vote(date(2019, 8, 1), "纪要2", 40, 30)
    approve_rule_book(actor=ready.officer, now=at(8, 1), key=key, vote=vote, valid_from=date(2019, 8, 2))
    # 92 of 100 and an empty shop: the unit's points buy nothing and are given, those of its households wait.
    a_round(ready, {"rubbish": 8})
    assert balances(ready) == {ready.unit.name: 5}

    salt = keep_prize(actor=ready.cadre, now=at(8, 13), village=VILLAGE, prize=None, name="食盐", measure="袋", price=5)
    receive_prize(
        actor=ready.cadre,
        now=at(8, 13),
        key=uuid4(),
        prize=salt,
        quantity=100,
        value=None,
        donor="供销社",
        paper="供-1",
        day=date(2019, 8, 13),
    )
    (job,) = Job.objects.all()
    assert (job.kind, job.argument) == ("linkages.give_withheld", VILLAGE)
    steps: list[tuple[int, int]] = []
    assert settle_village(now=at(8, 13), village=VILLAGE, step=lambda *told: steps.append(told)) == len(ready.homes)
    assert steps == [(0, 1)]
    told = balances(ready)
    assert {told[home.code] for home in ready.homes} == {2}
    before = PointEntry.objects.count(), AuditEntry.objects.count()
    assert settle_village(now=at(8, 14), village=VILLAGE) == 0
    assert (PointEntry.objects.count(), AuditEntry.objects.count()) == before


def test_a_village_without_a_rule_book_scores_all_the_same(duties: Duties) -> None:
    with_areas(duties)
    with_sheet(duties)
    a_round(duties, {})
    assert not PointEntry.objects.exists()


def test_accepted_hours_of_village_work_earn_whole_times(ready: Duties) -> None:
    new = NewWork(VILLAGE, "river", "清理河道", "小桥", 100, "metres", date(2019, 8, 10), date(2019, 8, 12))
    work = commands.plan_work(actor=ready.cadre, now=at(8, 1), new=new)
    commands.fix_parts(actor=ready.cadre, now=at(8, 1), key=work, method="households")
    share = next(one for one in welfare.work(work, actor=ready.cadre).shares if one.part.unit == ready.unit.pk)
    who = ready.homes[0].householder_id
    for day, minutes in ((10, 540), (11, 210)):
        commands.note_hours(
            actor=ready.cadre, now=at(8, day, 18), share=share.key, on=date(2019, 8, day), minutes={who: minutes}
        )
    assert not PointEntry.objects.exists()
    commands.accept_part(actor=ready.officer, now=at(8, 13), share=share.key, measured=50)
    # 540 ÷ 240 = 2 whole times, 20 points; 210 minutes of the next day make none.
    assert balances(ready) == {ready.homes[0].code: 20}
    assert settle_part(now=at(8, 14), share=share.key) == 0
    assert WorkShare.objects.get(pk=share.key).accepted_at is not None


def test_who_came_to_a_meeting_earns_and_the_unit_when_more_than_half_came(ready: Duties) -> None:
    key = commands.call_meeting(
        actor=ready.head, now=at(8, 1), unit=ready.unit.pk, at=at(8, 5, 19), where="院里", agenda=("卫生",)
    )
    came = [home.pk for home in ready.homes[:3]]
    commands.keep_minutes(actor=ready.head, now=at(8, 5, 21), key=key, came=came, decisions=(), minutes="好")
    told = balances(ready)
    assert told == {**{home.code: 3 for home in ready.homes[:3]}, ready.unit.name: 6}
    assert settle_meeting(now=at(8, 6), meeting=key) == 0
    assert meetings.meetings_of(ready.unit.pk, actor=ready.head, on=date(2019, 8, 6))


def test_what_a_record_gives_is_not_claimed_as_well(ready: Duties) -> None:
    (book,) = books_of(VILLAGE)
    assert [item.may_claim for item in book.items] == [False] * len(RULES)
    assert PointFeed.objects.count() == len(RULES)


def _book(*items: PointRule) -> RuleBook:
    return RuleBook(None, VILLAGE, 1, "", BookSettings(), items, None, None, "", "")  # type: ignore[arg-type]  # no key


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_better_score_never_earns_less(one: int, other: int) -> None:
    def points(score: int) -> dict[Earner, int]:
        return {earner: told.item.points for earner, told in feeds.by_score(_book(*RULES), score).items()}

    low, high = points(min(one, other)), points(max(one, other))
    assert all(high.get(earner, 0) >= given for earner, given in low.items())


@pytest.mark.parametrize("least", [0, 101])
def test_a_round_needs_a_score_from_1_to_100(least: int) -> None:
    item = PointRule("a", _L.SANITATION, "检查", 2, "次", 0, "评分单", record=_R.ROUND, least=least)
    with pytest.raises(BadItem):
        books.checked_items([item], version=1)


def test_two_items_are_not_given_by_the_same_hours() -> None:
    items = [
        PointRule(code, _L.WELFARE, "劳动", 2, "次", 0, "工时", record=_R.WORK, least=minutes)
        for code, minutes in (("a", 60), ("b", 120))
    ]
    with pytest.raises(BadItem):
        books.checked_items(items, version=1)


def test_the_platform_gives_them_by_itself(ready: Duties) -> None:
    a_round(ready, {})
    assert set(PointEntry.objects.values_list("recorded_by", flat=True)) == {SYSTEM.key}
