"""The organisations of the demonstration: a collective in every village, and a few cooperatives. All invented.

Their unified social credit codes are well-formed, with the reserved county part, so that none can belong to
anyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shihu.kernel.identity import RESERVED_COUNTY, BadCreditCode, credit_code

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# GB 11714: the ninth character of the organisation's own code, by the remainder of division by 11.
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECK = "0X987654321"
_TOWNSHIP = "141130101"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation. ``representative`` is a householder of ``place`` whom the stories know, or nobody."""

    name: str
    kind: str
    place: str
    code: str
    since: date
    representative: str = ""


def organisations(villages: Mapping[str, str]) -> list[Organisation]:
    """Return the organisations of ``villages`` (code -> name)."""
    made = [
        Organisation(
            f"康城镇{name}股份经济合作社",
            "enterprise.collective",
            code,
            _code("N2", number),
            date(2018, 6, 1),
        )
        for number, (code, name) in enumerate(sorted(villages.items()), start=1)
    ]
    cooperatives = (
        ("康城镇尚家沟村食用菌种植专业合作社", "202", date(2017, 3, 20), "尚保平"),
        ("康城镇田家洼村养殖专业合作社", "201", date(2016, 9, 6), ""),
        ("康城镇支进村果业专业合作社", "203", date(2015, 4, 14), ""),
        ("康城镇南庄村蔬菜专业合作社", "204", date(2016, 3, 2), ""),
        ("康城镇尚家沟村茯苓种植专业合作社", "202", date(2017, 11, 6), ""),
    )
    made += [
        Organisation(name, "enterprise.cooperative", f"{_TOWNSHIP}{village}", _code("93", number), since, head)
        for number, (name, village, since, head) in enumerate(cooperatives, start=101)
    ]
    made.append(
        Organisation("康城镇农副产品购销有限公司", "enterprise.company", _TOWNSHIP, _code("91", 201), date(2014, 10, 8))
    )
    return made


def _code(kind: str, number: int) -> str:
    body = f"MA9{number:05d}"
    total = sum(_LETTERS.index(c) * weight for c, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    first17 = f"{kind}{RESERVED_COUNTY}{body}{_ORGANISATION_CHECK[total % 11]}"
    return first17 + next(last for last in _LETTERS if _fits(first17 + last))


def _fits(code: str) -> bool:
    """Tell whether the last of the 18 characters fits; exactly one of all letters and digits does."""
    try:
        return credit_code(code) == code
    except BadCreditCode:
        return False
