"""Share books in lists and whole, contributions, entries of the register, a household's question to the simulator."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.queries import household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import Contribution, ShareBook, ShareEntry, ShareMember, Valuation
from shihu.services.industry.queries.shares.foreseeing import foreseen
from shihu.services.industry.queries.shares.holdings import held
from shihu.services.industry.queries.shares.standing import OpenedBook, concerning, opened_book
from shihu.services.industry.queries.valuations import price_row, prices_in_force
from shihu.services.industry.types import (
    ContributionRow,
    EntryRow,
    Factor,
    HolderRow,
    Holding,
    Movement,
    ShareBookDetail,
    ShareBookRow,
    ShareTotals,
    SimulatorSetting,
    Threshold,
)


def share_books(place: str, *, actor: Actor, on: date) -> list[ShareBookRow]:
    """Return the share books under a place that the actor sees by office."""
    found = ShareBook.objects.filter(
        within("place_id", policies.SEE_PROJECTS.scopes(actor)), within("place_id", [place]), opened_on__lte=on
    )
    return _rows(found, actor, on)


def own_share_books(*, actor: Actor, on: date) -> list[ShareBookRow]:
    """Return the share books that concern the actor's own household."""
    return _rows(ShareBook.objects.filter(concerning(actor), opened_on__lte=on), actor, on)


def rows_of(which: Q, *, actor: Actor, on: date) -> list[ShareBookRow]:
    """Return those of some books that the actor may open."""
    sees = within("place_id", policies.SEE_PROJECTS.scopes(actor))
    return _rows(ShareBook.objects.filter(which, sees | concerning(actor), opened_on__lte=on).distinct(), actor, on)


def share_book(key: UUID, *, actor: Actor, on: date) -> ShareBookDetail:
    """Return a share book with everybody's holding on a day. Its members may read the register whole."""
    seen = opened_book(key, actor=actor)
    book = seen.book
    [row] = _rows(ShareBook.objects.filter(pk=key), actor, on)
    return ShareBookDetail(
        row=row,
        on=on,
        quorum=Threshold(book.quorum),
        majority=Threshold(book.majority),
        asks_members=book.asks_members,
        offer_days=book.offer_days,
        notice_days=book.notice_days,
        charter=book.charter,
        unit=book.unit_id,
        holders=tuple(_holders(seen, on)),
        sees=seen.sees,
        own=seen.own,
    )


def contributions(key: UUID, *, actor: Actor, on: date) -> list[ContributionRow]:
    """Return what was put into a book, what waits first; a household that sees it as its own reads its own lines."""
    seen = opened_book(key, actor=actor)
    found = seen.book.contributions.select_related("household__householder", "price")
    if not seen.sees:
        found = found.filter(household=seen.own)
    prices = {(row.factor, row.name): row.price for row in prices_in_force(key, on=on)}
    rows = [_contribution(one, prices) for one in found.order_by("-day", "-pk")]
    return sorted(rows, key=lambda row: row.state == Contribution.State.ISSUED)


def entries(key: UUID, *, actor: Actor, household: UUID | None = None, limit: int = 200) -> list[EntryRow]:
    """Return lines of the register, newest first; who sees the book as its own reads the own household's lines."""
    seen = opened_book(key, actor=actor)
    found = ShareEntry.objects.filter(book=key).select_related("household__householder", "contribution")
    who = household if seen.sees else seen.own
    if who is not None:
        found = found.filter(household=who)
    return [_entry(one, seen.own) for one in found.order_by("-number")[:limit]]


def holder(key: UUID, code: str, *, actor: Actor, on: date) -> tuple[ShareBookDetail, HolderRow]:
    """Return the book and one household's place in it; others' places only for those who see the book by office."""
    detail = share_book(key, actor=actor, on=on)
    row = next((one for one in detail.holders if one.code == code and one.household), None)
    if row is None or not (detail.sees or row.is_own):
        raise NotFound
    return detail, row


def simulator_setting(key: UUID, code: str, *, actor: Actor, on: date) -> SimulatorSetting:
    """Return what a household's question "what would I get" is reckoned from."""
    seen = opened_book(key, actor=actor)
    home = household(code, actor=SYSTEM, on=on)
    if not seen.sees and home.key != seen.own:
        raise NotFound
    told = foreseen(seen.book, on=on)
    return SimulatorSetting(
        book=key,
        name=seen.book.entity.name,
        place=seen.book.place_id,
        par=seen.book.par,
        household=home.key,
        code=home.code,
        householder=home.householder,
        holdings=held([seen.book], on=on)[key],
        prices=tuple(price_row(row) for row in prices_in_force(key, on=on)),
        surplus=told.surplus,
        surplus_from=told.origin,
        season=told.season,
        terms=told.terms,
        terms_paper=told.paper,
        footings=told.footings,
        earlier_loss=told.earlier_loss,
        risk=told.risk,
    )


def totals_of(household_code: str, *, actor: Actor, on: date) -> list[ShareTotals]:
    """Return what a household holds in every book that the actor may open. Two queries."""
    mine = concerning(actor)
    sees = within("place_id", policies.SEE_PROJECTS.scopes(actor))
    holds = ShareEntry.objects.filter(household__code=household_code).order_by().values("book")
    books = list(ShareBook.objects.filter(sees | mine, pk__in=holds).select_related("entity").distinct())
    told = held(books, on=on)
    codes: dict[UUID | None, str] = dict(
        ShareEntry.objects.filter(household__code=household_code).order_by().values_list("household", "household__code")
    )
    return [
        ShareTotals(book.pk, book.entity.name, book.par, holding, sum(other.shares for other in told[book.pk].values()))
        for book in books
        for key, holding in told[book.pk].items()
        if key in codes
    ]


def _rows(found: QuerySet[ShareBook], actor: Actor, on: date) -> list[ShareBookRow]:
    books = list(found.select_related("entity", "project").order_by("place", "ordinal"))
    holdings = held(books, on=on)
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    members: dict[Any, int] = dict(
        ShareMember.objects.filter(running, book__in=books).order_by().values_list("book").annotate(Count("pk"))
    )
    votes: dict[Any, UUID] = dict(
        Valuation.objects.filter(book__in=books, state="voting").order_by().values_list("book", "pk")
    )
    waiting: dict[Any, int] = dict(
        Contribution.objects.filter(book__in=books)
        .exclude(state="issued")
        .order_by()
        .values_list("book")
        .annotate(Count("pk"))
    )
    return [
        ShareBookRow(
            key=book.pk,
            entity=book.entity_id,
            name=f"{book.entity.name} · {book.project.name}" if book.project else book.entity.name,
            kind=book.entity.kind,
            place=book.place_id,
            par=book.par,
            opened_on=book.opened_on,
            members=members.get(book.pk, 0),
            holders=sum(key is not None for key in holdings[book.pk]),
            shares=sum(one.shares for one in holdings[book.pk].values()),
            value=sum(one.value_fen for one in holdings[book.pk].values()),
            vote=votes.get(book.pk),
            waiting=waiting.get(book.pk, 0),
            may_keep=policies.RUN_PROJECTS.allows(actor, book.place_id),
        )
        for book in books
    ]


def _holders(seen: OpenedBook, on: date) -> Sequence[HolderRow]:
    """Members and holders in the order of their codes; the collective last."""
    book = seen.book
    holdings = held([book], on=on)[book.pk]
    columns = ("household", "household__code", "household__householder__name", "household__hamlet_id")
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    members = {row[0]: row for row in book.members.filter(running).values_list(*columns)}
    others = ShareEntry.objects.filter(book=book, household__isnull=False).order_by()
    known = {row[0]: row for row in others.values_list(*columns).distinct() if row[0] in holdings} | members
    rows = [
        HolderRow(key, code, name or "", hamlet, holdings.get(key) or Holding(), key == seen.own, key in members)
        for key, code, name, hamlet in sorted(known.values(), key=lambda row: row[1])
    ]
    if None in holdings:
        rows.append(HolderRow(None, "", "", book.place_id, holdings[None], is_member=False))
    return rows


def _contribution(one: Contribution, prices: dict[tuple[str, str], int]) -> ContributionRow:
    home = one.household
    price = prices.get((one.factor, one.item), 0)
    return ContributionRow(
        key=one.pk,
        code=home.code if home else "",
        name=home.householder.name if home and home.householder else "",
        factor=Factor(one.factor),
        item=one.item,
        quantity=one.quantity,
        amount=one.amount,
        parcel=one.parcel,
        since=one.since,
        until=one.until,
        paper=one.paper,
        day=one.day,
        state=one.state,
        value=one.value,
        price=one.price.price if one.price else price,
        is_voted=one.factor == Factor.MONEY or price > 0,
    )


def _entry(one: ShareEntry, own: UUID | None) -> EntryRow:
    home = one.household
    return EntryRow(
        number=one.number,
        day=one.day,
        kind=Movement(one.kind),
        code=home.code if home else "",
        name=home.householder.name if home and home.householder else "",
        factor=one.factor,
        shares=one.shares,
        rest=one.rest,
        words=one.words or (one.contribution.item if one.contribution else ""),
        paper=one.paper,
        recorded_by=one.recorded_by,
        is_own=own is not None and one.household_id == own,
    )
