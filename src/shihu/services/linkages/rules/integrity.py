"""How facts become points and a grade."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from shihu.kernel.refusals import N_
from shihu.services.linkages.types.integrity import Fact, Grade, Kind, Part, Reckoned, RuleRow

NOTICE = 7  # days between publishing a rule and its first day
LONGEST = 60  # months


def expires(day: date, months: int) -> date:
    """Return the day from which a fact of ``day`` counts no more: so many calendar months later."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def counts(fact: Fact, points: int, *, on: date) -> bool:
    """Tell whether a fact counts on the day.

    Not before it happened nor from its last day on, not withdrawn; and one that takes points off does not count while
    its household objects: nobody is marked down by what is not settled.
    """
    if fact.is_withdrawn or not fact.day <= on < fact.until:
        return False
    return points >= 0 or not fact.is_contested


def reckon(rule: RuleRow, facts: Iterable[Fact], *, on: date) -> Reckoned:
    """Reckon points and grade: base, and for each kind the number of facts times its points, up to its most."""
    kinds = {kind.key: kind for kind in rule.kinds}
    number = dict.fromkeys(kinds, 0)
    for fact in facts:
        if fact.kind in kinds and counts(fact, kinds[fact.kind].points, on=on):
            number[fact.kind] += 1
    parts = tuple(_part(kind, number[kind.key]) for kind in rule.kinds if number[kind.key])
    points = max(0, rule.base + sum(part.points for part in parts))
    grade = next((g for g in rule.grades if points >= g.lowest), rule.grades[-1])
    above = _above(rule.grades, grade)
    return Reckoned(
        base=rule.base,
        parts=parts,
        points=points,
        grade=grade.key,
        above=above.key if above else "",
        missing=above.lowest - points if above else 0,
        version=rule.version,
    )


def faults(base: int, kinds: Sequence[Kind], grades: Sequence[Grade]) -> str:
    """Return what is wrong with a rule; empty when it can be published."""
    if not kinds or len({kind.key for kind in kinds}) != len(kinds):
        return N_("A rule names each kind of fact once, and at least one.")
    if any(kind.points == 0 or kind.most < abs(kind.points) for kind in kinds):
        return N_("Every kind moves at least one point, and the most of a kind is not less than one fact of it.")
    if any(not 1 <= kind.months <= LONGEST for kind in kinds):
        return N_("Every fact expires: after 1 to 60 months.")
    lowest = [grade.lowest for grade in grades]
    if len(grades) < 2 or lowest != sorted(set(lowest), reverse=True) or lowest[-1] != 0:
        return N_("Grades fall from the best to the last, which begins at 0 points.")
    if base < lowest[-2]:
        return N_("A household of which nothing is known must not begin in the last grade.")
    return ""


def first_day(today: date) -> date:
    """Return the earliest first day of a rule that is published today."""
    return today + timedelta(days=NOTICE)


def _part(kind: Kind, number: int) -> Part:
    exact = number * kind.points
    points = max(-kind.most, min(kind.most, exact))
    return Part(kind.key, number, points, is_capped=points != exact)


def _above(grades: Sequence[Grade], grade: Grade) -> Grade | None:
    at = grades.index(grade)
    return grades[at - 1] if at else None
