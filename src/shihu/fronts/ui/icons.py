"""The signs of static/ui/icons.svg."""

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
