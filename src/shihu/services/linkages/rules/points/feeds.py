"""What a record of another linkage earns by the rule book that held on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shihu.services.linkages.types.points import Earner, PointRecord, PointRule, RuleBook

# The reason of a reversal that this module's settling wrote.
CORRECTED = "record corrected"


@dataclass(frozen=True, slots=True)
class Earned:
    """An item and how many times of it."""

    item: PointRule
    times: int = 1


def by_score(book: RuleBook, score: int) -> dict[Earner, Earned]:
    """Return what a round's score earns: for each kind of account the highest step that it reaches, and only that."""
    steps = sorted(_fed(book, PointRecord.ROUND), key=lambda item: item.least)
    return {item.earner: Earned(item) for item in steps if score >= item.least}


def by_minutes(book: RuleBook, earner: Earner, minutes: int) -> Earned | None:
    """Return what the minutes of one day earn: as many whole times as they hold."""
    item = next((one for one in _fed(book, PointRecord.WORK) if one.earner is earner), None)
    times = minutes // item.least if item else 0
    return Earned(item, times) if item and times else None


def by_meeting(book: RuleBook) -> dict[Earner, Earned]:
    """Return what coming to a meeting earns a household, and a well-attended one its unit."""
    return {item.earner: Earned(item) for item in _fed(book, PointRecord.MEETING)}


def well_attended(came: int, expected: int) -> bool:
    """Tell whether more than half of the households expected came."""
    return came * 2 > expected


def _fed(book: RuleBook, record: PointRecord) -> Iterable[PointRule]:
    return (item for item in book.items if item.record is record)


# What an entry says of its record, in a form that its page reads back in the reader's language.


def round_note(on: date, score: int, least: int) -> str:
    """Return the note of an entry for a round."""
    return f"{on.isoformat()} {score} {least}"


def work_note(minutes: int, least: int, title: str) -> str:
    """Return the note of an entry for a day of village work."""
    return f"{minutes} {least} {title}"


def meeting_note(at: datetime, came: int, expected: int) -> str:
    """Return the note of an entry for a meeting."""
    return f"{at:%Y-%m-%dT%H:%M} {came} {expected}"
