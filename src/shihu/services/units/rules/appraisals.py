"""Decisions about appraisals on plain values: exact totals, ranks, months, who may score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from shihu.services.units.errors import BadItem, BadRuleTerms, BadScore, BadWeights, NothingScored, TooManyFields
from shihu.services.units.types import HOWS, LINKAGES, SCALE_STEPS, SCORERS, Item, Part, RuleRow

ALL_WEIGHTS = 10_000  # hundredths of a per cent
MOST_OWN_FIELDS = 8


def hundredths(value: int) -> str:
    """Return hundredths as a decimal with two places: -350 -> -3.50."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}"


def rounded(value: Fraction) -> int:
    """Return the nearest whole number, halves away from zero (四舍五入)."""
    twice = 2 * abs(value.numerator) + value.denominator
    whole = twice // (2 * value.denominator)
    return whole if value >= 0 else -whole


def checked_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items, or refuse naming the one at fault. Weights add up to exactly 100."""
    kept = tuple(items)
    for number, item in enumerate(kept, start=1):
        _check_item(number, item)
    told = sum(item.weight for item in kept)
    if told != ALL_WEIGHTS:
        raise BadWeights(where="weights", told=hundredths(told))
    own = sum(1 for item in kept if item.who != "township")
    if own > MOST_OWN_FIELDS:
        raise TooManyFields(where="items", told=own, most=MOST_OWN_FIELDS)
    if all(item.who == "unit" for item in kept):
        raise NothingScored(where="items")
    return kept


def _check_item(number: int, item: Item) -> None:
    def require(holds: bool, field: str, told: object, need: str) -> None:
        if not holds:
            raise BadItem(where=f"item {number}", number=number, field=field, told=told, need=need)

    require(1 <= len(item.words.strip()) <= 80, "words", item.words, "1–80")
    require(item.linkage in LINKAGES, "linkage", item.linkage, ", ".join(LINKAGES))
    require(item.who in SCORERS, "who", item.who, ", ".join(SCORERS))
    require(item.how in HOWS, "how", item.how, ", ".join(HOWS))
    require(1 <= item.maximum <= ALL_WEIGHTS, "maximum", hundredths(item.maximum), "0.01–100.00")
    require(1 <= item.weight <= ALL_WEIGHTS, "weight", hundredths(item.weight), "0.01–100.00")
    # A step of a scale is a quarter of the maximum and must be whole hundredths.
    whole = item.how != "scale" or item.maximum % SCALE_STEPS == 0
    require(whole, "maximum", hundredths(item.maximum), f"k × {hundredths(SCALE_STEPS)}")


def checked_terms(threshold: int, objection_days: int) -> None:
    """Refuse a threshold (hundredths) or a number of days outside what makes sense."""
    if not 0 <= threshold <= ALL_WEIGHTS:
        raise BadRuleTerms(where="threshold", field="threshold", told=hundredths(threshold), need="0.00–100.00")
    if not 1 <= objection_days <= 30:
        raise BadRuleTerms(where="objection_days", field="objection_days", told=objection_days, need="1–30")


def points_of(item: Item, answer: int) -> int:
    """Return an answer as points in hundredths: a number is hundredths itself, a scale 0 to 4, yes-no 0 or 1."""
    most, need = {
        "number": (item.maximum, f"0.00–{hundredths(item.maximum)}"),
        "scale": (SCALE_STEPS, f"0–{SCALE_STEPS}"),
        "yes_no": (1, "0, 1"),
    }[item.how]
    if not 0 <= answer <= most:
        told = hundredths(answer) if item.how == "number" else str(answer)
        raise BadScore(where=item.key, words=item.words, told=told, need=need)
    return item.maximum * answer // most if item.how != "number" else answer


def answer_of(item: Item, points: int) -> int:
    """Return the answer that gave these points: the inverse of :func:`points_of`."""
    if item.how == "number":
        return points
    return points * (SCALE_STEPS if item.how == "scale" else 1) // item.maximum


def weighed(item: Item, points: int) -> Fraction:
    """Return what the item brings to the total, exactly, in hundredths: weight × points / maximum."""
    return Fraction(item.weight * points, item.maximum)


def total(items: Iterable[Item], points: Mapping[str, int]) -> int:
    """Return the total in hundredths of 100, rounded once. An item without points brings nothing."""
    return rounded(sum((weighed(i, points[i.key]) for i in items if i.key in points), start=Fraction(0)))


def parts(items: Sequence[Item], points: Mapping[str, int]) -> tuple[Part, ...]:
    """Return what each item brings. The parts as shown add up to the total as shown, each within a hundredth.

    Every part is cut to whole hundredths; the hundredths that the total still lacks go to the largest remainders, on
    a tie to the item that stands first.
    """
    exact = [weighed(i, points[i.key]) if i.key in points else Fraction(0) for i in items]
    shown = [int(value) for value in exact]
    lacking = rounded(sum(exact, start=Fraction(0))) - sum(shown)
    for at in sorted(range(len(exact)), key=lambda k: (shown[k] - exact[k], k))[:lacking]:
        shown[at] += 1
    return tuple(Part(i, points.get(i.key), e, s) for i, e, s in zip(items, exact, shown, strict=True))


def counted(items: Iterable[Item], own: Mapping[str, int], township: Mapping[str, int]) -> dict[str, int]:
    """Return the points that count: the township's where it scores, the unit's where only the unit does."""
    told = {}
    for item in items:
        source = own if item.who == "unit" else township
        if item.key in source:
            told[item.key] = source[item.key]
    return told


def difference(items: Iterable[Item], own: Mapping[str, int], township: Mapping[str, int]) -> int:
    """Return own minus township over the items that both score, in hundredths of the total, rounded once."""
    both = [i for i in items if i.who == "both" and i.key in own and i.key in township]
    return rounded(sum((weighed(i, own[i.key] - township[i.key]) for i in both), start=Fraction(0)))


def ranks(totals: Mapping[UUID, int]) -> dict[UUID, int]:
    """Return the rank of each: 1 + how many have more. Equal totals, as shown, share a rank: 1, 2, 2, 4."""
    return {key: 1 + sum(1 for other in totals.values() if other > mine) for key, mine in totals.items()}


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def month_after(month: date, months: int = 1) -> date:
    """Return the first day of the month that many later (or earlier)."""
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return month_after(month) - timedelta(days=1)


def is_open(month: date, *, today: date) -> bool:
    """Tell whether a month may be appraised: from its first day to the last day of the month after."""
    return month <= today < month_after(month, 2)


def rule_for(month: date, rules: Iterable[RuleRow]) -> RuleRow | None:
    """Return the published rules valid in a month: the latest that begin by its first day."""
    published = [rule for rule in rules if rule.is_published and rule.valid_from <= month]
    return max(published, key=lambda rule: rule.valid_from, default=None)


def first_month(today: date, *, has_rules: bool) -> date:
    """Return the first month for which rules may be published: the next; the running one where there are none yet."""
    return month_of(today) if not has_rules else month_after(month_of(today))


def object_until(published: date, days: int) -> date:
    """Return the last day for objections: that many days after the publication."""
    return published + timedelta(days=days)


def alive_since(today: date) -> date:
    """Return the earliest month whose appraisal still shows that a unit is alive: two months before this one."""
    return month_after(month_of(today), -2)
