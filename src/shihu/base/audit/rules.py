"""The chain's arithmetic: how a digest is made and what a broken chain looks like."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


def canonical(value: Mapping[str, Any] | None) -> str:
    """Return JSON that is the same for equal values: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def digest(
    *,
    before: str,
    number: int,
    at: datetime,
    actor: UUID | None,
    actor_name: str,
    action: str,
    subject_kind: str,
    subject: str,
    place: str,
    reason: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
) -> str:
    """Return the SHA-256 of one entry, 64 hex digits, over every column and the digest before it.

    Each column goes in as JSON in a list, so that no two entries share a text ("ab","c" against "a","bc").
    """
    columns = [
        before,
        number,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(actor) if actor else None,
        actor_name,
        action,
        subject_kind,
        subject,
        place,
        reason,
        canonical(old),
        canonical(new),
    ]
    text = json.dumps(columns, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def differences(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> tuple[tuple[str, object, object], ...]:
    """Return (field, old, new) for every field that differs."""
    before, after = old or {}, new or {}
    fields = sorted({*before, *after})
    return tuple((f, before.get(f), after.get(f)) for f in fields if before.get(f) != after.get(f))
