"""Points that lapse by rule: told first, then taken; and whether a household is named in public."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.services.linkages import policies
from shihu.services.linkages.commands.points import posting
from shihu.services.linkages.errors.points import NoHousehold
from shihu.services.linkages.models.points import PointAccount, PointNotice
from shihu.services.linkages.queries.points import balances, books
from shihu.services.linkages.rules.points import ledger as rules
from shihu.services.linkages.types.points import PointKind


@transaction.atomic
def tell_of_lapsing(*, actor: Actor, now: datetime, village: str) -> int:
    """Tell every household whose points lapse within the days of notice; return how many were told."""
    policies.KEEP_POINT_RULES.require(actor, village, seen=policies.SEE_POINTS.allows(actor, village))
    today = timezone.localdate(now)
    settings = books.require_book(village, on=today).settings
    posting.locked_fund(village)
    by = today + timedelta(days=settings.notice_days)
    told = [
        PointNotice(account=account, expires_on=day, points=points, told_on=today, told_by=actor.name)
        for account, day, points in _lapsing(village, by)
        if not PointNotice.objects.filter(account=account, expires_on=day).exists()
    ]
    PointNotice.objects.bulk_create(told)
    changes = [
        Change(
            "linkages.tell_of_lapsing",
            "point_account",
            str(notice.account_id),
            village,
            None,
            {"expires_on": notice.expires_on, "points": notice.points},
        )
        for notice in told
    ]
    record(actor=actor, now=now, changes=changes)
    return len({notice.account_id for notice in told})


@transaction.atomic
def let_lapse(*, actor: Actor, now: datetime, village: str) -> int:
    """Take what lapsed, where it was told the full days of notice before; return how many points."""
    policies.KEEP_POINT_RULES.require(actor, village, seen=policies.SEE_POINTS.allows(actor, village))
    today = timezone.localdate(now)
    settings = books.require_book(village, on=today).settings
    posting.locked_fund(village)
    latest = today - timedelta(days=settings.notice_days)
    total = 0
    for account, day, points in _lapsing(village, today - timedelta(days=1)):
        told = PointNotice.objects.filter(account=account, expires_on=day, told_on__lte=latest).first()
        if told is None:
            continue
        PointAccount.objects.select_for_update().get(pk=account.pk)
        # What came back after the notice was never told of: it stays.
        gone = min(points, told.points, balances.balance(account.pk))
        if gone < 1:
            continue
        posting.write(
            actor=actor,
            now=now,
            new=posting.NewEntry(
                account=account,
                day=day,
                points=-gone,
                kind=PointKind.EXPIRY,
                source="expiry",
                source_key=str(told.pk),
                note=told.told_on.isoformat(),
            ),
        )
        total += gone
    return total


@transaction.atomic
def hide_name(*, actor: Actor, now: datetime, hides: bool) -> None:
    """Ask that one's own household is not named on the public board, or allow it again."""
    today = timezone.localdate(now)
    own = own_household(actor=actor, on=today)
    if own is None:
        raise NoHousehold
    account = posting.locked_account(village=own.hamlet[: Level.VILLAGE], household=own.code, on=today)
    old = {"hides_name": account.hides_name}
    account.hides_name = hides
    account.save(update_fields=["hides_name"])
    change = Change("linkages.hide_name", "point_account", str(account.pk), own.hamlet, old, {"hides_name": hides})
    record(actor=actor, now=now, changes=[change])


def _lapsing(village: str, by: date) -> Iterator[tuple[PointAccount, date, int]]:
    entries = balances.lines_of_village(village)
    for account in PointAccount.objects.filter(pk__in=list(entries)).select_related("household"):
        for day, points in sorted(rules.lapsing(rules.lots(entries[account.pk]), by=by).items()):
            yield account, day, points
