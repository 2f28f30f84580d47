"""Shares from one household to another: asked, agreed by both sides and the members, then written."""

from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.shares.keeping import Keeping, booked, paper_of
from shihu.services.industry.errors import (
    ConsentMissing,
    MembersNotAsked,
    OfferRuns,
    SameHolder,
    TransferOver,
)
from shihu.services.industry.models import ShareBook, ShareMember, ShareTransfer
from shihu.services.industry.rules.shares import holdings as rules
from shihu.services.industry.types import Factor, Movement, Part

Side = Literal["giver", "taker"]
PHONE = "phone"


@transaction.atomic
def ask_transfer(
    *, actor: Actor, now: datetime, book: UUID, giver: str, taker: str, factor: Factor, shares: int, price: int
) -> UUID:
    """Ask for a transfer: the giver on the own phone (which is the giver's consent), or the cadre. Return its key.

    Where the taker is no member, the shares are offered to the members first.
    """
    act = Keeping(actor=actor, now=now)
    seen = act.opened(book)
    found = seen.book
    gives, takes = act.home(found, giver), act.home(found, taker, "taker")
    is_own = seen.own is not None and seen.own == gives.key
    if not is_own and not policies.RUN_PROJECTS.allows(actor, found.place_id):
        raise NotAllowed
    if gives.key == takes.key:
        raise SameHolder("taker")
    holding = act.require_free(found, gives)
    rules.moved(holding.parts.get(factor, Part()), shares)
    outside = not found.members.filter(household=takes.key, until=None).exists()
    made = ShareTransfer.objects.create(
        book=found,
        giver_id=gives.key,
        taker_id=takes.key,
        factor=factor.value,
        shares=shares,
        price=max(0, price),
        asked_on=act.today,
        offered_until=act.today + timedelta(days=found.offer_days) if outside and found.offer_days else None,
        giver_agreed=act.today if is_own else None,
        giver_how=PHONE if is_own else "",
        recorded_by=actor.name,
    )
    told = {"giver": gives.code, "taker": takes.code, "factor": factor.value, "shares": shares, "price": made.price}
    act.note("ask_transfer", found, new=told)
    return made.pk


@transaction.atomic
def agree_to_transfer(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Agree for one's own household, as giver or taker, on one's own phone."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    own = own_household(actor=actor, on=act.today)
    side = _side(found, own.key if own and own.is_adult else None)
    if side is None:
        raise NotAllowed
    _agreed(act, found, side, act.today, PHONE)


@transaction.atomic
def agree_on_paper(*, actor: Actor, now: datetime, key: UUID, side: Side, paper: str) -> None:
    """Enter the paper that a side signed before the cadre today."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    act.book(found.book_id)
    _agreed(act, found, side, act.today, paper_of(paper))


@transaction.atomic
def claim_transfer(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Take offered shares as a member, on the same terms, before they go to a household outside."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    own = own_household(actor=actor, on=act.today)
    may = own is not None and own.is_adult and found.offered_until is not None and act.today <= found.offered_until
    if own is None or not may or own.key == found.giver_id:
        raise NotAllowed
    if not found.book.members.filter(household=own.key, until=None).exists():
        raise NotAllowed
    before = found.taker.code
    found.taker_id, found.offered_until = own.key, None
    found.taker_agreed, found.taker_how = act.today, PHONE
    found.save()
    act.note("claim_transfer", found.book, old={"taker": before}, new={"taker": own.code})


@transaction.atomic
def members_agree(*, actor: Actor, now: datetime, key: UUID, minutes: str) -> None:
    """Enter the minutes in which the members agreed to a transfer."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    act.book(found.book_id)
    found.members_agreed, found.minutes = act.today, paper_of(minutes)
    found.save()
    act.note("members_agree", found.book, new={"transfer": str(found.pk), "minutes": found.minutes})


@transaction.atomic
def call_off_transfer(*, actor: Actor, now: datetime, key: UUID, why: str) -> None:
    """Call a transfer off: either side before it is done, or the cadre."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    own = own_household(actor=actor, on=act.today)
    if _side(found, own.key if own else None) is None:
        act.book(found.book_id)
    found.state = ShareTransfer.State.OFF
    found.save(update_fields=["state"])
    act.note("call_off_transfer", found.book, new={"transfer": str(found.pk)}, reason=why)


@transaction.atomic
def complete_transfer(*, actor: Actor, now: datetime, key: UUID) -> bool:
    """Write an agreed transfer into the register and the ledger; return whether it is done.

    False: the ledger's entry waits for a second person; the same call finishes it. What a transfer moves never comes
    into being and never vanishes: what one side loses the other gains.
    """
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    book = act.book(found.book_id)
    gives, takes = act.home(book, found.giver.code), act.home(book, found.taker.code)
    for home, agreed in ((gives, found.giver_agreed), (takes, found.taker_agreed)):
        if agreed is None:
            raise ConsentMissing(name=home.householder)
    if found.offered_until is not None and act.today <= found.offered_until:
        raise OfferRuns(day=found.offered_until.isoformat())
    if book.asks_members and found.members_agreed is None:
        raise MembersNotAsked("minutes")
    factor = Factor(found.factor)
    holding = act.require_free(book, gives)
    act.require_free(book, takes)
    lost, gained = rules.moved(holding.parts.get(factor, Part()), found.shares)
    if not _rebooked(act, book, found, (gives.code, gives.householder), takes.code):
        return False
    ShareMember.objects.get_or_create(book=book, household_id=takes.key, until=None, defaults={"since": act.today})
    paper = (found.minutes or found.giver_how)[:60]
    act.write(
        book,
        [
            act.line(book, Movement.TRANSFER, gives.key, factor, lost, transfer=found, paper=paper),
            act.line(book, Movement.TRANSFER, takes.key, factor, gained, transfer=found, paper=paper),
        ],
    )
    found.state, found.done_on = ShareTransfer.State.DONE, act.today
    found.save(update_fields=["state", "done_on"])
    told = {"giver": gives.code, "taker": takes.code, "factor": factor.value, "shares": found.shares}
    act.note("complete_transfer", book, new=told)
    return True


def _rebooked(act: Keeping, book: ShareBook, found: ShareTransfer, gives: tuple[str, str], takes: str) -> bool:
    if not booked(book, Factor(found.factor), found.giver_id):
        return True
    amount = found.shares * book.par
    done = act.post(
        book,
        "股份转让",
        (NewLine("301", amount, act.party(book, gives[0])), NewLine("301", -amount, act.party(book, takes))),
        key=f"ind.transfer:{found.pk}",
        paper=found.minutes or str(found.pk)[:8],
        kind=DocumentKind.CONTRACT,
        issuer=gives[1],
        source=("industry.transfer", found.pk),
    )
    return done.entry is not None


def _open(act: Keeping, key: UUID) -> ShareTransfer:
    found = ShareTransfer.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    act.opened(found.book_id)
    found = (
        ShareTransfer.objects.select_for_update(of=("self",))
        .select_related("book__entity", "giver", "taker")
        .get(pk=key)
    )
    if found.state != ShareTransfer.State.OPEN:
        raise TransferOver
    return found


def _side(found: ShareTransfer, own: UUID | None) -> Side | None:
    if own is None:
        return None
    return "giver" if own == found.giver_id else "taker" if own == found.taker_id else None


def _agreed(act: Keeping, found: ShareTransfer, side: Side, day: date, how: str) -> None:
    if side == "giver":
        found.giver_agreed, found.giver_how = day, how
    else:
        found.taker_agreed, found.taker_how = day, how
    found.save()
    act.note("agree_to_transfer", found.book, new={"transfer": str(found.pk), "side": side, "how": how})
