"""A village with money in its books, rules approved, a fund set aside, and who works with it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.replay import staged
from tests.village.people import SHANGJIAGOU, Cast

from shihu.base.accounts.commands import grant_role, open_account
from shihu.base.accounts.queries import actor_named
from shihu.base.ledger.commands import open_books, open_entity, set_approval_rule
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity, NewLine
from shihu.base.registry.commands import keep_enterprise
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.services.industry import commands
from shihu.services.industry.types.awards import (
    AwardItem,
    AwardMode,
    CheckedCount,
    Measure,
    NewApplication,
    NewAwardRule,
    NewFund,
    Paper,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRING = datetime(2019, 5, 10, 9, 0, tzinfo=SHANGHAI)
SUMMER = datetime(2019, 7, 10, 9, 0, tzinfo=SHANGHAI)
FIRST, LAST = date(2019, 6, 1), date(2019, 7, 20)
PAPER = Paper("村民会议纪要2019-5", date(2019, 5, 8))
HENS, PIGS, SHEEP = "courtyard.hens", "courtyard.pigs", "courtyard.sheep"
RULE = NewAwardRule(
    title="庭院经济奖补办法",
    mode=AwardMode.YUAN,
    items=(
        AwardItem(HENS, Measure.PIECE, 20, 1000, 60_000, "查看鸡舍、清点只数"),
        AwardItem(PIGS, Measure.HEAD, 2, 20_000, 100_000),
        AwardItem(SHEEP, Measure.PIECE, 5, 10_000, 80_000),
    ),
    household_cap=120_000,
)
_KEYS = itertools.count(1)


def key() -> str:
    """Return a key that no test has used yet."""
    return f"test-award-{next(_KEYS)}"


@dataclass(frozen=True, slots=True)
class Stage:
    """A village with a fund: ``cadre`` keeps it, ``second`` is another cadre of the village."""

    cast: Cast
    second: Actor
    book: UUID
    fund: UUID
    rule: UUID

    def apply(self, code: str, kind: str = HENS, quantity: int = 40, by: Actor | None = None) -> UUID:
        """Apply for a household on a paper that it signed."""
        new = NewApplication(code, kind, quantity, "户主")
        return commands.apply_for_award(actor=by or self.cast.cadre, now=SUMMER, fund=self.fund, new=new, key=key())

    def check(self, application: UUID, counted: int, **more: object) -> None:
        """Count as the second cadre."""
        found = CheckedCount(application, counted, **more)  # type: ignore[arg-type]
        commands.check_application(actor=self.second, now=SUMMER, found=found)

    def accepted(self, *quantities: tuple[str, int]) -> list[str]:
        """Let households of the village apply and be found right, in turn; return their codes."""
        codes = [home.code for home in self.cast.living_in(SHANGJIAGOU)[5 : 5 + len(quantities)]]
        for code, (kind, quantity) in zip(codes, quantities, strict=True):
            self.check(self.apply(code, kind, quantity), quantity)
        return codes

    def approved(self, amount: int | None = None) -> UUID:
        """Draft as the cadre, let the notice run out, approve as the second cadre; return the round."""
        made = commands.draft_awards(actor=self.cast.cadre, now=SUMMER, fund=self.fund, amount=amount)
        commands.publish_awards(actor=self.cast.cadre, now=SUMMER, key=made)
        commands.approve_awards(actor=self.second, now=AFTER_NOTICE, key=made)
        return made

    def prepared(self, made: UUID, now: datetime | None = None) -> UUID:
        """Prepare the list of everybody unpaid as the cadre."""
        return commands.prepare_award_payment(
            actor=self.cast.cadre, now=now or AFTER_NOTICE, key=made, day=AFTER_NOTICE.date(), document="发放表1"
        )


AFTER_NOTICE = SUMMER + timedelta(days=8)


@pytest.fixture
@staged
def book(cast: Cast) -> UUID:
    """The books of the village's collective, with 8,000 yuan in cash and bank."""
    return open_collective(cast, SPRING)


def open_collective(cast: Cast, now: datetime) -> UUID:
    """Open the collective's books of 尚家沟村 with 800,000 fen in the bank and the township's rule of 1,000 yuan."""
    enterprise = keep_enterprise(
        actor=cast.officer,
        now=now,
        name="尚家沟村经济合作社",
        kind="enterprise.collective",
        place=SHANGJIAGOU,
        since=date(2017, 1, 1),
    )
    new = NewEntity(EntityKind.COLLECTIVE, "尚家沟村经济合作社", SHANGJIAGOU, enterprise=enterprise)
    entity = open_entity(actor=cast.officer, now=now, new=new)
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COLLECTIVE, place="141130101", above=100_000, since=date(2019, 1, 1)
    )
    open_books(
        actor=cast.officer,
        now=now,
        entity=entity,
        cut_off=date(2018, 12, 31),
        balances=(NewLine("101", 50_000), NewLine("102", 750_000), NewLine("311", -800_000)),
        document=Document(DocumentKind.COUNT, "移交1", date(2018, 12, 31), "尚家沟村委会"),
        key=key(),
        approver=cast.cadre,
    )
    return entity


@pytest.fixture
@staged
def second(cast: Cast) -> Actor:
    """Another cadre of the village."""
    open_account(actor=SYSTEM, now=SPRING, username="second", name="尚爱国", password="a village of ten")
    grant_role(actor=SYSTEM, now=SPRING, username="second", role=Role.CADRE, scope=SHANGJIAGOU, since=date(2019, 3, 1))
    return actor_named("second", now=SPRING)


@pytest.fixture
@staged
def stage(cast: Cast, second: Actor, book: UUID) -> Stage:
    """Rules approved by the village, 5,000 yuan set aside."""
    return set_stage(cast, second, book)


def set_stage(cast: Cast, second: Actor, book: UUID, *, rule: NewAwardRule = RULE, amount: int = 500_000) -> Stage:
    """Approve the rule, open the fund, set the money aside with two persons."""
    made = commands.draft_award_rule(actor=cast.cadre, now=SPRING, village=SHANGJIAGOU, rule=rule)
    commands.approve_award_rule(actor=second, now=SPRING, key=made, paper=PAPER)
    new = NewFund(SHANGJIAGOU, "2019年庭院经济奖补", made, FIRST, LAST, 7, PAPER)
    fund = commands.open_award_fund(actor=cast.cadre, now=SPRING, new=new)
    if amount:
        commands.set_award_money_aside(
            actor=cast.cadre,
            now=SPRING,
            fund=fund,
            amount=amount,
            day=SPRING.date(),
            paper=PAPER,
            key=key(),
            approver=second,
        )
    return Stage(cast, second, book, fund, made)


Stager = Callable[..., Stage]
