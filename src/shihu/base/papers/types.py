"""A paper as PDF: A4, Chinese and Latin text, headings, paragraphs, tables, codes, lines to sign on, page numbers.

reportlab sets it. The text stands in STSong-Light of the standard for Chinese (Adobe-GB1), which every reader has or
replaces by the song face of its computer: nothing is embedded, a page is a few kilobytes, and each character can be
searched and copied.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

import segno
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FACE: Final = "STSong-Light"
_MARGIN: Final = 25 * mm
_ABOVE: Final = 20 * mm  # and below
_ROOM: Final = A4[0] - 2 * _MARGIN
# White around a code that readers need, in modules.
_QUIET: Final = 4

pdfmetrics.registerFont(UnicodeCIDFont(FACE))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=FACE, fontSize=size, leading=size * 1.5, wordWrap="CJK", **more)


_STYLES: Final = {
    "title": _style("title", 20, alignment=1, spaceAfter=6),
    "centre": _style("centre", 10.5, alignment=1),
    "right": _style("right", 12, alignment=2),
    "heading": _style("heading", 13, spaceBefore=6, keepWithNext=True),
    "paragraph": _style("paragraph", 12, firstLineIndent=24),
    "cell": _style("cell", 11),
    "note": _style("note", 10),
}


class Paper:
    """A paper that is written from the top to the bottom; a page follows by itself."""

    def __init__(self, title: str, *, language: str = "zh-Hans") -> None:
        self.title, self.language = title, language
        self._story: list[Flowable] = []

    def write(self, text: str, style: str = "paragraph") -> None:
        """Write a text. Styles: ``title``, ``centre``, ``right``, ``heading``, ``paragraph``, ``cell``, ``note``."""
        if text:
            self._story.append(Paragraph(escape(text), _STYLES[style]))

    def gap(self, height: float) -> None:
        """Leave room, in points; none at the top of a page."""
        self._story.append(Spacer(1, height))

    def table(self, rows: Sequence[Sequence[str]], *, head: bool = True) -> None:
        """Write rows of equal length with thin rules; the first one is repeated on the next page."""
        cells = [[Paragraph(escape(cell), _STYLES["cell"]) for cell in row] for row in rows]
        thin = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, "#888888"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        width = _ROOM / len(rows[0])
        self._story.append(Table(cells, colWidths=[width] * len(rows[0]), repeatRows=int(head), style=thin))

    def code(self, text: str, told: str, *, side: float = 32 * mm) -> None:
        """Set the QR code of ``text`` with the words ``told`` beside it."""
        words = Paragraph(escape(told).replace("\n", "<br/>"), _STYLES["note"])
        middle = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        widths = [side + 6 * mm, _ROOM - side - 6 * mm]
        self._story.append(KeepTogether([Table([[_code(text, side), words]], colWidths=widths, style=middle)]))

    def to_sign(self, label: str, day_words: str, day: str = "") -> None:
        """Write whose signature belongs here, a line for it, and the day or a line for the day; never torn apart."""
        cells = [[Paragraph(escape(part), _STYLES["cell"]) for part in (label, "", day_words, day)]]
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM")])
        for column in (1,) if day else (1, 3):
            style.add("LINEBELOW", (column, 0), (column, 0), 0.6, "#000000")
        widths = [_ROOM * share for share in (0.36, 0.3, 0.14, 0.2)]
        row = Table(cells, colWidths=widths, rowHeights=[29], style=style)
        self._story.append(row)

    def seal(self, *lines: str) -> None:
        """Write whose seal belongs here and the day, on the page of the signature before it."""
        above = self._story.pop() if self._story else Spacer(1, 0)
        sealed = [Paragraph(escape(line), _STYLES["right"]) for line in lines]
        self._story.append(KeepTogether([above, Spacer(1, 20), *sealed]))

    def render(self, footer: str) -> bytes:
        """Return the file. ``footer`` names %(page)s and %(pages)s."""
        out = BytesIO()
        made = SimpleDocTemplate(
            out,
            pagesize=A4,
            title=self.title,
            lang=self.language,
            invariant=1,  # the same paper is the same file, byte by byte
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_ABOVE,
            bottomMargin=_ABOVE,
        )
        made.build(self._story, canvasmaker=_numbered(footer))
        return out.getvalue()


def _code(text: str, side: float) -> Drawing:
    rows = segno.make(text, error="m", micro=False).matrix
    module = side / (len(rows) + 2 * _QUIET)
    drawing = Drawing(side, side)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                at = (x + _QUIET) * module, side - (y + 1 + _QUIET) * module
                dot = Rect(*at, module, module)
                dot.strokeColor = None
                drawing.add(dot)
    return drawing


def _numbered(footer: str) -> type[Canvas]:
    """A canvas that knows how many pages there are: it keeps them until the end."""

    class Numbered(Canvas):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's own name
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # there, and missing in the stubs

        def save(self) -> None:
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                self.setFont(FACE, 9)
                self.drawCentredString(A4[0] / 2, _ABOVE / 2, footer % {"page": number, "pages": len(self._kept)})
                super().showPage()
            super().save()

    return Numbered
