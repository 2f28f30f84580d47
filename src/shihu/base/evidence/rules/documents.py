"""Office documents: packages in zip, with nothing in them that runs and nothing that swells."""

import io
import zipfile
import zlib

from shihu.base.evidence.errors import Archive, BrokenFile, MacrosInside, TwoFilesInOne, UnpacksTooLarge
from shihu.base.evidence.types import Inspected, Limits

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
# The part that every document of the kind has -> its type.
_MAIN_PARTS = {
    "word/document.xml": f"{_OPEN_XML}wordprocessingml.document",
    "xl/workbook.xml": f"{_OPEN_XML}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OPEN_XML}presentationml.presentation",
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.presentation",
}
_RUNS = (
    ".exe",
    ".dll",
    ".com",
    ".scr",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".js",
    ".jar",
    ".sh",
    ".py",
    ".php",
    ".hta",
    ".msi",
    ".lnk",
    ".apk",
    ".so",
    ".zip",
    ".rar",
    ".7z",
    "vbaproject.bin",
    "vbadata.xml",
)
_RUNNING_FOLDERS = (
    "basic/",
    "scripts/",
    "word/activex/",
    "xl/activex/",
    "ppt/activex/",
    "xl/macrosheets/",
    "word/embeddings/",
    "xl/embeddings/",
    "ppt/embeddings/",
)
_MOST_PARTS = 5000
_MB = 1024 * 1024


def inspect(content: bytes, limits: Limits) -> Inspected:
    """Return the type of the document, or refuse it by name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _alone(content, parts)
            media_type = _type(package, parts)
            _harmless(parts)
            _small(package, parts, limits.most_unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as broken:
        raise BrokenFile(where="file") from broken
    return Inspected(media_type)


def _alone(content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """A package begins with its first part and ends with its directory: nothing stands before or behind it."""
    first = min((part.header_offset for part in parts), default=0)
    if first != 0 or content[-22:-18] != b"PK\x05\x06":
        raise TwoFilesInOne(where="file")


def _type(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
        said = package.read("mimetype").strip()
        if said in _OPEN_DOCUMENT:
            return said.decode("ascii")
    if "[Content_Types].xml" in names:
        for part, media_type in _MAIN_PARTS.items():
            if part in names:
                return media_type
    raise Archive(where="file")


def _harmless(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.lower()
        if name.endswith(_RUNS) or name.startswith(_RUNNING_FOLDERS):
            raise MacrosInside(where="file", inside=part.filename.rpartition("/")[2][:40] or part.filename[:40])


def _small(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], most: int) -> None:
    """Unpack and count: what a part says of its own size is the sender's word."""
    if len(parts) > _MOST_PARTS:
        raise UnpacksTooLarge(where="file", most=most // _MB)
    left = most
    for part in parts:
        with package.open(part) as stream:
            while chunk := stream.read(1 << 16):
                left -= len(chunk)
                if left < 0:
                    raise UnpacksTooLarge(where="file", most=most // _MB)
                if chunk.startswith((b"MZ\x90", b"\x7fELF")):
                    raise MacrosInside(where="file", inside=part.filename[:40])
