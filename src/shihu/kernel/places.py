"""Place codes: the statistical division code as a path.

A code is a string of digits; its length is its level: province 2, city 4, county 6, township 9,
village 12 (the National Bureau of Statistics' division codes without their trailing zeros); a hamlet
(natural village) adds three digits of our own. A code's prefix is its ancestor, so a scope is a prefix
and everything under it is one contiguous range of an ordinary index.
"""

from enum import IntEnum

from shihu.kernel.refusals import N_, Refusal


class Level(IntEnum):
    """Levels of the tree; the value is the length of the code in digits."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12
    HAMLET = 15


class BadPlaceCode(Refusal):
    """A string that cannot be a place code."""

    code = "bad_place_code"
    sentence = N_("“%(given)s” is not a place code: it needs 2, 4, 6, 9, 12 or 15 digits.")


def level_of(code: str) -> Level:
    """Return the level of ``code``; raise :class:`BadPlaceCode` if it is none."""
    if not (code.isascii() and code.isdigit()) or len(code) not in Level._value2member_map_:
        raise BadPlaceCode(given=code)
    return Level(len(code))


def parent_of(code: str) -> str | None:
    """Return the code one level up, or None for a province."""
    level = level_of(code)
    above = [other for other in Level if other < level]
    return code[: above[-1]] if above else None


def path_of(code: str) -> list[str]:
    """Return the codes from the province down to ``code`` itself."""
    level = level_of(code)
    return [code[:other] for other in Level if other <= level]


def lies_in(code: str, scope: str) -> bool:
    """Tell whether ``code`` is ``scope`` or lies under it. The empty scope is the whole country."""
    return code.startswith(scope)


def range_of(scope: str) -> tuple[str, str]:
    """Return (first, last) such that ``first <= code < last`` for exactly the codes in ``scope``.

    ``:`` is the character after ``9``, so ``scope + ':'`` sorts after every code under the scope.
    """
    return scope, f"{scope}:"
