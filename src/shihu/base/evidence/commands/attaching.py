"""Attaching a file to a subject, opening it, and taking it off."""

import re
import unicodedata
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record, record_view
from shihu.base.audit.types import Change
from shihu.base.evidence import policies
from shihu.base.evidence.commands.shelving import Shelving
from shihu.base.evidence.errors import AlreadyDetached, BadSubject, ContentRemoved, KeyUsedAgain, ReasonNeeded
from shihu.base.evidence.models import Attachment, Content
from shihu.base.evidence.queries import opened, shelf
from shihu.base.evidence.rules import pictures
from shihu.base.evidence.rules.inspection import inspect
from shihu.base.evidence.types import Inspected, Level, Limits, Opened, Subject
from shihu.base.places.queries import names
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


def attach(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    subject: Subject,
    content: bytes,
    name: str,
    why: str = "",
    level: Level = Level.ORDINARY,
) -> UUID:
    """Keep the file and attach it to the subject; return the attachment.

    ``key`` is made by the client: the same key with the same file and words gives the same answer and writes nothing,
    with others it is refused. The file is on the disk before its row is in the database: a kill between the two leaves
    a file that the sweep takes away, never a row without its file.
    """
    policies.ATTACH.require(actor, subject.place)
    if actor.key is None:
        raise NotFound
    if not (subject.kind and subject.key) or subject.place not in names({subject.place}):
        raise BadSubject
    name, why = _name(name), " ".join(why.split())[:200]
    digest = sha256(content).hexdigest()
    body = sha256(f"{digest} {subject!r} {name!r} {why!r} {level.value}".encode()).hexdigest()
    before = _sent(actor.key, key, body)
    if before is not None:
        return before
    found = inspect(content, _limits())
    thumbnail = (
        pictures.drawn(content, pictures.THUMBNAIL) if found.is_picture and level is not Level.CONFIDENTIAL else None
    )
    Shelving.put(digest, content, thumbnail)
    with transaction.atomic():
        kept, is_new = Content.objects.get_or_create(digest=digest, defaults=_facts(found, len(content), now))
        if not is_new:
            kept = Content.objects.select_for_update().get(pk=digest)
        if kept.removed_at is not None:
            raise ContentRemoved(where="file")
        row, made = Attachment.objects.get_or_create(
            attached_by=actor.key,
            key=key,
            defaults={
                "content": kept,
                "place_id": subject.place,
                "subject_kind": subject.kind,
                "subject": subject.key,
                "name": name,
                "why": why,
                "level": level.value,
                "body": body,
                "attached_name": actor.name,
                "attached_at": now,
            },
        )
        if not made:
            # The same sending arrived twice at once, and the other one was first.
            return _same(row, body)
        if not shelf.path_of(digest).is_file():
            Shelving.put(digest, content, thumbnail)
        new = {**asdict(subject), "digest": digest, "name": name, "level": level.value, "media_type": found.media_type}
        record(
            actor=actor,
            now=now,
            changes=[Change("evidence.attach", "attachment", str(row.pk), subject.place, None, new, why)],
        )
    return row.pk


def open_file(*, actor: Actor, now: datetime, key: UUID, original: bool = False) -> Opened:
    """Return the bytes of a file and note who opened it. A refused opening leaves nothing behind."""
    found = opened(key, actor=actor, original=original)
    place = Attachment.objects.values_list("place_id", flat=True).get(pk=key)
    record_view(actor=actor, now=now, subject_kind="attachment", subject=str(key), place=place)
    return found


@transaction.atomic
def detach(*, actor: Actor, now: datetime, key: UUID, why: str) -> None:
    """Take a file off its subject: it is hidden, dated and kept."""
    row = Attachment.objects.select_for_update().filter(pk=key).first()
    if row is None or not policies.sees(actor, row):
        raise NotFound
    if row.detached_at is not None:
        raise AlreadyDetached
    if not policies.may_detach(actor, row):
        raise NotAllowed
    if not why.strip():
        raise ReasonNeeded(where="why")
    row.detached_at, row.detached_by, row.detached_name = now, actor.key, actor.name
    row.detached_why = " ".join(why.split())[:200]
    row.save()
    old: dict[str, Any] = {"name": row.name, "digest": row.content_id, "subject": f"{row.subject_kind}:{row.subject}"}
    change = Change("evidence.detach", "attachment", str(row.pk), row.place_id, old, None, row.detached_why)
    record(actor=actor, now=now, changes=[change])


def _limits() -> Limits:
    return Limits(settings.EVIDENCE_MOST_BYTES, settings.EVIDENCE_MOST_PIXELS, settings.EVIDENCE_MOST_UNPACKED)


def _sent(sender: UUID, key: UUID, body: str) -> UUID | None:
    row = Attachment.objects.filter(attached_by=sender, key=key).first()
    return None if row is None else _same(row, body)


def _same(row: Attachment, body: str) -> UUID:
    if row.body != body:
        raise KeyUsedAgain
    return row.pk


def _facts(found: Inspected, size: int, now: datetime) -> dict[str, Any]:
    return {
        "media_type": found.media_type,
        "size": size,
        "width": found.width,
        "height": found.height,
        "taken": None if found.taken is None else timezone.make_aware(found.taken),
        "lon": found.lon,
        "lat": found.lat,
        "stored_at": now,
    }


def _name(given: str) -> str:
    """Return the file's own name without folders, control and direction marks, at most 120 characters, ending kept."""
    last = re.split(r"[/\\]", given)[-1]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: 119 - len(ending)]}.{ending}"
    return plain[:120] or "file"
