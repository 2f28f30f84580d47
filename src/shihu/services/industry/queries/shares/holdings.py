"""What everybody holds on a day, summed from the register and never kept."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from shihu.base.ledger.queries import by_party, parties
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.industry.models import ShareBook, ShareEntry
from shihu.services.industry.queries.shares.standing import opened_book
from shihu.services.industry.rules.shares import holdings as rules
from shihu.services.industry.types.shares import Disagreement, Factor, Holding, Part


def held(books: Iterable[ShareBook], *, on: date) -> dict[UUID, dict[UUID | None, Holding]]:
    """Return what stands in books at the end of a day, by book and household (None: the collective). One query.

    Who holds nothing any more is left out.
    """
    pars = {book.pk: book.par for book in books}
    entries = ShareEntry.objects.filter(book__in=pars, day__lte=on).order_by()
    sums = entries.values_list("book", "household", "factor").annotate(
        Sum("shares"), Sum("rest"), Sum("mu"), Sum("freezes")
    )
    parts: dict[tuple[UUID, UUID | None], dict[Factor, Part]] = defaultdict(dict)
    mu: dict[tuple[UUID, UUID | None], Decimal] = defaultdict(Decimal)
    freezes: dict[tuple[UUID, UUID | None], int] = defaultdict(int)
    for book, household, factor, shares, rest, land, frozen in sums:
        who = (book, household)
        if factor:
            parts[who][Factor(factor)] = Part(shares, rest)
        mu[who] += land
        freezes[who] += frozen
    told: dict[UUID, dict[UUID | None, Holding]] = {book: {} for book in pars}
    for (book, household), own in parts.items():
        who = (book, household)
        holding = rules.holding_of(own, mu[who], freezes[who], pars[book])
        if holding.value_fen or holding.land_mu:
            told[book][household] = holding
    return told


def _book_of(entity: UUID, project: UUID | None) -> ShareBook | None:
    return ShareBook.objects.filter(entity=entity, project=project).first()


def shares_on(book: UUID, on: date, *, project: UUID | None = None) -> dict[UUID, Holding]:
    """Return what each household holds of the producer whose ledger book is ``book``, by household key, on a day.

    For commands and rules; limits nothing. Empty where the producer has no share book. With ``project`` the shares of
    that project's own book.
    """
    found = _book_of(book, project)
    if found is None:
        return {}
    return {key: holding for key, holding in held([found], on=on)[found.pk].items() if key is not None}


def collective_share_on(book: UUID, on: date, *, project: UUID | None = None) -> Holding:
    """Return what the village collective (集体股) holds of the producer whose ledger book is ``book``, on a day."""
    found = _book_of(book, project)
    return held([found], on=on)[found.pk].get(None) or Holding() if found else Holding()


def shares_agree(key: UUID, *, actor: Actor, on: date) -> list[Disagreement]:
    """Return where the register and account 301 (股金) of the producer differ on a day; nothing is as it should be.

    Every party of the account counts, also one that the register does not know. A producer with several books is
    held against the sum of them.
    """
    book = opened_book(key, actor=actor).book
    books = list(ShareBook.objects.filter(entity=book.entity_id))
    register: dict[str, int] = defaultdict(int)
    stands = held(books, on=on)
    keys = {household for holders in stands.values() for household in holders if household}
    entries = ShareEntry.objects.filter(book__in=books, household__in=keys).order_by()
    codes: dict[UUID | None, str] = dict(entries.values_list("household", "household__code"))
    for one in books:
        for household, holding in stands[one.pk].items():
            register[codes.get(household, "")] += rules.in_capital(holding, book.entity.kind, one.par)
    ledger: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    around = {row.key: row for row in parties(book.entity_id, actor=SYSTEM)}
    for party, amount in by_party(book.entity_id, "301", actor=SYSTEM, on=on).items():
        row = around.get(party)
        code = row.household_code if row else str(party)
        ledger[code] -= amount
        names[code] = row.name if row else str(party)
    return [
        Disagreement(names.get(code, code), register[code], ledger[code])
        for code in sorted({*register, *ledger})
        if register[code] != ledger[code]
    ]
