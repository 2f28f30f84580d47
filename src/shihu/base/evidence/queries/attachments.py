"""One attached file, the files of a subject, and their bytes."""

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from shihu.base.evidence import policies
from shihu.base.evidence.errors import ContentRemoved
from shihu.base.evidence.models import Attachment
from shihu.base.evidence.queries import shelf
from shihu.base.evidence.rules import pictures
from shihu.base.evidence.types import AttachmentRow, Files, Level, Opened, Subject
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def files_of(subject: Subject, *, actor: Actor) -> Files:
    """Return the files attached to the subject that the actor may see, oldest first, and whether they may add one."""
    rows = [_row(one, actor) for one in _of(subject).filter(policies.visible(actor))]
    return Files(
        subject,
        tuple(row for row in rows if row.detached_at is None),
        policies.ATTACH.allows(actor, subject.place),
        tuple(row for row in rows if row.detached_at is not None),
    )


def attachment(key: UUID, *, actor: Actor) -> AttachmentRow:
    """Return one attached file; NotFound for those who may not see it."""
    return _row(_found(key, actor), actor)


def opened(key: UUID, *, actor: Actor, original: bool) -> Opened:
    """Return the bytes to be sent. A picture is drawn anew without time and position unless the original is asked for
    by one who may have it; a document is always as it came, to be saved and not shown."""
    found = _found(key, actor)
    content = _bytes(found)
    picture = found.content.media_type.startswith("image/")
    if not picture:
        return Opened(content, found.content.media_type, found.name, is_inline=False)
    if original:
        if not policies.sees_original(actor, found):
            raise NotFound
        return Opened(content, found.content.media_type, found.name, is_inline=False)
    name = f"{found.name.rpartition('.')[0] or found.name}.jpg"
    return Opened(pictures.drawn(content, pictures.SHOWN), "image/jpeg", name, is_inline=True)


def thumbnail(key: UUID, *, actor: Actor) -> bytes:
    """Return the small copy of a picture. Confidential ones have none: looking at them is opening them."""
    found = _found(key, actor)
    if not found.content.media_type.startswith("image/") or found.level == Level.CONFIDENTIAL.value:
        raise NotFound
    content = _bytes(found)
    kept = shelf.thumbnail_path(found.content_id)
    return kept.read_bytes() if kept.is_file() else pictures.drawn(content, pictures.THUMBNAIL)


def _of(subject: Subject) -> QuerySet[Attachment]:
    return Attachment.objects.filter(
        subject_kind=subject.kind, subject=subject.key, place_id=subject.place
    ).select_related("content")


def _found(key: UUID, actor: Actor) -> Attachment:
    found = Attachment.objects.filter(pk=key).select_related("content").first()
    if found is None or not policies.sees(actor, found):
        raise NotFound
    return found


def _bytes(found: Attachment) -> bytes:
    if found.content.removed_at is not None:
        raise ContentRemoved
    try:
        return shelf.path_of(found.content_id).read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def _row(found: Attachment, actor: Actor) -> AttachmentRow:
    content = found.content
    row = AttachmentRow(
        key=found.pk,
        subject=Subject(found.subject_kind, found.subject, found.place_id),
        name=found.name,
        why=found.why,
        level=Level(found.level),
        media_type=content.media_type,
        size=content.size,
        attached_at=found.attached_at,
        attached_by=found.attached_name,
        taken=None,
        lon=None,
        lat=None,
        sees_original=policies.sees_original(actor, found),
        may_detach=policies.may_detach(actor, found),
        may_remove=policies.REMOVE.allows(actor, found.place_id) and content.removed_at is None,
        removal_asked_by=content.removal_asked_name,
        is_removal_mine=content.removal_asked_by is not None and content.removal_asked_by == actor.key,
        detached_at=found.detached_at,
        detached_by=found.detached_name,
        detached_why=found.detached_why,
        is_removed=content.removed_at is not None,
    )
    return replace(row, taken=content.taken, lon=content.lon, lat=content.lat) if row.sees_original else row
