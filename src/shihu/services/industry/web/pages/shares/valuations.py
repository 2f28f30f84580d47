"""Valuations of a book: the list, and one with its vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Composition,
    Empty,
    Link,
    PageHead,
    Part,
    Row,
    Stat,
    Table,
)
from shihu.services.industry.rules.valuations import is_settled, needed
from shihu.services.industry.types import Answer, PriceRow, ShareBookDetail, ShareBookRow, ValuationRow
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import ListPage, address, book_link, tabs


def valuations_page(row: ShareBookRow, rows: Sequence[ValuationRow], *, may_propose: bool) -> ListPage:
    """All valuations of a book."""
    columns = (
        Column("title", _("Valuation"), names_row=True),
        Column("state", pgettext("shares", "State")),
        Column("prices", _("Lines"), "number"),
        Column("yes", pgettext("shares", "Agree"), "number"),
        Column("no", pgettext("shares", "Do not agree"), "number"),
        Column("abstain", pgettext("shares", "Abstain"), "number"),
        Column("roll", _("May vote"), "number", _("hh")),
        Column("from", _("Holds from"), "date"),
    )
    table_rows = tuple(
        Row(
            (
                Link(one.title, reverse("industry_shares_valuation", kwargs={"key": one.key})),
                state_badge(one),
                len(one.prices),
                one.count(Answer.YES),
                one.count(Answer.NO),
                one.count(Answer.ABSTAIN),
                len(one.votes),
                one.valid_from.isoformat(),
            )
        )
        for one in rows
    )
    acts: list[Action] = []
    if row.may_keep and any(one.state == "adopted" for one in rows):
        acts.append(Action(_("Apply to land already in"), address("revalue", row.key), "quiet", icon="rising"))
    if may_propose and not any(one.state == "voting" for one in rows):
        acts.append(Action(_("Propose a valuation"), address("valuation_new", row.key), "primary", icon="edit"))
    empty = Empty(
        _("Nothing has been valued yet"),
        _("Propose what a mu, a day or a machine is worth; the members vote, then contributions become shares."),
    )
    return ListPage(
        head=PageHead(
            _("Valuations"),
            _("What things are worth in this book, and how the members voted."),
            tuple(acts),
            back=book_link(row),
        ),
        tabs=tabs(row, "valuations"),
        table=Table(columns, table_rows, _("Valuations"), empty=empty, id="valuations"),
    )


def state_badge(one: ValuationRow) -> Badge:
    """Being voted, adopted, rejected."""
    if one.state == "voting":
        return Badge(_("vote until %(day)s") % {"day": one.vote_until.isoformat()}, "ochre", "clock")
    if one.state == "adopted":
        return Badge(_("adopted"), "pine", "check")
    return Badge(_("rejected"), "seal", "close")


@dataclass(frozen=True, slots=True)
class ValuationPage:
    """One valuation."""

    head: PageHead
    method: str
    prices: Table
    votes: Table
    bar: Composition
    rule: str
    outcome: str
    tone: str
    stats: tuple[Stat, ...]
    asks: bool
    own_answer: str
    choices: tuple[tuple[str, str, str], ...]  # value, word, kind of button
    vote_href: str


def valuation_page(one: ValuationRow, detail: ShareBookDetail, *, today: date) -> ValuationPage:
    """Build the page: the table in words, how far the vote is, and the buttons for one's own household."""
    runs = one.state == "voting"
    own = next((vote for vote in one.votes if detail.own is not None and vote.household == detail.own), None)
    asks = runs and own is not None and not own.answer and today <= one.vote_until
    roll, cast, yes = len(one.votes), one.cast, one.count(Answer.YES)
    settled = is_settled(yes=yes, cast=cast, roll=roll, quorum=detail.quorum, majority=detail.majority)
    acts: list[Action] = []
    keys = {"key": one.key}
    if runs and detail.row.may_keep:
        if cast < roll and today <= one.vote_until:
            papers = reverse("industry_shares_valuation_papers", kwargs=keys)
            acts.append(Action(_("Enter counted papers"), papers, icon="edit"))
        close = reverse("industry_shares_valuation_close", kwargs=keys)
        may = settled or today > one.vote_until
        acts.append(
            Action(
                _("Close the vote"),
                close,
                "primary",
                icon="check",
                posts=True,
                is_disabled=not may,
                why="" if may else _("Those who have not voted could still change it."),
            )
        )
    return ValuationPage(
        head=PageHead(
            one.title,
            _("Proposed by %(who)s on %(day)s for %(book)s; holds from %(since)s.")
            % {
                "who": one.proposed_by,
                "day": one.proposed_on.isoformat(),
                "book": detail.row.name,
                "since": one.valid_from.isoformat(),
            },
            tuple(acts),
            state_badge(one),
            Link(_("Valuations"), address("valuations", one.book)),
        ),
        method=one.method,
        prices=prices_table(one.prices, detail.row.par),
        votes=_votes(one, detail),
        bar=Composition(
            (
                Part("s2", pgettext("shares", "Agree"), yes),
                Part("s3", pgettext("shares", "Do not agree"), one.count(Answer.NO)),
                Part("s5", pgettext("shares", "Abstain"), one.count(Answer.ABSTAIN)),
                Part("unknown", pgettext("shares", "not yet"), roll - cast),
            ),
            _("The vote"),
            _("hh"),
        ),
        rule=_("%(roll)s households vote. At least %(quorum)s must take part, and %(majority)s of those must agree.")
        % {
            "roll": roll,
            "quorum": needed(roll, detail.quorum),
            "majority": words.threshold(detail.majority),
        },
        outcome=_outcome(one),
        tone={"adopted": "pine", "rejected": "seal"}.get(one.state, "ochre"),
        stats=(
            Stat(pgettext("shares", "Agree"), str(yes), _("hh")),
            Stat(pgettext("shares", "Do not agree"), str(one.count(Answer.NO)), _("hh")),
            Stat(pgettext("shares", "Abstain"), str(one.count(Answer.ABSTAIN)), _("hh")),
            Stat(pgettext("shares", "not yet"), str(roll - cast), _("hh")),
        ),
        asks=asks,
        own_answer=words.answer(own.answer) if own is not None and own.answer else "",
        choices=(
            ("yes", pgettext("shares", "Agree"), "primary"),
            ("no", pgettext("shares", "Do not agree"), ""),
            ("abstain", pgettext("shares", "Abstain"), "quiet"),
        ),
        vote_href=reverse("industry_shares_valuation", kwargs=keys),
    )


def _outcome(one: ValuationRow) -> str:
    if one.state == "voting":
        return _("The members vote until %(day)s. Nothing is worth these prices before they said yes.") % {
            "day": one.vote_until.isoformat()
        }
    counted = ""
    if one.sheet:
        counted = _("Papers %(sheet)s, counted by %(tellers)s.") % {
            "sheet": one.sheet,
            "tellers": "、".join(one.tellers),
        }
    day = one.decided_on.isoformat() if one.decided_on else ""
    decided = _("Adopted on %(day)s.") if one.state == "adopted" else _("Rejected on %(day)s.")
    return f"{decided % {'day': day}} {counted}".strip()


def prices_table(prices: Sequence[PriceRow], par: int) -> Table:
    """The table of prices, each with what it makes in shares."""
    columns = (
        Column("name", _("What it is"), names_row=True),
        Column("factor", pgettext("shares", "Kind")),
        Column("price", pgettext("shares", "Price"), "number", _("yuan")),
        Column("basis", _("For")),
        Column("shares", _("That is"), "number", help=_("Whole shares, and what is left over")),
    )
    rows = tuple(
        Row(
            (
                one.name,
                words.factor(one.factor),
                yuan(one.price),
                words.measure(one.basis),
                _("%(shares)s and %(rest)s yuan")
                % {"shares": words.shares(one.price // par), "rest": yuan(one.price % par)},
            )
        )
        for one in prices
    )
    return Table(columns, rows, _("What is worth how much"), id="prices", shows_caption=True)


def _votes(one: ValuationRow, detail: ShareBookDetail) -> Table:
    columns = (
        Column("name", _("Household of"), names_row=True),
        Column("answer", _("Said")),
        Column("how", _("How")),
        Column("day", pgettext("shares", "Day"), "date"),
    )
    ways = {"phone": _("own phone"), "paper": pgettext("shares", "on paper"), "": "—"}
    rows = tuple(
        Row(
            (
                vote.name,
                words.answer(vote.answer),
                ways[vote.channel],
                vote.cast_on.isoformat() if vote.cast_on else "—",
            ),
            is_marked=vote.household == detail.own,
            mark=_("our household") if vote.household == detail.own else "",
        )
        for vote in one.votes
    )
    return Table(columns, rows, _("Who voted how"), id="votes", shows_caption=True)
