"""Who handles a case: the first who has no stake in it, at the lowest level that has somebody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shihu.base.cases.types import Candidate, CaseLevel


@dataclass(frozen=True, slots=True)
class Skip:
    """Somebody, or a whole level, passed over, and why: party, household, kin, handled, conflict, none, or the
    service's own word."""

    level: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The level and the person; without one the level's role answers for it."""

    at: int
    candidate: Candidate | None
    skipped: tuple[Skip, ...]


def choose(
    levels: Sequence[CaseLevel],
    start: int,
    find: Callable[[str], Sequence[Candidate]],
    barred: Mapping[UUID, str],
) -> Choice:
    """Return who handles it from level ``start`` up. There is always an answer: the last level's role, if nobody else.

    ``barred`` tells of persons and households why they may not. Levels are asked one after the other, so that whoever
    stands above is not looked for when somebody below can do it.
    """
    skipped: list[Skip] = []
    for at in range(start, len(levels)):
        level = levels[at]
        for candidate in find(level.key):
            why = candidate.why or _why(candidate, barred)
            if not why:
                return Choice(at, candidate, tuple(skipped))
            skipped.append(Skip(level.key, candidate.name, why))
        if level.stands_empty or at == len(levels) - 1:
            return Choice(at, None, tuple(skipped))
        skipped.append(Skip(level.key, "", "none"))
    return Choice(len(levels) - 1, None, tuple(skipped))


def _why(candidate: Candidate, barred: Mapping[UUID, str]) -> str:
    for key in (candidate.person, candidate.household):
        if key is not None and key in barred:
            return barred[key]
    return ""
