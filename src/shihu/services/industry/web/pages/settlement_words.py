"""Words of settlements: states, laws, grounds."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge
from shihu.services.industry.types import DividendPayoutState, SettlementState, Terms, Variant


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def state(value: SettlementState) -> Badge:
    """A settlement's state as a badge."""
    return {
        SettlementState.DRAFT: Badge(pgettext("settlement", "Draft"), "ochre", "edit"),
        SettlementState.NOTICE: Badge(pgettext("settlement", "Under notice"), "indigo", "clock"),
        SettlementState.BOOKED: Badge(pgettext("settlement", "Booked"), "pine", "check"),
        SettlementState.WITHDRAWN: Badge(pgettext("settlement", "Withdrawn"), "plain", "close"),
        SettlementState.REVERSED: Badge(pgettext("settlement", "Taken back"), "seal", "close"),
    }[value]


def payout_state(value: DividendPayoutState) -> Badge:
    """A payment's state as a badge."""
    return {
        DividendPayoutState.ORDERED: Badge(pgettext("settlement", "Ordered"), "ochre", "clock"),
        DividendPayoutState.PAID: Badge(pgettext("settlement", "Paid"), "pine", "check"),
        DividendPayoutState.WITHDRAWN: Badge(pgettext("settlement", "Withdrawn"), "plain", "close"),
        DividendPayoutState.REVERSED: Badge(pgettext("settlement", "Taken back"), "seal", "close"),
    }[value]


def percent(thousandths: int) -> str:
    """Thousandths as per cent: 605 -> 60.5 %."""
    return f"{thousandths / 10:g} %"


def law(variant: Variant) -> str:
    """Which law or paper the distribution follows."""
    return {
        Variant.COOPERATIVE: _(
            "Law on farmers' cooperatives: at least 60 per cent of what is distributable by volume traded"
        ),
        Variant.COLLECTIVE: _("Village collective: by confirmed shares, after reserve and welfare fund"),
        Variant.UNIT: _("The unit's own charter: land's floor and guaranteed dividend first, then as voted"),
    }[variant]


def ground(name: str) -> str:
    """Why somebody gets a part."""
    return {
        "guaranteed": pgettext("settlement", "Guaranteed dividend"),
        "patronage": pgettext("settlement", "By volume traded"),
        "labour": pgettext("settlement", "By labour"),
        "floating": pgettext("settlement", "By shares"),
    }[name]


def terms_lines(terms: Terms) -> tuple[str, ...]:
    """A rule on distribution in sentences."""
    told = [_("Reserve fund: %(part)s of the surplus.") % {"part": percent(terms.reserve)}]
    if terms.welfare:
        told.append(_("Welfare fund: %(part)s of the surplus.") % {"part": percent(terms.welfare)})
    if terms.guaranteed:
        told.append(_("Guaranteed: %(yuan)s yuan for each share.") % {"yuan": yuan(terms.guaranteed)})
    if terms.floor:
        told.append(_("Land's floor: %(yuan)s yuan for each mu.") % {"yuan": yuan(terms.floor)})
    if terms.patronage:
        told.append(_("By volume traded: %(part)s.") % {"part": percent(terms.patronage)})
    if terms.labour:
        told.append(_("By labour: %(part)s.") % {"part": percent(terms.labour)})
    rest = 1000 - terms.patronage - terms.labour
    if rest:
        told.append(_("By shares: the rest, %(part)s.") % {"part": percent(rest)})
    return tuple(told)


def address(name: str, key: UUID, **more: object) -> str:
    """The address of a page of a settlement."""
    return reverse(f"industry_settlement{name}", kwargs={"key": key, **more})
