"""QR codes as inline SVG, sized by the style sheet."""

from collections.abc import Iterator, Sequence

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# White around the code that readers need, in modules.
QUIET = 4


def qr(text: str, label: str) -> SafeString:
    """Return the QR code of ``text``; ``label`` says to a screen reader what it opens.

    Error correction M: a card on a door gets scratched, and the address stays short enough for a cheap camera.
    """
    rows: Sequence[bytearray] = segno.make(text, error="m", micro=False).matrix
    side = len(rows) + 2 * QUIET
    path = "".join(f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z" for y, start, length in _runs(rows))
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect class="qr-paper" width="{}" height="{}"/><path class="qr-ink" d="{}"/></svg>',
        label,
        side,
        side,
        side,
        side,
        # Digits and letters that we wrote ourselves.
        mark_safe(path),  # noqa: S308
    )


def _runs(rows: Sequence[bytearray]) -> Iterator[tuple[int, int, int]]:
    """Yield (row, first, length) of each run of dark modules."""
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield y, start, x - start
                start = None
