"""Proposing valuations, voting on them, counting, and applying a new one to land that is already in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.base.registry.queries import own_household, people_of
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.shares.keeping import Keeping, booked, paper_of
from shihu.services.industry.errors import (
    BadVoteDays,
    NameNeeded,
    NoPrices,
    NothingToIssue,
    NoVote,
    PriceTwice,
    TellersNeeded,
    VotedAlready,
    VoteOpen,
    VoteOver,
    VoteRuns,
)
from shihu.services.industry.models import Contribution, ShareBook, Valuation, ValuationPrice, ValuationVote
from shihu.services.industry.queries.valuations import prices_in_force
from shihu.services.industry.rules import valuations as rules
from shihu.services.industry.rules.shares import holdings
from shihu.services.industry.types import Answer, Basis, Factor, Movement, NewPrice, Part, Threshold


@transaction.atomic
def propose_valuation(
    *,
    actor: Actor,
    now: datetime,
    book: UUID,
    title: str,
    method: str,
    prices: Sequence[NewPrice],
    vote_until: date,
    valid_from: date,
) -> UUID:
    """Put a table of prices to the vote of today's members; return its key. The cadre or a member who is head."""
    act = Keeping(actor=actor, now=now)
    seen = act.opened(book)
    leads = seen.is_member and bool(actor.scopes({Role.HEAD}))
    if not leads and not policies.RUN_PROJECTS.allows(actor, seen.book.place_id):
        raise NotAllowed
    found = seen.book
    running = found.valuations.filter(state=Valuation.State.VOTING).first()
    if running is not None:
        raise VoteOpen(day=running.vote_until.isoformat())
    if not act.today <= vote_until or not act.today <= valid_from:
        raise BadVoteDays("vote_until")
    if not title.strip() or not method.strip():
        raise NameNeeded("method" if title.strip() else "title")
    made = Valuation.objects.create(
        book=found,
        title=title.strip()[:60],
        method=method.strip(),
        valid_from=valid_from,
        vote_until=vote_until,
        proposed_by=actor.name,
        proposed_on=act.today,
    )
    rows = _prices(made, prices)
    ValuationPrice.objects.bulk_create(rows)
    roll = found.members.filter(until=None).values_list("household_id", flat=True)
    ValuationVote.objects.bulk_create([ValuationVote(valuation=made, household_id=key) for key in roll])
    told = {"title": made.title, "prices": [[row.factor, row.name, row.price] for row in rows], "roll": len(roll)}
    act.note("propose_valuation", found, new=told)
    return made.pk


def _prices(made: Valuation, given: Sequence[NewPrice]) -> list[ValuationPrice]:
    rows: list[ValuationPrice] = []
    for one in given:
        name = one.name.strip()[:40]
        if not name or one.price <= 0 or one.factor is Factor.MONEY:
            raise NoPrices("prices")
        if any((row.factor, row.name) == (one.factor.value, name) for row in rows):
            raise PriceTwice("prices", name=name)
        basis = Basis.MU_YEAR if one.factor is Factor.LAND else one.basis
        rows.append(
            ValuationPrice(valuation=made, factor=one.factor.value, name=name, basis=basis.value, price=one.price)
        )
    if not rows:
        raise NoPrices("prices")
    return rows


@transaction.atomic
def vote_on_valuation(*, actor: Actor, now: datetime, key: UUID, answer: Answer) -> None:
    """Vote for one's own household, as an adult of it, on one's own phone. A vote that is given stays."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    own = own_household(actor=actor, on=act.today)
    vote = found.votes.filter(household=own.key).first() if own and own.is_adult else None
    if own is None or vote is None:
        raise NoVote
    if vote.answer:
        raise VotedAlready(code=own.code)
    vote.answer, vote.channel, vote.cast_on, vote.recorded_by = answer.value, "phone", act.today, actor.name
    vote.save()
    act.note("vote_on_valuation", found.book, new={"household": own.code, "answer": answer.value, "how": "phone"})


@transaction.atomic
def enter_valuation_papers(
    *, actor: Actor, now: datetime, key: UUID, sheet: str, tellers: Sequence[str], answers: Mapping[UUID, Answer]
) -> None:
    """Enter the papers that two tellers of the members counted: the household and its answer; all or none."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key)
    act.book(found.book_id)
    kept = paper_of(sheet)
    votes = {vote.household_id: vote for vote in found.votes.select_related("household")}
    names = {one.name for one in people_of(list(votes), actor=SYSTEM, on=act.today)}
    two = [name.strip() for name in tellers]
    if len(set(two)) != 2 or not set(two) <= names:
        raise TellersNeeded("tellers")
    if not answers or set(answers) - set(votes):
        raise NoVote("answers")
    for household, answer in answers.items():
        vote = votes[household]
        if vote.answer:
            raise VotedAlready("answers", code=vote.household.code)
        vote.answer, vote.channel, vote.cast_on, vote.recorded_by = answer.value, "paper", act.today, actor.name
    ValuationVote.objects.bulk_update(
        [votes[household] for household in answers], ["answer", "channel", "cast_on", "recorded_by"]
    )
    found.sheet, found.tellers = kept, two
    found.save(update_fields=["sheet", "tellers"])
    told = {"sheet": kept, "tellers": two, "papers": len(answers)}
    act.note("enter_valuation_papers", found.book, new=told)


@transaction.atomic
def close_valuation(*, actor: Actor, now: datetime, key: UUID) -> bool:
    """End a vote whose outcome is certain or whose last day is over; return whether the valuation is adopted."""
    act = Keeping(actor=actor, now=now)
    found = _open(act, key, may_be_late=True)
    book = act.book(found.book_id)
    answers = list(found.votes.values_list("answer", flat=True))
    given = {
        "yes": answers.count(Answer.YES.value),
        "cast": sum(bool(answer) for answer in answers),
        "roll": len(answers),
    }
    quorum, majority = Threshold(book.quorum), Threshold(book.majority)
    if act.today <= found.vote_until and not rules.is_settled(**given, quorum=quorum, majority=majority):
        raise VoteRuns(day=found.vote_until.isoformat())
    adopted = rules.carries(**given, quorum=quorum, majority=majority)
    found.state = Valuation.State.ADOPTED if adopted else Valuation.State.REJECTED
    found.decided_on = act.today
    found.save(update_fields=["state", "decided_on"])
    act.note("close_valuation", book, new={"title": found.title, "state": found.state, **given})
    return adopted


def _open(act: Keeping, key: UUID, *, may_be_late: bool = False) -> Valuation:
    found = Valuation.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    act.opened(found.book_id)
    found = Valuation.objects.select_for_update(of=("self",)).select_related("book").get(pk=key)
    if found.state != Valuation.State.VOTING or (act.today > found.vote_until and not may_be_late):
        raise VoteOver
    return found


@transaction.atomic
def revalue_land(*, actor: Actor, now: datetime, book: UUID, paper: str) -> int:
    """Apply the newest voted price to land whose term still runs, for its whole years left; return how many parcels.

    What waits for the ledger's second person is left as it is; the same call finishes it.
    5 mu with three years left, 510.00 a mu and year raised to 560.00: 5 x 50 x 3 = 750.00 more.
    """
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    kept = paper_of(paper)
    prices = {(row.factor, row.name): row for row in prices_in_force(found.pk, on=act.today)}
    issued = found.contributions.filter(
        factor=Factor.LAND, state=Contribution.State.ISSUED, until__gt=act.today
    ).select_related("price", "household")
    changed = [one for one in issued.order_by("pk") if _raise(one, prices, timezone.localdate(now))]
    if not changed:
        raise NothingToIssue
    done = 0
    for one in changed:
        price = prices[one.factor, one.item]
        added = _raise(one, prices, act.today)
        before = act.holding(found, one.household_id).parts.get(Factor.LAND, Part())
        part = holdings.credited(before, added, found.par)
        if not _book_difference(act, found, one, added, kept, price):
            continue
        done += 1
        line = act.line(found, Movement.REVALUATION, one.household_id, Factor.LAND, part, contribution=one, paper=kept)
        one.price, one.value = price, one.value + added
        one.save(update_fields=["price", "value"])
        act.write(found, [line])
    act.note("revalue_land", found, new={"parcels": done, "paper": kept})
    return done


def _raise(one: Contribution, prices: Mapping[tuple[str, str], ValuationPrice], on: date) -> int:
    """What a parcel gains by the price in force, fen; negative where it loses."""
    price = prices.get((one.factor, one.item))
    if price is None or one.price is None or price.price == one.price.price or one.until is None:
        return 0
    left = holdings.years_left(one.until, on)
    if not left:
        return 0
    now = holdings.value_of(Basis.MU_YEAR, price.price, one.quantity, left)
    return now - holdings.value_of(Basis.MU_YEAR, one.price.price, one.quantity, left)


def _book_difference(
    act: Keeping, book: ShareBook, one: Contribution, added: int, paper: str, price: ValuationPrice
) -> bool:
    """Book what a parcel gains or loses; tell whether the register may follow now."""
    asset = booked(book, Factor.LAND, one.household_id)
    if not asset:
        return True
    code = one.household.code if one.household else ""
    done = act.post(
        book,
        f"土地股重新折价：{one.item}",
        (NewLine(asset, added), NewLine("301", -added, act.party(book, code))),
        key=f"ind.reval:{one.pk.hex[:20]}:{price.pk}",
        paper=paper,
        kind=DocumentKind.MINUTES,
        issuer=book.entity.name,
        source=("industry.contribution", one.pk),
    )
    return done.entry is not None
