"""Who lives under one roof: relations and ages that could be true together.

Ages are counted in days before the day of the records. A family is drawn from the bottom: the years between
a mother's birth and her children's come first, so that no child is older than its mother could have borne it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shihu.base.registry.seeds.draw import Draw, Urn

DAY = date(2019, 8, 15)
_YEAR = 365.2425
LARGEST = 8


@dataclass(frozen=True, slots=True)
class Member:
    """One person before names and numbers are given. ``line``: carries the surname of the house."""

    relation: str
    is_male: bool
    birth: date
    line: bool

    @property
    def age(self) -> int:
        """Full years on the day of the records."""
        return DAY.year - self.birth.year - ((DAY.month, DAY.day) < (self.birth.month, self.birth.day))


def family(draw: Draw, size: int, *, is_poor: bool) -> list[Member]:
    """Return ``size`` members, the householder first."""
    sorts = _POOR if is_poor else _SORTS
    return _BUILD[sorts[size].draw(draw)](draw, size)


def _member(relation: str, is_male: bool, years: float, line: bool) -> Member:
    return Member(relation, is_male, date.fromordinal(DAY.toordinal() - max(1, int(years * _YEAR))), line)


def _years(draw: Draw, low: float, high: float) -> float:
    return low + (high - low) * draw.share()


def _children(draw: Draw, count: int, oldest: float) -> tuple[float, list[float]]:
    """Return a mother's age and her children's, oldest first, none above ``oldest``."""
    at = [_years(draw, 20.3, 27)]
    for _ in range(count - 1):
        at.append(at[-1] + _years(draw, 1.3, 5.5))
    room = oldest - (at[-1] - at[0])
    mother = at[-1] + _years(draw, 0.05, max(0.1, room))
    return mother, [mother - years for years in at]


def _child(draw: Draw, years: float, *, of_son: bool = False) -> Member:
    is_male = draw.chance(53)
    if of_son:
        return _member("grandson" if is_male else "granddaughter", is_male, years, line=True)
    return _member("son" if is_male else "daughter", is_male, years, line=True)


def _couple(draw: Draw, husband: float, wife: float, *, by_wife: float = 0) -> list[Member]:
    """Return householder and spouse; in ``by_wife`` of 100 the wife keeps the book: he is away for work."""
    man, woman = ("spouse", "householder") if draw.chance(by_wife) else ("householder", "spouse")
    pair = [_member(man, True, husband, line=True), _member(woman, False, wife, line=False)]
    return pair if man == "householder" else pair[::-1]


def _husband_of(draw: Draw, wife: float) -> float:
    return max(22.2, wife + max(-1.0, draw.spread(5) + 1.5))


def _alone(draw: Draw, _size: int) -> list[Member]:
    lot = draw.below(100)
    if lot < 45:
        return [_member("householder", False, _years(draw, 61, 88), line=False)]
    if lot < 80:
        return [_member("householder", True, _years(draw, 58, 84), line=True)]
    return [_member("householder", True, _years(draw, 36, 58), line=True)]


def _pair(draw: Draw, _size: int) -> list[Member]:
    husband = _years(draw, 46, 82)
    return _couple(draw, husband, husband - 1.5 + draw.spread(4), by_wife=4)


def _with_children(draw: Draw, size: int) -> list[Member]:
    count = size - 2
    mother, ages = _children(draw, count, 31)
    return [
        *_couple(draw, _husband_of(draw, mother), mother, by_wife=9),
        *(_child(draw, age) for age in ages),
    ]


def _one_parent(draw: Draw, size: int) -> list[Member]:
    """Return a widow, a widower or someone left behind with the children."""
    mother, ages = _children(draw, size - 1, 38 if size == 2 else 30)
    by_father = draw.chance(45)
    head = (
        _member("householder", True, _husband_of(draw, mother), line=True)
        if by_father
        else _member("householder", False, mother, line=False)
    )
    return [head, *(_child(draw, age) for age in ages)]


def _old_with_child(draw: Draw, size: int) -> list[Member]:
    """Return an old couple, or one of them, with a grown unmarried child."""
    child = _years(draw, 30, 48)
    mother = child + _years(draw, 21, 34)
    son = _member("son", True, child, line=True)
    if size == 2:
        is_father = draw.chance(40)
        return [_member("householder", is_father, mother + (1.5 if is_father else 0), line=is_father), son]
    return [*_couple(draw, mother + 1 + draw.spread(4), mother, by_wife=3), son]


def _old_with_grandchildren(draw: Draw, size: int) -> list[Member]:
    """Return grandparents with the children of those who went away for work."""
    count = max(1, size - 2)
    young = _years(draw, 2, 12)
    ages = [young + 2.4 * place for place in range(count)][::-1]
    wife = ages[0] + _years(draw, 44, 56)
    grandchildren = [_child(draw, age, of_son=True) for age in ages]
    if size == 2:
        return [_member("householder", False, wife, line=False), *grandchildren]
    return [*_couple(draw, wife + 1 + draw.spread(3), wife), *grandchildren]


def _brothers(draw: Draw, _size: int) -> list[Member]:
    elder = _years(draw, 45, 72)
    return [
        _member("householder", True, elder, line=True),
        _member("sibling", draw.chance(80), elder - _years(draw, 1.2, 9), line=True),
    ]


def _with_one_parent(draw: Draw, size: int) -> list[Member]:
    """Return a couple with children and one old parent."""
    return _three_generations(draw, size - 3, parents=1)


def _with_two_parents(draw: Draw, size: int) -> list[Member]:
    return _three_generations(draw, size - 4, parents=2)


def _three_generations(draw: Draw, count: int, *, parents: int) -> list[Member]:
    if count:
        wife, ages = _children(draw, count, 27)
    else:
        wife, ages = _years(draw, 28, 56), []
    husband = _husband_of(draw, wife)
    old_mother = max(husband + 19.5, husband + 25 + draw.spread(6))
    if parents == 2:
        old = [
            _member("father", True, old_mother + 1 + draw.spread(3), line=True),
            _member("mother", False, old_mother, line=False),
        ]
    elif draw.chance(12):
        old = [_member("parent_in_law", False, wife + _years(draw, 20, 33), line=False)]
    else:
        is_father = draw.chance(30)
        relation = "father" if is_father else "mother"
        old = [_member(relation, is_father, old_mother + (1 if is_father else 0), line=is_father)]
    return [*_couple(draw, husband, wife), *(_child(draw, age) for age in ages), *old]


def _old_heads_three(draw: Draw, size: int, *, oldest: float = 20) -> list[Member]:
    """Return an old couple whose book holds the son, his wife and their children."""
    count = size - 4
    if count:
        wife, ages = _children(draw, count, oldest)
    else:
        wife, ages = _years(draw, 22, 34), []
    son = _husband_of(draw, wife)
    mother = max(son + 19.5, son + 24 + draw.spread(5))
    return [
        *_couple(draw, mother + 1 + draw.spread(3), mother),
        _member("son", True, son, line=True),
        _member("daughter_in_law", False, wife, line=False),
        *(_child(draw, age, of_son=True) for age in ages),
    ]


def _four_generations(draw: Draw, size: int) -> list[Member]:
    members = _old_heads_three(draw, size - 1, oldest=13)
    eldest = max(member.birth for member in members[:2] if member.is_male)
    years = (DAY - eldest).days / _YEAR
    return [*members, _member("mother", False, years + _years(draw, 19.5, 24), line=False)]


_BUILD: dict[str, Callable[[Draw, int], list[Member]]] = {
    "alone": _alone,
    "pair": _pair,
    "children": _with_children,
    "one_parent": _one_parent,
    "old_child": _old_with_child,
    "grandchildren": _old_with_grandchildren,
    "brothers": _brothers,
    "with_parent": _with_one_parent,
    "with_parents": _with_two_parents,
    "old_three": _old_heads_three,
    "four": _four_generations,
}
_SORTS = {
    1: Urn({"alone": 1}),
    2: Urn({"pair": 72, "one_parent": 12, "old_child": 8, "grandchildren": 4, "brothers": 4}),
    3: Urn({"children": 64, "old_child": 10, "with_parent": 12, "one_parent": 7, "grandchildren": 7}),
    4: Urn({"children": 58, "with_parent": 26, "old_three": 10, "grandchildren": 6}),
    5: Urn({"children": 22, "with_parent": 42, "with_parents": 14, "old_three": 22}),
    6: Urn({"with_parents": 48, "with_parent": 18, "old_three": 34}),
    7: Urn({"with_parents": 60, "four": 40}),
    8: Urn({"with_parents": 50, "four": 50}),
}
# Poor households: more who are old, alone, or without one parent.
_POOR = _SORTS | {
    2: Urn({"pair": 52, "one_parent": 18, "old_child": 18, "grandchildren": 6, "brothers": 6}),
    3: Urn({"children": 48, "old_child": 22, "with_parent": 12, "one_parent": 11, "grandchildren": 7}),
}
