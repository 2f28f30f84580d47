"""Transfers and requests to leave, as those concerned may see them."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import ShareTransfer, ShareWithdrawal
from shihu.services.industry.queries.shares.standing import OpenedBook, opened_book
from shihu.services.industry.types import Factor, TransferRow, WithdrawalRow


def transfers(book: UUID, *, actor: Actor, on: date) -> list[TransferRow]:
    """Return the transfers of a book, open ones first: all by office, else the own and those offered to members."""
    seen = opened_book(book, actor=actor)
    found = seen.book.transfers.select_related("giver__householder", "taker__householder", "book")
    if not seen.sees:
        offered = Q(state="open", offered_until__gte=on) if seen.is_member else Q(pk__in=())
        found = found.filter(Q(giver=seen.own) | Q(taker=seen.own) | offered)
    rows = [_transfer(one, seen, actor, on) for one in found]
    return sorted(rows, key=lambda row: row.state != "open")


def transfer(key: UUID, *, actor: Actor, on: date) -> TransferRow:
    """Return one transfer: by office, to the two sides, and to members while it is offered to them."""
    found = ShareTransfer.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    row = next((row for row in transfers(found.book_id, actor=actor, on=on) if row.key == key), None)
    if row is None:
        raise NotFound
    return row


def withdrawals(book: UUID, *, actor: Actor) -> list[WithdrawalRow]:
    """Return the requests to leave a book: all by office, else the own."""
    seen = opened_book(book, actor=actor)
    found = seen.book.withdrawals.select_related("household__householder")
    if not seen.sees:
        found = found.filter(household=seen.own)
    return [_withdrawal(one, seen, actor) for one in found]


def withdrawal(key: UUID, *, actor: Actor) -> WithdrawalRow:
    """Return one request to leave."""
    found = ShareWithdrawal.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    row = next((row for row in withdrawals(found.book_id, actor=actor) if row.key == key), None)
    if row is None:
        raise NotFound
    return row


def _transfer(one: ShareTransfer, seen: OpenedBook, actor: Actor, on: date) -> TransferRow:
    is_open = one.state == ShareTransfer.State.OPEN
    offered = is_open and one.offered_until is not None and on <= one.offered_until
    return TransferRow(
        key=one.pk,
        book=one.book_id,
        factor=Factor(one.factor),
        shares=one.shares,
        price=one.price,
        giver=one.giver.code,
        giver_name=one.giver.householder.name if one.giver.householder else "",
        taker=one.taker.code,
        taker_name=one.taker.householder.name if one.taker.householder else "",
        state=one.state,
        asked_on=one.asked_on,
        offered_until=one.offered_until,
        giver_agreed=one.giver_agreed,
        giver_how=one.giver_how,
        taker_agreed=one.taker_agreed,
        taker_how=one.taker_how,
        members_agreed=one.members_agreed,
        minutes=one.minutes,
        done_on=one.done_on,
        needs_members=seen.book.asks_members,
        is_giver=seen.own == one.giver_id,
        is_taker=seen.own == one.taker_id,
        may_claim=offered and seen.is_member and seen.own != one.giver_id,
        may_keep=policies.RUN_PROJECTS.allows(actor, seen.book.place_id),
    )


def _withdrawal(one: ShareWithdrawal, seen: OpenedBook, actor: Actor) -> WithdrawalRow:
    return WithdrawalRow(
        key=one.pk,
        book=one.book_id,
        code=one.household.code,
        name=one.household.householder.name if one.household.householder else "",
        why=one.why,
        asked_on=one.asked_on,
        effective_on=one.effective_on,
        state=one.state,
        paid=one.paid,
        paid_on=one.paid_on,
        reckoned=one.reckoned,
        may_keep=policies.RUN_PROJECTS.allows(actor, seen.book.place_id),
        is_own=seen.own == one.household_id,
    )
