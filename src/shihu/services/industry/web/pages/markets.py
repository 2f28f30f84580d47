"""A sale below the market: what the market gave, where that was read, how much less was taken, and why."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Fact
from shihu.services.industry.rules.lots import amount
from shihu.services.industry.types import GradeRow, SaleRow


def market_facts(row: SaleRow, grades: Sequence[GradeRow]) -> list[Fact]:
    """What the market gave, where and when that was read, how much less was taken, and why."""
    facts = []
    if row.market_source:
        on = f", {row.market_on.isoformat()}" if row.market_on else ""
        facts.append(Fact(_("Market price read at"), f"{row.market_source}{on}"))
    less = given_up(grades)
    if less:
        told = _("%(yuan)s yuan together: %(percent)s per cent below the market") % {
            "yuan": yuan(less),
            "percent": f"{less / (less + sum(one.amount for one in grades if _is_below(one))):.1%}".rstrip("%"),
        }
        facts.append(Fact(_("Taken below the market"), told))
    if row.reason:
        facts.append(Fact(_("Why below the market"), row.reason))
    return facts


def given_up(grades: Sequence[GradeRow]) -> int:
    """What the market would have brought more for what was sold below it, in fen, rounded once a grade."""
    return sum(amount(one.grams, one.market) - one.amount for one in grades if one.market and _is_below(one))


def _is_below(one: GradeRow) -> bool:
    return one.market is not None and one.price < one.market
