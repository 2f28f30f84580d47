"""Pages of rule books: the versions, one version beside another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import Action, Badge, Column, Empty, Fact, Link, PageHead, Row, Tab, Table
from shihu.services.linkages.rules.points import books as rules
from shihu.services.linkages.types.points import PointRule, RuleBook, RuleChange
from shihu.services.linkages.web.pages.points import words


@dataclass(frozen=True, slots=True)
class BooksPage:
    """The versions of a village's rule book."""

    head: PageHead
    tabs: tuple[Tab, ...]
    table: Table


def books_page(
    place: str, told: Sequence[RuleBook], *, keeps: bool, is_member: bool, current: RuleBook | None
) -> BooksPage:
    """Build the list, newest first."""
    acts: tuple[Action, ...] = ()
    if keeps:
        label = _("Draft the next version") if told else _("Draft the rule book")
        acts = (Action(label, f"{reverse('linkages_points_rules_new')}?place={place}", "primary", icon="edit"),)
    columns = (
        Column("version", pgettext("linkages", "Version"), names_row=True),
        Column("state", _("State")),
        Column("since", _("Holds from"), "date"),
        Column("vote", pgettext("linkages", "Vote")),
        Column("items", pgettext("linkages", "Items"), "number"),
    )
    rows = tuple(
        Row(
            (
                Link(
                    pgettext("linkages", "Version %(version)s") % {"version": book.version},
                    reverse("linkages_points_book", kwargs={"key": book.key}),
                    note=book.title,
                ),
                state(book, current),
                book.valid_from.isoformat() if book.valid_from else "—",
                vote_words(book),
                len(book.items),
            )
        )
        for book in told
    )
    sentence = _(
        "The village writes down what earns points, how many, and what proof is enough; its people vote on it."
    )
    return BooksPage(
        head=PageHead(_("Rule book of points"), sentence, acts),
        tabs=words.own_tabs(place, "linkages_points_rules")
        if is_member
        else words.tabs(place, "linkages_points_rules"),
        table=Table(
            columns,
            rows,
            pgettext("linkages", "Versions"),
            empty=Empty(_("No rule book yet"), sentence, acts, icon="book"),
        ),
    )


def state(book: RuleBook, current: RuleBook | None) -> Badge:
    """Draft, in force, to come, or past."""
    if not book.is_approved:
        return Badge(pgettext("linkages", "Draft"), "ochre", "edit")
    if current is not None and book.version == current.version:
        return Badge(pgettext("linkages", "In force"), "pine", "check")
    if current is None or book.version > current.version:
        return Badge(_("Voted, holds later"), "indigo", "clock")
    return Badge(pgettext("linkages", "Past"))


def vote_words(book: RuleBook) -> str:
    """How it was voted."""
    if book.vote is None:
        return "—"
    return _("%(for)s of %(present)s in favour, %(day)s, minutes %(paper)s") % {
        "for": book.vote.in_favour,
        "present": book.vote.present,
        "day": book.vote.on.isoformat(),
        "paper": book.vote.paper,
    }


@dataclass(frozen=True, slots=True)
class BookPage:
    """One version, beside another one if asked."""

    head: PageHead
    facts: tuple[Fact, ...]
    items: Table
    changes: Table | None
    compared: str
    tabs: tuple[Tab, ...]


def book_page(
    book: RuleBook, told: Sequence[RuleBook], *, current: RuleBook | None, keeps: bool, beside: int | None
) -> BookPage:
    """Build the page of a version."""
    other = next((b for b in told if b.version == beside), None)
    acts: list[Action] = []
    if keeps and not book.is_approved:
        at = f"?place={book.village}"
        acts = [
            Action(_("Go on drafting"), f"{reverse('linkages_points_rules_new')}{at}"),
            Action(_("Enter the vote"), reverse("linkages_points_vote", kwargs={"key": book.key}), "primary"),
        ]
    here = reverse("linkages_points_book", kwargs={"key": book.key})
    tabs = [Tab(_("All items"), here, is_current=other is None)]
    tabs += [
        Tab(
            _("Compared with version %(version)s") % {"version": b.version},
            f"{here}?with={b.version}",
            is_current=other is not None and b.version == other.version,
        )
        for b in told
        if b.version < book.version
    ][:4]
    return BookPage(
        head=PageHead(
            f"{book.title} · {pgettext('linkages', 'Version %(version)s') % {'version': book.version}}",
            vote_words(book) if book.vote else _("A draft: nothing is given by it yet."),
            tuple(acts),
            badge=state(book, current),
            back=words.back("linkages_points_rules", _("All versions"), book.village),
        ),
        facts=_settings(book),
        items=_items(book),
        changes=_changes(rules.changes(other.items, book.items)) if other else None,
        compared=_("Only what differs is shown.") if other else "",
        tabs=tuple(tabs) if len(tabs) > 1 else (),
    )


def _settings(book: RuleBook) -> tuple[Fact, ...]:
    told = book.settings

    def days(number: int) -> str:
        return ngettext("%(count)s day", "%(count)s days", number) % {"count": number}

    lapse = ngettext("after %(count)s month", "after %(count)s months", told.expires_after) % {
        "count": told.expires_after
    }
    return (
        Fact(_("May be claimed back"), days(told.claim_days)),
        Fact(_("May be appealed within"), days(told.appeal_days)),
        Fact(_("Points lapse"), lapse if told.expires_after else pgettext("linkages", "never")),
        Fact(_("Told before they lapse"), days(told.notice_days)),
        Fact(_("A reserved prize is kept"), days(told.pickup_days)),
        Fact(
            _("Second looks a month"),
            _("%(share)s%% of the decided claims, at least %(least)s")
            % {"share": told.sample_share, "least": told.sample_least},
        ),
        Fact(_("When the prize stock is short"), words.cover_rule(told.cover_rule)),
        Fact(
            pgettext("linkages", "Money"),
            _("Points are never exchanged for money and never count for shares or income."),
        ),
    )


def _items(book: RuleBook) -> Table:
    columns = (
        Column("words", pgettext("linkages", "Item"), names_row=True),
        Column("linkage", pgettext("linkages", "Linkage")),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("limit", _("At most a month"), "number"),
        Column("who", _("Goes to")),
        Column("proof", _("Proof enough")),
        Column("how", _("How")),
    )
    return Table(columns, tuple(Row(_cells(item)) for item in book.items), _("Items of the rule book"), id="items")


def _cells(item: PointRule) -> tuple[str | Link, ...]:
    if item.record:
        how = words.record(item)
    elif item.points < 0:
        how = _("Recorded by the village, by %(clause)s") % {"clause": item.clause}
    elif item.may_claim:
        how = _("Claimed by the household")
    else:
        how = _("Recorded by the village")
    return (
        item.words,
        words.linkage(item.linkage.value),
        f"{item.points:+d} / {item.per}",
        str(item.limit) if item.limit else "—",
        words.earner(item.earner),
        item.proof,
        how,
    )


def _changes(told: Sequence[RuleChange]) -> Table:
    labels = {
        "changed": Badge(pgettext("linkages", "Changed"), "ochre", "edit"),
        "added": Badge(pgettext("linkages", "New"), "pine", "plus"),
        "removed": Badge(pgettext("linkages", "Fell away"), "seal", "minus"),
    }
    columns = (
        Column("words", pgettext("linkages", "Item"), names_row=True),
        Column("kind", pgettext("linkages", "Change")),
        Column("old", pgettext("linkages", "Before")),
        Column("new", pgettext("linkages", "Now")),
    )
    rows = tuple(
        Row(
            (
                (change.new or change.old or _NONE).words,
                labels[change.kind],
                _short(change.old),
                _short(change.new),
            )
        )
        for change in told
        if change.kind != "same"
    )
    return Table(
        columns,
        rows,
        pgettext("linkages", "What changed"),
        empty=Empty(_("Nothing differs"), icon="check"),
        id="changes",
    )


def _short(item: PointRule | None) -> str:
    if item is None:
        return "—"
    return f"{item.words} · {words.rule_points(item)} · {words.record(item) or item.proof}"


_NONE = rules.EMPTY
