"""Writing vocabularies."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.vocabularies.models import Term
from shihu.base.vocabularies.policies import KEEP_VOCABULARIES
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.actors import Actor


@transaction.atomic
def keep_terms(*, actor: Actor, now: datetime, terms: Sequence[TermRow]) -> int:
    """Bring the stored terms to ``terms``: add and amend, never remove. Returns how many changed."""
    KEEP_VOCABULARIES.require(actor, "")
    stored = Term.objects.in_bulk()
    changes = []
    # A term that replaces another comes after it, or the foreign key would point nowhere.
    for row in sorted(terms, key=lambda r: r.replaces is not None):
        facts = {
            "vocabulary": row.vocabulary,
            "code": row.code,
            "name_zh": row.name_zh,
            "name_en": row.name_en,
            "synonyms": list(row.synonyms),
            "order": row.order,
            "since": row.since,
            "until": row.until,
            "replaces_id": row.replaces,
        }
        old = stored.get(row.key)
        before = {name: getattr(old, name) for name in facts} if old else None
        if before != facts:
            Term(key=row.key, **facts).save(force_insert=old is None)
            changes.append(Change("vocabularies.keep", "term", row.key, "", before, facts))
    record(actor=actor, now=now, changes=changes)
    return len(changes)
