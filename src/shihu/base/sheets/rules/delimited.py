"""Text files with delimiters: their encoding and their delimiter."""

import codecs
import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from shihu.base.sheets.errors import TooManyColumns, TooManyRows, UnknownEncoding, UnknownKind
from shihu.base.sheets.types import Limits, column_letter

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;|"
_LONGEST_FIELD = 32_767  # what a cell may hold in a spreadsheet
# A cell that begins with one of these is taken for a formula when the file is opened.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return (text, encoding). UTF-8 is tried first: GBK text is almost never valid UTF-8 by chance."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError:
                raise UnknownEncoding(name=name) from None
    if b"\x00" in content:
        raise UnknownKind(name=name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding), "gbk" if encoding == "gb18030" else encoding
        except UnicodeDecodeError:
            continue
    raise UnknownEncoding(name=name)


def delimiter(said: str) -> str:
    """Return the delimiter that splits the first lines most evenly."""
    lines = [line for line in said[:20_000].splitlines()[:20] if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in _DELIMITERS}
    # The widest line decides, and among equals the one that most lines agree on.
    return max(_DELIMITERS, key=lambda mark: (sum(1 for n in counts[mark] if n), sum(counts[mark])))


def split(said: str, name: str, limits: Limits) -> list[list[str]]:
    """Return the rows of a delimited text, equally long."""
    rows: list[list[str]] = []
    width = 0
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        for row in csv.reader(StringIO(said, newline=""), delimiter=delimiter(said)):
            rows.append(row)
            width = max(width, len(row))
            if width > limits.columns:
                raise TooManyColumns(sheet=name, column=column_letter(width - 1), limit=limits.columns)
            if len(rows) > limits.rows:
                raise TooManyRows(sheet=name, rows=len(rows), limit=limits.rows)
    except csv.Error:
        raise UnknownKind(name=name) from None
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def join(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as comma-separated text in which no cell can become a formula."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def harmless(said: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{said}" if said.startswith(FORMULA_STARTS) else said
