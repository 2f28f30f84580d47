"""Pages on which wishes are collected: progress, paper forms, the entry page, the own household's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shihu.base.places.types import PlaceRow
from shihu.base.registry.types import HouseholdNow
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.places import Level
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Choice,
    Column,
    Empty,
    Fact,
    Filter,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
    asked_page,
)
from shihu.services.units.queries import words
from shihu.services.units.queries.answer_sheets import WAYS
from shihu.services.units.types import Answered, HouseholdAsked, OwnAnswer, PlaceProgress

NONE = "none"


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """How far the asking has come."""

    head: PageHead
    stats: tuple[Stat, ...]
    parts: Table
    households: Table | None
    find: str


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One A4 page for one household."""

    householder: str
    facts: tuple[Fact, ...]
    known: str
    code: str
    href: str


@dataclass(frozen=True, slots=True)
class FormsPage:
    """The forms of a place, one page each."""

    title: str
    place: str
    wishes: tuple[str, ...]
    forms: tuple[PaperForm, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page of one household's wishes: its own, or the entry page."""

    head: PageHead
    neighbours: tuple[str, ...]
    wishes: tuple[str, ...]
    facts: tuple[Fact, ...]
    said: str
    next: Action | None
    may_answer: bool


def _name(place: PlaceRow | PlaceProgress) -> str:
    return place.name_en if words.is_english() and place.name_en else place.name


def progress(
    place: PlaceRow,
    parts: Sequence[PlaceProgress],
    rows: Sequence[HouseholdAsked] | None,
    given: Mapping[str, str],
    *,
    label: words.Label,
    keeps: bool,
) -> ProgressPage:
    """Build the page of a place; ``rows`` is None for a township, which lists its villages only."""
    total = sum(part.households for part in parts)
    answered = sum(part.answered for part in parts)
    ways = {way: sum(part.ways.get(way, 0) for part in parts) for way in WAYS}
    home = f"?place={place.code}"
    actions: list[Action] = []
    if rows is not None and keeps:
        actions = [
            Action(_("Print forms"), f"{reverse('units_answer_forms')}{home}", icon="print"),
            Action(_("Sheet to fill in"), f"{reverse('units_answer_sheet')}{home}", icon="download", downloads=True),
            Action(_("Load a filled sheet"), f"{reverse('units_answer_load')}{home}", "primary", "upload"),
        ]
    lead = _("%(answered)s of %(total)s households have answered; %(left)s are still to be asked.") % {
        "answered": answered,
        "total": total,
        "left": total - answered,
    }
    back = Link(_("Units"), f"{reverse('units_formations')}{home}")
    share = f"{100 * answered / total:.0f} %" if total else ""
    return ProgressPage(
        head=PageHead(_("Wishes of %(place)s") % {"place": _name(place)}, lead, tuple(actions), back=back),
        stats=(
            Stat(_("Answered"), str(answered), _("hh"), share, tone="pine" if answered == total else "plain"),
            Stat(_("Still to be asked"), str(total - answered), _("hh"), tone="ochre" if answered < total else "plain"),
            *(Stat(_(WAYS[way]), str(count), _("hh")) for way, count in ways.items()),
        ),
        parts=_parts(parts, place, keeps=keeps),
        households=_households(rows, parts, given, place, label=label, keeps=keeps) if rows is not None else None,
        find=reverse("units_answer_find") if keeps else "",
    )


def _parts(parts: Sequence[PlaceProgress], place: PlaceRow, *, keeps: bool) -> Table:
    is_township = place.level < Level.VILLAGE
    columns = [
        Column("name", _("Village") if is_township else _("Hamlet"), names_row=True),
        Column("households", _("Number of households"), "number"),
        Column("answered", _("Answered"), "number"),
        *(Column(way, _(name), "number") for way, name in WAYS.items()),
        Column("left", _("Still to be asked"), "number"),
    ]
    prints = keeps and not is_township
    if prints:
        columns.append(Column("print", "", "action"))
    rows = []
    for part in parts:
        href = f"{reverse('units_answers')}?place={part.place}"
        cells: list[Cell] = [
            Link(_name(part), href),
            part.households,
            part.answered,
            *(part.ways.get(way, 0) for way in WAYS),
            part.households - part.answered,
        ]
        if prints:
            cells.append(Link(_("Print forms"), f"{reverse('units_answer_forms')}?place={part.place}"))
        rows.append(Row(tuple(cells), key=part.place))
    return Table(tuple(columns), tuple(rows), _("By place"), id="parts")


def _households(
    rows: Sequence[HouseholdAsked],
    parts: Sequence[PlaceProgress],
    given: Mapping[str, str],
    place: PlaceRow,
    *,
    label: words.Label,
    keeps: bool,
) -> Table:
    names = {part.place: _name(part) for part in parts}
    hamlet, way, text = given.get("hamlet", ""), given.get("way", ""), given.get("name", "").strip()
    shown = [row for row in rows if _fits(row, hamlet, way, text)]
    pager = asked_page(given, len(shown))
    columns = [
        Column("who", _("Householder"), names_row=True),
        Column("hamlet", _("Hamlet")),
        Column("lane", _("Lane")),
        Column("wishes", _("Wishes")),
        Column("answer", _("Answer")),
        Column("on", _("Answered on"), "date"),
        Column("by", _("Entered by")),
    ]
    if keeps:
        columns.append(Column("act", "", "action"))
    lines = []
    for row in shown[pager.offset : pager.offset + pager.size]:
        home, last = row.household, row.last
        cells: list[Cell] = [
            Link(home.householder, reverse("desk_household", kwargs={"code": home.code})),
            names.get(home.hamlet, ""),
            home.street,
            words.listed([label(wish) for wish in home.wishes]) or "—",
            Badge(_(WAYS[last.way]), "pine", "check") if last else Badge(_("Still to be asked"), "ochre", "clock"),
            last.answered_on.isoformat() if last else "",
            last.entered_name if last else "",
        ]
        if keeps:
            cells.append(Link(_("Put down"), reverse("units_answer_entry", kwargs={"code": home.code})))
        lines.append(Row(tuple(cells), key=home.code))
    ways = (*(Choice(key, _(name)) for key, name in WAYS.items()), Choice(NONE, _("Still to be asked")))
    hamlets = tuple(Choice(part.place, _name(part)) for part in parts)
    filters = [
        Filter("way", _("Answer"), way, ways, _("Any")),
        Filter("name", _("Householder"), text, hint=_("Name")),
    ]
    if len(parts) > 1:
        filters.insert(0, Filter("hamlet", _("Hamlet"), hamlet, hamlets, _("All")))
    return Table(
        tuple(columns),
        tuple(lines),
        _("Households"),
        filters=tuple(filters),
        pager=pager,
        export=f"{reverse('units_answers_export')}?place={place.code}",
        empty=Empty(_("Nobody lives here"), _("Load the roster of this place first."), icon="people"),
        id="households",
        shows_caption=True,
    )


def _fits(row: HouseholdAsked, hamlet: str, way: str, text: str) -> bool:
    came = row.last.way if row.last else NONE
    return (
        (not hamlet or row.household.hamlet == hamlet)
        and (not way or came == way)
        and (not text or text in row.household.householder or text in row.household.code)
    )


def narrowed(rows: Sequence[HouseholdAsked], given: Mapping[str, str]) -> list[HouseholdAsked]:
    """Return the rows that the filters of the address leave."""
    name = given.get("name", "").strip()
    return [row for row in rows if _fits(row, given.get("hamlet", ""), given.get("way", ""), name)]


def forms(
    place: PlaceRow,
    homes: Sequence[tuple[HouseholdNow, str]],
    wishes: Sequence[TermRow],
    *,
    names: Mapping[str, tuple[str, str]],
    label: words.Label,
    address: str,
) -> FormsPage:
    """Build the paper forms; ``address`` is the absolute address of a form, with ``CODE`` where its code stands."""
    pages = []
    for home, code in homes:
        zh, en = names.get(home.hamlet, ("", ""))
        facts = (
            Fact(_("Householder"), home.householder),
            Fact(_("Hamlet"), en if words.is_english() and en else zh),
            Fact(_("Lane"), home.street or "—"),
            Fact(_("Persons"), home.members),
        )
        known = words.listed([label(wish) for wish in home.wishes])
        pages.append(PaperForm(home.householder, facts, known, code, address.replace("CODE", code)))
    return FormsPage(
        title=_("What our household wishes"),
        place=_name(place),
        wishes=tuple(label(term.key) for term in wishes),
        forms=tuple(pages),
    )


def own(page: OwnAnswer) -> AnswerPage:
    """Build the own household's page."""
    head = PageHead(
        _("What our household wishes"),
        _("It decides with whom you will be asked to join. You may change it as often as you like."),
    )
    return _answer(page, head, (), None)


def entry(page: OwnAnswer, wishes: Sequence[TermRow], label: words.Label, *, carry: str) -> AnswerPage:
    """Build the entry page; ``carry`` is the query that the next household's page keeps."""
    following = None
    if page.next_code:
        href = reverse("units_answer_entry", kwargs={"code": page.next_code}) + carry
        following = Action(_("Next household without saving"), href, "quiet")
    back = Link(_("Wishes"), f"{reverse('units_answers')}?place={page.hamlet[: Level.VILLAGE]}")
    title = _("Wishes of %(name)s") % {"name": page.householder}
    place = page.hamlet_name_en if words.is_english() and page.hamlet_name_en else page.hamlet_name
    lead = " · ".join(part for part in (place, page.street, _("form %(code)s") % {"code": page.form}) if part)
    return _answer(page, PageHead(title, lead, back=back), tuple(label(term.key) for term in wishes), following)


def _answer(page: OwnAnswer, head: PageHead, wishes: tuple[str, ...], following: Action | None) -> AnswerPage:
    return AnswerPage(
        head=head,
        neighbours=tuple(name for name, _code in page.neighbours),
        wishes=wishes,
        facts=(),
        said=said(page.last) if page.last else "",
        next=following,
        may_answer=page.may_answer,
    )


def said(last: Answered) -> str:
    """When and how the household answered last."""
    told = {"day": date_format(last.answered_on, "DATE_FORMAT"), "way": _(WAYS[last.way]), "name": last.entered_name}
    return _("Answered on %(day)s (%(way)s, entered by %(name)s).") % told
