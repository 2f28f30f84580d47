"""Accounts: the list of a place, one account explained entry by entry, the page of one's own."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Sum

from shihu.base.audit.queries import within
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models.points import PointAccount, PointClaim, PointEntry, PointNotice
from shihu.services.linkages.queries.points import balances, standing
from shihu.services.linkages.queries.points.claims import claim_rows
from shihu.services.linkages.queries.points.shop import redemption_rows
from shihu.services.linkages.rules.points import books as book_rules
from shihu.services.linkages.rules.points import ledger as rules
from shihu.services.linkages.types.points import (
    AccountDetail,
    AccountRow,
    ClaimState,
    Earner,
    EntryRow,
    PointKind,
)
from shihu.services.units.queries import unit_labels

OPEN = (ClaimState.WAITING.value, ClaimState.APPEALED.value)


def accounts(place: str, *, actor: Actor, on: date) -> list[AccountRow]:
    """Return the accounts of a place that the actor may look into, the fullest first. Six queries at most."""
    if not policies.SEE_POINTS.allows(actor, place) and standing.led_unit(actor) is None:
        raise NotFound
    seen = standing.seen_accounts(actor, on=on) & within("hamlet_id", [place])
    found = PointAccount.objects.filter(seen).select_related("household__householder", "unit")
    return rows_of(found, on=on)


def rows_of(found: Iterable[PointAccount], *, on: date) -> list[AccountRow]:
    """Accounts as rows, the fullest first."""
    found = list(found)
    keys = [account.pk for account in found]
    held = balances.balances(keys)
    first, last = book_rules.month_of(on)
    month = PointEntry.objects.filter(balances.EARNED, account__in=keys, day__range=(first, last)).order_by()
    earned: dict[UUID, int] = dict(month.values_list("account").annotate(total=Sum("points")))
    waiting: dict[UUID, int] = {}
    for account in PointClaim.objects.filter(account__in=keys, state__in=OPEN).values_list("account", flat=True):
        waiting[account] = waiting.get(account, 0) + 1
    units = _units_now(found)
    rows = [
        AccountRow(
            key=account.pk,
            earner=Earner.HOUSEHOLD if account.household else Earner.UNIT,
            name=name_of(account),
            code=account.household.code if account.household else "",
            hamlet=account.hamlet_id,
            unit=units.get(account.pk, ""),
            balance=held.get(account.pk, 0),
            earned=earned.get(account.pk, 0),
            waiting=waiting.get(account.pk, 0),
        )
        for account in found
    ]
    return sorted(rows, key=lambda row: (-row.balance, row.code, row.name))


def name_of(account: PointAccount) -> str:
    """The householder's name, or the unit's."""
    if account.household is not None:
        return account.household.householder.name
    return account.unit.name if account.unit else ""


def own_account(*, actor: Actor, on: date) -> AccountDetail:
    """Return the account of the actor's own household, empty before the first point; NotFound without a household."""
    own = own_household(actor=actor, on=on)
    if own is None:
        raise NotFound
    found = _account(household_id=own.key)
    if found is None:
        made = PointAccount(household_id=own.key, village_id=own.hamlet[:12], hamlet_id=own.hamlet)
        return _detail(made, actor=actor, on=on)
    return _detail(found, actor=actor, on=on)


def account(key: UUID | str, *, actor: Actor, on: date) -> AccountDetail:
    """Return an account explained, for its owner, its unit's head and those at work there."""
    standing.require_account(key, actor=actor, on=on)
    found = _account(pk=key)
    if found is None:
        raise NotFound
    return _detail(found, actor=actor, on=on)


def account_of_household(code: str, *, actor: Actor, on: date) -> AccountRow | None:
    """Return a household's account as a row, if the actor may look into it and it has one."""
    found = PointAccount.objects.filter(standing.seen_accounts(actor, on=on), household__code=code).select_related(
        "household__householder", "unit"
    )
    return next(iter(rows_of(found, on=on)), None)


def account_of_unit(unit: UUID, *, actor: Actor, on: date) -> AccountRow | None:
    """Return a unit's account as a row, if the actor may look into it and it has one."""
    found = PointAccount.objects.filter(standing.seen_accounts(actor, on=on), unit=unit).select_related(
        "household__householder", "unit"
    )
    return next(iter(rows_of(found, on=on)), None)


def _account(**which: object) -> PointAccount | None:
    found: PointAccount | None = (
        PointAccount.objects.filter(**which).select_related("household__householder", "unit").first()
    )
    return found


def _detail(found: PointAccount, *, actor: Actor, on: date) -> AccountDetail:
    own = own_household(actor=actor, on=on)
    lines = balances.lines(found.pk)
    may = policies.REVERSE_POINTS.allows(actor, found.hamlet_id)
    claims = PointClaim.objects.filter(account=found.pk).order_by("-claimed_at")
    notices = PointNotice.objects.filter(account=found.pk, expires_on__gte=on)
    return AccountDetail(
        key=found.pk,
        earner=Earner.HOUSEHOLD if found.household else Earner.UNIT,
        name=name_of(found),
        code=found.household.code if found.household else "",
        village=found.village_id,
        hamlet=found.hamlet_id,
        unit=_units_now([found]).get(found.pk, ""),
        entries=tuple(reversed(_entries(found.pk))),
        claims=tuple(claim_rows(claims, actor=actor)),
        flow=rules.flow(lines),
        lots=rules.lots(lines),
        notices=tuple(notices.values_list("expires_on", "points", "told_on")),
        redemptions=tuple(redemption_rows(account=found.pk)),
        is_own=own is not None and own.key == found.household_id,
        hides_name=found.hides_name,
        may_reverse=may and not standing.too_close([found.pk], actor=actor),
    )


def _entries(key: UUID) -> list[EntryRow]:
    """Every entry, oldest first, each with the balance after it."""
    rows, after = [], 0
    found = PointEntry.objects.filter(account=key).select_related("item__book", "reverses")
    taken_back = {row.reverses_id for row in found}
    for row in found:
        after += row.points
        # A taking back says of what it was.
        item = row.item or None
        rows.append(
            EntryRow(
                key=row.pk,
                number=row.number,
                day=row.day,
                points=row.points,
                after=after,
                kind=PointKind(row.kind),
                item=item.words if item else "",
                code=item.code if item else "",
                linkage=item.linkage if item else "",
                clause=item.clause if item else "",
                version=item.book.version if item else 0,
                book=item.book_id if item else None,
                times=row.times,
                each=item.points if item else 0,
                per=item.per if item else "",
                note=row.note,
                source=row.source,
                claimed_by=row.claimed_by_name,
                reviewed_by=row.reviewed_by_name,
                recorded_by=row.recorded_by_name,
                recorded_at=row.recorded_at,
                expires_on=row.expires_on,
                reverses=row.reverses.number if row.reverses else None,
                is_reversed=row.pk in taken_back,
                claim=row.claim_id,
            )
        )
    return rows


def _units_now(found: Iterable[PointAccount]) -> dict[UUID, str]:
    """Account -> name of the unit in which its household sits now. Two queries."""
    from shihu.kernel.actors import SYSTEM
    from shihu.services.units.queries import codes_in_force

    homes = {account.pk: account for account in found if account.household is not None}
    villages = {account.village_id for account in homes.values()}
    seats: dict[str, UUID] = {}
    for village in villages:
        seats |= codes_in_force(village, actor=SYSTEM)
    wanted = {key: seats.get(account.household.code) for key, account in homes.items() if account.household}
    named = unit_labels({unit for unit in wanted.values() if unit})
    return {key: named[unit] for key, unit in wanted.items() if unit in named}


def entry(key: UUID | str, *, actor: Actor, on: date) -> tuple[EntryRow, AccountRow]:
    """Return one entry with its account, if the actor may look into it."""
    found = PointEntry.objects.filter(pk=key).values_list("account", flat=True).first()
    if found is None:
        raise NotFound
    standing.require_account(found, actor=actor, on=on)
    row = next(row for row in _entries(found) if row.key == UUID(str(key)))
    held = PointAccount.objects.filter(pk=found).select_related("household__householder", "unit")
    return row, rows_of(held, on=on)[0]
