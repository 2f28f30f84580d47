"""The mushroom cooperative with a share book of four members, 姚福海 and 赵二虎 among them with their phones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.replay import staged
from tests.services.industry.conftest import Farm, made_farm
from tests.village.people import Cast

from shihu.services.industry import commands
from shihu.services.industry.models import ShareBook
from shihu.services.industry.queries.shares.holdings import held
from shihu.services.industry.types import Answer, Basis, Factor, Holding, NewContribution, NewPrice, NewShareBook

TODAY = date(2019, 8, 15)
PAR = 10_000
PRICES = (
    NewPrice(Factor.LAND, "水浇地", Basis.MU_YEAR, 51_000),
    NewPrice(Factor.LABOUR, "制棒工", Basis.DAY, 12_000),
    NewPrice(Factor.SKILL, "制种技术", Basis.ITEM, 300_000),
    NewPrice(Factor.EQUIPMENT, "拌料机", Basis.ITEM, 1_250_000),
)


@dataclass(frozen=True, slots=True)
class Shares:
    """A share book, and short ways to act on it as the cadre."""

    farm: Farm
    book: UUID
    now: datetime

    @property
    def cast(self) -> Cast:
        return self.farm.cast

    @property
    def yao(self) -> str:
        return self.farm.codes[0]

    @property
    def zhao(self) -> str:
        return self.farm.codes[1]

    def key(self, code: str) -> UUID:
        return self.farm.households[self.farm.codes.index(code)]

    def holding(self, code: str) -> Holding:
        return self.all().get(self.key(code), Holding())

    def all(self) -> dict[UUID | None, Holding]:
        return held([ShareBook.objects.get(pk=self.book)], on=self.now.date() + timedelta(days=3650))[self.book]

    def propose(self, **more: object) -> UUID:
        given: dict[str, object] = {
            "title": "2019年折价表",
            "method": "照近三年流转价，户代表评议。",
            "prices": PRICES,
            "vote_until": TODAY + timedelta(days=7),
            "valid_from": TODAY,
        }
        return commands.propose_valuation(actor=self.cast.cadre, now=self.now, book=self.book, **{**given, **more})  # type: ignore[arg-type] # one of several keywords

    def count(self, key: UUID, answers: dict[str, Answer]) -> None:
        """Enter papers."""
        names = [self.cast.of("姚福海").members[0].name, self.cast.of("赵二虎").members[0].name]
        commands.enter_valuation_papers(
            actor=self.cast.cadre,
            now=self.now,
            key=key,
            sheet="票1",
            tellers=names,
            answers={self.key(code): answer for code, answer in answers.items()},
        )

    def voted(self, **more: object) -> UUID:
        """Propose a table, let everybody say yes, close."""
        key = self.propose(**more)
        self.count(key, dict.fromkeys(self.farm.codes, Answer.YES))
        assert commands.close_valuation(actor=self.cast.cadre, now=self.now, key=key)
        return key

    def give(self, code: str, factor: Factor, key: str, **more: object) -> UUID:
        given: dict[str, object] = {"paper": "入1", "item": ""}
        if factor is Factor.LAND:
            given |= {"item": "水浇地", "parcel": f"沟口{key}", "since": TODAY, "until": date(2024, 8, 15)}
        new = NewContribution(code=code, factor=factor, key=f"key-{key}", **{**given, **more})  # type: ignore[arg-type] # one of several keywords
        return commands.contribute(actor=self.cast.cadre, now=self.now, book=self.book, new=new)

    def pay_in(self, code: str, fen: int, key: str) -> UUID:
        return self.give(code, Factor.MONEY, key, amount=fen)

    def issue(self, *keys: UUID) -> int:
        return commands.issue_shares(actor=self.cast.cadre, now=self.now, book=self.book, keys=keys)


@pytest.fixture
def make(cast: Cast, now: datetime) -> Callable[..., Shares]:
    def made(**more: object) -> Shares:
        farm = made_farm(cast, now, ("姚福海", "赵二虎"))
        new = NewShareBook(farm.book, PAR, "章程第八条", codes=farm.codes, **more)  # type: ignore[arg-type] # one of several keywords
        return Shares(farm, commands.open_share_book(actor=cast.cadre, now=now, new=new), now)

    return made


@pytest.fixture
@staged
def shares(make: Callable[..., Shares]) -> Shares:
    """Four members, 100 yuan a share, two thirds and two thirds."""
    return make()


@pytest.fixture
@staged
def issued(shares: Shares) -> Shares:
    """姚福海: 3.35 mu for five years and 1,045.50 yuan; 赵二虎: 2,000 yuan and 20 days."""
    shares.voted()
    keys = [
        shares.give(shares.yao, Factor.LAND, "a", quantity=Decimal("3.35")),
        shares.pay_in(shares.yao, 104_550, "b"),
        shares.pay_in(shares.zhao, 200_000, "c"),
        shares.give(shares.zhao, Factor.LABOUR, "d", item="制棒工", quantity=Decimal(20)),
    ]
    shares.issue(*keys)
    return shares
