"""The body of an entry as plain JSON: what a key stands for, and what a proposal keeps."""

import hashlib
import json
from datetime import date
from typing import Any
from uuid import UUID

from shihu.base.ledger.types import Document, DocumentKind, EntryKind, NewEntry, NewLine


def ended(code: str) -> str:
    """Return how the entry that takes balances into a new chart names an account of the one that has ended."""
    return f"{code}@old"


def body(entry: NewEntry) -> dict[str, Any]:
    """Return everything that an entry asks for, but for its key, as JSON values."""
    return {
        "entity": str(entry.entity),
        "date": entry.date.isoformat(),
        "summary": entry.summary,
        "kind": entry.kind.value,
        "lines": [
            {
                "account": line.account,
                "amount": line.amount,
                "party": str(line.party) if line.party else None,
                "note": line.note,
                "tag": line.tag,
            }
            for line in entry.lines
        ],
        "document": {
            "kind": entry.document.kind.value,
            "number": entry.document.number,
            "date": entry.document.date.isoformat(),
            "issuer": entry.document.issuer,
            "digest": entry.document.digest,
        },
        "purpose": entry.purpose,
        "reverses": str(entry.reverses) if entry.reverses else None,
        "reason": entry.reason,
        "source": entry.source,
        "source_key": str(entry.source_key) if entry.source_key else None,
    }


def digest(entry: NewEntry) -> str:
    """Return the SHA-256 of an entry's body, 64 hex digits: equal bodies, equal digests."""
    text = json.dumps(body(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def entry_of(asked: dict[str, Any], *, key: str) -> NewEntry:
    """Return the entry whose body was kept as ``asked``."""
    document = asked["document"]
    return NewEntry(
        entity=UUID(asked["entity"]),
        date=date.fromisoformat(asked["date"]),
        summary=asked["summary"],
        lines=tuple(
            NewLine(
                line["account"],
                line["amount"],
                UUID(line["party"]) if line["party"] else None,
                line["note"],
                line["tag"],
            )
            for line in asked["lines"]
        ),
        document=Document(
            DocumentKind(document["kind"]),
            document["number"],
            date.fromisoformat(document["date"]),
            document["issuer"],
            document["digest"],
        ),
        key=key,
        kind=EntryKind(asked["kind"]),
        purpose=asked["purpose"],
        reverses=UUID(asked["reverses"]) if asked["reverses"] else None,
        reason=asked["reason"],
        source=asked["source"],
        source_key=UUID(asked["source_key"]) if asked["source_key"] else None,
    )
