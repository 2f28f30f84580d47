"""The signs of static/ui/icons.svg."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def draw(name: str) -> SafeString:
    """Return the sign ``name``; hidden from screen readers, since a word always stands beside it."""
    if not name:
        return SafeString("")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("ui/icons.svg"), name
    )


@cache
def names() -> tuple[str, ...]:
    """Return every sign of the set, for the style page and the tests."""
    drawn = Path(__file__).with_name("static") / "ui" / "icons.svg"
    return tuple(re.findall(r'<symbol id="([a-z]+)"', drawn.read_text(encoding="utf-8")))
