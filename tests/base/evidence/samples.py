"""Small files of every kind, made on the spot."""

import io
import zipfile

from PIL import Image


def photo(
    colour: str = "olive",
    size: tuple[int, int] = (640, 480),
    *,
    taken: str = "",
    at: tuple[float, float] | None = None,
    kind: str = "JPEG",
) -> bytes:
    """A picture of one colour; with the camera's time and position when given (longitude, latitude)."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[36867] = taken
    if at:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", _dms(at[1]), "E", _dms(at[0])
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def _dms(value: float) -> tuple[float, float, float]:
    minutes = (value - int(value)) * 60
    return float(int(value)), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def package(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def document(**more: bytes) -> bytes:
    """A Word document as small as it can be."""
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **more})
