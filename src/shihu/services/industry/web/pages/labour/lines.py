"""Lines of the register on a phone: what and how much on the first line, how it was reckoned on the second."""

from dataclasses import dataclass

from shihu.kernel.money import yuan
from shihu.services.industry.types import WorkLineRow
from shihu.services.industry.web import labour_words as words


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``is_open`` where it is not paid yet."""

    title: str
    note: str
    amount: str
    state: str
    is_open: bool


def person_line(line: WorkLineRow) -> Line:
    """One person of a sheet."""
    return _line(line, words.who(line.worker))


def day_line(line: WorkLineRow) -> Line:
    """One day of a person."""
    return _line(line, f"{line.day.isoformat()} · {line.work}")


def _line(line: WorkLineRow, title: str) -> Line:
    is_open = line.paid_on is None and bool(line.amount)
    amount = yuan(line.amount) if line.amount else "—"
    return Line(title, words.reckoned(line), amount, words.paid_words(line), is_open)
