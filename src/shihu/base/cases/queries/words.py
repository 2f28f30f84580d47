"""What cases say in the reader's language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shihu.base.cases.types import CaseRow, ClockReading, EventRow, Happening, Secrecy, State
from shihu.kernel.actors import Role
from shihu.kernel.presentation import Badge, Light, LightColour
from shihu.kernel.refusals import N_

HAPPENINGS = {
    Happening.OPENED: N_("Case opened"),
    Happening.ASSIGNED: N_("Given to %(holder)s"),
    Happening.ACCEPTED: N_("Case taken up"),
    Happening.PAUSED: N_("Clock stopped: %(reason)s"),
    Happening.RESUMED: N_("Clock goes on"),
    Happening.ESCALATED: N_("Went up to “%(level)s”, to %(holder)s"),
    Happening.NOTE: N_("Note written"),
    Happening.DECISION: N_("Decision written down"),
    Happening.CLOSED: N_("Closed: %(outcome)s"),
    Happening.VISITED: N_("Return visit on %(day)s"),
    Happening.REOPENED: N_("Case reopened"),
    Happening.APPEALED: N_("Case appealed"),
    Happening.CONFLICT: N_("%(holder)s stands aside"),
}
OFFICES = {
    Role.HEAD: N_("the heads of the hamlet"),
    Role.CADRE: N_("the village cadres"),
    Role.OFFICER: N_("the township office"),
    Role.BANKER: N_("the bank's officers"),
    Role.AUDITOR: N_("the auditors"),
    Role.ADMINISTRATOR: N_("the administrators"),
    Role.VILLAGER: N_("the villagers"),
}
WHY = {
    "party": N_("%(name)s is a party to it"),
    "household": N_("%(name)s lives in a party's household"),
    "kin": N_("%(name)s is kin to a party"),
    "conflict": N_("%(name)s stood aside"),
    "handled": N_("%(name)s handled the original"),
    "none": N_("nobody at “%(level)s” could take it"),
    "vacant": N_("no head is in office"),
    "died": N_("%(name)s has died"),
    "left": N_("%(name)s has left the unit"),
    "unit": N_("the unit has ended"),
}
SECRECIES = {
    Secrecy.OPEN: N_("Open to the office"),
    Secrecy.RESTRICTED: N_("Kept close"),
    Secrecy.SEALED: N_("Sealed"),
}
SECRECY_WORDS = {
    Secrecy.OPEN: N_("Whoever holds office at the place may read it."),
    Secrecy.RESTRICTED: N_(
        "Read by the parties, by who handles it and by the village's cadres and the township's officers. "
        "Every look is written down."
    ),
    Secrecy.SEALED: N_("Read by the parties and by who handles it, nobody else. Every look is written down."),
}
STATES = {
    State.RUNNING: N_("In hand"),
    State.PAUSED: N_("Clock stopped"),
    State.CLOSED: N_("Closed, done with"),
}
_COLOURS: dict[str, LightColour] = {"green": "green", "yellow": "yellow", "red": "red"}
KINDS_OF_DAY = {
    "weekend": N_("weekend, not counted"),
    "holiday": N_("public holiday, not counted"),
    "guessed_off": N_("day off as far as known, not counted"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or "zh-hans"


def day(given: date) -> str:
    """Return a day written out."""
    return date_format(given, "Y-m-d")


def moment(given: datetime) -> str:
    """Return a moment written out."""
    return timezone.localtime(given).strftime("%Y-%m-%d %H:%M")


def office(role: str) -> str:
    """Return what the holders of a role are called when they answer for a case together."""
    return _(OFFICES[Role(role)])


def holder(row: CaseRow) -> str:
    """Return who holds the case."""
    return row.holder or office(row.holder_role)


def days(count: int, unit: str) -> str:
    """Return so many working or calendar days."""
    if unit == "WD":
        return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}
    return ngettext("%(count)s calendar day", "%(count)s calendar days", count) % {"count": count}


def light(row: CaseRow) -> Light | None:
    """Return the light of a case, with its word."""
    clock = row.clock
    if clock is None:
        return None
    if row.state == State.CLOSED:
        if clock.state == "done_late":
            return Light("red", pgettext("cases", "closed late"))
        return Light("green", pgettext("cases", "closed in time"))
    return Light(_COLOURS.get(clock.light, "grey"), short(clock))


def short(clock: ClockReading) -> str:
    """Return a clock in three words."""
    if clock.state == "paused":
        return pgettext("cases", "clock stopped")
    if clock.late:
        return _("%(days)s late") % {"days": days(clock.late, clock.unit)}
    if clock.left == 0:
        return pgettext("cases", "due today")
    return _("%(days)s left") % {"days": days(clock.left, clock.unit)}


def state_badge(row: CaseRow) -> Badge:
    """Return where the case stands, in a word."""
    if row.state == State.CLOSED:
        return Badge(_(row.outcome_name), "pine", "check")
    if row.state == State.PAUSED:
        return Badge(_(STATES[State.PAUSED]), "plain", "stop")
    return Badge(_(STATES[State.RUNNING]), "indigo", "clock")


def secrecy_badge(secrecy: Secrecy) -> Badge | None:
    """Return how closely a case is kept; nothing where it is open."""
    if secrecy == Secrecy.OPEN:
        return None
    return Badge(_(SECRECIES[secrecy]), "seal" if secrecy == Secrecy.SEALED else "ochre", "shield")


def skipped(event: EventRow, levels: dict[str, str]) -> str:
    """Return who was passed over when the case was given, and why: a sentence, or nothing."""
    told = [
        _(WHY.get(why, "%(name)s")) % {"name": name, "level": _(levels.get(level, level))}
        for level, name, why in event.data.get("skipped", [])
    ]
    if not told:
        return ""
    mark = "; " if language().startswith("en") else "；"
    return _("Passed over: %(reasons)s.") % {"reasons": mark.join(told)}
