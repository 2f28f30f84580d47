"""My work: days, wages, slips; the registers that I keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Stat, Table
from shihu.services.industry.types import Led, OwnWork
from shihu.services.industry.web import labour_words as words
from shihu.services.industry.web.pages.labour.lines import Line, day_line
from shihu.services.industry.web.pages.links import labour_href


@dataclass(frozen=True, slots=True)
class Book:
    """One's days at one base. ``paid`` are (words, slip's address)."""

    title: str
    owner: str
    paid: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own days, base by base; above them the registers that one keeps."""

    head: PageHead
    stats: tuple[Stat, ...]
    books: tuple[Book, ...]
    led: Table | None = None
    empty: Empty | None = None


def own_page(books: Sequence[OwnWork], led: Sequence[Led], *, on: date) -> OwnPage:
    """Build my work."""
    acts = tuple(
        Action(
            _("Enter a day") if len(led) == 1 else _("Enter a day: %(base)s") % {"base": one.project_name},
            reverse("industry_labour_enter", kwargs={"season": one.season}),
            "primary",
            "plus",
        )
        for one in led
    )
    lead = _("Every day that was confirmed, how the wage was reckoned, and when it was paid.")
    hint = _("When the foreman confirms a day on which you worked, it stands here the same moment.")
    return OwnPage(
        head=PageHead(_("My work"), lead, acts),
        stats=_stats(books, on) if books else (),
        books=tuple(_book(one, f"{one.project_name} · {one.season_name}") for one in books),
        led=_led(led) if led else None,
        empty=None if books else Empty(_("No day of work is confirmed for you"), hint),
    )


def person_page(told: OwnWork, *, on: date) -> OwnPage:
    """One person's days, for who keeps the register."""
    return OwnPage(
        head=PageHead(
            words.who(told.standing.worker),
            f"{told.project_name} · {told.season_name}",
            back=Link(_("Work and wages"), labour_href(told.season)),
        ),
        stats=_stats((told,), on),
        books=(_book(told, pgettext("labour", "Days of work")),),
    )


def _stats(books: Sequence[OwnWork], on: date) -> tuple[Stat, ...]:
    unpaid = sum(one.standing.unpaid for one in books)
    oldest = min((one.standing.oldest for one in books if one.standing.oldest), default=None)
    late = any(one.standing.is_late for one in books)
    return (
        Stat(_("Days worked"), str(sum(one.standing.days for one in books))),
        Stat(pgettext("labour", "Earned"), yuan(sum(one.standing.earned for one in books)), _("yuan")),
        Stat(
            pgettext("labour", "Not paid yet"),
            yuan(unpaid),
            _("yuan"),
            words.light(oldest, on).text if unpaid else "",
            tone="seal" if late else "ochre" if unpaid else "pine",
        ),
    )


def _book(told: OwnWork, title: str) -> Book:
    worker = told.standing.worker.key
    paid = tuple(
        (
            _("%(day)s: %(yuan)s yuan") % {"day": day.isoformat(), "yuan": yuan(amount)},
            reverse("industry_labour_slip", kwargs={"key": key, "worker": worker}),
        )
        for key, day, amount in told.payments
    )
    return Book(title, told.owner, paid, tuple(day_line(line) for line in told.lines))


def _led(led: Sequence[Led]) -> Table:
    heads = (
        Column("base", pgettext("labour", "Base"), names_row=True),
        Column("last", _("Last sheet"), "date"),
        Column("drafts", _("Drafts to confirm"), "number"),
    )
    rows = tuple(
        Row(
            (
                Link(f"{one.project_name} · {one.season_name}", labour_href(one.season)),
                one.last_day.isoformat() if one.last_day else "—",
                one.drafts,
            )
        )
        for one in led
    )
    return Table(heads, rows, _("Registers that I keep"), id="led")
