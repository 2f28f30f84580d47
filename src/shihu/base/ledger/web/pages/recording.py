"""Recording money, a voucher, and what waits for a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.ledger.types import (
    AccountRow,
    EntityRow,
    EntryDetail,
    LineRow,
    NewEntry,
    ProposalRow,
    ProposalState,
    Recorded,
    Way,
)
from shihu.base.ledger.web import words
from shihu.base.ledger.web.forms import RecordForm, ReverseForm
from shihu.base.ledger.web.pages.books import address
from shihu.base.ledger.web.pages.sheets import badges
from shihu.base.places.types import PlaceRow
from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import (
    Action,
    Cell,
    Choice,
    Column,
    Empty,
    Fact,
    Filter,
    Link,
    PageHead,
    Row,
    Tab,
    Table,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What will be booked, in plain words and as a double entry."""

    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]
    lines: Table
    amount: str
    in_words: str
    waits: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The form of one way, or what it will do."""

    head: PageHead
    tabs: tuple[Tab, ...]
    form: RecordForm
    money: tuple[BoundField, ...]
    paper: tuple[BoundField, ...]
    digest: BoundField
    opens_digest: bool
    look: Look | None
    carried: tuple[tuple[str, str], ...]
    back: str


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """One entry as a voucher (记账凭证)."""

    head: PageHead
    facts: tuple[Fact, ...]
    lines: Table
    amount: str
    in_words: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReversePage:
    """Why an entry is taken back, with what will be booked."""

    head: PageHead
    form: ReverseForm
    look: Look
    back: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One entry that waits."""

    head: PageHead
    look: Look
    approve: str
    refuse: str
    withdraw: str
    notice: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """What waits for a second person under a place."""

    head: PageHead
    table: Table


def record_page(row: EntityRow, form: RecordForm, *, look: Look | None, posted: Mapping[str, str]) -> RecordPage:
    """Return the page on which money is recorded."""
    here = address("ledger_record", row)
    ways = tuple(Tab(_(words.WAYS[way]), f"{here}?way={way.value}", way == form.way) for way in Way)
    lead = _("Say what happened; the debit and the credit are made of it and shown before anything is kept.")
    back = address("ledger_book", row)
    head = PageHead(_("Record money of %(name)s") % {"name": row.name}, lead, back=Link(row.name, back))
    names = [name for name in ("amount", "purpose", "party", "money", "into", "summary", "day") if name in form.fields]
    paper = ("document_kind", "document_number", "document_issuer", "document_date")
    return RecordPage(
        head=head,
        tabs=ways,
        form=form,
        money=tuple(form[name] for name in names),
        paper=tuple(form[name] for name in paper),
        digest=form["document_digest"],
        opens_digest=bool(form["document_digest"].errors or form["document_digest"].value()),
        look=look,
        carried=tuple((name, posted.get(name, "")) for name in form.fields),
        back=back,
    )


def look_of(entry: NewEntry, lines: Sequence[LineRow], chart: Mapping[str, AccountRow], *, waits: bool) -> Look:
    """Return what an entry will do, before it is kept."""
    amount = sum(line.amount for line in lines if line.amount > 0)
    sentences = tuple(
        words.happens(chart[line.code], line.amount, line.party_name) for line in lines if line.code in chart
    )
    paper = " · ".join((_(words.DOCUMENTS[entry.document.kind]), entry.document.number, entry.document.issuer))
    facts = [
        Fact(_("Summary"), entry.summary),
        Fact(_("Date"), entry.date.isoformat()),
        Fact(_("Document"), Link(paper, note=entry.document.date.isoformat())),
    ]
    if entry.document.digest:
        facts.append(Fact(_("Fingerprint of the scan (SHA-256)"), entry.document.digest))
    if entry.reason:
        facts.append(Fact(_("Why"), entry.reason))
    return Look(sentences, tuple(facts), _double(lines), yuan(amount), in_words(amount), waits)


def _double(lines: Sequence[LineRow]) -> Table:
    has_party = any(line.party for line in lines)
    columns = (
        Column("account", _("Account of the chart"), names_row=True),
        *((Column("party", _("With whom")),) if has_party else ()),
        Column("debit", _("Debit"), "number", _("yuan")),
        Column("credit", _("Credit"), "number", _("yuan")),
    )
    debit = sum(line.amount for line in lines if line.amount > 0)
    rows = []
    for line in lines:
        party: tuple[Cell, ...] = (line.party_name,) if has_party else ()
        rows.append(Row((f"{line.code} {line.name(words.language())}", *party, *words.sides(line.amount))))
    together: tuple[Cell, ...] = ("",) if has_party else ()
    rows.append(Row((_("Together"), *together, yuan(debit), yuan(debit)), is_marked=True))
    return Table(columns, tuple(rows), _("Debit and credit"), shows_caption=True, id="lines")


def kept(done: Recorded) -> str:
    """Say what became of a posting."""
    if done.entry is None:
        return _("It waits for a second person now and is booked when somebody else approves it.")
    if not done.is_new:
        return _("This was booked already as voucher %(number)s; it is not booked twice.") % {"number": done.number}
    return _("Booked as voucher %(number)s.") % {"number": done.number}


def voucher_page(found: EntryDetail) -> VoucherPage:
    """Return one entry."""
    row, book = found.row, found.entity
    title = _("Voucher %(year)s-%(number)s") % {"year": row.date.year, "number": row.number}
    actions: tuple[Action, ...] = ()
    if found.may_reverse:
        href = reverse("ledger_reverse", kwargs={"key": book.key, "entry": row.key})
        actions = (Action(_("Reverse"), href, icon="undo"),)
    special = badges(row)
    paper = " · ".join((_(words.DOCUMENTS[row.document.kind]), row.document.number, row.document.issuer))
    facts = [
        Fact(_("Date"), row.date.isoformat()),
        Fact(_("What for"), row.purpose_en if words.is_english() else row.purpose_zh),
        Fact(_("Document"), Link(paper, note=row.document.date.isoformat())),
        Fact(_("Recorded by"), Link(row.recorded_by, note=_moment(found.recorded_at))),
    ]
    if row.document.digest:
        facts.append(Fact(_("Fingerprint of the scan (SHA-256)"), row.document.digest))
    if found.approved_at:
        facts.append(Fact(_("Approved by"), Link(row.approved_by, note=_moment(found.approved_at))))
    if found.reason:
        facts.append(Fact(_("Why"), found.reason))
    links = []
    for key, number, text in (
        (found.reverses, found.reverses_number, _("Takes back voucher %(number)s")),
        (found.reversed_by, found.reversed_by_number, _("Taken back by voucher %(number)s")),
    ):
        if key:
            href = reverse("ledger_entry", kwargs={"key": book.key, "entry": key})
            links.append(Link(text % {"number": number}, href))
    back = Link(_("Journal of %(name)s") % {"name": book.name}, address("ledger_journal", book))
    head = PageHead(title, row.summary, actions, special[0] if special else None, back)
    return VoucherPage(head, tuple(facts), _double(row.lines), yuan(row.amount), in_words(row.amount), tuple(links))


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def reverse_page(found: EntryDetail, form: ReverseForm, look: Look) -> ReversePage:
    """Return the page on which an entry is taken back."""
    back = reverse("ledger_entry", kwargs={"key": found.entity.key, "entry": found.row.key})
    title = _("Reverse voucher %(year)s-%(number)s") % {"year": found.row.date.year, "number": found.row.number}
    lead = _("The entry stays as it is; another one with the same lines and the other sign takes it back.")
    return ReversePage(PageHead(title, lead, back=Link(found.row.summary, back)), form, look, back)


def proposal_page(row: ProposalRow, chart: Mapping[str, AccountRow]) -> ProposalPage:
    """Return one entry that waits, or what became of it."""
    proposed = _("Recorded by %(name)s on %(moment)s.") % {"name": row.proposed_by, "moment": _moment(row.proposed_at)}
    notice = ""
    if row.state == ProposalState.WAITING and row.is_own:
        notice = _("You recorded this yourself. Somebody else has to look at it.")
    elif row.decided_at:
        notice = _("%(name)s on %(moment)s. %(reason)s") % {
            "name": row.decided_by,
            "moment": _moment(row.decided_at),
            "reason": row.reason,
        }
    back = Link(_("Waiting for a second person"), f"{reverse('ledger_waiting')}?place={row.entity.place}")
    title = _("%(amount)s yuan of %(name)s") % {"amount": yuan(row.amount), "name": row.entity.name}
    decide = {
        name: reverse(f"ledger_{name}", kwargs={"proposal": row.key}) for name in ("approve", "refuse", "withdraw")
    }
    waits = row.state == ProposalState.WAITING
    return ProposalPage(
        PageHead(title, proposed, badge=words.state_badge(row.state), back=back),
        look_of(row.entry, row.lines, chart, waits=False),
        decide["approve"] if row.may_decide else "",
        decide["refuse"] if row.may_decide else "",
        decide["withdraw"] if row.is_own and waits else "",
        notice,
    )


def waiting_page(rows: list[ProposalRow], *, place: PlaceRow, state: str, today: date) -> WaitingPage:
    """Return what waits under a place, and what was decided."""
    columns = (
        Column("summary", _("Summary"), names_row=True),
        Column("book", _("Whose books")),
        Column("amount", _("Amount"), "number", _("yuan")),
        Column("date", _("Date"), "date"),
        Column("who", _("Recorded by")),
        Column("state", _("State")),
        Column("since", _("Waits since"), "number", _("days")),
    )
    told = tuple(_waiting(row, today) for row in rows)
    choices = tuple(Choice(one.value, _(words.STATES[one][0])) for one in ProposalState)
    count = sum(1 for row in rows if row.state == ProposalState.WAITING)
    lead = (
        ngettext("%(count)s entry waits.", "%(count)s entries wait.", count) % {"count": count}
        if count
        else _("Nothing waits.")
    )
    empty = Empty(
        _("Nothing waits"),
        _("Entries above the amount of the rule stand here until somebody else approves."),
        icon="check",
    )
    filters = (Filter("state", _("State"), state, choices, _("Any state")),)
    name = place.label(words.language())
    back = Link(_("Money and books"), f"{reverse('ledger_books')}?place={place.code}")
    title = _("Waiting for a second person in %(place)s") % {"place": name}
    return WaitingPage(PageHead(title, lead, back=back), Table(columns, told, title, filters=filters, empty=empty))


def _waiting(row: ProposalRow, today: date) -> Row:
    waits = row.state == ProposalState.WAITING
    cells: tuple[Cell, ...] = (
        Link(row.entry.summary, reverse("ledger_proposal", kwargs={"proposal": row.key})),
        row.entity.name,
        yuan(row.amount),
        row.entry.date.isoformat(),
        row.proposed_by,
        words.state_badge(row.state),
        (today - timezone.localdate(row.proposed_at)).days if waits else "",
    )
    return Row(cells, str(row.key))
