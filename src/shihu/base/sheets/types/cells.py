"""Cells: their addresses, and what a hand-typed one means."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from shihu.base.sheets.types.tables import Cell

# Characters that nobody sees: zero-width ones, soft hyphen, byte-order mark, direction marks.
_INVISIBLE = dict.fromkeys([0x00AD, 0xFEFF, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
_SPACES = re.compile(r"\s+")
_CHINESE_GAP = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) (?=[\u3400-\u9fff\U00020000-\U0003ffff])")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?(\d{2})")
_EPOCH = date(1899, 12, 30)  # day 0 of the 1900 calendar, its false leap day counted in
# Beyond 15 digits a spreadsheet's number has lost its last digits.
EXACT_DIGITS = 15


def column_letter(index: int) -> str:
    """Return the letters of a column counted from 0: 0 -> A, 26 -> AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the index of a column from its letters: A -> 0, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def text(cell: Cell) -> str:
    """Return what the cell says: full-width folded, invisible characters gone, spaces single, no edges.

    A space inside a Chinese word (张　三, typed so that names line up) is dropped.
    """
    if isinstance(cell, str):
        return cell if cell.isascii() and cell.isalnum() else _clean(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() != time.min:
        return cell.isoformat(" ", "minutes")
    return cell.strftime("%Y-%m-%d") if isinstance(cell, date) else str(cell)


def _clean(said: str) -> str:
    folded = unicodedata.normalize("NFKC", said.translate(_INVISIBLE))
    single = _SPACES.sub(" ", folded).strip()
    return _CHINESE_GAP.sub("", single) if " " in single else single


def as_date(cell: Cell) -> date | None:
    """Return the day a cell means, or None: a real date, 2019-08-14, 2019/8/14, 2019年8月14日, 20190814, 43691.

    A year and month without a day means its first day.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = text(cell)
    if _SERIAL.fullmatch(said):
        return _EPOCH + timedelta(days=int(float(said)))
    found = _DATE.fullmatch(said) or _COMPACT.fullmatch(said) or _MONTH.fullmatch(said)
    if found is None:
        return None
    year, month, *day = (int(part) for part in found.groups())
    try:
        return date(year, month, day[0] if day else 1)
    except ValueError:
        return None


def lost_digits(cell: Cell) -> bool:
    """Tell whether a long number lost its last digits: 1.4113E+17, or a number of more than 15 digits."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return bool(abs(cell) >= 10**EXACT_DIGITS)
    if isinstance(cell, str):
        found = _SCIENTIFIC.fullmatch(cell.strip())
        return bool(found and int(found[1]) >= EXACT_DIGITS)
    return False


def header_row(rows: Sequence[Sequence[Cell]], *, look: int = 30) -> int:
    """Return the index of the row among the first ``look`` that looks most like headings.

    Headings are many different short texts without numbers or dates; a title is one text in a wide row.
    """
    best, best_score = 0, 0.0
    for index, row in enumerate(rows[:look]):
        filled = [cell for cell in row if cell != ""]
        words = {text(cell) for cell in filled if isinstance(cell, str)}
        short = [word for word in words if 0 < len(word) <= 20 and not any(c.isdigit() for c in word[:4])]
        # Later rows must be clearly better: the rows of a list look much like its headings.
        score = len(short) - 2 * (len(filled) - len(short)) - 0.4 * index
        if score > best_score and len(short) > 1:
            best, best_score = index, score
    return best
