"""Reading valuations and their votes."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry.models import Valuation, ValuationPrice
from shihu.services.industry.queries.shares.standing import OpenedBook, opened_book
from shihu.services.industry.types import Basis, Factor, PriceRow, ValuationRow, VoteRow


def prices_in_force(book: UUID, *, on: date) -> list[ValuationPrice]:
    """Return the newest adopted price of each thing in a book, on a day. For commands and rules; limits nothing."""
    found = ValuationPrice.objects.filter(
        valuation__book=book, valuation__state=Valuation.State.ADOPTED, valuation__valid_from__lte=on
    ).order_by("valuation__valid_from", "valuation__decided_on", "pk")
    return list({(row.factor, row.name): row for row in found}.values())


def price_row(row: ValuationPrice) -> PriceRow:
    """Return a line of a table."""
    return PriceRow(Factor(row.factor), row.name, Basis(row.basis), row.price)


def valuations(book: UUID, *, actor: Actor) -> list[ValuationRow]:
    """Return the valuations of a book with their votes, newest first."""
    opened_book(book, actor=actor)
    return _rows(Valuation.objects.filter(book=book))


def valuation(key: UUID, *, actor: Actor) -> tuple[ValuationRow, OpenedBook]:
    """Return one valuation, and the book as the actor may open it."""
    found = Valuation.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    seen = opened_book(found.book_id, actor=actor)
    [row] = _rows(Valuation.objects.filter(pk=key))
    return row, seen


def _rows(found: QuerySet[Valuation]) -> list[ValuationRow]:
    rows = found.prefetch_related("prices", "votes__household__householder")
    return [_row(one) for one in rows]


def _row(one: Valuation) -> ValuationRow:
    votes = sorted(one.votes.all(), key=lambda vote: vote.household.code)
    return ValuationRow(
        key=one.pk,
        book=one.book_id,
        title=one.title,
        method=one.method,
        state=one.state,
        valid_from=one.valid_from,
        vote_until=one.vote_until,
        proposed_by=one.proposed_by,
        proposed_on=one.proposed_on,
        decided_on=one.decided_on,
        sheet=one.sheet,
        tellers=tuple(one.tellers),
        prices=tuple(price_row(price) for price in one.prices.all()),
        votes=tuple(
            VoteRow(
                vote.household_id,
                vote.household.code,
                vote.household.householder.name if vote.household.householder else "",
                vote.answer,
                vote.channel,
                vote.cast_on,
            )
            for vote in votes
        ),
    )
