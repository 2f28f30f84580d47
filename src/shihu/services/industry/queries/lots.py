"""What was delivered and traded in a season."""

from uuid import UUID

from django.db.models import Sum

from shihu.services.industry.models import SaleLine
from shihu.services.industry.types import Traded


def traded(season: UUID) -> dict[UUID, Traded]:
    """Return what each household sold through the season, by household key; for commands, limits nothing.

    Reversed sales, and lots that belong to no household (the owner's own), are left out.
    """
    lines = SaleLine.objects.filter(
        sale__season=season, sale__entry__isnull=False, sale__reversed_on=None, lot__household__isnull=False
    ).order_by()
    sums = lines.values_list("lot__household_id", "lot__household__code").annotate(Sum("grams"), Sum("amount"))
    return {key: Traded(key, code, grams, amount) for key, code, grams, amount in sums}
