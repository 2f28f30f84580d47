"""Money: whole fen. One yuan is 100 fen; nothing smaller exists, and no amount is ever a float.

Rates and intermediate results are ``Fraction`` or ``Decimal``; they become fen once, by :func:`rounded`, with the mode
that the product names. People write amounts in many ways; :func:`fen` reads them or says what is wrong.
"""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from shihu.kernel.refusals import N_, Refusal

# A thousand times a county's yearly budget; what exceeds it is a slip of the hand, and sums stay far below 2**63.
MOST = 100_000_000_000_000

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d*)?|[+-]?\.\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_UNITS = (("亿", 100_000_000), ("万", 10_000))
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


class BadAmount(Refusal):
    code = "bad_amount"
    sentence = N_("“%(given)s” is not an amount of money. Write it in yuan, such as 1280.50.")


class FractionOfFen(BadAmount):
    code = "fraction_of_fen"
    sentence = N_("“%(given)s” has parts smaller than one fen. Write two digits after the point at most.")


class AmountTooLarge(BadAmount):
    code = "amount_too_large"
    sentence = N_("“%(given)s” is more than a ledger here can hold. Check the zeros.")


class Rounding(StrEnum):
    """How a result between two fen becomes one of them."""

    HALF_UP = "half_up"  # 四舍五入, the habit of Chinese retail; a half goes away from zero
    HALF_EVEN = "half_even"
    DOWN = "down"  # towards minus infinity
    UP = "up"  # towards plus infinity


def fen(given: str | int | Decimal) -> int:
    """Return an amount in yuan, as people write it, in fen.

    Reads full-width digits, separators, a currency sign before, 元, 万 or 亿 behind: ``￥1,280.5``, ``１２８０元``,
    ``1.2万``. Raises :class:`BadAmount` or one of its kinds; never rounds.
    """
    text = unicodedata.normalize("NFKC", str(given)).strip().replace("−", "-").replace(" ", "")
    text = text.removeprefix("¥").removesuffix("元")
    scale = next((factor for sign, factor in _UNITS if text.endswith(sign)), 1)
    text = text.rstrip("万亿") if scale > 1 else text
    if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)) or not text.isascii():
        raise BadAmount(given=given)
    # Fractions, because a Decimal would round what is longer than its context.
    amount = Fraction(text.replace(",", "").rstrip(".")) * scale * 100
    if amount.denominator != 1:
        raise FractionOfFen(given=given)
    if abs(amount) > MOST:
        raise AmountTooLarge(given=given)
    return int(amount)


def yuan(amount: int) -> str:
    """Return fen as yuan with separators and two digits: 128050 -> ``1,280.50``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100:,}.{abs(amount) % 100:02d}"


def decimal(amount: int) -> Decimal:
    """Return fen as an exact ``Decimal`` of yuan with two digits."""
    return Decimal(amount).scaleb(-2)


def rounded(amount: Fraction | Decimal | int, mode: Rounding = Rounding.HALF_UP) -> int:
    """Return an exact amount of fen, possibly with a fraction, as whole fen."""
    exact = Fraction(amount)
    whole, rest = divmod(exact.numerator, exact.denominator)
    twice = 2 * rest
    goes_up = {
        Rounding.HALF_UP: twice > exact.denominator or (twice == exact.denominator and whole >= 0),
        Rounding.HALF_EVEN: twice > exact.denominator or (twice == exact.denominator and whole % 2 == 1),
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
    }
    return whole + goes_up[mode]


def in_words(amount: int) -> str:
    """Return fen in the capital numerals of receipts: 1070030 -> 壹万零柒佰元叁角整.

    By the rules of 《支付结算办法》: 整 after yuan or jiao, none after fen; one 零 for each gap between digits.
    """
    if not amount:
        return "零元整"
    whole, rest = divmod(abs(amount), 100)
    jiao, small = divmod(rest, 10)
    said = f"{_whole(whole)}元" if whole else ""
    if jiao:
        said += ("零" if whole and whole % 10 == 0 else "") + f"{_DIGITS[jiao]}角"
    elif small and whole:
        said += "零"
    said += f"{_DIGITS[small]}分" if small else "整"
    return f"负{said}" if amount < 0 else said


def _whole(number: int) -> str:
    """Return a positive whole number in capital numerals, group of four by group of four."""
    said, gap = "", False
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += "零"
        said += _group(group) + _GROUPS[at]
        gap = False
    return said


def _group(group: int) -> str:
    said, gap = "", False
    for at in (3, 2, 1, 0):
        digit = group // 10**at % 10
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + _PLACES[at]
            gap = False
        elif said:
            gap = True
    return said
