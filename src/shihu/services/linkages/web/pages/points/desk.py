"""The overview of a village's points, the list of villages, the form page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import Action, Column, Empty, Fact, Link, PageHead, Row, Stat, Tab, Table
from shihu.services.linkages.types.points import PointLinkage, PointsOverview, RuleBook
from shihu.services.linkages.web.pages.points import words


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What a village's points are about today."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    cover: str
    is_short: bool
    cover_rule: str
    bars: tuple[tuple[str, float], ...]
    todo: Table
    lapse_question: str
    lapse_href: str
    to_notify: int
    to_lapse: int
    empty: Empty | None


def desk_page(told: PointsOverview) -> DeskPage:
    """Build the overview."""
    place, book = told.village, told.book
    at = f"?place={place}"
    acts: tuple[Action, ...] = ()
    if told.may_keep and book:
        acts = (
            Action(pgettext("linkages", "Counter"), f"{reverse('linkages_points_counter')}{at}"),
            Action(_("Record points"), f"{reverse('linkages_points_award')}{at}", "primary", icon="plus"),
        )
    percent = told.cover.percent
    return DeskPage(
        head=PageHead(
            _("Points of %(village)s") % {"village": words.place_name(place)},
            _book_words(book),
            acts,
        ),
        tabs=words.tabs(place, "linkages_points"),
        stats=(
            Stat(
                _("Claims to review"),
                str(told.waiting),
                href=f"{reverse('linkages_points_queue')}{at}",
                tone="ochre" if told.waiting else "plain",
            ),
            Stat(
                pgettext("linkages", "Appeals"),
                str(told.appealed),
                href=f"{reverse('linkages_points_queue')}{at}",
                tone="ochre" if told.appealed else "plain",
            ),
            Stat(_("Points in households' hands"), f"{told.cover.outstanding:,}"),
            Stat(
                _("Covered by the prize stock"),
                "—" if percent is None else str(percent),
                "" if percent is None else "%",
                tone="seal" if told.cover.is_short else "pine",
                href=f"{reverse('linkages_points_shop')}{at}",
            ),
            Stat(pgettext("linkages", "Earned this month"), str(told.earned_this_month)),
        ),
        cover=words.cover_words(told.cover),
        is_short=told.cover.is_short,
        cover_rule=words.cover_rule(book.settings.cover_rule) if book else "",
        bars=tuple((words.linkage(key.value), float(told.by_linkage.get(key.value, 0))) for key in PointLinkage),
        todo=_todo(told),
        lapse_question=_lapse_words(told),
        lapse_href=reverse("linkages_points_lapse") if told.may_keep else "",
        to_notify=told.to_notify,
        to_lapse=told.to_lapse,
        empty=_no_book(told) if book is None else None,
    )


def _book_words(book: RuleBook | None) -> str:
    if book is None or book.valid_from is None or book.vote is None:
        return _("No rule book is in force, so that no points are given.")
    return _("Version %(version)s of the rule book holds since %(since)s (%(for)s of %(present)s in favour).") % {
        "version": book.version,
        "since": book.valid_from.isoformat(),
        "for": book.vote.in_favour,
        "present": book.vote.present,
    }


def _no_book(told: PointsOverview) -> Empty:
    acts = []
    if told.draft:
        acts.append(
            Action(_("Open the draft"), reverse("linkages_points_book", kwargs={"key": told.draft.key}), "primary")
        )
    elif told.may_keep:
        acts.append(
            Action(_("Draft the rule book"), f"{reverse('linkages_points_rules_new')}?place={told.village}", "primary")
        )
    sentence = _("First the villagers' representatives vote a rule book; then households claim, and others review.")
    return Empty(_("No rule book yet"), sentence, tuple(acts), icon="book")


def _todo(told: PointsOverview) -> Table:
    at = f"?place={told.village}"
    lines = [
        (_("Claims wait for review"), told.waiting, f"{reverse('linkages_points_queue')}{at}"),
        (_("Appeals wait for a second person"), told.appealed, f"{reverse('linkages_points_queue')}{at}"),
        (_("Reserved prizes wait at the counter"), told.reserved, f"{reverse('linkages_points_counter')}{at}"),
    ]
    rows = tuple(Row((Link(what, href), number)) for what, number, href in lines if number)
    columns = (
        Column("what", pgettext("linkages", "What waits"), names_row=True),
        Column("number", pgettext("linkages", "How many"), "number"),
    )
    empty = Empty(pgettext("linkages", "Nothing waits"), _("Everything claimed is decided."))
    return Table(columns, rows, pgettext("linkages", "What waits"), empty=empty, id="todo")


def _lapse_words(told: PointsOverview) -> str:
    book = told.book
    if book is None or not book.settings.expires_after:
        return _("By the rule book points never lapse.")
    return ngettext(
        "Points lapse at the end of the month, %(months)s month after they were earned, and only when the household "
        "was told %(days)s days before.",
        "Points lapse at the end of the month, %(months)s months after they were earned, and only when the household "
        "was told %(days)s days before.",
        book.settings.expires_after,
    ) % {"months": book.settings.expires_after, "days": book.settings.notice_days}


@dataclass(frozen=True, slots=True)
class VillagesPage:
    """The villages of a township that have points."""

    head: PageHead
    table: Table


def villages_page(place: str, told: Sequence[PointsOverview]) -> VillagesPage:
    """Build the list."""
    columns = (
        Column("village", _("Village"), names_row=True),
        Column("version", pgettext("linkages", "Rule book"), "number"),
        Column("waiting", _("Claims to review"), "number"),
        Column("appeals", pgettext("linkages", "Appeals"), "number"),
        Column("out", _("Points in households' hands"), "number"),
        Column("cover", _("Covered by the prize stock"), "number", unit="%"),
    )
    rows = tuple(
        Row(
            (
                Link(words.place_name(row.village), f"{reverse('linkages_points')}?place={row.village}"),
                row.book.version if row.book else "—",
                row.waiting,
                row.appealed,
                row.cover.outstanding,
                "—" if row.cover.percent is None else row.cover.percent,
            )
        )
        for row in told
    )
    empty = Empty(_("No village keeps points yet"), _("Choose a village in the path above and draft its rule book."))
    lead = _("What households do for the village, written down by a voted rule book and exchanged for goods only.")
    return VillagesPage(
        PageHead(_("Points of %(village)s") % {"village": words.place_name(place)}, lead),
        Table(columns, rows, _("Villages that keep points"), empty=empty),
    )


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with what has to be known before it is filled in."""

    head: PageHead
    button: str
    back: str
    said: str = ""
    notice: str = ""
    facts: tuple[Fact, ...] = ()
    is_danger: bool = False
