"""A sale on credit: 7,632.00 and 3,800.00 yuan of goods to a food factory that has an account."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest
from tests.replay import staged
from tests.services.industry.advances.conftest import Supplied3, made_supplied
from tests.services.industry.conftest import Farm

from shihu.base.ledger.commands import open_entity
from shihu.base.ledger.types import EntityKind, NewEntity
from shihu.base.registry.commands import keep_enterprise
from shihu.services.industry import commands

DUE = date(2019, 8, 10)


@dataclass(frozen=True, slots=True)
class OnCredit:
    """The farm after a sale that the buyer owes."""

    supplied: Supplied3
    sale: UUID
    buyer: UUID  # its account
    enterprise: UUID
    total: int

    @property
    def farm(self) -> Farm:
        return self.supplied.farm


@pytest.fixture
@staged
def on_credit(farm: Farm, now: datetime) -> OnCredit:
    supplied, officer = made_supplied(farm, now), farm.cast.officer
    name, place = "康城食品厂", "141130101"
    enterprise = keep_enterprise(
        actor=officer, now=now, name=name, kind="enterprise.company", place=place, since=date(2015, 1, 1)
    )
    new = NewEntity(EntityKind.ENTERPRISE, name, place, enterprise=enterprise)
    party = open_entity(actor=officer, now=now, new=new)
    asked = supplied.sale(on_credit=True, due=DUE, enterprise=enterprise, buyer=name)
    done = commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=asked)
    return OnCredit(supplied, done.sale, party, enterprise, done.total)
