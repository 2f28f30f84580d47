"""A season with money and deliveries, and a voted rule, ready to be settled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.replay import staged
from tests.services.industry.conftest import Farm

from shihu.base.ledger.commands import post
from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
from shihu.services.industry import commands
from shihu.services.industry.models import Lot, Sale, SaleLine
from shihu.services.industry.rules import lots as weights
from shihu.services.industry.rules.tags import advance_tag, season_tag
from shihu.services.industry.types import Terms, Variant

TERMS = Terms(Variant.COOPERATIVE, reserve=100, patronage=700)
SOLD_ON = date(2019, 8, 2)


@dataclass(frozen=True, slots=True)
class Ready:
    """The farm with 1,000.00 earned, 200.00 spent, and three households that delivered 60, 30 and 10 kg at 7 yuan."""

    farm: Farm
    now: datetime

    def book(self, key: str, *lines: NewLine, day: date = SOLD_ON) -> None:
        """Book lines as the cadre."""
        paper = Document(DocumentKind.RECEIPT, key, day, "合作社")
        entry = NewEntry(self.farm.book, day, key, lines, paper, f"test:{key}")
        post(actor=self.farm.cast.cadre, now=self.now, entry=entry)

    def draft(self) -> UUID:
        return commands.draft_settlement(actor=self.farm.cast.cadre, now=self.now, season=self.farm.season)

    def publish(self, key: UUID, days: int = 7) -> None:
        commands.publish_settlement(actor=self.farm.cast.cadre, now=self.now, key=key, days=days)

    def approve(self, key: UUID, *, after: int = 8) -> None:
        commands.approve_settlement(actor=self.farm.cast.officer, now=self.later(after), key=key)

    def booked(self) -> UUID:
        """A settlement that was drafted, published and approved."""
        key = self.draft()
        self.publish(key)
        self.approve(key)
        return key

    def later(self, days: int) -> datetime:
        return self.now + timedelta(days=days)


def sold(farm: Farm, now: datetime, at: int, kilograms: str, price: int = 700) -> SaleLine:
    """A delivery of the household number ``at``, sold whole. The books of it are the test's own."""
    [key] = commands.weigh(
        actor=farm.cast.cadre, now=now, season=farm.season, lots=[farm.lot(at, kilograms, f"lot {at} {kilograms}")]
    )
    lot = Lot.objects.get(pk=key)
    sale = Sale.objects.create(
        season_id=farm.season,
        buyer="太原客商",
        sold_on=SOLD_ON,
        paper="1",
        total=weights.amount(lot.grams, price),
        entry=uuid4(),
        key=f"sale {key}",
        recorded_by="x",
        recorded_at=now,
    )
    return SaleLine.objects.create(
        sale=sale, lot=lot, grams=lot.grams, price=price, amount=weights.amount(lot.grams, price)
    )


@pytest.fixture
@staged
def ready(farm: Farm, now: datetime) -> Ready:
    """Everything that a settlement stands on."""
    return made_ready(farm, now)


def made_ready(farm: Farm, now: datetime) -> Ready:
    """Book the season's money, weigh and sell, vote the rule."""
    made = Ready(farm, now)
    tag = season_tag(farm.season)
    made.book("sales", NewLine("102", 100_000), NewLine("501", -100_000, tag=tag))
    made.book("costs", NewLine("521", 20_000, tag=tag), NewLine("102", -20_000))
    for at, kilograms in enumerate(("60", "30", "10")):
        sold(farm, now, at, kilograms)
    commands.vote_terms(
        actor=farm.cast.cadre,
        now=now,
        book=farm.book,
        terms=TERMS,
        paper="成员大会纪要2019-2",
        voted_on=date(2019, 3, 5),
        since=date(2019, 3, 5),
    )
    return made


@pytest.fixture
def advanced(ready: Ready) -> Callable[[int, int], None]:
    """Supply inputs on credit to the household number ``at``."""

    def supply(at: int, amount: int) -> None:
        tag = advance_tag(ready.farm.season)
        line = NewLine("114", amount, ready.farm.parties[at], tag=tag)
        ready.book(f"advance {at}", line, NewLine("121", -amount))

    return supply
