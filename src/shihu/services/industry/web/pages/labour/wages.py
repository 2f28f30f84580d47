"""Payments of wages and the slip of one person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import Payee
from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import Action, Column, Empty, Fact, Link, PageHead, Row, Stat, Table
from shihu.services.industry.types import RateKind, WagePaymentDetail, WagePaymentRow, WagePaymentState, WageSlip
from shihu.services.industry.web import labour_words as words
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.bank_lists import accounts_fact
from shihu.services.industry.web.pages.links import entry_href, labour_href
from shihu.services.industry.web.pages.parts import Page, Section


def payments_table(rows: Sequence[WagePaymentRow]) -> Table:
    """The payments of a season."""
    heads = (
        Column("number", pgettext("labour", "List"), names_row=True),
        Column("through", _("Days up to"), "date"),
        Column("people", pgettext("labour", "People"), "number"),
        Column("total", pgettext("labour", "Wages"), "number", _("yuan")),
        Column("paid", pgettext("labour", "Paid on"), "date"),
        Column("state", _("State")),
    )
    shown = tuple(
        Row(
            (
                Link(pgettext("labour", "No. %(number)s") % {"number": one.number}, _href(one)),
                one.through.isoformat(),
                one.people,
                yuan(one.total),
                one.paid_on.isoformat() if one.paid_on else "—",
                words.payment_badge(one.state),
            )
        )
        for one in rows
    )
    empty = Empty(_("Nothing was paid yet"), _("One person makes the list, the bank pays it, another confirms."))
    return Table(heads, shown, pgettext("labour", "Payments"), empty=empty, id="payments")


def _href(one: WagePaymentRow) -> str:
    return reverse("industry_labour_payment", kwargs={"key": one.key})


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One payment with what may be done."""

    page: Page
    confirm_href: str
    withdraw_href: str
    reverse_href: str
    today: str


def payment_page(
    told: WagePaymentDetail, payees: Mapping[UUID, Payee], today: date, *, may_record: bool
) -> PaymentPage:
    """One payment."""
    row, key = told.row, {"key": told.row.key}
    in_roster = [one.worker.person for one in told.parts if one.worker.person]
    facts = [
        Fact(pgettext("labour", "Made by"), f"{row.prepared_by}, {row.prepared_on.isoformat()}"),
        accounts_fact(payees, in_roster, told.place, may_record=may_record),
    ]
    if row.confirmed_by:
        facts.append(Fact(_("Confirmed by"), row.confirmed_by))
    if row.paper:
        facts.append(Fact(_("Bank slip"), row.paper))
    if told.entry:
        facts.append(Fact(_("In the books"), Link(_("Entry"), entry_href(told.book, told.entry))))
    acts: tuple[Action, ...] = ()
    if row.state in {WagePaymentState.PREPARED, WagePaymentState.PAID}:
        acts = (
            Action(
                _("List for the bank"), reverse("industry_labour_bank", kwargs=key), icon="download", downloads=True
            ),
        )
    notice, tone = "", "plain"
    if row.state == WagePaymentState.PREPARED:
        notice = _("Send the list to the bank. When it has paid, another person confirms with the bank's slip.")
        tone = "ochre"
    elif row.state == WagePaymentState.REVERSED:
        notice, tone = _("Taken back: %(why)s. Everybody on it is owed again.") % {"why": row.reason}, "seal"
    page = Page(
        head=PageHead(
            _("Wages, list %(number)s") % {"number": row.number},
            f"{told.project_name} · {told.season_name}",
            acts,
            badge=words.payment_badge(row.state),
            back=Link(_("Work and wages"), labour_href(row.season)),
        ),
        stats=(
            Stat(pgettext("labour", "Wages"), yuan(row.total), _("yuan"), in_words(row.total)),
            Stat(_("On the list"), str(row.people), pgettext("labour", "people")),
            Stat(_("Days up to"), row.through.isoformat()),
        ),
        notice=notice,
        tone=tone,
        sections=(Section(_("Who gets what"), table=_parts(told)),),
        aside=(Section(_("The payment"), facts=tuple(facts)),),
    )

    def to(name: str, *, when: bool) -> str:
        return reverse(f"industry_labour_payment_{name}", kwargs=key) if when else ""

    return PaymentPage(
        page,
        to("confirm", when=told.may_confirm),
        to("withdraw", when=told.may_withdraw),
        to("reverse", when=told.may_reverse),
        today.isoformat(),
    )


def _parts(told: WagePaymentDetail) -> Table:
    heads = (
        Column("who", pgettext("labour", "Name"), names_row=True),
        Column("days", pgettext("labour", "Days"), "number"),
        Column("hours", pgettext("labour", "Hours"), "number"),
        Column("amount", pgettext("labour", "Wage"), "number", _("yuan")),
    )
    rows = tuple(
        Row(
            (
                Link(
                    words.who(one.worker),
                    reverse("industry_labour_slip", kwargs={"key": told.row.key, "worker": one.worker.key}),
                ),
                one.days,
                words.hours(one.minutes),
                yuan(one.amount),
            )
        )
        for one in told.parts
    )
    return Table(heads, rows, _("Who gets what"), empty=Empty(_("Nobody is on the list")), id="parts")


@dataclass(frozen=True, slots=True)
class SlipPage:
    """A wage slip as it is drawn and read aloud."""

    head: PageHead
    owner: str
    who: str
    number: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, str, str], ...]  # day, work, how reckoned, amount
    sums: tuple[str, ...]
    gets: str
    gets_words: str
    paid: str
    spoken: tuple[str, ...]
    state: str


def slip_page(told: WageSlip, *, is_own: bool) -> SlipPage:
    """Say in words how the sum came about."""
    total = sum(line.amount for line in told.lines)
    days = sorted({line.day for line in told.lines})
    row = told.payment
    paid = _("Not paid yet: the list waits for the bank.")
    if row.paid_on is not None:
        paid = _("Paid through the bank on %(day)s, slip %(paper)s.") % {
            "day": wording.day(row.paid_on),
            "paper": row.paper,
        }
    first = _("%(name)s worked %(days)s days from %(first)s to %(last)s.") % {
        "name": told.worker.name,
        "days": len(days),
        "first": wording.day(days[0]),
        "last": wording.day(days[-1]),
    }
    sums = _sums(told)
    gets = _("Together %(yuan)s yuan.") % {"yuan": yuan(total)}
    over = {
        WagePaymentState.WITHDRAWN: _("This list was withdrawn."),
        WagePaymentState.REVERSED: pgettext("labour", "Taken back."),
    }
    own = Link(_("My work"), reverse("industry_labour_mine"))
    office = Link(_("Wages, list %(number)s") % {"number": row.number}, _href(row))
    return SlipPage(
        head=PageHead(_("Wage slip"), told.project_name, back=own if is_own else office),
        owner=told.owner,
        who=told.worker.name,
        number=str(row.number),
        facts=(
            (pgettext("labour", "Days"), str(len(days))),
            (pgettext("labour", "Hours"), words.hours(sum(line.minutes for line in told.lines))),
        ),
        lines=tuple((line.day.isoformat(), line.work, words.reckoned(line), yuan(line.amount)) for line in told.lines),
        sums=sums,
        gets=yuan(total),
        gets_words=in_words(total),
        paid=paid,
        spoken=(first, *sums, gets, paid),
        state=over.get(row.state, ""),
    )


def _sums(told: WageSlip) -> tuple[str, ...]:
    """One sentence for each rate: how much of it, at what price, what it came to."""
    minutes: Counter[tuple[RateKind, str, int, str, int]] = Counter()
    pieces: Counter[tuple[RateKind, str, int, str, int]] = Counter()
    amounts: Counter[tuple[RateKind, str, int, str, int]] = Counter()
    for line in told.lines:
        rate = (line.kind, line.rate_words, line.price, line.measure, line.day_minutes)
        minutes[rate] += line.minutes
        pieces[rate] += line.pieces
        amounts[rate] += line.amount
    said = []
    for rate, amount in amounts.items():
        kind, name, price, measure, day_minutes = rate
        much = _("%(hours)s hours") % {"hours": words.hours(minutes[rate])}
        if kind == RateKind.PIECE:
            much = f"{pieces[rate]:,} {measure or pgettext('labour', 'piece')}"
        values = {"work": name, "much": much, "yuan": yuan(amount)}
        values["price"] = words.price_words(kind, price, measure, day_minutes)
        said.append(_("%(work)s: %(much)s at %(price)s, %(yuan)s yuan.") % values)
    return tuple(said)
