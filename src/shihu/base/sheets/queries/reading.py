"""Reading a spreadsheet that somebody uploaded: nothing about it is trusted."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO

from shihu.base.sheets.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    LockedFile,
    TooManyRows,
    UnknownKind,
    UnreadableFile,
    WebPageFile,
)
from shihu.base.sheets.rules import archives, delimited
from shihu.base.sheets.types import Cell, Limits, Sheet, Span, Trouble, Workbook, header_row

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")


def read_workbook(content: bytes, name: str, *, limits: Limits | None = None) -> Workbook:
    """Read ``content`` (of a file called ``name``) into sheets of raw cells.

    What the file is, is told by its content, not by its name. Raises an :class:`UnreadableFile` that says
    what to do. Sheets that hold nothing come back without rows; a file without any cell is refused.
    """
    limits = limits or Limits()
    if not content.strip(b"\x00 \r\n\t"):
        raise EmptyFile(name=name)
    if len(content) > limits.file_bytes:
        raise FileTooLarge(size=f"{len(content) / (1 << 20):.1f}", limit=limits.file_bytes >> 20)
    if content.startswith(_ZIP):
        book = _read_packed(content, name, limits)
    elif content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise LockedFile(name=name)
        book = Workbook(name, "xls", _calamine(content, name, limits, {}))
    else:
        book = _read_text(content, name, limits)
    if all(sheet.is_empty for sheet in book.sheets):
        raise EmptyFile(name=name)
    return book


def _read_packed(content: bytes, name: str, limits: Limits) -> Workbook:
    members = archives.unfold(content, name, limits)
    if "xl/workbook.bin" in members:
        return Workbook(name, "xlsb", _calamine(content, name, limits, {}))
    if "content.xml" in members:
        archives.check_repeats(name, members["content.xml"], limits)
        if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
            raise LockedFile(name=name)
        return Workbook(name, "ods", _calamine(content, name, limits, {}))
    if "xl/workbook.xml" not in members:
        raise UnknownKind(name=name)
    listed = _sheet_members(members)
    # Sheets that the list of sheets does not name are checked too: a parser may still open them.
    titles = {member: title for title, member in listed}
    for member, xml in members.items():
        if member in titles or member.startswith("xl/worksheets/"):
            archives.check_extent(titles.get(member, member), xml, limits)
    found = {title: archives.troubles(members.get(member, b"")) for title, member in listed}
    return Workbook(name, "xlsx", _calamine(content, name, limits, found))


def _sheet_members(members: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return (sheet name, name of its member) by the workbook's own list."""
    targets = {}
    for element in _RELATION.findall(members.get("xl/_rels/workbook.xml.rels", b"")):
        facts = dict(_ATTRIBUTE.findall(element))
        target = facts.get(b"Target", b"").decode()
        targets[facts.get(b"Id", b"")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    listed = []
    for element in _SHEET.findall(members["xl/workbook.xml"]):
        facts = dict(_ATTRIBUTE.findall(element))
        relation = next((value for key, value in facts.items() if key.endswith(b":id") or key == b"id"), b"")
        listed.append((unescape(facts.get(b"name", b"").decode("utf-8", "replace")), targets.get(relation, "")))
    return listed


def _read_text(content: bytes, name: str, limits: Limits) -> Workbook:
    said, encoding = delimited.decode(content, name)
    start = said.lstrip()[:200].lower()
    if start.startswith(("<html", "<!doctype", "<table", "<?xml", "<meta", "<head")):
        raise WebPageFile(name=name)
    if start.startswith(("%pdf", "{\\rtf")) or not (
        name.lower().endswith(_TEXT_ENDINGS) or said.isprintable() or "\n" in said
    ):
        raise UnknownKind(name=name)
    rows: list[list[str]] = delimited.split(said, name, limits)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    title = re.sub(r"\.\w{1,5}$", "", name) or name
    sheet = Sheet(title, rows, header=header_row(rows))
    return Workbook(name, "csv", (sheet,), encoding)


def _calamine(
    content: bytes,
    name: str,
    limits: Limits,
    troubles: Mapping[str, Mapping[tuple[int, int], Trouble]],
) -> tuple[Sheet, ...]:
    # The parser is compiled code: loaded when a file is read, not when a web worker starts.
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            visible = {m.name: m.visible for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet}
            return tuple(
                _sheet(
                    book.get_sheet_by_name(title), limits, visible[title] != calamine.SheetVisibleEnum.Visible, troubles
                )
                for title in book.sheet_names
                if title in visible
            )
    except calamine.PasswordError:
        raise LockedFile(name=name) from None
    except UnreadableFile:
        raise
    except (calamine.CalamineError, ValueError, OverflowError):
        raise DamagedFile(name=name) from None


def _sheet(
    found: object, limits: Limits, hidden: bool, troubles: Mapping[str, Mapping[tuple[int, int], Trouble]]
) -> Sheet:
    from python_calamine import CalamineSheet

    if not isinstance(found, CalamineSheet):
        raise TypeError(f"not a sheet: {found!r}")
    title = found.name
    if found.end is None:
        return Sheet(title, (), hidden=hidden)
    if found.end[0] >= limits.rows:
        raise TooManyRows(sheet=title, rows=found.end[0] + 1, limit=limits.rows)
    rows: Sequence[Sequence[Cell]] = found.to_python(skip_empty_area=False)
    spans = tuple(Span(first[0], first[1], last[0], last[1]) for first, last in found.merged_cell_ranges or ())
    return Sheet(title, rows, spans, header_row(rows), hidden, troubles.get(title, {}))
