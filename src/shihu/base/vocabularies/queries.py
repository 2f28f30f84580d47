"""Reading vocabularies. Terms are few and change by decree: each request reads what it needs, no cache."""

from datetime import date

from shihu.base.vocabularies.models import Term
from shihu.base.vocabularies.types import TermRow


def terms(vocabulary: str, *, on: date | None = None) -> list[TermRow]:
    """Return the terms of ``vocabulary`` in order; only those in force ``on`` the day, if one is given."""
    rows = [_row(term) for term in Term.objects.filter(vocabulary=vocabulary)]
    return [row for row in rows if on is None or row.holds_on(on)]


def all_terms() -> dict[str, TermRow]:
    """Return every term by key."""
    return {term.key: _row(term) for term in Term.objects.all()}


def _row(term: Term) -> TermRow:
    return TermRow(
        term.key,
        term.vocabulary,
        term.code,
        term.name_zh,
        term.name_en,
        term.since,
        term.until,
        tuple(term.synonyms),
        term.order,
        term.replaces_id,
    )
