"""Writing the points ledger. Every other command of points comes through :func:`write`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import households_now
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.points import (
    AlreadyReversed,
    BadClaimDay,
    ClaimKeyUsed,
    NoReason,
    NotCovered,
    NotReversible,
    OwnMatter,
    UnknownAccount,
    UnknownItem,
    WrongEarner,
)
from shihu.services.linkages.models.points import PointAccount, PointClaim, PointEntry, PrizeFund
from shihu.services.linkages.queries.points import balances, books, standing
from shihu.services.linkages.rules.points import books as book_rules
from shihu.services.linkages.rules.points import ledger as rules
from shihu.services.linkages.types.points import AwardedPoints, CoverRule, Earner, PointKind, PointRule, RuleBook
from shihu.services.units.queries import codes_in_force, unit_names


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be written; its account must be locked."""

    account: PointAccount
    day: date
    points: int
    kind: PointKind
    source: str
    source_key: str
    item: UUID | None = None
    times: int = 1
    claim: PointClaim | None = None
    note: str = ""
    reverses: PointEntry | None = None
    expires_on: date | None = None
    claimed_by: str = ""
    reviewed_by: str = ""


def digest(facts: Mapping[str, object]) -> str:
    """SHA-256 of what was asked: the same key with another body is refused."""
    return sha256(json.dumps(facts, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def locked_fund(village: str) -> PrizeFund:
    """Lock the village: one at a time writes points or moves prizes in it."""
    PrizeFund.objects.get_or_create(village_id=village)
    return PrizeFund.objects.select_for_update().get(village=village)


def locked_account(*, village: str, household: str = "", unit: UUID | None = None, on: date) -> PointAccount:
    """Lock the account of a household (by its code) or a unit of the village, opening it where there is none yet."""
    known = PointAccount.objects.filter(village=village)
    known = known.filter(household__code=household, household__until=None) if household else known.filter(unit=unit)
    found = known.values_list("pk", flat=True).first() if household or unit else None
    if found is not None:
        return _locked(found)
    if household and unit is None:
        home = next(iter(households_now(village, actor=SYSTEM, on=on, codes=(household,))), None)
        if home is None:
            raise UnknownAccount(where="household", given=household)
        made, _ = PointAccount.objects.get_or_create(
            household_id=home.key, defaults={"village_id": village, "hamlet_id": home.hamlet}
        )
    else:
        named = unit_names([unit]).get(unit) if unit is not None else None
        if named is None or named[1][: Level.VILLAGE] != village:
            raise UnknownAccount(where="unit", given=unit or "")
        seat = {"village_id": village, "hamlet_id": named[1]}
        made, _ = PointAccount.objects.get_or_create(unit_id=str(unit), defaults=seat)
    return _locked(made.pk)


def _locked(key: UUID) -> PointAccount:
    return PointAccount.objects.select_for_update(of=("self",)).select_related("household").get(pk=key)


def unit_of(account: PointAccount) -> UUID | None:
    """The unit in which the account's household sits now, or whose account it is."""
    if account.household is None:
        return account.unit_id
    return codes_in_force(account.hamlet_id, actor=SYSTEM).get(account.household.code)


def write(*, actor: Actor, now: datetime, new: NewEntry) -> PointEntry:
    """Write one entry and record it. Call inside a transaction that has locked the account."""
    last = PointEntry.objects.filter(account=new.account).aggregate(last=Max("number"))["last"] or 0
    made = PointEntry.objects.create(
        account=new.account,
        number=last + 1,
        day=new.day,
        points=new.points,
        kind=new.kind.value,
        item_id=new.item,
        times=new.times,
        unit_id=new.reverses.unit_id if new.reverses else unit_of(new.account),
        claim=new.claim,
        source=new.source,
        source_key=new.source_key,
        body=digest({"account": new.account.pk, "points": new.points, "day": new.day, "note": new.note}),
        note=new.note[:300],
        reverses=new.reverses,
        expires_on=new.expires_on,
        claimed_by_name=new.claimed_by,
        reviewed_by_name=new.reviewed_by,
        recorded_by=actor.key,
        recorded_by_name=actor.name,
        recorded_at=now,
    )
    told = {"number": made.number, "points": made.points, "kind": made.kind, "day": made.day, "source": made.source}
    change = Change("linkages.post_points", "point_account", str(new.account.pk), new.account.hamlet_id, None, told)
    record(actor=actor, now=now, changes=[change])
    return made


def check_cover(book: RuleBook, account: PointAccount, more: int) -> bool:
    """Tell whether the stock does not cover ``more`` points; refuse them where the village's rule says so.

    Points of units buy nothing, so that they need no cover.
    """
    if more <= 0 or account.household_id is None:
        return False
    cover = balances.cover(account.village_id)
    if rules.covers(cover, more):
        return False
    if book.settings.cover_rule is CoverRule.REFUSE:
        raise NotCovered(outstanding=cover.outstanding + more, stock=cover.stock)
    return True


@transaction.atomic
def award_points(
    *,
    actor: Actor,
    now: datetime,
    village: str,
    item_code: str,
    household: str = "",
    unit: UUID | None = None,
    day: date,
    source: str,
    source_key: str,
    times: int = 1,
    note: str = "",
) -> AwardedPoints:
    """Give or take the points of one item of the rule book that held on ``day``.

    For the village office, and for any service that saw the thing anyway: one visit feeds its own record and the
    points. ``source`` names the service and ``source_key`` its record; the same two give the same answer again, with
    other contents they are refused. Call it in a savepoint of its own where a month's limit must not undo the visit.
    """
    locked_fund(village)
    today = timezone.localdate(now)
    account = locked_account(village=village, household=household, unit=unit, on=today)
    if not policies.AWARD_POINTS.allows(actor, account.hamlet_id):
        standing.refuse_stranger(actor, account.hamlet_id)
    if standing.too_close([account.pk], actor=actor):
        raise OwnMatter
    body = digest({"account": account.pk, "item": item_code, "day": day, "times": times, "note": note})
    known = PointEntry.objects.filter(source=source, source_key=source_key).first()
    if known is not None:
        # A note that was cut or an item that a later version renamed does not make it another thing: compare as asked.
        asked = digest(
            {
                "account": known.account_id,
                "item": known.item.code if known.item else "",
                "day": known.day,
                "times": known.times,
                "note": known.note,
            }
        )
        if asked != body:
            raise ClaimKeyUsed(where="source_key")
        return AwardedPoints(known.pk, known.points, is_new=False)
    if day > today:
        raise BadClaimDay(where="day", first="", last=today.isoformat())
    book = books.require_book(village, on=day)
    item = checked_item(book, item_code, account)
    book_rules.check_times(item, times, used=balances.used(account, item.code, day))
    points = item.points * times
    uncovered = check_cover(book, account, points)
    made = write(
        actor=actor,
        now=now,
        new=NewEntry(
            account=account,
            day=day,
            points=points,
            kind=PointKind.AWARD if points > 0 else PointKind.DEDUCTION,
            source=source,
            source_key=source_key,
            item=item.key,
            times=times,
            note=note,
            expires_on=rules.expires_on(day, book.settings.expires_after) if points > 0 else None,
            reviewed_by=actor.name,
        ),
    )
    return AwardedPoints(made.pk, points, is_new=True, is_uncovered=uncovered)


def checked_item(book: RuleBook, code: str, account: PointAccount) -> PointRule:
    """Return the item of a book, if its points go to this kind of account."""
    item = book.item(code)
    if item is None:
        raise UnknownItem(where="item")
    if (item.earner is Earner.HOUSEHOLD) != (account.household_id is not None):
        raise WrongEarner(where="item")
    return item


@transaction.atomic
def reverse_points(*, actor: Actor, now: datetime, entry: UUID | str, reason: str) -> UUID:
    """Take back one award or deduction that was wrong; the entry and its taking back both stay to be seen."""
    found = PointEntry.objects.select_related("account").filter(pk=entry).first()
    if found is None:
        raise NotFound
    account = found.account
    if not policies.REVERSE_POINTS.allows(actor, account.hamlet_id):
        standing.refuse_stranger(actor, account.hamlet_id)
    if standing.too_close([account.pk], actor=actor):
        raise OwnMatter
    if not reason.strip():
        raise NoReason(where="reason")
    locked_fund(account.village_id)
    PointAccount.objects.select_for_update().get(pk=account.pk)
    if found.kind == PointKind.REVERSAL or PointEntry.objects.filter(reverses=found).exists():
        raise AlreadyReversed
    if found.kind not in {PointKind.AWARD, PointKind.DEDUCTION}:
        raise NotReversible
    return take_back(actor=actor, now=now, entry=found, reason=reason).pk


def take_back(*, actor: Actor, now: datetime, entry: PointEntry, reason: str) -> PointEntry:
    """Write the reversal of an entry, for the same day, so that the month's ranking is right again."""
    return write(
        actor=actor,
        now=now,
        new=NewEntry(
            account=entry.account,
            day=entry.day,
            points=-entry.points,
            kind=PointKind.REVERSAL,
            source="reversal",
            source_key=str(entry.pk),
            note=reason.strip(),
            reverses=entry,
        ),
    )
