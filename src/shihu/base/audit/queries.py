"""Reading the audit, and the scope filter that every list above it uses."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from shihu.base.audit import rules
from shihu.base.audit.models import AuditEntry, ChainHead, ViewEntry
from shihu.base.audit.policies import SEE_AUDIT
from shihu.base.audit.types import GENESIS, AuditRow, Verdict
from shihu.kernel.actors import Actor
from shihu.kernel.places import range_of
from shihu.kernel.refusals import NotFound


def within(field: str, scopes: Iterable[str]) -> Q:
    """Return the filter "``field`` (a place code) lies in one of ``scopes``"; no scope matches nothing.

    A scope is one index range. This stands here because the audit is the lowest app with a place in it.
    """
    condition = Q(pk__in=())
    for scope in scopes:
        first, last = range_of(scope)
        condition |= Q(**{f"{field}__gte": first, f"{field}__lt": last})
    return condition


def verify(*, through: int | None = None) -> Verdict:
    """Walk the chain from its beginning and tell whether every entry stands as it was written."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead(pk=1)
    last, count = GENESIS, 0
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != count + 1:
            return Verdict(count, last, "missing", count + 1)
        made = rules.digest(
            before=last,
            number=entry.number,
            at=entry.at,
            actor=entry.actor,
            actor_name=entry.actor_name,
            action=entry.action,
            subject_kind=entry.subject_kind,
            subject=entry.subject,
            place=entry.place,
            reason=entry.reason,
            old=entry.old,
            new=entry.new,
        )
        if entry.before != last or entry.digest != made:
            return Verdict(count, last, "altered", entry.number)
        last, count = made, entry.number
        if through is not None and count >= through:
            return Verdict(count, last)
    if (head.number, head.digest) != (count, last):
        return Verdict(count, last, "truncated", count + 1)
    return Verdict(count, last)


def history(*, actor: Actor, subject_kind: str, subject: str, limit: int = 50) -> Sequence[AuditRow]:
    """Return the last changes of one record, newest first, if the actor may see the audit there."""
    entries = AuditEntry.objects.filter(
        within("place", SEE_AUDIT.scopes(actor)), subject_kind=subject_kind, subject=subject
    )[:limit]
    return [_row(entry) for entry in entries]


def entries(
    *, actor: Actor, place: str = "", action: str = "", offset: int = 0, limit: int = 200
) -> tuple[list[AuditRow], int]:
    """Return entries that the actor may see, newest first, and how many there are.

    Optionally of one place and one kind of action. NotFound for those who may see none anywhere: to them there is no
    audit.
    """
    if not SEE_AUDIT.scopes(actor):
        raise NotFound
    found = AuditEntry.objects.filter(within("place", SEE_AUDIT.scopes(actor)))
    if place:
        found = found.filter(within("place", [place]))
    if action:
        found = found.filter(action=action)
    return [_row(entry) for entry in found[offset : offset + limit]], found.count()


def chain_number() -> int:
    """Return how many changes were ever recorded. As long as it stands, nothing that a command writes has changed."""
    return ChainHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def views_of(*, actor: Actor, subject_kind: str, subject: str) -> int:
    """Return how often the record was opened by others, if the actor may see the audit there."""
    return ViewEntry.objects.filter(
        within("place", SEE_AUDIT.scopes(actor)), subject_kind=subject_kind, subject=subject
    ).count()


def _row(entry: AuditEntry) -> AuditRow:
    return AuditRow(
        entry.number,
        entry.at,
        entry.actor_name,
        entry.action,
        entry.subject_kind,
        entry.subject,
        entry.place,
        entry.reason,
        rules.differences(entry.old, entry.new),
    )
