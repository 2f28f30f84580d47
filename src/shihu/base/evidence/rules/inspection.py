"""What a file is, by its content and never by its name, and whether it may be kept."""

import re

from shihu.base.evidence.errors import (
    Archive,
    EmptyFile,
    Executable,
    FileTooLarge,
    HeicPhoto,
    OldOfficeFile,
    TwoFilesInOne,
    UnknownType,
    WebPage,
)
from shihu.base.evidence.rules import documents, papers, pictures
from shihu.base.evidence.types import Inspected, Limits
from shihu.kernel.refusals import Refusal

_MB = 1024 * 1024
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
# What a browser or a shell would run when it stands at the beginning of a file.
_CODE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype|html|head|body|script|svg|iframe|\?php)",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT = re.compile(
    rb"^\s*(?:@echo off|import os|powershell|\$ErrorActionPreference|Set-ExecutionPolicy)", re.IGNORECASE
)
# In a picture these bytes can only have been put there: what they begin or end would be run or unpacked.
_HIDDEN = re.compile(
    rb"PK\x05\x06\0\0\0\0|%PDF-1\.\d[\r\n ]|<script[\s>]|<\?php\s|<(?:html|svg|iframe)[\s>]"
    rb"|This program cannot be run in DOS mode|Rar!\x1a\x07",
    re.IGNORECASE | re.DOTALL,
)


def inspect(content: bytes, limits: Limits) -> Inspected:
    """Return what the file is, or refuse it by name."""
    if not content:
        raise EmptyFile(where="file")
    if len(content) > limits.most_bytes:
        raise FileTooLarge(where="file", size=_mb(len(content)), most=limits.most_bytes // _MB)
    if pictures.is_picture(content):
        found = pictures.inspect(content, limits)
        if _HIDDEN.search(content):
            raise TwoFilesInOne(where="file")
        return found
    if content.startswith(b"%PDF-"):
        return papers.inspect(content, limits)
    if content.startswith(b"PK\x03\x04"):
        return documents.inspect(content, limits)
    raise _refusal(content)


def _refusal(content: bytes) -> Refusal:
    """Return the refusal that says what is wrong with a file of no kind that is taken."""
    head = content[:4096]
    signs: tuple[tuple[bool, Refusal], ...] = (
        (head.startswith(_PROGRAMS) or _SCRIPT.search(head) is not None, Executable(where="file")),
        (head[4:8] == b"ftyp" and head[8:12] in _HEIC, HeicPhoto(where="file")),
        (head.startswith(_OLE), OldOfficeFile(where="file")),
        (head.startswith((*_ARCHIVES, b"PK")) or head[257:262] == b"ustar", Archive(where="file")),
        (_CODE.search(head) is not None, WebPage(where="file")),
        # A reader accepts a PDF that begins later; whatever stands before it is a second file.
        (b"%PDF-" in head, TwoFilesInOne(where="file")),
    )
    return next((refusal for holds, refusal in signs if holds), UnknownType(where="file"))


def _mb(size: int) -> str:
    return f"{size / _MB:.1f}"
