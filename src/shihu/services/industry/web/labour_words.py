"""What codes of the register say in the reader's language."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge, Light
from shihu.services.industry.rules import labour as rules
from shihu.services.industry.types import (
    RateKind,
    RateRow,
    WagePaymentState,
    Warned,
    WorkdayState,
    WorkerRow,
    WorkLineRow,
)
from shihu.services.industry.web import wording

KINDS = {
    RateKind.DAY: pgettext_lazy("labour", "the day"),
    RateKind.HOUR: pgettext_lazy("labour", "the hour"),
    RateKind.PIECE: pgettext_lazy("labour", "the piece"),
    RateKind.SHARE: pgettext_lazy("labour", "a share in the surplus, no wage"),
}


def hours(minutes: int) -> str:
    """Return minutes as hours: 450 -> 7.5."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def price_words(kind: RateKind, price: int, measure: str, day_minutes: int) -> str:
    """Say a price: 100.00 yuan a day of 8 hours."""
    values = {"yuan": yuan(price), "hours": hours(day_minutes), "measure": measure or pgettext("labour", "piece")}
    if kind == RateKind.DAY:
        return _("%(yuan)s yuan a day of %(hours)s hours") % values
    if kind == RateKind.HOUR:
        return _("%(yuan)s yuan an hour") % values
    if kind == RateKind.PIECE:
        return _("%(yuan)s yuan for each %(measure)s") % values
    return _("counts for a share, no wage")


def who(worker: WorkerRow) -> str:
    """Name somebody; who comes from elsewhere with their village."""
    return f"{worker.name} · {worker.home}" if worker.home else worker.name


def rate_words(rate: RateRow) -> str:
    """Say a rate with its name."""
    told = price_words(rate.kind, rate.price, rate.measure, rate.day_minutes)
    return pgettext("labour", "%(work)s: %(price)s") % {"work": rate.words, "price": told}


def worked(line: WorkLineRow) -> str:
    """Say what was done in numbers: 8 hours, or 42 baskets in 8 hours."""
    told = _("%(hours)s hours") % {"hours": hours(line.minutes)}
    if line.kind != RateKind.PIECE:
        return told
    pieces = f"{line.pieces:,} {line.measure or pgettext('labour', 'piece')}"
    return f"{pieces} · {told}" if line.minutes else pieces


def reckoned(line: WorkLineRow) -> str:
    """Say how the amount was reckoned."""
    if line.kind == RateKind.SHARE:
        return _("counts for a share, no wage")
    price = price_words(line.kind, line.price, line.measure, line.day_minutes)
    return pgettext("labour", "%(worked)s at %(price)s") % {"worked": worked(line), "price": price}


def day_badge(state: WorkdayState) -> Badge:
    """Return where a sheet stands."""
    return {
        WorkdayState.DRAFT: Badge(pgettext("labour", "draft"), "plain", "edit"),
        WorkdayState.WAITING: Badge(_("waits for a second person"), "ochre", "clock"),
        WorkdayState.CONFIRMED: Badge(pgettext("labour", "confirmed"), "pine", "check"),
        WorkdayState.REVERSED: Badge(_("taken back"), "seal", "undo"),
    }[state]


def payment_badge(state: WagePaymentState) -> Badge:
    """Return where a payment stands."""
    return {
        WagePaymentState.PREPARED: Badge(_("waits for bank and second person"), "ochre", "clock"),
        WagePaymentState.PAID: Badge(pgettext("labour", "paid"), "pine", "check"),
        WagePaymentState.WITHDRAWN: Badge(pgettext("labour", "withdrawn"), "plain", "close"),
        WagePaymentState.REVERSED: Badge(_("taken back"), "seal", "undo"),
    }[state]


def light(oldest: date | None, on: date) -> Light:
    """Say whether wages are late: a month is the longest that the law allows."""
    if oldest is None:
        return Light("green", pgettext("labour", "all paid"))
    days = (on - oldest).days
    told = ngettext("%(days)s day unpaid", "%(days)s days unpaid", days) % {"days": days}
    if rules.is_late(oldest, on):
        return Light("red", _("%(days)s: longer than a month") % {"days": told})
    return Light("yellow" if rules.is_soon_late(oldest, on) else "green", told)


def paid_words(line: WorkLineRow) -> str:
    """Say whether a line is paid."""
    if line.kind == RateKind.SHARE:
        return "—"
    if line.paid_on is not None:
        return _("paid on %(day)s") % {"day": line.paid_on.isoformat()}
    return _("on the list, not paid yet") if line.is_listed else _("not paid yet")


def warned_words(warned: Sequence[Warned]) -> str:
    """Say what to look at, in sentences."""
    told = [
        _("%(name)s comes to %(hours)s hours on this day.") % {"name": one.name, "hours": hours(one.minutes)}
        for one in warned
        if one.kind == "long"
    ]
    bare = [one.name for one in warned if one.kind == "no_hours"]
    if bare:
        names = ("、" if not wording.is_english() else ", ").join(bare)
        told.append(_("Without hours, so that nobody sees what an hour came to: %(names)s.") % {"names": names})
    return " ".join(told)
