"""What goes into and comes out of the collection of wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shihu.base.registry.types import HouseholdNow


class AnswerWay(StrEnum):
    """How an answer came in."""

    PHONE = "phone"
    CADRE = "cadre"
    PAPER = "paper"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Answering:
    """A household's answer on its way in. Partners are household codes; ``refuses`` None leaves them as they are."""

    household: str
    version: int
    way: AnswerWay
    answered_on: date
    wishes: tuple[str, ...]
    prefers: tuple[str, ...] = ()
    refuses: tuple[str, ...] | None = None
    willing: bool | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The last answer of a household."""

    way: str
    answered_on: date
    entered_name: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class HouseholdAsked:
    """One household in the progress of asking; ``last`` is None while it is still to be asked."""

    household: HouseholdNow
    form: str  # code of its paper form
    last: Answered | None


@dataclass(frozen=True, slots=True)
class PlaceProgress:
    """How far the asking has come in one place."""

    place: str
    name: str
    name_en: str
    households: int
    ways: Mapping[str, int]  # way -> households whose last answer came by it

    @property
    def answered(self) -> int:
        """Number of households that have answered."""
        return sum(self.ways.values())


@dataclass(frozen=True, slots=True)
class SheetLoaded:
    """What loading a sheet of answers did."""

    answered: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What an own household's page needs: what the registry has, and the last answer."""

    key: UUID
    code: str
    hamlet: str
    householder: str
    version: int
    wishes: tuple[str, ...]
    prefers: tuple[str, ...]  # codes
    refuses: tuple[str, ...]  # codes
    willing: bool
    last: Answered | None
    may_answer: bool
    sees_private: bool
    neighbours: Sequence[tuple[str, str]]  # (what is typed, code), own hamlet first
    form: str
    next_code: str = ""  # the next household of the hamlet that is still to be asked
    hamlet_name: str = ""
    hamlet_name_en: str = ""
    street: str = ""
