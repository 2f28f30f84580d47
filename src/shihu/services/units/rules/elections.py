"""Choosing heads, on plain values: who may stand, what must add up, who is chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from shihu.kernel.refusals import N_
from shihu.services.units.types.elections import NO, YES, Count, Facts, Fault, HeadRules, Outcome, Stage

Check = Callable[[Facts, HeadRules, date], Fault | None]


def adult(facts: Facts, rules: HeadRules, on: date) -> Fault | None:
    """Of age on the day; an unknown birth date must be entered first."""
    if facts.birth is None:
        return Fault("birth", N_("The birth date of %(name)s is not known. Enter it in the roster first."), _of(facts))
    if _years(facts.birth, on) < rules.adult_age:
        return Fault("age", N_("%(name)s is not %(years)s yet."), {**_of(facts), "years": rules.adult_age})
    return None


def seated(facts: Facts, _rules: HeadRules, _on: date) -> Fault | None:
    """Member of a household that sits in this unit on the day."""
    if facts.is_seated:
        return None
    return Fault("seat", N_("%(name)s belongs to no household of this unit."), _of(facts))


def able(facts: Facts, _rules: HeadRules, _on: date) -> Fault | None:
    """Able and willing to lead, as the roster says."""
    if facts.is_able:
        return None
    return Fault(
        "able",
        N_("The roster does not name %(name)s as able to lead. If the village sees it otherwise, say so there."),
        _of(facts),
    )


def heads_one_unit(facts: Facts, _rules: HeadRules, _on: date) -> Fault | None:
    """Nobody heads two units."""
    if not facts.heads:
        return None
    return Fault("heads", N_("%(name)s heads %(unit)s already."), {**_of(facts), "unit": facts.heads})


CHECKS: tuple[Check, ...] = (adult, seated, able, heads_one_unit)


def faults(facts: Facts, rules: HeadRules, *, on: date) -> tuple[Fault, ...]:
    """Return everything that keeps somebody from standing; empty when they may."""
    return tuple(fault for check in CHECKS if (fault := check(facts, rules, on)) is not None)


def reaches_quorum(took_part: int, households: int, share: Fraction) -> bool:
    """Tell whether more than ``share`` of the households took part."""
    return Fraction(took_part) > share * households


def needed(households: int, share: Fraction) -> int:
    """Return how few households are enough for a quorum: of 10 with one half, 6."""
    return int(share * households) + 1


def signatures_needed(households: int, share: Fraction) -> int:
    """Return how many households must sign a motion of recall: of 10 with one third, 4."""
    return max(1, -int(-(share * households) // 1))


def what_does_not_add_up(count: Count, *, handed_out: int, choices: Sequence[str]) -> str:
    """Return what is wrong with a count of papers: a code, or nothing.

    Every paper handed out came back unused, is invalid, or counts for one choice.
    """
    if count.unused < 0 or count.invalid < 0 or any(votes < 0 for votes in count.votes.values()):
        return "negative"
    if set(count.votes) != set(choices):
        return "choices"
    if count.unused + count.invalid + count.valid != handed_out:
        return "sum"
    return ""


def added(phone: Mapping[str, int], papers: Mapping[str, int]) -> dict[str, int]:
    """Add up the votes of both ways by choice."""
    return {choice: phone.get(choice, 0) + papers.get(choice, 0) for choice in sorted({*phone, *papers})}


def decide(votes: Mapping[str, int], *, took_part: int, households: int, places: int, quorum: Fraction) -> Outcome:
    """Return who is chosen for ``places`` by most votes.

    Nobody without a vote is chosen. Where a tie lies across the last place, those above it are chosen and those in
    it go to a run-off.
    """
    if not reaches_quorum(took_part, households, quorum):
        return Outcome(Stage.FAILED, reason="quorum")
    ranked = sorted(((number, choice) for choice, number in votes.items() if number > 0), key=lambda p: (-p[0], p[1]))
    if not ranked:
        return Outcome(Stage.FAILED, reason="nobody")
    if len(ranked) <= places:
        return Outcome(Stage.CHOSEN, tuple(choice for _number, choice in ranked))
    last = ranked[places - 1][0]
    if ranked[places][0] < last:
        return Outcome(Stage.CHOSEN, tuple(choice for _number, choice in ranked[:places]))
    above = tuple(choice for number, choice in ranked if number > last)
    return Outcome(Stage.TIED, above, tuple(choice for number, choice in ranked if number == last))


def decide_recall(votes: Mapping[str, int], *, took_part: int, households: int, quorum: Fraction) -> Outcome:
    """Return whether somebody is recalled: with a quorum, and more for it than against. A tie leaves them."""
    if not reaches_quorum(took_part, households, quorum):
        return Outcome(Stage.FAILED, reason="quorum")
    if votes.get(YES, 0) > votes.get(NO, 0):
        return Outcome(Stage.CHOSEN, (YES,))
    return Outcome(Stage.FAILED, reason="kept")


def last_objection_day(posted: date, days: int) -> date:
    """Return the last day on which a posted result may be objected to: the day of posting does not count."""
    return posted + timedelta(days=days)


def years_on(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def rules_as_plain(rules: HeadRules) -> dict[str, Any]:
    """Return the rules as JSON; shares as [numerator, denominator]."""
    told = {}
    for field in fields(rules):
        value = getattr(rules, field.name)
        told[field.name] = [value.numerator, value.denominator] if isinstance(value, Fraction) else value
    return told


def rules_from_plain(told: Mapping[str, Any]) -> HeadRules:
    """Return the rules that :func:`rules_as_plain` wrote; what it did not know stands at its default."""
    known = {field.name for field in fields(HeadRules)}
    values: dict[str, Any] = {
        name: Fraction(value[0], value[1]) if isinstance(value, list) else value
        for name, value in told.items()
        if name in known
    }
    return HeadRules(**values)


def what_is_wrong_with(rules: HeadRules) -> str:
    """Return the name of the first rule that cannot be; empty when all can."""
    limits = {
        "adult_age": (18, 60),
        "term_years": (1, 10),
        "objection_days": (1, 60),
        "seconds": (0, 5),
        "most_deputies": (0, 5),
        "interim_days": (1, 365),
    }
    for name, (low, high) in limits.items():
        if not low <= getattr(rules, name) <= high:
            return name
    for name in ("quorum", "recall"):
        if not 0 < getattr(rules, name) < 1:
            return name
    return ""


def _years(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _of(facts: Facts) -> dict[str, object]:
    return {"name": facts.name}
