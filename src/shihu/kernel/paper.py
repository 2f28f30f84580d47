"""A paper as PDF: A4, Chinese and Latin text, headings, paragraphs, lines to sign on, page numbers.

The text stands in STSong-Light of the standard for Chinese (Adobe-GB1), which every reader knows or replaces by the
song face of its computer. Nothing is embedded, so that a page is a few kilobytes; each character can be searched and
copied. Full-width characters are one em wide, all others half an em.
"""

import zlib
from dataclasses import dataclass, field
from unicodedata import east_asian_width

WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, RIGHT, TOP, BOTTOM = 71, 71, 68, 68
LEADING = 1.6
# Not at the beginning of a line: they hang at the end of the one before.
_CLOSING = frozenset("，。、；：？！）》」』”’…,.;:?!)]")


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    size: float
    text: str
    is_bold: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    x: float
    y: float
    until: float


def em(character: str) -> float:
    """Return how wide a character is, in ems."""
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def width(text: str, size: float) -> float:
    """Return how wide a text is, in points."""
    return sum(em(one) for one in text) * size


def wrapped(text: str, size: float, room: float, indent: float = 0) -> list[str]:
    """Return the lines of a paragraph: Latin words stay whole, closing marks hang at the end of a line."""
    lines, line, used = [], "", indent
    for piece in _pieces(text):
        if line and used + width(piece, size) > room and piece not in _CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0.0
        kept = piece if line else piece.lstrip()
        line += kept
        used += width(kept, size)
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after each full-width character and around Latin words."""
    pieces: list[str] = []
    for one in text:
        joins = em(one) < 1 and one != " " and pieces and em(pieces[-1][-1]) < 1 and pieces[-1] != " "
        if joins and len(pieces[-1]) < 40:
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces


@dataclass
class Paper:
    """A paper that is written from the top to the bottom; a page follows by itself."""

    title: str
    language: str = "zh-Hans"
    _pages: list[list[_Text | _Rule]] = field(default_factory=lambda: [[]])
    _y: float = HEIGHT - TOP

    @property
    def room(self) -> float:
        """The width between the margins."""
        return WIDTH - LEFT - RIGHT

    def need(self, height: float) -> None:
        """Begin another page unless so much is left on this one."""
        if self._y - height < BOTTOM:
            self._pages.append([])
            self._y = HEIGHT - TOP

    def gap(self, height: float) -> None:
        """Leave room, but none at the top of a page."""
        if self._y < HEIGHT - TOP:
            self._y -= height

    def line(self, text: str, *, size: float = 12, align: str = "left", is_bold: bool = False, x: float = LEFT) -> None:
        """Write one line as it is: left, centre or right."""
        self.need(size * LEADING)
        self._y -= size * LEADING
        spare = WIDTH - RIGHT - x - width(text, size)
        at = {"left": x, "centre": x + spare / 2, "right": x + spare}[align]
        self._put(text, at, size, is_bold=is_bold)

    def heading(self, text: str) -> None:
        """Write a heading that stays with at least two lines of what follows."""
        self.gap(8)
        self.need(3 * 13 * LEADING)
        self.line(text, size=13, is_bold=True)

    def paragraph(self, text: str, *, size: float = 12, is_indented: bool = True) -> None:
        """Write a paragraph, the first line two ems in."""
        indent = 2 * size if is_indented else 0.0
        for number, one in enumerate(wrapped(text, size, self.room, indent)):
            self.line(one, size=size, x=LEFT + (indent if number == 0 else 0))

    def to_sign(self, label: str, day: str, *, day_words: str) -> None:
        """Write whose signature belongs here, a line for it, and the day or a line for the day."""
        size = 12.0
        height = 34
        self.need(height)
        self._y -= height
        self._put(label, LEFT, size)
        begins = LEFT + max(150.0, width(label, size) + 10)
        days = WIDTH - RIGHT - 130
        self._pages[-1].append(_Rule(begins, self._y - 3, days - 14))
        self._put(day_words, days, size)
        if day:
            self._put(day, days + width(day_words, size), size)
        else:
            self._pages[-1].append(_Rule(days + width(day_words, size), self._y - 3, WIDTH - RIGHT))

    def _put(self, text: str, x: float, size: float, *, is_bold: bool = False) -> None:
        if text:
            self._pages[-1].append(_Text(x, self._y, size, text, is_bold))

    def render(self, footer: str) -> bytes:
        """Return the file. ``footer`` names %(page)s and %(pages)s."""
        streams = []
        for number, page in enumerate(self._pages, start=1):
            told = footer % {"page": number, "pages": len(self._pages)}
            foot = _Text((WIDTH - width(told, 9)) / 2, BOTTOM / 2, 9, told, is_bold=False)
            streams.append("\n".join(_drawn(one) for one in [*page, foot]).encode())
        return _file(streams, title=self.title, language=self.language)


def _drawn(one: _Text | _Rule) -> str:
    if isinstance(one, _Rule):
        return f"0.6 w {one.x:.1f} {one.y:.1f} m {one.until:.1f} {one.y:.1f} l S"
    bold = f"2 Tr {one.size / 90:.2f} w" if one.is_bold else "0 Tr"
    return f"BT /F1 {one.size:g} Tf {bold} {one.x:.1f} {one.y:.1f} Td <{_hex(one.text)}> Tj ET"


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


_TYPE0 = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
_SYSTEM = "<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>"
_WIDTHS = "/DW 1000/W[1 95 500 814 939 500]"
_BOX = "/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93"
_CID = "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
_FONT = (
    f"{_TYPE0}/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
    f"{_CID}/CIDSystemInfo{_SYSTEM}{_WIDTHS}/FontDescriptor 5 0 R>>",
    f"<</Type/FontDescriptor/FontName/STSong-Light{_BOX}>>",
)


def _file(pages: list[bytes], *, title: str, language: str) -> bytes:
    """Put the objects of a file together: catalogue, pages, font, contents, and the table of where each begins."""
    first = 7
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/Lang({language})/ViewerPreferences<</DisplayDocTitle true>>>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        *(one.encode() for one in _FONT),
        _stream(_to_unicode()),
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {first + 2 * number + 1} 0 R>>".encode()
        )
        objects.append(_stream(content))
    objects.append(f"<</Title<feff{_hex(title)}>/Producer(shihu)>>".encode())
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\n"
        f"startxref\n{len(out)}\n%%EOF\n".encode()
    )


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed + b"\nendstream"


def _to_unicode() -> bytes:
    """Say that a code is its character, so that text can be searched and copied: a range for each high byte."""
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256) if not 0xD8 <= high <= 0xDF]
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    told = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{told}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
