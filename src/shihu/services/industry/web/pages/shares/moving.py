"""Transfers and leaving: the list, and one of each with what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Action, Badge, Column, Empty, Fact, Link, PageHead, Row, Table
from shihu.services.industry.types import ShareBookRow, TransferRow, WithdrawalRow
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import ListPage, address, book_link, tabs


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a transfer needs: done or not, and the button or paper field for it."""

    title: str
    text: str
    is_done: bool
    act: str = ""  # posted as "act"
    button: str = ""
    field: str = ""  # label of the paper's number, where one is entered


@dataclass(frozen=True, slots=True)
class TransferPage:
    """One transfer as a wizard: what is agreed, what is missing, whose turn it is."""

    head: PageHead
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    href: str
    is_open: bool
    done: str
    may_call_off: bool
    claim: str


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """One request to leave."""

    head: PageHead
    facts: tuple[Fact, ...]
    sentence: str
    acts: tuple[Action, ...]


def moving_page(
    row: ShareBookRow, transfers: Sequence[TransferRow], leaving: Sequence[WithdrawalRow]
) -> tuple[ListPage, Table]:
    """Transfers and requests to leave of a book."""
    columns = (
        Column("what", pgettext("shares", "Transfer"), names_row=True),
        Column("from", pgettext("shares", "From")),
        Column("to", pgettext("shares", "To")),
        Column("price", _("Agreed price"), "number", _("yuan")),
        Column("asked", _("Asked on"), "date"),
        Column("state", pgettext("shares", "State")),
    )
    rows = tuple(
        Row(
            (
                Link(
                    f"{words.factor(one.factor)} {words.shares(one.shares)}",
                    reverse("industry_shares_transfer", kwargs={"key": one.key}),
                ),
                one.giver_name,
                one.taker_name,
                yuan(one.price),
                one.asked_on.isoformat(),
                state_badge(one),
            )
        )
        for one in transfers
    )
    empty = Empty(_("No transfers"), _("A transfer is asked for on the page of the household that gives."))
    page = ListPage(
        head=PageHead(
            _("Transfers and leaving"),
            _("Nothing moves before both sides agreed, and the members where the charter says so."),
            back=book_link(row),
        ),
        tabs=tabs(row, "transfers"),
        table=Table(columns, rows, _("Transfers"), empty=empty, id="transfers"),
    )
    return page, _leaving_table(leaving)


def _leaving_table(leaving: Sequence[WithdrawalRow]) -> Table:
    columns = (
        Column("name", _("Household of"), names_row=True),
        Column("asked", _("Asked on"), "date"),
        Column("effective", _("Takes effect"), "date"),
        Column("state", pgettext("shares", "State")),
        Column("paid", pgettext("shares", "Paid"), "number", _("yuan")),
    )
    rows = tuple(
        Row(
            (
                Link(one.name, reverse("industry_shares_withdrawal", kwargs={"key": one.key})),
                one.asked_on.isoformat(),
                one.effective_on.isoformat(),
                _leaving_badge(one),
                yuan(one.paid) if one.state == "paid" else "—",
            )
        )
        for one in leaving
    )
    return Table(
        columns, rows, _("Leaving"), empty=Empty(_("Nobody has asked to leave")), id="leaving", shows_caption=True
    )


def state_badge(one: TransferRow) -> Badge:
    """Done, off, or what is missing."""
    if one.state == "done":
        return Badge(pgettext("shares", "done"), "pine", "check")
    if one.state == "off":
        return Badge(_("called off"), "plain", "close")
    if one.giver_agreed is None or one.taker_agreed is None:
        return Badge(_("waits for consent"), "ochre", "clock")
    return Badge(_("agreed, not written yet"), "indigo", "clock")


def transfer_page(one: TransferRow, book: ShareBookRow, *, today: date) -> TransferPage:
    """Build the wizard."""
    is_open = one.state == "open"
    title = _("%(factor)s, %(shares)s: %(giver)s to %(taker)s") % {
        "factor": words.factor(one.factor),
        "shares": words.shares(one.shares),
        "giver": one.giver_name,
        "taker": one.taker_name,
    }
    offered = one.offered_until is not None and today <= one.offered_until
    return TransferPage(
        head=PageHead(
            title,
            _("Of %(book)s; worth %(value)s yuan at par.") % {"book": book.name, "value": yuan(one.shares * book.par)},
            (),
            state_badge(one),
            Link(_("Transfers and leaving"), address("transfers", one.book)),
        ),
        facts=(
            Fact(_("Agreed price"), _("%(price)s yuan, paid between the two") % {"price": yuan(one.price)}),
            Fact(_("Asked on"), one.asked_on.isoformat()),
        ),
        steps=_steps(one, offered=offered, is_open=is_open),
        href=reverse("industry_shares_transfer", kwargs={"key": one.key}),
        is_open=is_open,
        done=_("Written into the register on %(day)s.") % {"day": one.done_on.isoformat()} if one.done_on else "",
        may_call_off=is_open and (one.may_keep or one.is_giver or one.is_taker),
        claim=_("Members may take these shares first, on the same terms, until %(day)s.")
        % {"day": one.offered_until.isoformat()}
        if one.may_claim and one.offered_until and not one.is_taker
        else "",
    )


def _steps(one: TransferRow, *, offered: bool, is_open: bool) -> tuple[Step, ...]:
    steps = []
    for side, name, day, how, is_mine in (
        ("giver", one.giver_name, one.giver_agreed, one.giver_how, one.is_giver),
        ("taker", one.taker_name, one.taker_agreed, one.taker_how, one.is_taker),
    ):
        title = _("%(name)s agrees") % {"name": name}
        if day is not None:
            way = _("on the own phone") if how == "phone" else _("paper %(number)s") % {"number": how}
            steps.append(Step(title, f"{day.isoformat()}, {way}", is_done=True))
        elif is_mine and is_open:
            steps.append(Step(title, _("That is you."), False, "agree", _("I agree")))
        elif one.may_keep and is_open:
            text = _("On the own phone, or on paper signed before you.")
            steps.append(
                Step(
                    title, text, False, f"paper_{side}", _("Enter the paper"), pgettext("shares", "Number of the paper")
                )
            )
        else:
            steps.append(Step(title, _("Not yet."), is_done=False))
    if one.offered_until is not None:
        text = pgettext("shares", "until %(day)s") % {"day": one.offered_until.isoformat()}
        steps.append(Step(_("Offered to the members first"), text, is_done=not offered))
    if one.needs_members:
        title = _("The members agree")
        if one.members_agreed is not None:
            text = f"{one.members_agreed.isoformat()}, " + _("minutes %(number)s") % {"number": one.minutes}
            steps.append(Step(title, text, is_done=True))
        elif one.may_keep and is_open:
            steps.append(
                Step(title, _("By the charter."), False, "members", _("Enter the minutes"), _("Number of the minutes"))
            )
        else:
            steps.append(Step(title, _("Not yet."), is_done=False))
    if is_open:
        ready = all(step.is_done for step in steps)
        act = ("complete", _("Write the transfer")) if ready and one.may_keep else ("", "")
        steps.append(
            Step(_("Written into the register"), _("By the cadre, when all of the above is there."), False, *act)
        )
    return tuple(steps)


def _leaving_badge(one: WithdrawalRow) -> Badge:
    return {
        "asked": Badge(_("asked"), "ochre", "clock"),
        "waiting": Badge(_("waits for the second person of the ledger"), "ochre", "clock"),
        "paid": Badge(pgettext("shares", "paid"), "pine", "check"),
        "off": Badge(_("taken back"), "plain", "undo"),
    }[one.state]


def leaving_page(one: WithdrawalRow, book: ShareBookRow) -> LeavingPage:
    """Build the page of one request."""
    is_open = one.state in {"asked", "waiting"}
    href = reverse("industry_shares_withdrawal", kwargs={"key": one.key})
    acts: list[Action] = []
    if is_open and (one.is_own or one.may_keep):
        acts.append(Action(_("Stay after all"), href, "quiet", icon="undo", posts=True, fields=(("act", "back"),)))
    if is_open and one.may_keep:
        acts.append(Action(_("Pay"), href, "primary", icon="check", posts=True, fields=(("act", "pay"),)))
    sentence = _(
        "Paid after %(day)s, when the books to that day are closed: the contribution, with its part of reserves and "
        "losses, never below nothing. Land goes back to the household; labour and skill were never in the capital."
    ) % {"day": one.effective_on.isoformat()}
    if one.state == "paid" and one.reckoned.get("contribution"):
        told = {key: yuan(value) for key, value in one.reckoned.items()}
        sentence = _(
            "%(contribution)s yuan of contribution × (%(capital)s of capital + %(beside)s beside it) ÷ %(capital)s = "
            "%(paid)s yuan, paid on %(day)s."
        ) % {**told, "paid": yuan(one.paid), "day": one.paid_on.isoformat() if one.paid_on else ""}
    return LeavingPage(
        head=PageHead(
            _("%(name)s leaves %(book)s") % {"name": one.name, "book": book.name},
            "",
            (),
            _leaving_badge(one),
            Link(_("Transfers and leaving"), address("transfers", one.book)),
        ),
        facts=(
            Fact(_("Why"), one.why or "—"),
            Fact(_("Asked on"), one.asked_on.isoformat()),
            Fact(_("Takes effect"), one.effective_on.isoformat()),
        ),
        sentence=sentence,
        acts=tuple(acts),
    )
