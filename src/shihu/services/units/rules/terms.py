"""Terms, who acts, and the ladder, on plain values."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from shihu.services.units.types.terms import LADDER, ActingHead, Office, Step, TermRow


def acting(terms: Sequence[TermRow], parties: Collection[UUID]) -> ActingHead:
    """Return who acts: the head, else the deputies by rank, passing over who is party to the matter.

    ``terms`` are those in office on the day. Party is who is named in ``parties``, or whose household is.
    """
    heads = [term for term in terms if term.office == Office.HEAD]
    deputies = sorted((term for term in terms if term.office == Office.DEPUTY), key=lambda t: t.rank)
    skipped: list[tuple[str, str]] = [] if heads else [("", "vacant")]
    for term in (*heads, *deputies):
        if term.trouble:
            skipped.append((term.name, term.trouble))
        elif {term.person, term.household} & set(parties):
            skipped.append((term.name, "party"))
        else:
            return ActingHead(term, tuple(skipped), term.office.value)
    return ActingHead(None, tuple(skipped), "villager_group")


def wrong_step(before: Step | None, step: Step, *, reason: str, since: date, last: date | None) -> str:
    """Return what is wrong with taking a step: same, skips, reason, order; nothing when it may be taken.

    The first step recorded may be any: the platform did not see the way there. Up goes one by one; down needs a
    reason; no step lies before the last one.
    """
    if last is not None and since < last:
        return "order"
    if before is None:
        return ""
    up = LADDER.index(step) - LADDER.index(before)
    if up == 0:
        return "same"
    if up > 1:
        return "skips"
    if up < 0 and not reason.strip():
        return "reason"
    return ""
