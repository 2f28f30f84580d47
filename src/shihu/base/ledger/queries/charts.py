"""Reading charts of accounts, purposes and approval rules."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.base.ledger.models import Account, ApprovalRule, Line, Purpose
from shihu.base.ledger.types import AccountKind, AccountRow, ApprovalRuleRow, EntityKind, PurposeRow, Way


def chart(kind: EntityKind, entity: UUID | None = None, *, on: date) -> list[AccountRow]:
    """Return the accounts in force on the day for a kind of entity, with the entity's own sub-accounts, by code."""
    held = Q(until=None) | Q(until__gte=on)
    found = Account.objects.filter(held, Q(entity=None) | Q(entity=entity), kind=kind.value, since__lte=on)
    return [account_row(account) for account in found.order_by("code")]


def ended_balances(entity: UUID, *, on: date) -> bool:
    """Tell whether something still stands on an account whose chart has ended and that has a successor."""
    ended = Line.objects.filter(entity=entity, account__until__lt=on).exclude(account__successor="")
    sums = ended.order_by().values_list("account").annotate(sum=Sum("amount"))
    return any(total for _account, total in sums)


def accounts(keys: Collection[int]) -> dict[int, AccountRow]:
    """Return accounts by key, whatever chart they belong to."""
    return {account.pk: account_row(account) for account in Account.objects.filter(pk__in=keys)}


def purposes(kind: EntityKind, *, on: date) -> list[PurposeRow]:
    """Return what money is received and paid for in books of this kind on the day, in order."""
    held = Q(until=None) | Q(until__gte=on)
    found = Purpose.objects.filter(held, kind=kind.value, since__lte=on).select_related("account")
    return [
        PurposeRow(p.pk, Way(p.way), p.code, p.name_zh, p.name_en, p.account.code, needs_party=p.account.needs_party)
        for p in found.order_by("way", "order")
    ]


def approval_rules(kind: EntityKind | None = None) -> list[ApprovalRuleRow]:
    """Return the rules on a second person, ended ones included."""
    found = ApprovalRule.objects.filter(kind=kind.value) if kind else ApprovalRule.objects.all()
    return [ApprovalRuleRow(EntityKind(r.kind), r.place, r.above, r.since, r.until) for r in found]


def account_row(account: Account) -> AccountRow:
    """Return an account as other parts see it."""
    return AccountRow(
        key=account.pk,
        kind=EntityKind(account.kind),
        system=account.system,
        code=account.code,
        name_zh=account.name_zh,
        name_en=account.name_en,
        element=AccountKind(account.element),
        is_debit=account.is_debit,
        is_money=account.is_money,
        needs_party=account.needs_party,
        since=account.since,
        until=account.until,
        successor=account.successor,
        is_own=account.entity_id is not None,
    )
