"""The slip of one household and sale: to read on the phone, to print on half a sheet, to be read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import Link, PageHead
from shihu.services.industry.types import SaleRow, SlipDetail
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import household_href


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the waterfall: a word, how it was reckoned, fen taken, and its bar in hundredths of the proceeds."""

    word: str
    note: str
    amount: str
    start: int
    width: int
    tone: str


@dataclass(frozen=True, slots=True)
class SlipPage:
    """A slip as it is drawn."""

    head: PageHead
    title: str
    owner: str
    who: str
    code: str
    number: str
    day: str
    buyer: str
    goods: tuple[tuple[str, str, str, str], ...]  # grade, kg, price, amount
    weight: str
    proceeds: str
    steps: tuple[Step, ...]
    gets: str
    gets_words: str
    left: tuple[str, ...]
    reason: str
    paid: str
    spoken: tuple[str, ...]
    state: str


def slip_page(told: SlipDetail, *, is_own: bool) -> SlipPage:
    """Build the slip."""
    slip, sale, split = told.slip, told.sale, told.slip.split
    left = [wording.pieces_told(slip.pieces_left, slip.advance_left, told.measure)]
    if slip.rental_left:
        left.append(_("Shed rent left to pay: %(yuan)s yuan.") % {"yuan": yuan(slip.rental_left)})
    paid = (
        _("Paid by the list of %(day)s.") % {"day": wording.day(told.paid_on[0])}
        if told.paid_on
        else _("Not paid out yet: it stands on your member account.")
    )
    gets = yuan(split.household)
    return SlipPage(
        head=PageHead(
            _("Slip of %(day)s") % {"day": wording.day(sale.sold_on)},
            back=Link(
                _("My book and my slips") if is_own else slip.householder, household_href(told.season, slip.code)
            ),
        ),
        title=_("Settlement slip"),
        owner=told.owner,
        who=slip.householder or slip.code,
        code=slip.code,
        number=sale.paper,
        day=wording.day(sale.sold_on),
        buyer=sale.buyer,
        goods=tuple(
            (one.grade, wording.kg(one.grams), _price(one.price, one.market), yuan(one.amount)) for one in told.grades
        ),
        weight=wording.kg(slip.grams),
        proceeds=yuan(split.proceeds),
        steps=_steps(told),
        gets=gets,
        gets_words=in_words(split.household),
        left=tuple(left),
        reason=_reason(sale),
        paid=paid,
        spoken=_spoken(told, left, paid),
        state=_("This sale was taken back: the slip no longer counts.") if sale.state == "undone" else "",
    )


def _reason(sale: SaleRow) -> str:
    """Why below the market, and where the market's price was read."""
    if not sale.reason:
        return ""
    told = _("Sold below the market because: %(why)s") % {"why": sale.reason}
    if sale.market_source and sale.market_on:
        read = _("Market price: %(source)s, %(day)s.")
        told += " " + read % {"source": sale.market_source, "day": wording.day(sale.market_on)}
    return told


def _price(price: int, market: int | None) -> str:
    if market is not None and price < market:
        return _("%(price)s (market %(market)s)") % {"price": yuan(price), "market": yuan(market)}
    return yuan(price)


def _steps(told: SlipDetail) -> tuple[Step, ...]:
    """The proceeds as falling bars: what each step took, and what stays."""
    split = told.slip.split
    whole = max(split.proceeds, 1)
    rest = split.proceeds
    steps = [Step(pgettext("industry", "Proceeds"), told.sale.buyer, yuan(split.proceeds), 0, 100, "s1")]
    for one in split.steps:
        rest -= one.amount
        width = max(1 if one.amount else 0, round(100 * one.amount / whole))
        steps.append(
            Step(
                str(wording.STEPS[one.kind]),
                wording.taken_told(one),
                f"−{yuan(one.amount)}" if one.amount else "—",
                round(100 * rest / whole),
                width,
                "s2",
            )
        )
    note = _("of which untouched: %(yuan)s") % {"yuan": yuan(split.floor)} if split.floor else ""
    steps.append(
        Step(_("The household gets"), note, yuan(split.household), 0, round(100 * split.household / whole), "s3")
    )
    return tuple(steps)


def _spoken(told: SlipDetail, left: Sequence[str], paid: str) -> tuple[str, ...]:
    """The slip as one says it."""
    slip, split = told.slip, told.slip.split
    said = [
        _("%(who)s: on %(day)s %(kg)s kg were sold to %(buyer)s for %(yuan)s yuan.")
        % {
            "who": slip.householder,
            "day": wording.day(told.sale.sold_on),
            "kg": wording.kg(slip.grams),
            "buyer": told.sale.buyer,
            "yuan": yuan(split.proceeds),
        }
    ]
    said += [
        _("%(what)s: %(yuan)s yuan.") % {"what": wording.STEPS[one.kind], "yuan": yuan(one.amount)}
        for one in split.steps
        if one.amount
    ]
    said.append(_("You get %(yuan)s yuan.") % {"yuan": yuan(split.household)})
    return (*said, *left, paid)
