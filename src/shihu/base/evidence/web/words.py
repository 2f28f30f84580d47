"""What screens call levels, kinds of files and sizes."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.evidence.types import Level


def level_choices() -> list[tuple[str, str]]:
    """Return the levels as a form offers them, the most open first."""
    return [
        (Level.ORDINARY.value, _("Heads, cadres, officers here")),
        (Level.INTERNAL.value, _("Cadres and officers here")),
        (Level.CONFIDENTIAL.value, _("Township officers and auditors only")),
    ]


def level(given: Level) -> str:
    """Return the level as a fact."""
    return dict(level_choices())[given.value]


def kind(media_type: str) -> str:
    """Return what the file is, in a word."""
    if media_type.startswith("image/"):
        return _("Photo")
    if media_type == "application/pdf":
        return "PDF"
    if "spreadsheet" in media_type:
        return _("Spreadsheet file")
    if "presentation" in media_type:
        return _("Slides")
    return _("Text document")


def size(given: int) -> str:
    """Return bytes as people read them."""
    if given < 1024 * 1024:
        return f"{max(1, round(given / 1024))} kB"
    return f"{given / 1024 / 1024:.1f} MB"


def moment(given: datetime) -> str:
    """Return a moment in local time, to the minute."""
    return timezone.localtime(given).strftime("%Y-%m-%d %H:%M")
