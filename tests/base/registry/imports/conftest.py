"""Rosters as files, and readings of them without a database."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.queries import check
from shihu.base.registry.types.imports import FileHamlet, RosterReading
from shihu.base.vocabularies.seeds import terms
from shihu.kernel.identity import check_character

TODAY = date(2019, 8, 15)
TERMS = {term.key: term for term in terms()}
HAMLETS = (
    FileHamlet("141130101202001", "前沟", "尚家沟村", 111.25, 36.85),
    FileHamlet("141130101202002", "上沟", "尚家沟村", 111.26, 36.86),
    FileHamlet("141130101201001", "前洼", "田家洼村", 111.24, 36.84),
    FileHamlet("141130101201002", "上沟", "田家洼村", 111.23, 36.83),
)
HEADINGS = ("户编号", "姓名", "与户主关系", "身份证号", "性别", "出生日期", "联系电话", "行政村", "自然村")
Cells = Sequence[object]
Reads = Callable[..., RosterReading]


def number(birth: date, serial: int, *, area: str = "990000") -> str:
    """Return an ID number that checks."""
    first = f"{area}{birth:%Y%m%d}{serial:03d}"
    return first + check_character(first)


HEAD_ID = number(date(1968, 3, 12), 881)
WIFE_ID = number(date(1970, 11, 2), 882)
SON_ID = number(date(1995, 6, 30), 883)
HEAD = ("001", "赵二虎", "户主", HEAD_ID, "男", date(1968, 3, 12), "13900000001", "尚家沟村", "前沟")
WIFE = ("001", "姚秀英", "配偶", WIFE_ID, "女", date(1970, 11, 2), "", "尚家沟村", "前沟")
SON = ("001", "赵小虎", "长子", SON_ID, "男", date(1995, 6, 30), "", "尚家沟村", "前沟")


def xlsx(rows: Sequence[Cells], change: Callable[[Any], None] | None = None, title: str = "花名册") -> bytes:
    """Return rows as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "花名册.xlsx", **more: Any) -> RosterReading:
    """Read a roster for the test's hamlets, on the test's day."""
    given: dict[str, Any] = {"hamlets": HAMLETS, "terms": TERMS, "today": TODAY, "allow_reserved": True, **more}
    return read_roster(content, name, **given)


def reading(*rows: Cells, headings: Cells = HEADINGS, **more: Any) -> RosterReading:
    """Read rows below headings."""
    return read(xlsx([headings, *rows]), **more)


def codes(found: RosterReading) -> list[tuple[str, str]]:
    """Return (cell, code) of every fault."""
    return [(fault.cell, fault.code) for fault in found.faults]


@pytest.fixture
def roster() -> bytes:
    """A sound roster of two households."""
    other = ("002", "李海生", "户主", number(date(1959, 1, 25), 885), "男", date(1959, 1, 25), "", "尚家沟村", "上沟")
    return xlsx([HEADINGS, HEAD, WIFE, SON, other])


@pytest.fixture
def faulty() -> bytes:
    """A roster with an unknown hamlet and a mistyped ID number."""
    bad = ("002", "李海生", "户主", HEAD_ID[:17] + ("1" if HEAD_ID[-1] != "1" else "2"), "", "", "", "尚家沟村", "前勾")
    return xlsx([HEADINGS, HEAD, WIFE, bad])


@pytest.fixture
def sound(db: None) -> Iterator[None]:
    """After the test, everything that must hold of the registry holds."""
    yield
    assert check() == []
