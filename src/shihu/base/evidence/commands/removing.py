"""Removing a content for good: one officer asks, another confirms. For what must not be kept any longer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.evidence import policies
from shihu.base.evidence.commands.shelving import Shelving
from shihu.base.evidence.errors import ContentRemoved, ReasonNeeded, RemovalNeedsTwo, StillAttached
from shihu.base.evidence.models import Attachment, Content
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


@transaction.atomic
def ask_removal(*, actor: Actor, now: datetime, key: UUID, why: str) -> None:
    """Ask that the content of a detached attachment be removed. A second asking replaces the first."""
    row, content = _opened(actor, key)
    if not why.strip():
        raise ReasonNeeded(where="why")
    content.removal_asked_at, content.removal_asked_by, content.removal_asked_name = now, actor.key, actor.name
    content.removal_reason = " ".join(why.split())[:200]
    content.save()
    _audit(actor, now, row, "evidence.ask_removal", content.removal_reason)


@transaction.atomic
def confirm_removal(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Confirm what another officer asked for: the row is marked, then the file goes; the attachments' rows stay."""
    row, content = _opened(actor, key)
    if content.removal_asked_by is None or content.removal_asked_by == actor.key:
        raise RemovalNeedsTwo
    content.removed_at, content.removed_by = now, actor.key
    content.save()
    _audit(actor, now, row, "evidence.confirm_removal", content.removal_reason)
    digest = content.digest
    # After the commit: a kill in between leaves a file that no standing row knows, and the sweep takes it.
    transaction.on_commit(lambda: Shelving.drop(digest))


def _opened(actor: Actor, key: UUID) -> tuple[Attachment, Content]:
    row = Attachment.objects.filter(pk=key).first()
    if row is None or not policies.sees(actor, row):
        raise NotFound
    policies.REMOVE.require(actor, row.place_id, seen=True)
    # The same bytes may be attached elsewhere: nobody removes what another office keeps.
    for place in Attachment.objects.filter(content=row.content_id).values_list("place_id", flat=True).distinct():
        policies.REMOVE.require(actor, place, seen=True)
    content = Content.objects.select_for_update().get(pk=row.content_id)
    if content.removed_at is not None:
        raise ContentRemoved
    if Attachment.objects.filter(content=content, detached_at=None).exists():
        raise StillAttached
    return row, content


def _audit(actor: Actor, now: datetime, row: Attachment, action: str, reason: str) -> None:
    old = {"digest": row.content_id, "name": row.name}
    record(actor=actor, now=now, changes=[Change(action, "attachment", str(row.pk), row.place_id, old, None, reason)])
