"""What is due: one line of anybody's inbox, whichever service it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that waits for somebody.

    ``kind`` names the service and the act (``linkages.review_points``); ``title`` says it in the reader's language;
    ``subject`` is for whom or about what; ``address`` and ``keys`` name the page where it is done; ``minutes`` is how
    long it takes, from the forms' own measure, 0 where nobody has measured it. ``since`` is when it began to wait,
    ``due`` by when it has to be done, None where nothing says so.
    """

    kind: str
    title: str
    subject: str
    place: str
    address: str
    keys: Mapping[str, str] = field(default_factory=dict)
    query: str = ""  # of the address, without its question mark
    since: date | None = None
    due: date | None = None
    minutes: int = 0
