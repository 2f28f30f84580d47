"""Taking in contributions, and turning them into shares by a voted valuation."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import Actor
from shihu.services.industry.commands.shares.keeping import Keeping, booked, paper_of
from shihu.services.industry.errors import (
    BadQuantity,
    BadTerm,
    ContributionTaken,
    NoMember,
    NothingToIssue,
    NotVoted,
    ParcelNeeded,
    ParcelTaken,
    ShareFrozen,
)
from shihu.services.industry.models import Contribution, ShareBook, ShareEntry, ValuationPrice
from shihu.services.industry.queries.valuations import prices_in_force
from shihu.services.industry.rules.shares import holdings as rules
from shihu.services.industry.types import Basis, Factor, Holding, Movement, NewContribution, Part

_MOST = Decimal(100_000)
_NOT_YET = (Contribution.State.OFFERED, Contribution.State.WAITING)


@transaction.atomic
def contribute(*, actor: Actor, now: datetime, book: UUID, new: NewContribution) -> UUID:
    """Record what a household or the collective puts in; return its key. It becomes shares by ``issue_shares``."""
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    home = act.home(found, new.code) if new.code.strip() else None
    if home is not None and not found.members.filter(household=home.key, until=None).exists():
        raise NoMember("code", code=home.code)
    made = Contribution(
        book=found,
        household_id=home.key if home else None,
        factor=new.factor.value,
        item=new.item.strip()[:40],
        quantity=_quantity(new),
        amount=new.amount if new.factor is Factor.MONEY else 0,
        parcel=new.parcel.strip()[:120] if new.factor is Factor.LAND else "",
        since=new.since if new.factor is Factor.LAND else None,
        until=new.until if new.factor is Factor.LAND else None,
        paper=paper_of(new.paper),
        day=act.today,
        key=new.key[:60],
        recorded_by=actor.name,
        recorded_at=now,
    )
    known = Contribution.objects.filter(key=made.key).first()
    if known is not None:
        if _told(known) != _told(made):
            raise ContributionTaken
        return known.pk
    _check(made)
    made.save()
    told = {"household": new.code, "factor": made.factor, "item": made.item, "quantity": str(made.quantity)}
    act.note("contribute", found, new={**told, "amount": made.amount, "parcel": made.parcel, "paper": made.paper})
    return made.pk


def _quantity(new: NewContribution) -> Decimal:
    if new.factor is Factor.MONEY:
        if new.amount <= 0:
            raise BadQuantity("amount")
        return Decimal(1)
    if not new.quantity.is_finite() or not 0 < new.quantity <= _MOST or new.quantity != round(new.quantity, 2):
        raise BadQuantity("quantity")
    return round(new.quantity, 2)


def _check(made: Contribution) -> None:
    if made.factor != Factor.LAND:
        return
    if made.since is None or made.until is None:
        raise BadTerm("until")
    rules.years(made.since, made.until)
    if not made.parcel:
        raise ParcelNeeded("parcel")
    same = Contribution.objects.filter(
        household=made.household_id, parcel=made.parcel, since__lt=made.until, until__gt=made.since
    )
    other = same.order_by("-until").first()
    if other is not None and other.until is not None:
        raise ParcelTaken("parcel", parcel=made.parcel, until=other.until.isoformat())


def _told(one: Contribution) -> tuple[object, ...]:
    return one.book_id, one.household_id, one.factor, one.item, one.quantity, one.amount, one.parcel, one.until


@transaction.atomic
def issue_shares(*, actor: Actor, now: datetime, book: UUID, keys: Sequence[UUID]) -> int:
    """Turn contributions into shares by the valuation in force, all or none; return how many shares were issued.

    What becomes an asset is booked against 股金; an entry that waits for its second person waits as contribution too,
    and the same call finishes it.
    """
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    waiting = list(
        found.contributions.filter(pk__in=keys, state__in=_NOT_YET)
        .select_related("household__householder")
        .order_by("day", "pk")
    )
    if not waiting:
        raise NothingToIssue
    prices = {(row.factor, row.name): row for row in prices_in_force(found.pk, on=act.today)}
    holdings: dict[UUID | None, dict[Factor, Part]] = {}
    lines: list[ShareEntry] = []
    for one in waiting:
        factor = Factor(one.factor)
        price = prices.get((one.factor, one.item))
        if factor is not Factor.MONEY and price is None:
            raise NotVoted("item", item=one.item)
        one.price, one.value = price, _value(one, price)
        if not _booked(act, found, one):
            continue
        if one.household_id not in holdings:
            holdings[one.household_id] = dict(_held(act, found, one).parts)
        before = holdings[one.household_id].get(factor, Part())
        added = rules.credited(before, one.value, found.par)
        holdings[one.household_id][factor] = Part(before.shares + added.shares, before.rest + added.rest)
        mu = one.quantity if factor is Factor.LAND else Decimal(0)
        lines.append(
            act.line(found, Movement.ISSUE, one.household_id, factor, added, mu=mu, contribution=one, paper=one.paper)
        )
    Contribution.objects.bulk_update(waiting, ["state", "price", "value", "entry"])
    act.write(found, lines)
    issued = sum(line.shares for line in lines)
    told = {"contributions": len(lines), "shares": issued, "value": sum(one.value for one in waiting)}
    act.note("issue_shares", found, new=told)
    return issued


def _held(act: Keeping, book: ShareBook, one: Contribution) -> Holding:
    holding = act.holding(book, one.household_id)
    if holding.frozen and one.household is not None:
        name = one.household.householder.name if one.household.householder else one.household.code
        raise ShareFrozen(name=name, paper=act.freeze_paper(book, one.household.pk))
    return holding


def _value(one: Contribution, price: ValuationPrice | None) -> int:
    if price is None:
        return one.amount
    term = rules.years(one.since, one.until) if one.since and one.until else 1
    return rules.value_of(Basis(price.basis), price.price, one.quantity, term)


def _booked(act: Keeping, book: ShareBook, one: Contribution) -> bool:
    """Book a contribution where it is an asset; tell whether it may become shares now."""
    asset = booked(book, Factor(one.factor), one.household_id)
    if asset:
        home = one.household
        issuer = home.householder.name if home and home.householder else book.entity.name
        done = act.post(
            book,
            f"入股：{one.item or '资金'}",
            (
                NewLine(asset, one.value),
                NewLine("301", -one.value, act.party(book, home.code if home else "")),
            ),
            key=f"industry.share:{one.pk}",
            paper=one.paper,
            kind=DocumentKind.RECEIPT if one.factor == Factor.MONEY else DocumentKind.MINUTES,
            issuer=issuer,
            source=("industry.contribution", one.pk),
            day=one.day,
        )
        one.entry = done.entry
        if done.entry is None:
            one.state = Contribution.State.WAITING
            return False
    one.state = Contribution.State.ISSUED
    return True
