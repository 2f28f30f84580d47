"""A sale as it was asked for, and whose account owes for it."""

from collections.abc import Sequence
from uuid import UUID

from shihu.base.ledger.queries import book_of_enterprise
from shihu.kernel.actors import SYSTEM
from shihu.services.industry.errors import BuyerUnknown
from shihu.services.industry.models import Lot, Sale, SaleLine
from shihu.services.industry.types import NewSale, Price, SoldLot


def asked(sale: Sale) -> NewSale:
    """Return what was asked for when the sale was recorded."""
    lines: Sequence[SaleLine] = list(sale.lines.all())
    grades = dict(Lot.objects.filter(pk__in=[line.lot_id for line in lines]).values_list("pk", "grade"))
    return NewSale(
        buyer=sale.buyer,
        lots=tuple(SoldLot(line.lot_id, line.grams) for line in lines),
        prices={grades[line.lot_id]: Price(line.price, line.market) for line in lines},
        day=sale.sold_on,
        paper=sale.paper,
        key=sale.key,
        enterprise=sale.enterprise_id,
        on_credit=sale.on_credit,
        reason=sale.reason,
        market_source=sale.market_source,
        market_on=sale.market_on,
        total=sale.total,
        due=sale.due_on,
    )


def buyer_of(sale: Sale) -> UUID:
    """Return the account of an organisation that may owe; refused for a buyer without one."""
    book = book_of_enterprise(sale.enterprise_id, actor=SYSTEM) if sale.enterprise_id else None
    if book is None:
        raise BuyerUnknown("on_credit")
    return book.key
