"""Choosing moral models: who may go on, and when."""

from datetime import date, timedelta

PANEL = 3
DEED = 15
NOTICE = (5, 15)  # days: fewest and most


def days_are_good(*, today: date, nominate_until: date, notice_days: int) -> bool:
    """Tell whether a round's days can be kept."""
    return nominate_until >= today and NOTICE[0] <= notice_days <= NOTICE[1]


def notice_until(notice_from: date, days: int) -> date:
    """Return the last day for objections: the notice hangs ``days`` whole days after the one on which it is hung."""
    return notice_from + timedelta(days=days)


def goes_on(yes: int, panel: int) -> bool:
    """More than half of the whole panel, present or not: an abstention is no yes."""
    return 2 * yes > panel
