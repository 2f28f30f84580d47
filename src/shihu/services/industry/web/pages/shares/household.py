"""One household in one book: what it holds, how it came, what it may do; one's own share pages; certificates."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.actors import Role
from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import Action, Badge, Column, Empty, Event, Fact, Link, PageHead, Row, Stat, Table, Tone
from shihu.services.industry.types import (
    CertificateRow,
    ContributionRow,
    EntryRow,
    HolderRow,
    Movement,
    ShareBookDetail,
    ShareBookRow,
    Verified,
)
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import address

OWN_ROLES = frozenset({Role.HEAD, Role.VILLAGER})


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """A household's shares in one book."""

    head: PageHead
    stats: tuple[Stat, ...]
    sentences: tuple[str, ...]
    frozen: str
    history: tuple[Event, ...]
    certificates: Table
    acts: tuple[Action, ...]
    ways: tuple[Action, ...]


def household_page(
    detail: ShareBookDetail,
    row: HolderRow,
    given: Sequence[ContributionRow],
    entries: Sequence[EntryRow],
    certificates: Sequence[CertificateRow],
) -> HouseholdPage:
    """Build the page of one household; its own people see the same page as the desk, with their own acts."""
    book, holding = detail.row, row.holding
    keys = {"code": row.code}
    acts, ways = [], []
    simulator = Action(_("What would I get?"), address("simulator", book.key, **keys), "primary", icon="chart")
    if holding.shares and not holding.frozen and (row.is_own or book.may_keep):
        ways.append(Action(_("Transfer shares"), address("transfer_new", book.key, **keys), icon="right"))
    if holding.value_fen and not holding.frozen and (row.is_own or book.may_keep):
        ways.append(Action(_("Leave the book"), address("leave", book.key, **keys), "quiet", icon="leave"))
    if book.may_keep and holding.value_fen:
        ways.append(Action(_("Inheritance"), address("inherit", book.key, **keys), "quiet", icon="people"))
        word = _("Lift the freeze") if holding.frozen else _("Freeze")
        ways.append(Action(word, address("freeze", book.key, **keys), "quiet", icon="stop"))
    valid = next((one for one in certificates if one.replaced_on is None), None)
    if valid is not None:
        link = reverse("industry_shares_certificate", kwargs={"key": valid.key})
        acts.append(Action(_("Print the certificate"), link, icon="print"))
    elif book.may_keep and holding.shares:
        acts.append(Action(_("Issue a certificate"), address("certify", book.key, **keys), icon="book", posts=True))
    acts.append(simulator)
    freeze = next((one for one in entries if one.kind is Movement.FREEZE), None)
    return HouseholdPage(
        head=PageHead(
            _("Shares of %(name)s") % {"name": row.name},
            _("In %(book)s, one share %(par)s yuan.") % {"book": book.name, "par": yuan(book.par)},
            tuple(acts),
            words.state_badge(holding) if holding.value_fen else None,
            Link(book.name, address("book", book.key)),
        ),
        stats=(
            Stat(pgettext("shares", "Shares"), f"{holding.shares:,}", note=words.permille(holding.shares, book.shares)),
            Stat(_("Worth at par"), yuan(holding.value_fen), _("yuan")),
            Stat(_("Left over"), yuan(holding.rest_fen), _("yuan"), note=_("below one share each, kept to the fen")),
            Stat(_("Land put in"), words.number(holding.land_mu) if holding.land_mu else "—", _("mu")),
        ),
        sentences=tuple(sentence for one in given if (sentence := _given(one, book.par))),
        frozen=_(
            "Frozen since %(day)s by %(paper)s: nothing is transferred, given back or paid out until it is lifted."
        )
        % {"day": freeze.day.isoformat(), "paper": freeze.paper}
        if holding.frozen and freeze
        else "",
        history=tuple(_event(one) for one in entries),
        certificates=_certificates(certificates),
        acts=tuple(acts),
        ways=tuple(ways),
    )


def _given(one: ContributionRow, par: int) -> str:
    if one.state != "issued":
        return _("%(factor)s: %(reckoned)s. No shares yet.") % {
            "factor": words.factor(one.factor),
            "reckoned": words.reckoned(one),
        }
    if not one.value % par:
        return _("%(factor)s: %(reckoned)s; at %(par)s yuan a share that is %(shares)s.") % {
            "factor": words.factor(one.factor),
            "reckoned": words.reckoned(one),
            "par": yuan(par),
            "shares": words.shares(one.value // par),
        }
    return _("%(factor)s: %(reckoned)s; at %(par)s yuan a share that is %(shares)s and %(rest)s yuan.") % {
        "factor": words.factor(one.factor),
        "reckoned": words.reckoned(one),
        "par": yuan(par),
        "shares": words.shares(one.value // par),
        "rest": yuan(one.value % par),
    }


def _event(one: EntryRow) -> Event:
    change = ""
    if one.factor:
        change = _("%(factor)s %(shares)s shares, %(rest)s yuan left over") % {
            "factor": words.factor(one.factor),
            "shares": f"{one.shares:+,}",
            "rest": f"+{yuan(one.rest)}" if one.rest > 0 else yuan(one.rest),
        }
    paper = _("paper %(number)s") % {"number": one.paper} if one.paper else ""
    tone: Tone = "seal" if one.kind is Movement.FREEZE else "plain"
    return Event(
        one.day.isoformat(),
        f"{words.movement(one.kind)} {one.words}".strip(),
        " · ".join(part for part in (change, paper) if part),
        one.recorded_by,
        one.day.isoformat(),
        tone=tone,
    )


def _certificates(rows: Sequence[CertificateRow]) -> Table:
    columns = (
        Column("number", _("Certificate"), names_row=True),
        Column("shares", pgettext("shares", "Shares"), "number"),
        Column("issued", _("Issued"), "date"),
        Column("state", pgettext("shares", "State")),
    )
    return Table(
        columns,
        tuple(
            Row(
                (
                    Link(one.number, reverse("industry_shares_certificate", kwargs={"key": one.key})),
                    f"{one.shares:,}",
                    one.issued_on.isoformat(),
                    _certificate_state(one),
                )
            )
            for one in rows
        ),
        _("Certificates"),
        empty=Empty(_("No certificate yet"), _("The cadre issues it; it is printed on A4 and verified by its code.")),
        id="certificates",
        shows_caption=True,
    )


def _certificate_state(one: CertificateRow) -> Badge:
    if one.replaced_on is not None:
        return Badge(_("replaced on %(day)s") % {"day": one.replaced_on.isoformat()}, "plain")
    if one.is_frozen:
        return Badge(pgettext("shares", "Frozen"), "seal", "warn")
    return Badge(_("valid"), "pine", "check")


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The share books of one's own household, on a phone."""

    head: PageHead
    books: tuple[tuple[Link, str, tuple[Action, ...]], ...]
    empty: Empty


def own_page(told: Sequence[tuple[ShareBookRow, HolderRow | None]]) -> OwnPage:
    """Build it from each book and the own place in it."""
    books = []
    for book, row in told:
        acts = [
            Action(_("Vote on the valuation"), reverse("industry_shares_valuation", kwargs={"key": key}), "primary")
            for key in ([book.vote] if book.vote else [])
        ]
        sentence = _("Our household is no member yet.")
        href = address("book", book.key)
        if row is not None:
            href = address("household", book.key, code=row.code)
            acts.append(Action(_("What would I get?"), address("simulator", book.key, code=row.code), icon="chart"))
            sentence = _("%(shares)s of %(all)s, %(part)s; worth %(value)s yuan at par. %(what)s.") % {
                "shares": words.shares(row.holding.shares),
                "all": f"{book.shares:,}",
                "part": words.permille(row.holding.shares, book.shares),
                "value": yuan(row.holding.value_fen),
                "what": words.holding(row.holding),
            }
        books.append((Link(book.name, href), sentence, tuple(acts)))
    return OwnPage(
        PageHead(_("Our shares"), _("What our household put in, what it holds for it, and what it would get.")),
        tuple(books),
        Empty(
            _("Our household has no shares"),
            _("When your unit or cooperative opens a share book, it stands here. Ask the head or the village cadre."),
        ),
    )


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate on A4."""

    title: str
    number: str
    holder: str
    lines: tuple[Fact, ...]
    table: Table
    address: str
    label: str
    code: str
    notice: str
    place: str
    pdf: str
    law: str


def certificate_page(one: CertificateRow, site: str) -> CertificatePage:
    """Build the sheet."""
    columns = (
        Column("factor", pgettext("shares", "Kind"), names_row=True),
        Column("shares", pgettext("shares", "Shares"), "number"),
        Column("rest", _("Left over"), "number", _("yuan")),
    )
    rows = tuple(Row((words.factor(factor), f"{part.shares:,}", yuan(part.rest))) for factor, part in one.parts.items())
    link = site + reverse("industry_shares_verify", kwargs={"number": one.number, "code": one.code})
    notice = ""
    if one.replaced_on is not None:
        notice = _("This certificate was replaced on %(day)s. It is shown for the record only.") % {
            "day": one.replaced_on.isoformat()
        }
    return CertificatePage(
        title=_("Share certificate"),
        number=one.number,
        holder=one.holder,
        lines=(
            Fact(pgettext("shares", "Issued by"), one.book),
            Fact(_("Household"), f"{one.holder} ({one.household_code})"),
            Fact(
                _("Total"), _("%(shares)s of %(par)s yuan") % {"shares": words.shares(one.shares), "par": yuan(one.par)}
            ),
            Fact(
                _("Worth at par"),
                _("%(value)s yuan (%(words)s)") % {"value": yuan(one.value), "words": in_words(one.value)},
            ),
            Fact(_("Issued on"), one.issued_on.isoformat()),
        ),
        table=Table(columns, rows, _("What the shares stand for"), layout="scroll"),
        address=link,
        label=_("Verify this certificate"),
        code=one.code,
        notice=notice,
        place=one.place,
        pdf=reverse("industry_shares_certificate_pdf", kwargs={"key": one.key}),
        law=_(
            "Shares are transferred, inherited and given back only through the register. "
            "A change replaces this certificate."
        ),
    )


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What anybody reads who scans the code."""

    head: PageHead
    tone: str
    sign: str
    sentence: str
    facts: tuple[Fact, ...]


def verify_page(told: Verified) -> VerifyPage:
    """Build it; the family is named no further than its surname."""
    day = told.replaced_on.isoformat() if told.replaced_on else ""
    sentence, tone, sign = {
        "valid": (_("This certificate is valid."), "pine", "check"),
        "frozen": (
            _("This certificate is genuine, but its shares are frozen: they cannot be transferred."),
            "ochre",
            "stop",
        ),
        "replaced": (
            _("This certificate was replaced on %(day)s and is valid no more. Ask for the new one.") % {"day": day},
            "seal",
            "warn",
        ),
    }[told.state]
    return VerifyPage(
        PageHead(_("Share certificate %(number)s") % {"number": told.number}),
        tone,
        sign,
        sentence,
        (
            Fact(pgettext("shares", "Issued by"), told.book),
            Fact(_("Holder"), told.holder),
            Fact(pgettext("shares", "Shares"), f"{told.shares:,}"),
            Fact(_("Issued on"), told.issued_on.isoformat()),
        ),
    )
