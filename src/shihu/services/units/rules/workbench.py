"""Decisions about changes by hand on plain values: what is held, what may be dropped, what is undone next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shihu.services.units.errors import (
    HeldAlready,
    HouseholdPinned,
    NotHeld,
    NothingToRedo,
    NothingToUndo,
    NotInDraft,
    PairTied,
    RulesForbid,
    SameUnit,
    SizeNeedsReason,
    UnitEmptied,
    UnitLocked,
    UnknownUnit,
)
from shihu.services.units.types import SEATING, Act, Edit, Holds, Wanted

LONGEST_REASON = 200
INVERSE = {Act.LOCK: Act.UNLOCK, Act.PIN: Act.UNPIN, Act.TIE: Act.UNTIE}
INVERSE |= {undoing: act for act, undoing in INVERSE.items()}


def pair(one: str, other: str) -> tuple[str, str]:
    """Return two codes as a pair, whichever was named first."""
    return (one, other) if one <= other else (other, one)


def piles(edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Return (done, undone): the changes in force, the last one last, and those to do again, the next one first."""
    own = [edit for edit in edits if edit.act not in {Act.UNDO, Act.REDO}]
    return [e for e in own if e.state == "done"], [e for e in own if e.state == "undone"]


def next_of(edits: Sequence[Edit], act: Act) -> Edit:
    """Return the change that an undo or a redo concerns, or refuse where there is none."""
    done, undone = piles(edits)
    if act is Act.UNDO:
        if not done:
            raise NothingToUndo
        return done[-1]
    if not undone:
        raise NothingToRedo
    return undone[0]


def holds_of(edits: Sequence[Edit], start: Holds) -> Holds:
    """Return what is held once all changes that are in force were made, beginning with ``start``."""
    held = start
    for edit in piles(edits)[0]:
        held = held_after(held, edit)
    return held


def held_after(held: Holds, edit: Edit) -> Holds:
    """Return what is held after one change."""
    locked, pinned, tied = set(held.locked), dict(held.pinned), set(held.tied)
    both = pair(edit.household, edit.other)
    if edit.act is Act.LOCK and edit.unit:
        locked.add(edit.unit)
    elif edit.act is Act.UNLOCK and edit.unit:
        locked.discard(edit.unit)
    elif edit.act is Act.PIN and edit.unit:
        pinned[edit.household] = edit.unit
    elif edit.act is Act.UNPIN:
        pinned.pop(edit.household, None)
    elif edit.act is Act.TIE:
        tied.add(both)
    elif edit.act is Act.UNTIE:
        tied.discard(both)
    return Holds(frozenset(locked), pinned, frozenset(tied))


def seats_after(seats: Mapping[str, UUID], edit: Edit) -> dict[str, UUID]:
    """Return who sits where after a move or an exchange."""
    after = dict(seats)
    if edit.act is Act.MOVE and edit.unit:
        after[edit.household] = edit.unit
    elif edit.act is Act.EXCHANGE:
        after[edit.household], after[edit.other] = seats[edit.other], seats[edit.household]
    return after


def seats_before(seats: Mapping[str, UUID], edit: Edit) -> dict[str, UUID]:
    """Return who sat where before a move or an exchange."""
    if edit.act is Act.MOVE and edit.origin:
        return {**seats, edit.household: edit.origin}
    return seats_after(seats, edit)  # an exchange is its own inverse


def moved_by_hand(seats: Mapping[str, UUID], done: Sequence[Edit]) -> dict[str, Edit]:
    """Return who sits where somebody put them by hand, each with the last change that did it.

    Whoever was put back into the unit that they were drawn into counts as not moved.
    """
    last: dict[str, Edit] = {}
    drawn: dict[str, UUID | None] = {}
    for edit in done:
        if edit.act not in SEATING:
            continue
        drawn.setdefault(edit.household, edit.origin)
        if edit.other:
            drawn.setdefault(edit.other, edit.unit)
        last |= {code: edit for code in (edit.household, edit.other) if code}
    return {code: edit for code, edit in last.items() if seats.get(code) != drawn[code]}


def completed(wanted: Wanted, seats: Mapping[str, UUID], units: Collection[UUID], names: Mapping[str, str]) -> Edit:
    """Return what is asked for as a change, every name checked: household and unit are of this draft.

    An exchange goes to the partner's unit, a pin to the own one, whatever unit was told.
    """
    unit, origin = wanted.unit, None
    if wanted.act not in {Act.LOCK, Act.UNLOCK}:
        named = (wanted.household, wanted.other) if wanted.act in {Act.EXCHANGE, Act.TIE} else (wanted.household,)
        for code in named:
            if code not in seats:
                raise NotInDraft(where="household", household=names.get(code, code) or "—")
        origin = seats.get(wanted.household)
    if wanted.act in {Act.EXCHANGE, Act.TIE, Act.UNTIE}:
        unit = seats.get(wanted.other) if wanted.act is Act.EXCHANGE else None
        if wanted.household == wanted.other:
            raise SameUnit(where="other", household=names.get(wanted.household, wanted.household))
    elif wanted.act in {Act.PIN, Act.UNPIN}:
        unit = origin
    elif unit not in units:
        raise UnknownUnit(where="unit")
    if wanted.act in SEATING and unit == origin:
        raise SameUnit(where="unit", household=names.get(wanted.household, wanted.household))
    if wanted.act is Act.MOVE and sum(seat == origin for seat in seats.values()) == 1:
        raise UnitEmptied(where="household")
    other = wanted.other if wanted.act in {Act.EXCHANGE, Act.TIE, Act.UNTIE} else ""
    return Edit(0, wanted.act, wanted.household, unit, other, origin if wanted.act in SEATING else None)


@dataclass(frozen=True, slots=True)
class Named:
    """What a refusal calls households (by code) and units (by key)."""

    households: Mapping[str, str]
    units: Mapping[UUID, str]

    def household(self, code: str) -> str:
        """The householder's name; the code where there is none."""
        return self.households.get(code, code)

    def unit(self, key: UUID | None) -> str:
        """The unit's name."""
        return self.units.get(key, "") if key else ""


def require_free(edit: Edit, held: Holds, seats: Mapping[str, UUID], named: Named) -> None:
    """Refuse a change that what is held forbids. Everybody sees what is held, so that each is named."""
    if edit.act in SEATING:
        _require_loose(edit, held, seats, named)
        return
    _require_change(edit, held)
    after = held_after(held, edit)
    if edit.act in {Act.TIE, Act.LOCK, Act.PIN}:
        for one, other in sorted(after.tied):
            _require_reachable(one, other, after, seats, named)


def _require_loose(edit: Edit, held: Holds, seats: Mapping[str, UUID], named: Named) -> None:
    for unit in (edit.origin, edit.unit):
        if unit in held.locked:
            raise UnitLocked(where="unit", unit=named.unit(unit))
    going = {edit.household, edit.other} - {""}
    for code in sorted(going & held.pinned.keys()):
        raise HouseholdPinned(where="household", household=named.household(code))
    after = seats_after(seats, edit)
    for one, other in sorted(held.tied):
        if {one, other} & going and seats[one] == seats[other] and after[one] != after[other]:
            raise PairTied(where="household", household=named.household(one), other=named.household(other))


def _require_change(edit: Edit, held: Holds) -> None:
    is_held = {
        Act.LOCK: edit.unit in held.locked,
        Act.PIN: edit.household in held.pinned,
        Act.TIE: pair(edit.household, edit.other) in held.tied,
    }
    if edit.act in is_held:
        if is_held[edit.act]:
            raise HeldAlready
    elif not is_held[INVERSE[edit.act]]:
        raise NotHeld


def _require_reachable(one: str, other: str, held: Holds, seats: Mapping[str, UUID], named: Named) -> None:
    """Two who are to share a unit must be able to: a locked unit or two pins would keep them apart for good."""
    if one not in seats or other not in seats or seats[one] == seats[other]:
        return
    for unit in (seats[one], seats[other]):
        if unit in held.locked:
            raise UnitLocked(where="unit", unit=named.unit(unit))
    if one in held.pinned and other in held.pinned:
        raise HouseholdPinned(where="household", household=named.household(one))


def require_lawful(
    broken: Collection[str], *, may_allow: bool, confirms: bool, reason: str, low: int, high: int
) -> None:
    """Refuse a change of seats that breaks a rule.

    A size outside the rule is soft: the officer (``may_allow``) confirms it with a reason that is kept. Everything
    else is hard. Whoever may not see refusals is told nothing of which rule it is: the named ones would tell the last.
    """
    if not broken:
        return
    if set(broken) != {"size"} or not may_allow:
        raise RulesForbid(where="unit", rules=sorted(broken) if may_allow else [])
    if not confirms or not reason.strip():
        raise SizeNeedsReason(where="reason", low=low, high=high)
