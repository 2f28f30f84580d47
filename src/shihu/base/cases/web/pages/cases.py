"""The list of cases, the file of one, and its cover sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases.queries import panels, words
from shihu.base.cases.queries.panels import ClockPanel
from shihu.base.cases.types import CaseDetail, CaseFilter, CasePage, CaseRow, Part, PartRow, State
from shihu.base.places.types import PlaceRow
from shihu.kernel.presentation import (
    Action,
    Badge,
    Choice,
    Column,
    Empty,
    Event,
    Fact,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Stat,
    Table,
)


def part_name(part: Part) -> str:
    """Return what somebody is to a case."""
    return {
        Part.PARTY: pgettext("cases", "Party"),
        Part.WITNESS: pgettext("cases", "Witness"),
        Part.HANDLER: pgettext("cases", "Handler"),
        Part.PANEL: pgettext("cases", "Member of the panel"),
        Part.CONFLICT: pgettext("cases", "Stood aside"),
    }[part]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The cases that the reader may know of."""

    head: PageHead
    stats: tuple[Stat, ...]
    table: Table


def columns() -> tuple[Column, ...]:
    """Return the columns of a list of cases."""
    return (
        Column("number", pgettext("cases", "Number"), sortable=True),
        Column("title", pgettext("cases", "About"), names_row=True),
        Column("kind", pgettext("cases", "Kind")),
        Column("place", _("Place"), sortable=True),
        Column("level", pgettext("cases", "Level"), sortable=True),
        Column("holder", pgettext("cases", "Lies with")),
        Column("clock", pgettext("cases", "Clock")),
        Column("state", _("State"), sortable=True),
        Column("opened", pgettext("cases", "Opened"), "date", sortable=True),
    )


def list_page(
    found: CasePage,
    *,
    filters: CaseFilter,
    kinds: Mapping[str, str],
    places: Mapping[str, PlaceRow],
    sort: str,
    pager: Pager,
    export: bool,
) -> ListPage:
    """Build the list."""
    late = sum(1 for row in found.rows if row.clock is not None and row.clock.late and row.state != State.CLOSED)
    held = (
        Filter("q", _("Search"), filters.text, hint=_("Number, words or a name")),
        Filter(
            "kind",
            pgettext("cases", "Kind"),
            filters.kind,
            tuple(Choice(key, _(name)) for key, name in kinds.items()),
            _("Every kind"),
        ),
        Filter(
            "state",
            _("State"),
            filters.state,
            (
                Choice("open", pgettext("cases", "Open")),
                Choice("paused", _("Clock stopped")),
                Choice("closed", _("Closed, done with")),
            ),
            _("Every state"),
        ),
        Filter(
            "light", pgettext("cases", "Clock"), filters.light, (Choice("red", _("Overdue now")),), _("In time or not")
        ),
    )
    table = Table(
        columns(),
        tuple(_row(row, places) for row in found.rows),
        pgettext("cases", "Cases"),
        sort=sort,
        filters=held,
        pager=pager,
        export=reverse("cases_cases") + "?as=xlsx" if export else "",
        empty=Empty(
            _("No case here"),
            _("Cases begin in the services: a dispute that somebody reports, a complaint, an objection."),
            icon="check",
        ),
        id="cases",
    )
    lead = _("Every matter has somebody who answers for it, and a clock that all can read.")
    stats = (
        Stat(_("Cases found"), str(found.total)),
        Stat(_("Overdue on this page"), str(late), tone="seal" if late else "plain"),
    )
    return ListPage(PageHead(pgettext("cases", "Cases"), lead), stats, table)


def place_name(code: str, places: Mapping[str, PlaceRow]) -> str:
    """Return the name of a place in the reader's language."""
    return places[code].label(words.language()) if code in places else code


def _row(row: CaseRow, places: Mapping[str, PlaceRow]) -> Row:
    title = row.title or _("Sealed matter")
    link = Link(
        title, panels.case_address(row) if row.title else "", note=pgettext("cases", "again") if row.is_repeat else ""
    )
    return Row(
        (
            row.number,
            link,
            _(row.kind_name),
            place_name(row.place, places),
            _(row.level_name),
            words.holder(row),
            words.light(row),
            words.state_badge(row),
            timezone.localdate(row.opened).isoformat(),
        ),
        str(row.key),
    )


@dataclass(frozen=True, slots=True)
class FilePage:
    """The file of one case."""

    head: PageHead
    secrecy: Badge | None
    secrecy_words: str
    facts: tuple[Fact, ...]
    clock: ClockPanel
    stages: Table
    parts: Table
    events: tuple[Event, ...]
    links: tuple[Link, ...]


def file_page(detail: CaseDetail, *, places: Mapping[str, PlaceRow]) -> FilePage:
    """Build the file."""
    row = detail.row
    service = panels.case_address(row)
    here = panels.file_address(row)
    actions = [Action(_("Cover sheet"), reverse("cases_cover", kwargs={"key": row.key}), icon="print")]
    if service != here:
        actions.append(Action(_("Go to where it is handled"), service, "primary"))
    links = []
    if detail.original:
        links.append(Link(_("Appeal against %(number)s") % {"number": detail.original_number}, _file(detail.original)))
    if detail.repeats:
        again = _("The same parties had case %(number)s within a year before") % {"number": detail.repeats_number}
        links.append(Link(again, _file(detail.repeats)))
    links += [Link(_("Appealed in %(number)s") % {"number": number}, _file(key)) for key, number in detail.appeals]
    return FilePage(
        head=PageHead(
            f"{row.number} {row.title}",
            _("%(kind)s · lies with %(holder)s") % {"kind": _(row.kind_name), "holder": words.holder(row)},
            (*acts(detail), *actions),
            words.state_badge(row),
            Link(pgettext("cases", "Cases"), reverse("cases_cases")),
        ),
        secrecy=words.secrecy_badge(row.secrecy),
        secrecy_words=_(words.SECRECY_WORDS[row.secrecy]),
        facts=facts(detail, places),
        clock=panels.clock_panel(detail),
        stages=_stages(detail),
        parts=parts_table(detail.parts),
        events=panels.timeline(detail),
        links=tuple(links),
    )


def _file(key: object) -> str:
    return reverse("cases_case", kwargs={"key": key})


def acts(detail: CaseDetail) -> tuple[Action, ...]:
    """Return what the reader may do with any case: write, stop the clock, let it go on, come back to look."""
    row = detail.row
    if not detail.standing.may_act:
        return ()

    def act(name: str, label: str, icon: str, *, posts: bool = False) -> Action:
        href = reverse("cases_act", kwargs={"key": row.key, "act": name})
        return Action(label, href, icon=icon, posts=posts)

    if row.state == State.CLOSED:
        waits = row.visit_due is not None and row.visited is None
        return (act("visit", _("Record the return visit"), "check"),) if waits else ()
    clock = (
        act("resume", _("Let the clock go on"), "right", posts=True)
        if row.state == State.PAUSED
        else act("pause", _("Stop the clock"), "stop")
    )
    take = Action(_("Say who takes it"), reverse("cases_assign", kwargs={"key": row.key}), icon="people")
    hands = (take,) if detail.standing.keeps else ()
    return (*hands, act("note", _("Write a note"), "edit"), *((clock,) if detail.pauses else ()))


def facts(detail: CaseDetail, places: Mapping[str, PlaceRow]) -> tuple[Fact, ...]:
    """Return what stands on the cover of the file."""
    row = detail.row
    told = [
        Fact(pgettext("cases", "Number"), row.number),
        Fact(pgettext("cases", "Kind"), _(row.kind_name)),
        Fact(_("Place"), place_name(row.place, places)),
        Fact(
            pgettext("cases", "Opened"),
            _("%(when)s by %(who)s") % {"when": words.moment(row.opened), "who": detail.opened_by},
        ),
        Fact(pgettext("cases", "Level"), _(row.level_name)),
        Fact(pgettext("cases", "Lies with"), words.holder(row)),
    ]
    if row.closed:
        told.append(Fact(pgettext("cases", "Closed on"), words.moment(row.closed)))
        told.append(Fact(_("How it ended"), _(row.outcome_name)))
        told.append(Fact(_("In words"), detail.closing))
    if row.visit_due:
        visited = row.visited.isoformat() if row.visited else pgettext("cases", "not yet")
        told.append(Fact(_("Return visit due"), row.visit_due.isoformat()))
        told.append(Fact(_("Visited on"), visited))
    return tuple(told)


def _stages(detail: CaseDetail) -> Table:
    how = {
        "clock": _("went up: the clock had run out"),
        "request": _("went up: asked for"),
        "conflict": _("went up: nobody without a stake was left"),
        "closed": _("closed here"),
        "": _("lies here now"),
    }
    rows = tuple(
        Row(
            (
                _(stage.level_name),
                words.days(stage.days, stage.unit),
                words.moment(stage.began),
                words.moment(stage.ended) if stage.ended else "—",
                how[stage.how],
            )
        )
        for stage in detail.stages
    )
    columns = (
        Column("level", pgettext("cases", "Level"), names_row=True),
        Column("days", _("Time limit")),
        Column("began", _("Came on")),
        Column("ended", _("Left on")),
        Column("how", _("How it went on")),
    )
    return Table(columns, rows, _("Levels it passed"), id="stages")


def _side(part: PartRow) -> str:
    if part.part != Part.PARTY:
        return ""
    return {"a": pgettext("cases", "one side"), "b": pgettext("cases", "other side")}.get(part.side, "")


def parts_table(parts: Sequence[PartRow]) -> Table:
    """Return who is named in the case. The name of a household leads nowhere here: the service's page does."""
    rows = tuple(Row((part.name, part_name(part.part), _side(part))) for part in parts if part.part != Part.CONFLICT)
    columns = (
        Column("name", _("Name"), names_row=True),
        Column("part", _("Is here as")),
        Column("side", pgettext("cases", "Side")),
    )
    return Table(columns, rows, _("Who is named"), id="parts")


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The cover sheet: what it is, who, where it lay, every line of the timeline."""

    title: str
    lead: str
    facts: tuple[Fact, ...]
    parties: tuple[str, ...]
    sentence: str
    stages: Table
    events: tuple[Event, ...]
    secrecy: str


def cover_page(detail: CaseDetail, *, places: Mapping[str, PlaceRow]) -> CoverPage:
    """Build the cover sheet."""
    return CoverPage(
        title=_("Case file %(number)s") % {"number": detail.row.number},
        lead=detail.row.title,
        facts=facts(detail, places),
        parties=tuple(part.name for part in detail.parts if part.part == Part.PARTY),
        sentence=panels.clock_panel(detail).sentence,
        stages=_stages(detail),
        events=tuple(reversed(panels.timeline(detail))),
        secrecy=_(words.SECRECIES[detail.row.secrecy]),
    )
