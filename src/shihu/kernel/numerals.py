"""Numbers in names: 一单元, 十二单元; shed 2 before shed 10."""

import re

_NUMBER = re.compile(r"(\d+)")

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return ``number`` (0 to 9999) as it is read aloud: 10 -> 十, 21 -> 二十一, 105 -> 一百零五."""
    if not 0 <= number <= 9999:
        raise ValueError(f"chinese() reads 0 to 9999, not {number}")
    if number < 10:
        return _DIGITS[number]
    read = ""
    gap = False
    for weight, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // weight % 10
        if digit:
            read += ("零" if gap else "") + _DIGITS[digit] + sign
            gap = False
        elif read:
            gap = True
    return read[1:] if 10 <= number < 20 else read


def reading_order(name: str) -> list[str | int]:
    """Return a key that sorts names as people count: 2号棚 before 10号棚. Text and numbers take turns in it."""
    return [int(part) if at % 2 else part for at, part in enumerate(_NUMBER.split(name))]
