"""What a packed spreadsheet may be, decided before it is parsed."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from shihu.base.sheets.errors import DamagedFile, PackedTooTight, TooManyColumns, TooManyRows
from shihu.base.sheets.types import Limits, Trouble, column_letter, column_number

_SMALL = 4 * 1024 * 1024
_FAR_ROW = re.compile(rb' r="[A-Z]{0,3}(\d{6,10})"')
_FAR_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)")
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')


def unfold(content: bytes, name: str, limits: Limits) -> dict[str, bytes]:
    """Return the members of a zip by name, unfolded under the limits.

    The sizes that the archive claims are not trusted: each member is unfolded and counted, and one that
    unfolds to something else than it claims is a damaged file.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _unfold(archive, name, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error):
        raise DamagedFile(name=name) from None


def _unfold(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > limits.members or sum(m.file_size for m in members) > limits.expanded_bytes:
        raise PackedTooTight(name=name)
    unfolded: dict[str, bytes] = {}
    total = 0
    for member in members:
        claimed, member.file_size = member.file_size, limits.expanded_bytes
        most = min(max(_SMALL, member.compress_size * limits.ratio), limits.expanded_bytes - total)
        with archive.open(member) as stream:
            unfolded[member.filename] = stream.read(most + 1)
        size = len(unfolded[member.filename])
        if size > most:
            raise PackedTooTight(name=name)
        if size != claimed:
            raise DamagedFile(name=name)
        total += size
    return unfolded


def check_extent(sheet: str, xml: bytes, limits: Limits) -> None:
    """Refuse a sheet of an .xlsx whose cells lie too far out: a parser would reserve every cell up to there."""
    columns = {column_number(letters.decode()) for letters in set(_FAR_COLUMN.findall(xml))}
    last_column = max(columns, default=25)
    if last_column >= limits.columns:
        raise TooManyColumns(sheet=sheet, column=column_letter(last_column), limit=limits.columns)
    last_row = max((int(row) for row in set(_FAR_ROW.findall(xml))), default=0)
    if last_row > limits.rows or last_row * (last_column + 1) > limits.cells:
        raise TooManyRows(sheet=sheet, rows=last_row, limit=min(limits.rows, limits.cells // (last_column + 1)))


def check_repeats(name: str, xml: bytes, limits: Limits) -> None:
    """Refuse an .ods whose repeated rows and cells unfold to too many: its form of a bomb."""
    cells = rows = 0
    for attributes, body in _ODS_ROW.findall(xml):
        if b"office:value-type" not in body:
            continue
        repeated = _ODS_ROWS.search(attributes)
        times = int(repeated[1]) if repeated else 1
        width = 0
        for cell in _ODS_CELL.findall(body):
            columns = _ODS_COLUMNS.search(cell)
            if b"office:value-type" in cell:
                width += int(columns[1]) if columns else 1
        if width > limits.columns:
            raise TooManyColumns(sheet=name, column=width, limit=limits.columns)
        rows += times
        cells += times * width
    if rows > limits.rows or cells > limits.cells:
        raise TooManyRows(sheet=name, rows=rows, limit=limits.rows)


def troubles(xml: bytes) -> dict[tuple[int, int], Trouble]:
    """Return the cells of a sheet whose formula has no stored result or gives an error."""
    if b"<f" not in xml and b":f" not in xml and b't="e"' not in xml:
        return {}
    return dict(_troubled(xml))


def _troubled(xml: bytes) -> Iterator[tuple[tuple[int, int], Trouble]]:
    for attributes, body in _CELL.findall(xml):
        broken = b't="e"' in attributes
        unsolved = not broken and _FORMULA.search(body) and not _VALUE.search(body) and b"<is>" not in body
        place = _REFERENCE.search(attributes) if broken or unsolved else None
        if place:
            # An empty text is a result too: Excel marks it with t="str".
            if unsolved and b't="str"' in attributes:
                continue
            where = (int(place[2]) - 1, column_number(place[1].decode()))
            yield where, Trouble.BROKEN if broken else Trouble.UNSOLVED
