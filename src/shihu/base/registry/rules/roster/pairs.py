"""Two records that may be one person: found by blocking, so that work grows with the rows, not their square.

Three blocks: the same ID number; the same name and phone; the same hamlet, a name that reads nearly the
same (at most one letter of pinyin apart), and birth dates within a year. For the last, names are filed
under every reading with one letter left out, so that near readings meet without comparing all with all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from shihu.base.registry.rules.people import reading
from shihu.base.registry.types.imports import Known, Pair, PairKind
from shihu.base.registry.types.roster import RosterHousehold
from shihu.kernel.identity import mask

_YEAR = 366
# A block larger than this is a common name in a large hamlet; its pairs would be noise.
_LARGEST_BLOCK = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One person as the comparison needs it; ``index`` stands for the ID number (itself or its blind index)."""

    known: Known
    hamlet: str
    index: str


def records(households: Iterable[RosterHousehold]) -> list[Record]:
    """Return the persons of a roster."""
    return [
        Record(
            Known(
                member.name,
                household.code,
                household.hamlet,
                member.birth,
                member.phone,
                mask(member.id_number) if member.id_number else "",
                member.where,
            ),
            household.hamlet,
            member.id_number,
        )
        for household in households
        for member in household.members
    ]


def within(households: Sequence[RosterHousehold]) -> tuple[Pair, ...]:
    """Return the doubtful pairs inside one file. The same ID number twice is a fault already, not a doubt."""
    found = records(households)
    unnumbered = [record for record in found if not record.index]
    pairs = {pair.key: pair for pair in _pairs(unnumbered, found)}
    return tuple(pairs.values())


def across(left: Sequence[Record], right: Sequence[Record]) -> tuple[Pair, ...]:
    """Return the doubtful pairs between a file and the registry.

    Two sound ID numbers that differ are two people: only those matter where one side has none.
    """
    pairs = {pair.key: pair for pair in _pairs([one for one in left if not one.index], right)}
    pairs |= {pair.key: pair for pair in _pairs(left, [other for other in right if not other.index])}
    return tuple(pairs.values())


def _pairs(left: Sequence[Record], right: Sequence[Record]) -> Iterator[Pair]:
    if not left or not right:
        return
    hamlets = {record.hamlet for record in left} & {record.hamlet for record in right}
    for kind, of_left, of_right in (
        (PairKind.NAME_PHONE, _by_phone(left), _by_phone(right)),
        (PairKind.NAME_NEAR, _by_sound(left, hamlets), _by_sound(right, hamlets)),
    ):
        for key in of_left.keys() & of_right.keys():
            ones, others = of_left[key], of_right[key]
            if len(ones) * len(others) > _LARGEST_BLOCK**2:
                continue
            for one in ones:
                for other in others:
                    if one is not other and _doubtful(one, other, kind):
                        yield _pair(kind, one, other)


def _by_phone(rows: Iterable[Record]) -> dict[tuple[str, ...], list[Record]]:
    blocks: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for row in rows:
        if row.known.phone:
            blocks[row.known.name, row.known.phone].append(row)
    return blocks


def _by_sound(rows: Iterable[Record], hamlets: set[str]) -> dict[tuple[str, ...], list[Record]]:
    blocks: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for row in rows:
        if row.known.birth is not None and row.hamlet in hamlets:
            for form in _forms(row.known.name):
                blocks[row.hamlet, form].append(row)
    return blocks


@lru_cache(maxsize=200_000)
def _forms(name: str) -> frozenset[str]:
    """The reading of a name, and that reading with each one letter left out."""
    read = _read(name)
    return frozenset((read, *(read[:i] + read[i + 1 :] for i in range(len(read)))))


@lru_cache(maxsize=200_000)
def _read(name: str) -> str:
    return reading(name).pinyin


def _doubtful(one: Record, other: Record, kind: PairKind) -> bool:
    if kind is PairKind.NAME_PHONE:
        return True
    return (
        _near_days(one.known.birth, other.known.birth)
        and _near(_read(one.known.name), _read(other.known.name))
        # Brothers and sisters of one household have names that sound alike.
        and (one.known.household != other.known.household or one.known.name == other.known.name)
    )


def _near_days(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= _YEAR


def _near(one: str, other: str) -> bool:
    """Tell whether two readings are at most one letter apart: one more, one less, or one different."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    rest = shorter[start:] if len(shorter) < len(longer) else shorter[start + 1 :]
    return rest == longer[start + 1 :]


def _pair(kind: PairKind, one: Record, other: Record) -> Pair:
    # Inside a file the earlier row stands on the left; the key is the same whichever was found first.
    if not other.known.person and one.known.where > other.known.where:
        one, other = other, one
    said = f"{one.known.where}|{other.known.person or other.known.where}"
    return Pair(sha256(said.encode()).hexdigest()[:16], kind, one.known, other.known)
