"""What the codes of projects, advances and sales say in the reader's language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge
from shihu.kernel.refusals import Refusal
from shihu.services.industry.types import CapKind, Floor, Step, StepKind, Taken, WoundUp

STEPS = {
    StepKind.ADVANCE: pgettext_lazy("industry", "Inputs on credit"),
    StepKind.RENTAL: pgettext_lazy("industry", "Shed rent"),
    StepKind.FUND: pgettext_lazy("industry", "Agreed fund"),
    StepKind.FEE: pgettext_lazy("industry", "Service fee"),
}
CAPS = {
    CapKind.ALL: pgettext_lazy("industry", "everything above the floor"),
    CapKind.SHARE: pgettext_lazy("industry", "a share of what is left (%)"),
    CapKind.PER_KG: pgettext_lazy("industry", "an amount for each kg (yuan)"),
}
ACTS = {
    "received": pgettext_lazy("industry", "Received"),
    "returned": pgettext_lazy("industry", "Returned unused"),
    "broken": pgettext_lazy("industry", "Returned broken"),
    "let": pgettext_lazy("industry", "Shed rented"),
    "sold": pgettext_lazy("industry", "Paid off by a sale"),
    "paid": pgettext_lazy("industry", "Paid in money"),
    "offset": pgettext_lazy("industry", "Set off against proceeds"),
    "undone": pgettext_lazy("industry", "Sale taken back"),
}
BEARERS = {
    "members": pgettext_lazy("industry", "the members"),
    "owner": pgettext_lazy("industry", "the owner"),
    "insurance": pgettext_lazy("industry", "insurance"),
}
BOOKS = {
    "cooperative": pgettext_lazy("industry", "cooperative"),
    "collective": pgettext_lazy("industry", "village collective"),
    "unit": pgettext_lazy("industry", "unit"),
}
SITES = {
    "shed": pgettext_lazy("industry", "Shed"),
    "field": pgettext_lazy("industry", "Field"),
    "yard": pgettext_lazy("industry", "Yard"),
    "workshop": pgettext_lazy("industry", "Workshop"),
}


def said(refusal: Refusal) -> str:
    """Return a refusal as a sentence."""
    return _(refusal.sentence) % refusal.values if refusal.values else _(refusal.sentence)


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def kg(grams: int) -> str:
    """Return grams as kilograms, without idle zeros: 1004210 -> 1,004.21."""
    whole, rest = divmod(grams, 1000)
    return f"{whole:,}.{rest:03d}".rstrip("0").rstrip(".")


def percent(thousandths: int) -> str:
    """Return thousandths as per cent: 205 -> 20.5."""
    return f"{Decimal(thousandths) / 10:f}"


def day(value: date) -> str:
    """Return a day as sentences write it."""
    return date_format(value, "DATE_FORMAT")


def sale_badge(state: str) -> Badge:
    """Return what became of a sale or payment."""
    return {
        "booked": Badge(_("booked"), "pine", "check"),
        "waiting": Badge(_("waits for a second person"), "ochre", "clock"),
        "undone": Badge(_("taken back"), "plain", "undo"),
        "turned_down": Badge(_("turned down"), "seal", "close"),
    }[state]


def risk_told(risk: Mapping[str, int]) -> str:
    """Say who bears a loss, in a sentence."""
    parts = [
        _("%(percent)s %% by %(who)s") % {"percent": percent(part), "who": BEARERS[bearer]}
        for bearer, part in risk.items()
    ]
    joined = "、".join(parts) if not is_english() else ", ".join(parts)
    return _("A loss of the season is borne %(parts)s.") % {"parts": joined}


def floor_told(floor: Floor) -> str:
    """Say what a household keeps before anything is taken."""
    parts = []
    if floor.per_sale:
        parts.append(_("%(yuan)s yuan of every sale") % {"yuan": yuan(floor.per_sale)})
    if floor.share:
        parts.append(_("%(percent)s %% of the proceeds") % {"percent": percent(floor.share)})
    if floor.per_month:
        parts.append(_("%(yuan)s yuan a month") % {"yuan": yuan(floor.per_month)})
    if not parts:
        return _("No floor is agreed: steps begin with the first yuan.")
    joined = _(" or ").join(parts)
    return _("First the household keeps %(parts)s, whichever is more. No step touches that.") % {"parts": joined}


def step_told(step: Step) -> str:
    """Say what one step takes at most."""
    values = {"what": STEPS[step.kind]}
    if step.cap == CapKind.ALL:
        return _("%(what)s: everything above the floor, until it is paid.") % values
    if step.cap == CapKind.SHARE:
        return _("%(what)s: at most %(percent)s %% of what is left then.") % (values | {"percent": percent(step.value)})
    return _("%(what)s: at most %(yuan)s yuan for each kg sold.") % (values | {"yuan": yuan(step.value)})


def taken_told(taken: Taken) -> str:
    """Say what one step of a slip took, and out of how much."""
    if taken.owed is None:
        return _("agreed by the members")
    if not taken.owed:
        return _("nothing is owed")
    left = taken.owed - taken.amount
    if not left:
        return _("owed %(owed)s, paid off") % {"owed": yuan(taken.owed)}
    return _("owed %(owed)s, still %(left)s") % {"owed": yuan(taken.owed), "left": yuan(left)}


def pieces_told(pieces: int, amount: int, measure: str) -> str:
    """Say how many pieces are still to be paid, in pieces and yuan."""
    if not amount:
        return _("Inputs on credit: all paid.")
    if not pieces:
        return _("Still to repay for inputs: %(yuan)s yuan.") % {"yuan": yuan(amount)}
    told = ngettext(
        "Sticks left to repay: %(pieces)s (%(yuan)s yuan).", "Sticks left to repay: %(pieces)s (%(yuan)s yuan).", pieces
    )
    if measure and measure != "棒":
        told = _("Pieces left to repay: %(pieces)s (%(yuan)s yuan).")
    return told % {"pieces": f"{pieces:,}", "yuan": yuan(amount)}


def wound_up_told(done: WoundUp) -> str:
    """Say what winding up a project did."""
    words = _("Set off: %(offset)s yuan. Still owed by households: %(owed)s; still waiting for them: %(waiting)s.")
    return words % {"offset": yuan(done.offset), "owed": yuan(done.owed), "waiting": yuan(done.waiting)}
