"""What is taken and what is refused: by content, never by name."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.base.evidence.samples import PDF, document, package, photo

from shihu.base.evidence import errors
from shihu.base.evidence.rules import pictures
from shihu.base.evidence.rules.inspection import inspect
from shihu.base.evidence.types import Limits
from shihu.kernel.refusals import Refusal

LIMITS = Limits(most_bytes=2_000_000, most_pixels=4_000_000, most_unpacked=1_000_000)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds almost nothing: a bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (photo(), "image/jpeg"),
        (photo(kind="PNG"), "image/png"),
        (photo(kind="WEBP"), "image/webp"),
        (PDF, "application/pdf"),
        (document(), WORD),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "application/vnd.oasis.opendocument.text"),
    ],
    ids=["jpeg", "png", "webp", "pdf", "word", "odt"],
)
def test_the_type_is_told_by_the_content(content: bytes, media_type: str) -> None:
    assert inspect(content, LIMITS).media_type == media_type


REFUSED = {
    "nothing": (b"", errors.EmptyFile),
    "a file over the cap": (b"%PDF-1.4" + b" " * 2_000_000, errors.FileTooLarge),
    "a windows program": (b"MZ\x90\x00" + b"\0" * 200, errors.Executable),
    "a linux program": (b"\x7fELF" + b"\0" * 200, errors.Executable),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", errors.Executable),
    "a batch script": (b"@echo off\r\ndel *.*", errors.Executable),
    "a web page": (b"<!DOCTYPE html><script>alert(1)</script>", errors.WebPage),
    "an svg": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', errors.WebPage),
    "an svg after a comment": (b"<!-- a --> <svg/>", errors.WebPage),
    "a heic photo": (b"\x00\x00\x00\x18ftypheic" + b"\0" * 50, errors.HeicPhoto),
    "an old word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.OldOfficeFile),
    "a rar": (b"Rar!\x1a\x07\x00", errors.Archive),
    "a gzip": (b"\x1f\x8b\x08\x00", errors.Archive),
    "a zip": (package({"a.txt": b"a"}), errors.Archive),
    "a zip with a program": (package({"setup.exe": b"MZ"}), errors.Archive),
    "plain text": ("今天去地里".encode(), errors.UnknownType),
    "a word file with macros": (document(**{"word/vbaProject.bin": b"x"}), errors.MacrosInside),
    "a word file with an embedded program": (document(**{"word/embeddings/a.bin": b"x"}), errors.MacrosInside),
    "a word file with a renamed program": (document(**{"word/media/a.png": b"MZ\x90\x00abc"}), errors.MacrosInside),
    "a word file that swells": (document(**{"word/media/a.xml": b"\0" * 3_000_000}), errors.UnpacksTooLarge),
    "a document behind something": (b"PK\x03\x04" + b"\0" * 40 + document(), errors.TwoFilesInOne),
    "a word file with something behind it": (document() + photo(), errors.TwoFilesInOne),
    "a photo with a zip behind it": (photo() + package({"a.exe": b"MZ"}), errors.TwoFilesInOne),
    "a photo with a page behind it": (photo() + b"<html><script>x</script>", errors.TwoFilesInOne),
    "a photo with a pdf behind it": (photo() + PDF, errors.TwoFilesInOne),
    "a photo with a program behind it": (
        photo() + b"MZ\x90 This program cannot be run in DOS mode",
        errors.TwoFilesInOne,
    ),
    "a pdf with a zip behind it": (PDF + document(), errors.TwoFilesInOne),
    "a pdf behind something": (b"garbage\n" + PDF, errors.TwoFilesInOne),
    "a pdf with a script": (PDF.replace(b"/Pages", b"/OpenAction<</S/JavaScript/JS(x)>>/Pages"), errors.ActiveDocument),
    "a pdf with an escaped script": (PDF.replace(b"/Pages", b"/S/J#61vaScript/Pages"), errors.ActiveDocument),
    "a pdf with a script in a packed object": (
        PDF
        + b"3 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
        + zlib.compress(b"<</S/JavaScript/JS(x)>>")
        + b"endstream",
        errors.ActiveDocument,
    ),
    "half a pdf": (PDF[:60], errors.BrokenFile),
    "a pdf that launches": (PDF.replace(b"/Pages", b"/S/Launch/Pages"), errors.ActiveDocument),
    "a picture of too many pixels": (png_of(30000, 30000), errors.TooManyPixels),
    "a picture just over the cap": (png_of(2001, 2000), errors.TooManyPixels),
    "half a photo": (photo()[:400], errors.BrokenFile),
    "a broken png": (png_of(100, 100), errors.BrokenFile),
    "a broken document": (document()[:60], errors.BrokenFile),
}


@pytest.mark.parametrize(("content", "refusal"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_by_name(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as raised:
        inspect(content, LIMITS)
    assert raised.value.where == "file"
    assert "%(" not in raised.value.sentence % raised.value.values


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"RIFFxxxxWEBP"]),
)
def test_whatever_is_sent_gets_an_answer_and_never_an_accident(noise: bytes, head: bytes) -> None:
    with pytest.raises(Refusal):
        inspect(head + noise, LIMITS)


def test_letters_that_turn_up_by_chance_in_a_picture_of_a_pdf_do_no_harm() -> None:
    paper = PDF.replace(b"trailer", b"3 0 obj<</Subtype/Image>>stream\n\x01/JS (\x02endstream\ntrailer")
    assert inspect(paper, LIMITS).media_type == "application/pdf"


def test_a_web_page_behind_very_many_comments_is_told_at_once() -> None:
    with pytest.raises(errors.UnknownType):
        inspect(b"<!---->" * 580 + b"x", LIMITS)


def test_the_camera_tells_when_and_where() -> None:
    found = inspect(photo(taken="2019:08:14 09:30:00", at=(111.1832, 36.9821)), LIMITS)
    assert str(found.taken) == "2019-08-14 09:30:00"
    assert (round(found.lon or 0, 4), round(found.lat or 0, 4)) == (111.1832, 36.9821)


def test_a_camera_that_wrote_nonsense_has_written_nothing() -> None:
    image, exif = Image.new("RGB", (20, 20)), Image.Exif()
    exif.get_ifd(0x8769)[36867] = "yesterday"
    exif.get_ifd(0x8825)[2] = (999.0, 0.0, 0.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    found = inspect(out.getvalue(), LIMITS)
    assert (found.taken, found.lon, found.lat) == (None, None, None)


def test_a_picture_drawn_anew_is_small_upright_and_carries_nothing() -> None:
    image, exif = Image.new("RGB", (800, 400), "red"), Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "a camera"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"secret")
    with Image.open(io.BytesIO(pictures.drawn(out.getvalue(), 320))) as small:
        assert small.size == (160, 320)
        assert dict(small.getexif()) == {}
        assert "comment" not in small.info


def test_a_phone_photo_with_a_second_picture_behind_the_first_is_a_photo() -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (300, 200), "blue")]
    )
    found = inspect(out.getvalue(), LIMITS)
    assert (found.media_type, found.width, found.height) == ("image/jpeg", 300, 200)
    with Image.open(io.BytesIO(pictures.drawn(out.getvalue(), 320))) as small:
        assert small.getpixel((5, 5))[0] > 200  # type: ignore[index]


def test_what_is_transparent_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(pictures.drawn(out.getvalue(), 320))) as small:
        assert small.getpixel((5, 5)) == (255, 255, 255)
