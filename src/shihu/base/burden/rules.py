"""Decisions about the burden meter on plain values: what counts as a field, and what as time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from shihu.kernel.actors import Actor, Role

# What a browser sends without anybody filling it in.
_NOT_ASKED = frozenset({"csrfmiddlewaretoken", "key", "next", "act", "version", "place"})
# Longer than this a form was left lying: nobody knows how long it took.
LONGEST = timedelta(minutes=45)
# Whose time it is, where somebody holds several roles.
_ORDER = (Role.OFFICER, Role.CADRE, Role.HEAD, Role.VILLAGER, Role.BANKER, Role.AUDITOR, Role.ADMINISTRATOR)


def filled(posted: Mapping[str, Sequence[str]], files: Collection[str] = ()) -> int:
    """Return how many fields were filled: names with something in them, a list of boxes being one field."""
    names = {name for name, values in posted.items() if name not in _NOT_ASKED and any(v.strip() for v in values)}
    return len(names | set(files))


def seconds_between(opened: datetime | None, sent: datetime) -> int | None:
    """Return how long a form took; None where it is not known when it was opened, or it was left lying."""
    if opened is None or not timedelta(0) <= sent - opened <= LONGEST:
        return None
    return round((sent - opened).total_seconds())


def acts_as(actor: Actor) -> tuple[Role, str] | None:
    """Return the role and the outermost place for which somebody is asked; None for those without a role."""
    for role in _ORDER:
        scopes = sorted((grant.scope for grant in actor.grants if grant.role is role), key=lambda s: (len(s), s))
        if scopes:
            return role, scopes[0]
    return None


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def median(values: Sequence[int]) -> int:
    """Return the value in the middle, the mean of two rounded up to a whole; 0 of none."""
    if not values:
        return 0
    told = sorted(values)
    half = len(told) // 2
    return told[half] if len(told) % 2 else -(-(told[half - 1] + told[half]) // 2)
