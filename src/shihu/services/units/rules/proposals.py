"""Decisions about proposals on plain values: notice, standing words, establishment, what carries over, what is asked
of the next solving. docs/services/consent.md tells each with worked numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from shihu.services.units.errors import BadNotice
from shihu.services.units.types import AskingKind, OpenRequest, Said, Solving, Word

SHORTEST, LONGEST = 1, 60

Key = TypeVar("Key")


def notice_end(starts: date, days: int) -> date:
    """Return the last day of a notice; the day of publication does not count.

    >>> notice_end(date(2019, 8, 15), 7)
    datetime.date(2019, 8, 22)
    """
    if not SHORTEST <= days <= LONGEST:
        raise BadNotice(where="days", low=SHORTEST, high=LONGEST, told=days)
    return starts + timedelta(days=days)


def days_left(starts: date, ends: date, on: date) -> int:
    """Return how many days of a notice are left, today counted but not the day of publication; 0 once it has ended."""
    return max(0, min((ends - on).days + 1, (ends - starts).days))


def last_word(said: Iterable[Said], on: date) -> Said | None:
    """Return the decision that counts on a day: of those made until then the latest, on one day the last entered.

    A paper signed on Monday and entered on Friday does not undo what was decided on the phone on Wednesday.
    """
    until = [one for one in said if one.decided_on <= on]
    return max(until, key=lambda one: (one.decided_on, one.order), default=None)


def accepts(kind: AskingKind, said: Iterable[Said], on: date) -> bool:
    """Tell whether a household accepts on a day. Silence is no acceptance, except of who stays where it sits."""
    last = last_word(said, on)
    return last.word is Word.ACCEPT if last is not None else kind is AskingKind.STAYS


def is_agreed(members: Sequence[tuple[AskingKind, Sequence[Said]]], on: date) -> bool:
    """Tell whether every member's acceptance stands on a day. A unit of nobody is not agreed."""
    return bool(members) and all(accepts(kind, said, on) for kind, said in members)


def may_stand(ends: date, on: date, members: Sequence[tuple[AskingKind, Sequence[Said]]]) -> bool:
    """Tell whether a unit may be established on a day: the notice has ended, and every member's acceptance stands."""
    return on > ends and is_agreed(members, on)


def successors(before: Mapping[Key, Collection[str]], after: Mapping[Key, Collection[str]]) -> dict[Key, Key]:
    """Return new unit -> old unit where one goes on as the other: more than half of each sit in both.

    At most one old unit can have more than half of a new one, and the other way round, so that no tie arises.

    >>> successors({"A": {"1", "2", "3"}}, {"B": {"1", "2", "4"}, "C": {"3"}})
    {'B': 'A'}
    """
    found: dict[Key, Key] = {}
    for new, now in after.items():
        for old, then in before.items():
            both = len(set(now) & set(then))
            if 2 * both > len(now) and 2 * both > len(then):
                found[new] = old
    return found


def carried(
    before: Mapping[Key, Collection[str]], after: Mapping[Key, Collection[str]], accepted: Collection[str]
) -> dict[str, AskingKind]:
    """Return whose acceptance carries over into a proposal solved again, and how.

    ``KEPT`` sits with exactly the same households; ``TOLD`` stays in a unit that goes on while others of it changed.
    Everybody else is asked, also who accepted a unit that does not go on.
    """
    goes_on = successors(before, after)
    found = {}
    for new, old in goes_on.items():
        kind = AskingKind.KEPT if set(after[new]) == set(before[old]) else AskingKind.TOLD
        for household in set(after[new]) & set(before[old]) & set(accepted):
            found[household] = kind
    return found


def to_solve(
    requests: Sequence[OpenRequest], units: Mapping[UUID, Collection[str]], agreed: Collection[UUID]
) -> Solving:
    """Return what to solve again from.

    Who declines is left out. Who asks for a unit is pinned there, who asks for a partner is kept with it. Agreed units
    are locked unless somebody asks to come into one of them: then it stays open, and few moves keep it together.
    """
    seat = {household: unit for unit, members in units.items() for household in members}
    out = {r.code: r.reason for r in requests if r.word is Word.DECLINE}
    asks = [r for r in requests if r.word is Word.ASK]
    pinned = {r.code: r.wanted_unit for r in asks if r.wanted_unit is not None and r.wanted_unit in units}
    together = tuple(
        (r.code, r.wanted_partner)
        for r in asks
        if r.wanted_partner and r.code not in pinned and r.wanted_partner not in out
    )
    opened = {*pinned.values(), *(seat[partner] for _code, partner in together if partner in seat)}
    helped = {*pinned, *(code for code, _partner in together)}
    return Solving(
        locked=tuple(unit for unit in units if unit in agreed and unit not in opened),
        pinned=pinned,
        together=together,
        left_out=out,
        by_hand=tuple(r.code for r in asks if r.code not in helped),
    )
