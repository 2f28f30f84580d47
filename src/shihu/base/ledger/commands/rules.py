"""Above which amount a second person must look."""

from datetime import date, datetime, timedelta

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger import policies
from shihu.base.ledger.errors import RuleBefore
from shihu.base.ledger.models import ApprovalRule
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import Actor
from shihu.kernel.money import AmountTooLarge, BadAmount, yuan
from shihu.kernel.refusals import NotFound


@transaction.atomic
def set_approval_rule(*, actor: Actor, now: datetime, kind: EntityKind, place: str, above: int, since: date) -> None:
    """From ``since`` on, entries above ``above`` fen in books of this kind under ``place`` need a second person.

    The rule before ends the day before; entries of earlier days follow the rule of their day. Where rules of several
    places hold, the nearest place's counts.
    """
    if not policies.SET_RULES.allows(actor, place):
        raise NotFound
    if above < 0:
        raise BadAmount("above", given=yuan(above))
    if above > 10**15:
        raise AmountTooLarge("above", given=yuan(above))
    before = ApprovalRule.objects.filter(kind=kind.value, place=place, until=None).first()
    if before is not None and before.since > since:
        raise RuleBefore("since", day=before.since)
    if before is not None and before.since == since:
        if before.above == above:
            return
        ApprovalRule.objects.filter(pk=before.pk).update(above=above)
    else:
        if before is not None:
            ApprovalRule.objects.filter(pk=before.pk).update(until=since - timedelta(days=1))
        ApprovalRule.objects.create(kind=kind.value, place=place, above=above, since=since)
    old = {"above": before.above, "since": before.since} if before else None
    told = {"above": above, "since": since}
    change = Change("ledger.set_rule", "approval_rule", f"{kind}.{place}", place, old, told)
    record(actor=actor, now=now, changes=[change])
