"""What the codes of share books say in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge
from shihu.kernel.refusals import Refusal
from shihu.services.industry.types import Basis, ContributionRow, Factor, Holding, Movement, Part, Threshold


def factor(code: str) -> str:
    """土地股、资金股…"""
    return {
        Factor.LAND: pgettext("shares", "Land"),
        Factor.MONEY: pgettext("shares", "Money"),
        Factor.SKILL: pgettext("shares", "Skill"),
        Factor.LABOUR: pgettext("shares", "Labour"),
        Factor.EQUIPMENT: pgettext("shares", "Equipment"),
    }[Factor(code)]


def movement(code: Movement) -> str:
    """What a line of the register does."""
    return {
        Movement.ISSUE: pgettext("shares", "Put in"),
        Movement.TRANSFER: pgettext("shares", "Transfer"),
        Movement.INHERITANCE: pgettext("shares", "Inheritance"),
        Movement.WITHDRAWAL: pgettext("shares", "Left"),
        Movement.REVALUATION: pgettext("shares", "New valuation"),
        Movement.FREEZE: pgettext("shares", "Frozen"),
        Movement.UNFREEZE: pgettext("shares", "Freeze lifted"),
    }[code]


def threshold(code: Threshold) -> str:
    """How many are enough."""
    return {
        Threshold.MORE_THAN_HALF: _("more than half"),
        Threshold.TWO_THIRDS: _("two thirds"),
        Threshold.THREE_QUARTERS: _("three quarters"),
        Threshold.ALL: pgettext("shares", "all"),
    }[code]


def measure(basis: Basis) -> str:
    """What a price is for."""
    return {
        Basis.MU_YEAR: _("a mu and year"),
        Basis.DAY: _("a day"),
        Basis.ITEM: _("a piece"),
    }[basis]


def answer(code: str) -> str:
    """A household's word."""
    return {
        "yes": pgettext("shares", "Agree"),
        "no": pgettext("shares", "Do not agree"),
        "abstain": pgettext("shares", "Abstain"),
        "": pgettext("shares", "not yet"),
    }[code]


def producer(kind: str) -> str:
    """What kind of producer it is."""
    return {
        "cooperative": pgettext("shares", "Cooperative"),
        "unit": pgettext("shares", "Unit"),
        "collective": pgettext("shares", "Village collective"),
    }.get(kind, kind)


def name_of(name: str) -> str:
    """A holder's name; the collective's where it has none."""
    return name or _("Village collective")


def number(quantity: Decimal) -> str:
    """A quantity without empty decimals."""
    text = f"{quantity:,.2f}"
    return text.rstrip("0").rstrip(".")


def shares(count: int) -> str:
    """So many shares."""
    return ngettext("%(count)s share", "%(count)s shares", count) % {"count": f"{count:,}"}


def part(one: Part) -> str:
    """Shares, and what is left over."""
    if not one.rest:
        return shares(one.shares)
    return _("%(shares)s and %(rest)s yuan left over") % {"shares": shares(one.shares), "rest": yuan(one.rest)}


def holding(one: Holding) -> str:
    """What is held, factor by factor."""
    parts = [f"{factor(code)} {part(held)}" for code, held in one.parts.items()]
    return _("; ").join(parts) or _("nothing yet")


def permille(count: int, of: int) -> str:
    """A part of a whole in per cent, two places."""
    if not of:
        return "—"
    hundredths = count * 10_000 // of
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def reckoned(row: ContributionRow) -> str:
    """How a contribution came to its value, in one sentence."""
    if row.factor is Factor.MONEY:
        return _("%(amount)s yuan paid in") % {"amount": yuan(row.amount)}
    if not row.price:
        return _("%(quantity)s of %(item)s, not voted yet") % {"quantity": number(row.quantity), "item": row.item}
    values: dict[str, object] = {
        "quantity": number(row.quantity),
        "item": row.item,
        "price": yuan(row.price),
        "value": yuan(row.value),
    }
    if row.factor is Factor.LAND and row.since and row.until:
        values["years"] = row.until.year - row.since.year
        if not row.value:
            return _("%(quantity)s mu of %(item)s × %(price)s yuan × %(years)s years") % values
        return _("%(quantity)s mu of %(item)s × %(price)s yuan × %(years)s years = %(value)s yuan") % values
    if not row.value:
        return _("%(quantity)s × %(item)s × %(price)s yuan") % values
    return _("%(quantity)s × %(item)s × %(price)s yuan = %(value)s yuan") % values


def state_badge(holding: Holding) -> Badge:
    """Free or frozen."""
    if holding.frozen:
        return Badge(pgettext("shares", "Frozen"), "seal", "warn")
    return Badge(pgettext("shares", "Free"), "pine", "check")


def refusal(told: Refusal) -> str:
    """A refusal's sentence in the reader's language."""
    return _(told.sentence) % told.values
