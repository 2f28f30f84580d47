"""Reading books: the list, one book, its journal, statements, trial balance, months; and taking them away."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger import policies, queries
from shihu.base.ledger.rules.entries import month_end
from shihu.base.ledger.types import EntityKind, EntityRow, ProposalState
from shihu.base.ledger.web import workbooks
from shihu.base.ledger.web.pages import books as pages
from shihu.base.ledger.web.pages import public, sheets
from shihu.base.places.queries import place as place_of
from shihu.base.places.types import PlaceRow
from shihu.kernel.places import Level
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import NotAllowed, NotFound


@require_GET
def books(request: ActedRequest) -> HttpResponse:
    """The books of a place. Whoever has only books of their own is led to them."""
    if not queries.sees_books(request.actor) and request.actor.is_known:
        return redirect("ledger_own")
    place = place_asked(request)
    rows, year = queries.books(place.code, actor=request.actor, on=today(request))
    page = pages.books_page(
        rows,
        place=place,
        year=year,
        waiting=sum(row.waiting for row in rows),
        may_open=policies.KEEP_BOOKS.allows(request.actor, place.code),
    )
    return render(request, "ledger/books.html", {"page": page})


@require_GET
def book(request: ActedRequest, key: UUID) -> HttpResponse:
    """One book: what stands on its accounts."""
    row = opened(request, key)
    on = today(request)
    # Books that rest are shown with the last year in which something happened.
    ends = min(on, queries.last_day(key) or on)
    begins = (ends.replace(day=1) - timedelta(days=330)).replace(day=1)
    _before, moved = queries.movements(key, actor=request.actor, first=begins, last=ends)
    waits = queries.proposals(row.place, actor=request.actor, state=ProposalState.WAITING.value, entity=key)
    page = pages.book_page(
        row, queries.balances(key, actor=request.actor, on=on), moved, on=on, ends=ends, waiting=len(waits)
    )
    return render(request, "ledger/book.html", {"page": page})


@require_GET
def journal(request: ActedRequest, key: UUID) -> HttpResponse:
    """The entries of a book."""
    row = opened(request, key)
    span, text, purpose = sheets.asked_span(request.GET), request.GET.get("q", "")[:60], request.GET.get("purpose", "")
    purpose = purpose if purpose.isascii() and purpose.isdigit() and len(purpose) < 10 else ""
    pager = asked_page(request.GET, 10**9)
    for _attempt in range(2):
        rows, total = queries.journal(
            key,
            actor=request.actor,
            first=span.first,
            last=span.last,
            text=text,
            purpose=int(purpose) if purpose else None,
            offset=pager.offset,
            limit=pager.size,
        )
        pager = asked_page(request.GET, total)
        if rows or not total:
            break
    page = sheets.journal_page(
        row,
        rows,
        span=span,
        text=text,
        purpose=purpose,
        purposes=queries.purposes(row.kind, on=today(request)),
        pager=pager,
        today=today(request),
    )
    return render(request, "ledger/sheet.html", {"page": page})


@require_GET
def account(request: ActedRequest, key: UUID, account: int) -> HttpResponse:
    """The statement of one account of a book."""
    row = opened(request, key)
    span = sheets.asked_span(request.GET)
    last = span.last or today(request)
    statement = partial(queries.statement, key, account, actor=request.actor, first=span.first, last=last)
    if request.GET.get("as") == "xlsx":
        may_take(request, row)
        whole = statement(limit=None)
        first = span.first or queries.first_day(key, actor=request.actor) or last
        name = f"{row.name}-{whole.account.code}-{last:%Y%m%d}"
        return workbooks.answer([workbooks.detail(row, [whole], first, last)], name=name)
    pager = asked_page(request.GET, 10**9)
    found = statement(offset=pager.offset)
    pager = asked_page(request.GET, found.total)
    if found.total and not found.lines:
        found = statement(offset=pager.offset)
    page = sheets.statement_page(found, pager=pager, today=today(request))
    return render(request, "ledger/sheet.html", {"page": page})


@require_GET
def trial(request: ActedRequest, key: UUID) -> HttpResponse:
    """The trial balance between two days."""
    row = opened(request, key)
    first, last = _days(request, key)
    lines = queries.trial(key, actor=request.actor, first=first, last=last)
    return render(request, "ledger/sheet.html", {"page": sheets.trial_page(row, lines, first=first, last=last)})


@require_GET
def months(request: ActedRequest, key: UUID) -> HttpResponse:
    """Closed months, and the next one to close."""
    row = opened(request, key)
    page = pages.months_page(
        row,
        queries.closings(key, actor=request.actor),
        first_entry=queries.first_day(key, actor=request.actor),
        has_ended=queries.ended_balances(key, on=today(request)),
        today=today(request),
    )
    return render(request, "ledger/months.html", {"page": page, "key": key})


@require_GET
def export(request: ActedRequest, key: UUID) -> HttpResponse:
    """A book as a workbook, or for beancount."""
    row = opened(request, key)
    may_take(request, row)
    first, last = _days(request, key)
    if request.GET.get("as") == "beancount":
        text = queries.beancount(key, actor=request.actor, last=last)
        found = HttpResponse(text, content_type="text/plain; charset=utf-8")
        found.headers["Content-Disposition"] = f'attachment; filename="{key}.beancount"'
        return found
    tables = workbooks.book(row, actor=request.actor, first=first, last=last)
    return workbooks.answer(tables, name="-".join((row.name, _("Account books"), f"{last:%Y%m%d}")))


@require_GET
def member(request: ActedRequest, key: UUID) -> HttpResponse:
    """A household's member account."""
    row = queries.entity(key, actor=request.actor)
    if row.kind != EntityKind.HOUSEHOLD:
        raise NotFound
    request.place = row.place
    found = queries.member_account(key, actor=request.actor, on=today(request))
    is_own = any(one.key == key for one in queries.own_books(actor=request.actor))
    page = public.member_page(found, on=today(request), is_own=is_own)
    return render(request, "ledger/member.html", {"page": page})


@require_GET
@login_required
def own(request: ActedRequest) -> HttpResponse:
    """The accounts that are the reader's own; a single one is opened at once."""
    rows = queries.own_books(actor=request.actor)
    if len(rows) == 1:
        return redirect(public.own_address(rows[0]))
    return render(request, "ledger/own.html", {"page": public.own_page(rows)})


@require_GET
def use(request: ActedRequest, key: UUID) -> HttpResponse:
    """Use and balance of collective money, for everybody, to be printed."""
    row = queries.public_entity(key)
    first, last = _days(request, key)
    page = public.use_page(queries.use_sheet(row, first=first, last=last))
    return render(request, "ledger/use.html", {"page": page})


def today(request: ActedRequest) -> date:
    """Return the day of the request here."""
    return timezone.localdate(request.now)


def opened(request: ActedRequest, key: UUID) -> EntityRow:
    """Return the book of the address; a household keeps none."""
    row = queries.entity(key, actor=request.actor)
    if row.kind == EntityKind.HOUSEHOLD:
        raise NotFound
    request.place = row.place
    return row


def may_take(request: ActedRequest, row: EntityRow) -> None:
    """Refuse who may look at a book but not take it away."""
    if not policies.EXPORT_BOOKS.allows(request.actor, row.place):
        raise NotAllowed


def place_asked(request: ActedRequest) -> PlaceRow:
    """Return the place that a list is of: the one asked for, else the first of the actor's own."""
    scopes = queries.sees_books(request.actor)
    code = request.GET.get("place", "") or next(iter(scopes), "")
    if not scopes or not (code.isascii() and code.isdigit()) or len(code) not in Level._value2member_map_:
        raise NotFound
    policies.SEE_BOOKS.require(request.actor, code)
    return place_of(code, actor=request.actor)


def _days(request: ActedRequest, key: UUID) -> tuple[date, date]:
    """Return the days asked for; the year of the last entry when none are."""
    span = sheets.asked_span({"from": request.GET.get("from", ""), "to": request.GET.get("to", "")})
    on = today(request)
    last = span.last or min(on, month_end(queries.last_day(key) or on))
    first = span.first or date(last.year, 1, 1)
    return (first, last) if first <= last else (last, first)
