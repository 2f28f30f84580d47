"""What village collectives earned: the law makes it public, so that no role is asked."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, Sum

from shihu.base.audit.queries import within
from shihu.base.ledger.models import Line, Purpose
from shihu.base.ledger.types import AccountKind, EntityKind
from shihu.kernel.places import Level

# Income that the village did not earn: grants come and go with the budget.
_GRANT = "grant"


def collective_income(villages: Collection[str], *, days: Sequence[date]) -> dict[date, dict[str, int]]:
    """Return what each village's collective earned from the first of January until each day, fen.

    Entries on accounts of income, reversals taken off; grants are left out. A village whose collective keeps no books
    is absent. One query for the books, one a day.
    """
    kept = Line.objects.filter(within("entity__place_id", villages), entity__kind=EntityKind.COLLECTIVE.value)
    known = {place[: Level.VILLAGE] for place in kept.order_by().values_list("entity__place_id", flat=True).distinct()}
    grants = Purpose.objects.filter(code=_GRANT).values("account")
    earned = kept.filter(account__element=AccountKind.INCOME.value).exclude(account__in=grants).order_by()
    told: dict[date, dict[str, int]] = {}
    for day in days:
        sums = earned.filter(Q(date__gte=day.replace(month=1, day=1), date__lte=day)).values_list("entity__place_id")
        told[day] = dict.fromkeys(known, 0)
        for place, total in sums.annotate(Sum("amount")):
            told[day][place[: Level.VILLAGE]] -= total
    return told
