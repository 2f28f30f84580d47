"""Recording: the only way into the audit."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from shihu.base.audit import rules
from shihu.base.audit.models import AuditEntry, ChainHead, ViewEntry
from shihu.base.audit.types import GENESIS, Change
from shihu.kernel.actors import Actor


def record(*, actor: Actor, now: datetime, changes: Sequence[Change]) -> None:
    """Append ``changes`` to the chain, in order. Call inside the transaction that makes them.

    The head row is locked until that transaction ends, so that numbers have no gaps and a rolled-back
    change leaves no trace.
    """
    if not changes:
        return
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record() belongs inside the transaction of the change it records")
    head = ChainHead.objects.select_for_update().filter(pk=1).first() or ChainHead(pk=1, digest=GENESIS)
    entries = []
    for change in changes:
        head.number += 1
        # What is hashed must be what comes back from the database: plain JSON, no dates or decimals.
        columns: dict[str, Any] = {
            "number": head.number,
            "at": now,
            "actor": actor.key,
            "actor_name": actor.name,
            "action": change.action,
            "subject_kind": change.subject_kind,
            "subject": change.subject,
            "place": change.place,
            "reason": change.reason,
            "old": _plain(change.old),
            "new": _plain(change.new),
            "before": head.digest,
        }
        head.digest = rules.digest(**columns)
        entries.append(AuditEntry(**columns, digest=head.digest))
    AuditEntry.objects.bulk_create(entries, batch_size=2000)
    head.save()


def record_view(*, actor: Actor, now: datetime, subject_kind: str, subject: str, place: str) -> None:
    """Note that ``actor`` opened a personal record."""
    if actor.key is not None:
        ViewEntry.objects.create(
            at=now,
            actor=actor.key,
            actor_name=actor.name,
            subject_kind=subject_kind,
            subject=subject,
            place=place,
        )


def _plain(value: Any) -> Any:
    return None if value is None else json.loads(rules.canonical(value))
