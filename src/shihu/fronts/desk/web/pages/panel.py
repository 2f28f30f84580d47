"""A service's part of a page that gathers several."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """A service's part of the page: its template, and what that draws as ``panel``."""

    template: str
    panel: object
