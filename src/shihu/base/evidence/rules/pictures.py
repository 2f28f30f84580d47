"""Photographs: what their EXIF says, and small copies drawn anew without it. Pillow loads when first used."""

import io
import math
import struct
import warnings
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shihu.base.evidence.errors import BrokenFile, TooManyPixels
from shihu.base.evidence.types import Inspected, Limits

if TYPE_CHECKING:
    from PIL.Image import Image

# Phones write JPEG files with a depth or HDR picture behind the first: the library calls them MPO. The first is shown.
_FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_READ = ("JPEG", "PNG", "WEBP")
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TAKEN, _TAKEN_IFD = 306, 36867
THUMBNAIL, SHOWN = 320, 2048


def is_picture(content: bytes) -> bool:
    """Tell whether the bytes begin like a picture of a kind that is taken."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    )


def inspect(content: bytes, limits: Limits) -> Inspected:
    """Return type, size and what the camera wrote; refuse what is too large before anything is decoded."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Our own cap speaks a clear sentence; the library's warning and its error come at fixed sizes.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_READ) as picture:
                width, height = picture.size
                frames = 1 if picture.format == "MPO" else int(getattr(picture, "n_frames", 1))
                if width * height * frames > limits.most_pixels:
                    raise TooManyPixels(
                        where="file",
                        pixels=math.ceil(width * height * frames / 1e6),
                        most=limits.most_pixels // 1_000_000,
                    )
                media_type = _FORMATS[picture.format or ""]
                taken, lon, lat = _exif(picture)
                picture.load()
    except Image.DecompressionBombError as bomb:
        raise TooManyPixels(where="file", pixels=">178", most=limits.most_pixels // 1_000_000) from bomb
    except (OSError, SyntaxError, ValueError, KeyError, EOFError, OverflowError) as broken:
        raise BrokenFile(where="file") from broken
    return Inspected(media_type, width, height, taken, lon, lat)


def drawn(content: bytes, side: int) -> bytes:
    """Return the picture as JPEG, turned upright, at most ``side`` pixels wide and high, with no metadata at all."""
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=_READ) as opened:
            opened.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(opened)
            if upright.has_transparency_data:
                ground = Image.new("RGB", upright.size, "white")
                layer = upright.convert("RGBA")
                ground.paste(layer, mask=layer)
                upright = ground
            picture = upright.convert("RGB")
    picture.thumbnail((side, side))
    # A fresh image: nothing that the sender's file carried along can be in it.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _exif(picture: "Image") -> tuple[datetime | None, float | None, float | None]:
    """Return (taken, lon, lat); a camera that wrote nonsense has written nothing."""
    taken: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    with suppress(OSError, SyntaxError, ValueError, TypeError, KeyError, AttributeError, struct.error):
        exif = picture.getexif()
        said = exif.get_ifd(_EXIF_IFD).get(_TAKEN_IFD) or exif.get(_TAKEN)
        with suppress(ValueError):
            day, _, hour = str(said).strip("\x00 ").partition(" ")
            taken = datetime.fromisoformat(f"{day.replace(':', '-')}T{hour[:8]}").replace(tzinfo=None)
        lat, lon = _position(exif.get_ifd(_GPS_IFD))
    return taken, lon, lat


def _position(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    """Return (latitude, longitude) in degrees, or (None, None)."""
    with suppress(ValueError, TypeError, KeyError, ZeroDivisionError):
        lat, lon = _degrees(gps[2], gps[1], "S"), _degrees(gps[4], gps[3], "W")
        if math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180 and (lat or lon):
            return lat, lon
    return None, None


def _degrees(parts: Any, side: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(side).strip("\x00 ").upper() == negative else value
