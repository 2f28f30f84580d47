"""Rules of village work: parts, who may work, hours, materials."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from shihu.engines.apportionment import split_by_key
from shihu.services.linkages.errors import BadHours, BadWork, MaterialShort, TooYoung
from shihu.services.linkages.types import MEASURES, METHODS, WORK_KINDS, MoveRow, NewWork

LEAST_AGE = 18
ABLE_UNTIL = 65  # over it nobody counts as able to work; who wants may still come
SHORTEST, LONGEST = 30, 720  # minutes of a day
MOST_QUANTITY = 1_000_000


def checked_work(new: NewWork) -> NewWork:
    """Return the plan, or refuse one that nobody could carry out."""
    faults = (
        ("title", not 2 <= len(new.title) <= 60),
        ("where", not 1 <= len(new.where) <= 80),
        ("quantity", not 1 <= new.quantity <= MOST_QUANTITY),
        ("kind", new.kind not in WORK_KINDS),
        ("measure", new.measure not in MEASURES),
        ("method", new.method not in METHODS),
        ("last_day", not 0 <= (new.last_day - new.first_day).days <= 120),
        ("materials", any(not m.words or m.quantity < 1 for m in new.materials)),
    )
    for field, is_wrong in faults:
        if is_wrong:
            raise BadWork(where=field, most=MOST_QUANTITY)
    return new


def parts(quantity: int, weights: Mapping[UUID, int]) -> dict[UUID, int]:
    """Split whole trees, metres or cubic metres by weight: together exactly ``quantity``, nobody one off."""
    return split_by_key(quantity, weights)


def age(birth: date, on: date) -> int:
    """Whole years of age on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def is_able(birth: date | None, on: date) -> bool:
    """Tell whether somebody counts as able to work: 18 to 65 years old; of unknown birth not."""
    return birth is not None and LEAST_AGE <= age(birth, on) <= ABLE_UNTIL


def require_grown(name: str, birth: date | None, on: date) -> None:
    """Refuse work of minors, and of those whose birth nobody knows."""
    if birth is None or age(birth, on) < LEAST_AGE:
        raise TooYoung(name=name, least=LEAST_AGE)


def checked_minutes(minutes: int) -> int:
    """Return minutes in half hours, at most twelve hours a day; 0 takes the note away."""
    if minutes and (not SHORTEST <= minutes <= LONGEST or minutes % SHORTEST):
        raise BadHours(where="hours", most=LONGEST // 60)
    return minutes


def balance(moves: Sequence[MoveRow]) -> dict[str, int]:
    """Return what is still with the unit of each material: received less used and given back."""
    left: dict[str, int] = {}
    for move in moves:
        sign = 1 if move.kind == "received" else -1
        left[move.material] = left.get(move.material, 0) + sign * move.quantity
    return left


def require_material(moves: Sequence[MoveRow], material: str, quantity: int) -> None:
    """Refuse to use or give back more than is there."""
    there = balance(moves).get(material, 0)
    if quantity > there:
        raise MaterialShort(where="quantity", material=material, there=there)
