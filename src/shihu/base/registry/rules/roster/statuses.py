"""What a household was and is by the poverty and wealth vocabularies, from a roster's columns."""

import re
from datetime import date

from shihu.base.registry.rules.roster.terms import Terms, is_no_class
from shihu.base.sheets.types import as_date

Status = tuple[str, date, date | None, str]
_YEAR = re.compile(r"(20\d\d)年?(?:度|底|末)?")
_FIRST_YEAR = 2014
# Households were registered from 2014 on; a roster without the year means the first registration.
_REGISTRATION = date(2014, 1, 1)
_REGISTERED, _EXITED = "poverty.registered", "poverty.exited"


def exit_day(said: str, today: date) -> date | None:
    """Return the day on which a household left poverty: the end of the year told, but no day to come."""
    found = _YEAR.fullmatch(said)
    day = date(int(found[1]), 12, 31) if found else as_date(said)
    if day is None or day.year < _FIRST_YEAR or day.year > today.year:
        return None
    return min(day, today)


def registered_day(said: str) -> date | None:
    """Return the day from which a household was registered; None when it is not told."""
    found = _YEAR.fullmatch(said)
    return date(int(found[1]), 1, 1) if found else as_date(said)


def exit_unregistered(poverty: str, terms: Terms) -> bool:
    """Tell whether the class column denies a registration that an exit year needs."""
    return not poverty or (is_no_class(poverty) and terms.find("poverty", poverty) is None)


def poverty(said: str, registered: str, exited: str, *, terms: Terms, today: date) -> list[Status]:
    """Return the dated poverty classes that a household's columns tell, earliest first.

    建档立卡 and 2018 make two: registered from the registration until the end of 2018, exited from then on.
    """
    term = terms.find("poverty", said) if said else None
    left = exit_day(exited, today) if exited else None
    since = registered_day(registered) or _REGISTRATION
    if left is None and term in {None, _REGISTERED}:
        if term is None:
            return []
        until = terms.terms[_REGISTERED].until
        return [(_REGISTERED, min(since, today), until if until and until < today else None, "")]
    if term == _EXITED or (left is not None and term in {None, _REGISTERED}):
        day = left or today
        return [(_REGISTERED, min(since, day), day, ""), (_EXITED, day, None, "")]
    history = [(_REGISTERED, min(since, left), left, ""), (_EXITED, left, today, "")] if left and left < today else []
    return [*history, (str(term), today, None, "")]
