"""My work: days, wages, slips; the registers that I keep."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Stat, Table
from shihu.services.industry.types import Led, OwnWork, WorkLineRow
from shihu.services.industry.web import labour_words as words
from shihu.services.industry.web.pages.links import labour_href
from shihu.services.industry.web.pages.parts import Page, Section


def own_page(books: Sequence[OwnWork], led: Sequence[Led], *, on: date) -> Page:
    """One's own days, base by base."""
    acts = tuple(
        Action(
            _("Enter a day") if len(led) == 1 else _("Enter a day: %(base)s") % {"base": one.project_name},
            reverse("industry_labour_enter", kwargs={"season": one.season}),
            "primary",
            "plus",
        )
        for one in led
    )
    sections = [Section(_("Registers that I keep"), table=_led(led))] if led else []
    for one in books:
        sections += _sections(one, f"{one.project_name} · {one.season_name}", is_own=True)
    if not books:
        table = Table((), (), _("My days"), empty=Empty(_("No day of work is confirmed for you"), _hint()))
        sections.append(Section(table=table))
    return Page(
        head=PageHead(
            _("My work"), _("Every day that was confirmed, how the wage was reckoned, and when it was paid."), acts
        ),
        stats=_stats(books, on) if books else (),
        sections=tuple(sections),
    )


def _hint() -> str:
    return _("When the foreman confirms a day on which you worked, it stands here the same moment.")


def person_page(told: OwnWork, *, on: date) -> Page:
    """One person's days, for who keeps the register."""
    who = told.standing.worker
    return Page(
        head=PageHead(
            who.name,
            f"{told.project_name} · {told.season_name}",
            back=Link(_("Work and wages"), labour_href(told.season)),
        ),
        stats=_stats((told,), on),
        sections=tuple(_sections(told, "", is_own=False)),
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


def _sections(told: OwnWork, title: str, *, is_own: bool) -> list[Section]:
    made = [
        Section(title or pgettext("labour", "Days of work"), (told.owner,) if is_own else (), table=_lines(told.lines))
    ]
    if told.payments:
        heads = (
            Column("day", pgettext("labour", "Paid on"), "date", names_row=True),
            Column("amount", pgettext("labour", "Wages"), "number", _("yuan")),
            Column("slip", pgettext("labour", "Slip"), "action"),
        )
        rows = tuple(
            Row(
                (
                    day.isoformat(),
                    yuan(amount),
                    Link(
                        _("Wage slip"),
                        reverse("industry_labour_slip", kwargs={"key": key, "worker": told.standing.worker.key}),
                    ),
                )
            )
            for key, day, amount in told.payments
        )
        made.append(
            Section(
                _("Paid to me") if is_own else pgettext("labour", "Payments"),
                table=Table(heads, rows, pgettext("labour", "Payments"), id=f"paid-{told.season}"),
            )
        )
    return made


def _lines(lines: Sequence[WorkLineRow]) -> Table:
    heads = (
        Column("day", pgettext("industry", "Day"), "date", names_row=True),
        Column("work", pgettext("labour", "Work")),
        Column("how", _("How it was reckoned")),
        Column("amount", pgettext("labour", "Wage"), "number", _("yuan")),
        Column("paid", pgettext("labour", "Paid")),
    )
    rows = tuple(
        Row((line.day.isoformat(), line.work, words.reckoned(line), yuan(line.amount), words.paid_words(line)))
        for line in lines
    )
    return Table(heads, rows, _("My days"), id="days")


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
