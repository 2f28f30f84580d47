"""Checks of single facts as they are typed: each returns the fact as it is kept or refuses."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from shihu.base.registry.errors import (
    BadChoice,
    BadDate,
    BadLand,
    BadLocation,
    BadName,
    BadPhone,
    BadTerm,
    BirthDoesNotFit,
)
from shihu.base.registry.rules.people import plain_phone
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.identity import ResidentId

EARLIEST = date(1880, 1, 1)
MOST_LAND = Decimal("99999.99")
SEXES = frozenset({"male", "female", "unknown"})


def name(given: str, *, longest: int = 40) -> str:
    """Return a name without outer blanks."""
    text = " ".join(given.split())
    if not 1 <= len(text) <= longest:
        raise BadName(where="name")
    return text


def phone(given: str) -> str:
    """Return a phone number as it is kept; empty when none is given."""
    if not given.strip():
        return ""
    kept = plain_phone(given)
    if not 7 <= len(kept.removeprefix("+")) <= 15:
        raise BadPhone(where="phone", given=given)
    return kept


def land(given: Decimal | None) -> Decimal | None:
    """Return an area in mu with at most two decimals."""
    if given is None:
        return None
    if not given.is_finite() or not 0 <= given <= MOST_LAND or given != round(given, 2):
        raise BadLand(where="land_mu")
    return round(given, 2)


def location(lon: float | None, lat: float | None) -> tuple[float | None, float | None]:
    """Return a point in China, or no point; half a point is refused."""
    if lon is None and lat is None:
        return None, None
    if lon is None or lat is None or not (73 <= lon <= 136 and 3 <= lat <= 54):
        raise BadLocation(where="lon")
    return lon, lat


def sex(given: str) -> str:
    """Return one of the three words."""
    if given not in SEXES:
        raise BadChoice(where="sex", given=given)
    return given


def day(given: date, *, first: date, last: date, where: str = "day") -> date:
    """Return a day between two others, both included."""
    if not first <= given <= last:
        raise BadDate(where=where, day=given, first=first, last=last)
    return given


def term(given: str | None, vocabulary: str, *, on: date, terms: Mapping[str, TermRow], where: str) -> str | None:
    """Return a term key of the vocabulary that is in force on the day; nothing stays nothing."""
    if not given:
        return None
    found = terms.get(given)
    if found is None or found.vocabulary != vocabulary or not found.holds_on(on):
        raise BadTerm(where=where, given=found.name_zh if found else given, day=on)
    return given


def chosen(given: Sequence[str], vocabulary: str, *, on: date, terms: Mapping[str, TermRow], where: str) -> list[str]:
    """Return several terms of one vocabulary in the order given, each once."""
    return [t for t in dict.fromkeys(given) if term(t, vocabulary, on=on, terms=terms, where=where)]


def fitting(known: ResidentId, *, birth: date | None, sex: str) -> tuple[date, str]:
    """Return birth date and sex as the ID number tells them; refuse if something else was entered."""
    told = "male" if known.is_male else "female"
    if (birth is not None and birth != known.birth) or sex not in {"unknown", told}:
        raise BirthDoesNotFit(where="birth" if birth is not None and birth != known.birth else "sex")
    return known.birth, told
