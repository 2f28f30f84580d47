"""What waits for somebody in the books: entries that need a second person."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.ledger.models import Proposal
from shihu.base.ledger.queries.proposals import waits_for
from shihu.base.ledger.rules import bodies
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.money import yuan


def ledger_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return the entries handed in by others that the actor may approve. One query."""
    found = waits_for(actor)
    if found is None:
        return []
    return [_item(row) for row in found.select_related("entity").order_by("proposed_at") if _day(row) <= on]


def _item(row: Proposal) -> DueItem:
    told = bodies.entry_of(row.asked, key=row.key)
    return DueItem(
        "ledger.approve",
        _("Money waits for a second person: %(amount)s yuan") % {"amount": yuan(row.amount)},
        f"{row.entity.name}: {told.summary}",
        row.entity.place_id,
        "ledger_proposal",
        {"proposal": str(row.pk)},
        since=_day(row),
    )


def _day(row: Proposal) -> date:
    return timezone.localdate(row.proposed_at)
