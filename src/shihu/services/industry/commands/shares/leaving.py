"""Inheritance by death, and leaving a share book."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.queries import trial
from shihu.base.ledger.types import DocumentKind, EntityKind, NewLine
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.shares.keeping import Keeping, booked, paper_of
from shihu.services.industry.errors import (
    BadHeirs,
    BooksNotClosed,
    LeavesAlready,
    NotDead,
    NothingHeld,
    NotYetOut,
    TransferOver,
)
from shihu.services.industry.models import ShareBook, ShareEntry, ShareMember, ShareWithdrawal
from shihu.services.industry.rules.shares import holdings as rules
from shihu.services.industry.rules.shares import leaving
from shihu.services.industry.types import Factor, Holding, Movement, Part

# What stands beside the members' shares in a cooperative's or unit's balance: reserves, and results not distributed.
_BESIDE = ("321", "322", "332")
_OPEN = (ShareWithdrawal.State.ASKED, ShareWithdrawal.State.WAITING)


@transaction.atomic
def inherit_shares(*, actor: Actor, now: datetime, book: UUID, code: str, heirs: Mapping[str, int], paper: str) -> bool:
    """Move all that a household of a dead member holds to its heirs, by parts on which they agreed on paper.

    Return whether it is done; False: the ledger's entry waits for a second person, the same call finishes it.
    """
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    home = act.home(found, code)
    kept = paper_of(paper)
    if not any(one.died_on for one in (*home.members, *home.past_members)):
        raise NotDead("code", code=home.code)
    takers = [(act.home(found, heir, "code_1"), part) for heir, part in sorted(heirs.items())]
    if not takers or any(part <= 0 or heir.key == home.key for heir, part in takers):
        raise BadHeirs("heirs")
    holding = act.require_free(found, home)
    if not holding.value_fen:
        raise NothingHeld
    weights = [part for _, part in takers]
    keys = [heir.key for heir, _ in takers]
    gone: list[ShareEntry] = []
    come: list[ShareEntry] = []
    capital = dict.fromkeys(keys, 0)
    now_held = {key: dict(act.holding(found, key).parts) for key in keys}
    for factor, part in holding.parts.items():
        mu = holding.land_mu if factor is Factor.LAND else Decimal(0)
        lost = Part(-part.shares, -part.rest)
        gone.append(act.line(found, Movement.INHERITANCE, home.key, factor, lost, mu=-mu, paper=kept))
        for key, (value, land) in zip(keys, rules.inherited(part, mu, weights, found.par), strict=True):
            gained = rules.credited(now_held[key].get(factor, Part()), value, found.par)
            come.append(act.line(found, Movement.INHERITANCE, key, factor, gained, mu=land, paper=kept))
            capital[key] += value if booked(found, factor, key) else 0
    total = sum(capital.values())
    if total:
        party = {heir.key: act.party(found, heir.code) for heir, _ in takers}
        done = act.post(
            found,
            f"股份继承：{home.householder}户",
            (
                NewLine("301", total, act.party(found, home.code)),
                *(NewLine("301", -amount, party[key]) for key, amount in capital.items()),
            ),
            key=f"ind.heir:{found.pk.hex[:12]}:{home.code}"[:64],
            paper=kept,
            kind=DocumentKind.CONTRACT,
            issuer=home.householder,
            source=("industry.inheritance", found.pk),
        )
        if done.entry is None:
            return False
    ShareMember.objects.filter(book=found, household=home.key, until=None).update(until=act.today)
    for key in keys:
        ShareMember.objects.get_or_create(book=found, household_id=key, until=None, defaults={"since": act.today})
    act.write(found, [*gone, *come])
    told = {"household": home.code, "heirs": dict(sorted(heirs.items())), "shares": holding.shares, "paper": kept}
    act.note("inherit_shares", found, new=told)
    return True


@transaction.atomic
def ask_withdrawal(*, actor: Actor, now: datetime, book: UUID, code: str, why: str, paper: str = "") -> UUID:
    """Ask to leave a book: the household on its own phone, or the cadre with its paper. Return the request's key."""
    act = Keeping(actor=actor, now=now)
    seen = act.opened(book)
    found = seen.book
    home = act.home(found, code)
    is_own = seen.own is not None and seen.own == home.key
    if not is_own and not policies.RUN_PROJECTS.allows(actor, found.place_id):
        raise NotAllowed
    kept = paper.strip()[:60] if is_own else paper_of(paper)
    holding = act.require_free(found, home)
    if not holding.value_fen:
        raise NothingHeld
    if found.withdrawals.filter(household=home.key, state__in=_OPEN).exists():
        raise LeavesAlready
    made = ShareWithdrawal.objects.create(
        book=found,
        household_id=home.key,
        why=why.strip()[:200],
        paper=kept or "phone",
        asked_on=act.today,
        effective_on=leaving.effective_on(act.today, found.notice_days),
    )
    act.note("ask_withdrawal", found, new={"household": home.code, "effective_on": made.effective_on}, reason=why)
    return made.pk


@transaction.atomic
def take_back_withdrawal(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Stay after all: the household itself or the cadre, before it is paid."""
    act = Keeping(actor=actor, now=now)
    found = _asked(act, key)
    seen = act.opened(found.book_id)
    if seen.own != found.household_id:
        act.book(found.book_id)
    found.state = ShareWithdrawal.State.OFF
    found.save(update_fields=["state"])
    act.note("take_back_withdrawal", found.book, new={"household": found.household.code})


@transaction.atomic
def pay_withdrawal(*, actor: Actor, now: datetime, key: UUID) -> bool:
    """Pay who leaves by the last settled balance, and take the shares out of the register; return whether it is paid.

    False: the payment waits for a second person; the same call finishes it. Land goes back to its household at the
    value at which it came; labour and skill were never in the capital and are not paid.
    """
    act = Keeping(actor=actor, now=now)
    found = _asked(act, key)
    book = act.book(found.book_id)
    home = act.home(book, found.household.code)
    holding = act.require_free(book, home)
    if act.today <= found.effective_on:
        raise NotYetOut(day=found.effective_on.isoformat())
    closed = book.entity.closed_through
    if closed is None or closed < found.effective_on:
        raise BooksNotClosed(day=found.effective_on.isoformat())
    land, money = _in_capital(book, holding)
    worth = _worth(book, found)
    paid = leaving.paid_out(money, worth)
    if land + money:
        reserve = "322" if book.entity.kind == EntityKind.UNIT else "321"
        done = act.post(
            book,
            f"退股：{home.householder}户",
            (
                NewLine("301", land + money, act.party(book, home.code)),
                NewLine("161", -land),
                NewLine("102", -paid),
                NewLine(reserve, paid - money),
            ),
            key=f"ind.leave:{found.pk}",
            paper=found.paper if found.paper != "phone" else str(found.pk)[:8],
            kind=DocumentKind.SETTLEMENT,
            issuer=home.householder,
            source=("industry.withdrawal", found.pk),
        )
        if done.entry is None:
            found.state = ShareWithdrawal.State.WAITING
            found.save(update_fields=["state"])
            return False
        found.entry = done.entry
    lines = [
        act.line(
            book,
            Movement.WITHDRAWAL,
            home.key,
            factor,
            Part(-part.shares, -part.rest),
            mu=-holding.land_mu if factor is Factor.LAND else Decimal(0),
            withdrawal=found,
            paper=found.paper,
        )
        for factor, part in holding.parts.items()
    ]
    act.write(book, lines)
    ShareMember.objects.filter(book=book, household=home.key, until=None).update(until=act.today)
    found.state, found.paid, found.paid_on = ShareWithdrawal.State.PAID, paid, act.today
    found.reckoned = {"contribution": money, "land": land, "capital": worth.capital, "beside": worth.beside}
    found.save()
    act.note("pay_withdrawal", book, new={"household": home.code, "paid": paid, **found.reckoned})
    return True


def _in_capital(book: ShareBook, holding: Holding) -> tuple[int, int]:
    """What of a holding stands in 301: land, and everything else."""
    sums = {True: 0, False: 0}
    for factor, part in holding.parts.items():
        if booked(book, factor, UUID(int=1)):
            sums[factor is Factor.LAND] += part.shares * book.par + part.rest
    return sums[True], sums[False]


def _worth(book: ShareBook, found: ShareWithdrawal) -> leaving.Worth:
    """The capital and what stood beside it at the end of the year in which leaving took effect."""
    day = found.effective_on
    lines = {line.account.code: -line.after for line in trial(book.entity_id, actor=SYSTEM, first=day, last=day)}
    return leaving.Worth(lines.get("301", 0), sum(lines.get(code, 0) for code in _BESIDE))


def _asked(act: Keeping, key: UUID) -> ShareWithdrawal:
    found = ShareWithdrawal.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    act.opened(found.book_id)
    found = (
        ShareWithdrawal.objects.select_for_update(of=("self",)).select_related("book__entity", "household").get(pk=key)
    )
    if found.state not in _OPEN:
        raise TransferOver
    return found
