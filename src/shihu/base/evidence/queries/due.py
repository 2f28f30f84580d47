"""What waits for somebody in the evidence: removals that one officer asked for and another has to confirm."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.base.evidence import policies
from shihu.base.evidence.models import Attachment
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem


def evidence_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return the files whose removal another officer asked for, once each, in the actor's area. One query."""
    scopes = policies.REMOVE.scopes(actor)
    if actor.key is None or not scopes:
        return []
    found = (
        Attachment.objects.filter(
            within("place_id", scopes),
            detached_at__isnull=False,
            content__removal_asked_at__isnull=False,
            content__removed_at=None,
        )
        .exclude(content__removal_asked_by=actor.key)
        .select_related("content")
        .order_by("content__removal_asked_at", "pk")
    )
    items: dict[str, DueItem] = {}
    for row in found:
        asked = row.content.removal_asked_at
        since = timezone.localdate(asked) if asked else on
        told = {"who": row.content.removal_asked_name, "why": row.content.removal_reason}
        items.setdefault(
            row.content_id,
            DueItem(
                "evidence.removal",
                _("A file is to be removed for good: confirm it or let it be"),
                _("%(who)s asked: %(why)s") % told,
                row.place_id,
                "evidence_file",
                {"key": str(row.pk)},
                since=since,
            ),
        )
    return list(items.values())
