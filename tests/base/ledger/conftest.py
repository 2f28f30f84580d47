"""Books of a corner of the township: a collective, a cooperative, a fund, two households, and who works with them."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest
from tests.base.registry.conftest import (
    HAMLET,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    add,
    auditor,
    cadre,
    colleague,
    officer,
    places,
    somebody,
)

from shihu.base.ledger.commands import household_account, open_entity, post, set_approval_rule
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity, NewEntry, NewLine, Recorded
from shihu.base.registry.commands import keep_enterprise
from shihu.base.registry.types import Outcome
from shihu.kernel.actors import Actor, Role

__all__ = ["add", "auditor", "cadre", "colleague", "officer", "places"]

PAPER = Document(DocumentKind.RECEIPT, "收据0012", date(2019, 7, 1), "尚家沟村委会")
_KEYS = itertools.count(1)
Books = Callable[..., Recorded]


def key() -> str:
    """Return a key that no test has used yet."""
    return f"test-key-{next(_KEYS)}"


def entry(book: UUID, *lines: tuple[str, int] | NewLine, on: date = date(2019, 7, 1), **more: object) -> NewEntry:
    """Return an entry of (account, fen) pairs; anything else by keyword."""
    given: dict[str, object] = {"summary": "出菇棚租金", "document": PAPER, "key": key(), **more}
    made = tuple(line if isinstance(line, NewLine) else NewLine(*line) for line in lines)
    return NewEntry(entity=book, date=on, lines=made, **given)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Town:
    """The keys of the books."""

    collective: UUID
    cooperative: UUID
    fund: UUID
    other: UUID
    zhao: UUID
    yao: UUID


@pytest.fixture
def second(places: None) -> Actor:
    """Another cadre of the same village."""
    return somebody(Role.CADRE, VILLAGE, 22)


@pytest.fixture
def banker(places: None) -> Actor:
    return somebody(Role.BANKER, TOWN, 23)


@pytest.fixture
def town(officer: Actor, add: Callable[..., Outcome], now: datetime) -> Town:
    """Open the books; nothing is in them."""

    def organisation(name: str, kind: str, place: str) -> UUID:
        return keep_enterprise(
            actor=officer, now=now, name=name, kind=f"enterprise.{kind}", place=place, since=date(2018, 1, 1)
        )

    def opened(kind: EntityKind, name: str, place: str, enterprise: UUID | None = None) -> UUID:
        return open_entity(actor=officer, now=now, new=NewEntity(kind, name, place, enterprise=enterprise))

    collective = organisation("尚家沟村股份经济合作社", "collective", VILLAGE)
    cooperative = organisation("尚家沟食用菌专业合作社", "cooperative", VILLAGE)
    other = organisation("田家洼村股份经济合作社", "collective", OTHER_VILLAGE)
    homes = [add((name, "householder"), hamlet=HAMLET).household for name in ("赵二虎", "姚福海")]
    zhao, yao = (household_account(actor=officer, now=now, code=code) for code in homes)
    return Town(
        collective=opened(EntityKind.COLLECTIVE, "尚家沟村股份经济合作社", VILLAGE, collective),
        cooperative=opened(EntityKind.COOPERATIVE, "尚家沟食用菌专业合作社", VILLAGE, cooperative),
        fund=opened(EntityKind.TOWNSHIP_FUND, "康城镇产业资金", TOWN),
        other=opened(EntityKind.COLLECTIVE, "田家洼村股份经济合作社", OTHER_VILLAGE, other),
        zhao=zhao,
        yao=yao,
    )


@pytest.fixture
def rule(officer: Actor, now: datetime) -> int:
    """Above 5,000 yuan a second person must look, in collectives of the township from 2019 on."""
    set_approval_rule(
        actor=officer, now=now, kind=EntityKind.COLLECTIVE, place=TOWN, above=500_000, since=date(2019, 1, 1)
    )
    return 500_000


@pytest.fixture
def book(cadre: Actor, town: Town, now: datetime) -> Books:
    """Book (account, fen) pairs into the collective's books as the cadre."""

    def one(*lines: tuple[str, int] | NewLine, **more: object) -> Recorded:
        return post(actor=cadre, now=now, entry=entry(town.collective, *lines, **more))  # type: ignore[arg-type]

    return one
