"""Decisions about charters on plain values: blanks, differences, and when a version is in force."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from shihu.services.units.errors import BadBlank, BadClause, NoClauses, UnknownBlank
from shihu.services.units.types import (
    Blank,
    Burden,
    Clause,
    ClauseChange,
    Force,
    Piece,
    SeatSpan,
    SignedVersion,
    Value,
)

# What each unit fills in. The word stands in the clause's text; the bounds are those of a voluntary undertaking.
BLANKS = (
    Blank("unit_name", "单元名称", "name"),
    Blank("duty_area", "责任区", "text", 1, 60),
    Blank("meeting_day", "会议日", "day", 1, 28),
    Blank("labour_days", "义务工天数", "days", 0, 30),
    Blank("dues", "会费", "yuan", 0, 100_000),  # fen
    Blank("exit_notice", "退出预告天数", "days", 0, 180),
)
_BY_WORD = {blank.word: blank for blank in BLANKS}
_BY_KEY = {blank.key: blank for blank in BLANKS}
_BLANK = re.compile(r"【([^【】]*)】")


def yuan(fen: int) -> str:
    """Return fen as yuan with two places: 2000 -> 20.00."""
    return f"{fen // 100}.{fen % 100:02d}"


def checked_clauses(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses that are filled, or refuse naming the number of the clause at fault. One at least."""
    kept = checked_own(clauses)
    if not kept:
        raise NoClauses
    return kept


def checked_own(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses that are filled; a unit need not have any of its own."""
    kept = []
    for number, clause in enumerate(clauses, start=1):
        title, text = clause.title.strip(), clause.text.strip()
        if not title and not text:
            continue
        if not title or not text:
            raise BadClause(where=f"clause {number}", number=number)
        for word in _BLANK.findall(text):
            if word not in _BY_WORD:
                known = "".join(f"【{blank.word}】" for blank in BLANKS)
                raise UnknownBlank(where=f"clause {number}", number=number, word=word, known=known)
        kept.append(Clause(clause.key, title, text, clause.is_own))
    return tuple(kept)


def blanks_of(clauses: Iterable[Clause]) -> tuple[Blank, ...]:
    """Return the blanks that the clauses leave to the unit, in their fixed order; the unit's name fills itself."""
    used = {word for clause in clauses for word in _BLANK.findall(clause.text)}
    return tuple(blank for blank in BLANKS if blank.word in used and blank.kind != "name")


def checked_values(clauses: Iterable[Clause], values: Mapping[str, Value], *, unit_name: str) -> dict[str, Value]:
    """Return a value for each blank of the clauses, the unit's name among them; refuse a missing or wild one."""
    kept: dict[str, Value] = {"unit_name": unit_name}
    for blank in blanks_of(clauses):
        told = values.get(blank.key, "")
        if blank.kind == "text":
            text = str(told).strip()
            if not blank.low <= len(text) <= blank.high or _BLANK.search(text):
                raise BadBlank(where=blank.key, word=blank.word, told=text, need=f"{blank.low}–{blank.high}")
            kept[blank.key] = text
        elif not isinstance(told, int) or not blank.low <= told <= blank.high:
            need = f"{blank.low}–{blank.high}"
            if blank.kind == "yuan":
                need = f"{yuan(blank.low)}–{yuan(blank.high)}"
            raise BadBlank(where=blank.key, word=blank.word, told=told, need=need)
        else:
            kept[blank.key] = told
    return kept


def filled(clauses: Iterable[Clause], values: Mapping[str, Value]) -> tuple[Clause, ...]:
    """Return the clauses with their blanks filled: 每户每年【会费】元 -> 每户每年20.00元."""

    def put(found: re.Match[str]) -> str:
        blank = _BY_WORD[found.group(1)]
        value = values[blank.key]
        return yuan(value) if blank.kind == "yuan" and isinstance(value, int) else str(value)

    return tuple(Clause(c.key, c.title, _BLANK.sub(put, c.text), c.is_own) for c in clauses)


def burden_of(values: Mapping[str, Value]) -> Burden:
    """Return what a charter asks of a household each year; what it does not name is nothing."""
    dues, days = values.get("dues", 0), values.get("labour_days", 0)
    return Burden(dues if isinstance(dues, int) else 0, days if isinstance(days, int) else 0)


def seated(seats: Iterable[SeatSpan], on: date) -> frozenset[UUID]:
    """Return the households seated on the day."""
    return frozenset(s.household for s in seats if s.since <= on and (s.until is None or on < s.until))


def first_day_signed_by_all(version: SignedVersion, seats: Sequence[SeatSpan], *, today: date) -> date | None:
    """Return the first day, up to today, on which all households seated that day had signed the version.

    Only a signature or a change of seats can bring such a day, so that no other day need be looked at. An empty unit
    agrees to nothing.
    """
    days = {version.offered, *version.signed.values()}
    days |= {s.since for s in seats} | {s.until for s in seats if s.until is not None}
    for day in sorted(d for d in days if version.offered <= d <= today):
        sitting = seated(seats, day)
        if sitting and all(h in version.signed and version.signed[h] <= day for h in sitting):
            return day
    return None


def forces(
    versions: Sequence[SignedVersion], seats: Sequence[SeatSpan], *, today: date, ended: date | None = None
) -> dict[int, Force]:
    """Return when each version was in force.

    A version is in force from the first day on which all households seated that day had signed it, until a later
    version is, or the unit ends. It stays in force when a household joins; one that has been overtaken never comes
    back.
    """
    told: dict[int, Force] = {}
    until = ended
    for version in sorted(versions, key=lambda v: -v.version):
        since = first_day_signed_by_all(version, seats, today=today)
        if since is None or (until is not None and since >= until):
            told[version.version] = Force()
            continue
        told[version.version] = Force(since, until)
        until = since
    return told


def differences(before: Sequence[Clause], after: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    """Return what became of each clause, in the order of the newer version; the removed stand at the end."""
    old = {clause.key: clause for clause in before}
    changes = []
    for number, clause in enumerate(after, start=1):
        was = old.pop(clause.key, None)
        if was is None:
            changes.append(ClauseChange("added", number, clause.title, (Piece("new", clause.text),)))
        elif (was.title, was.text) == (clause.title, clause.text):
            changes.append(ClauseChange("same", number, clause.title, (Piece("kept", clause.text),)))
        else:
            changes.append(ClauseChange("changed", number, clause.title, pieces(was.text, clause.text)))
    numbers = {clause.key: number for number, clause in enumerate(before, start=1)}
    changes += [ClauseChange("removed", numbers[c.key], c.title, (Piece("gone", c.text),)) for c in old.values()]
    return tuple(changes)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the stretches kept, taken out and put in. Joined without the ones put in they give ``before``."""
    made: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            made.append(Piece("kept", before[i:j]))
            continue
        if i < j:
            made.append(Piece("gone", before[i:j]))
        if k < m:
            made.append(Piece("new", after[k:m]))
    return tuple(made)


def may_sign(version: int, all_versions: Iterable[int], in_force: int | None) -> bool:
    """Tell whether a version is open for signing: the newest is, and the one in force for those who joined later."""
    return version == max(all_versions, default=0) or version == in_force


def is_adult(birth: date | None, *, on: date, is_householder: bool) -> bool:
    """Tell whether somebody may sign: eighteen years old on the day; of unknown birth only the householder."""
    if birth is None:
        return is_householder
    return (on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))) >= 18
