"""Pages of projects: the list of a place, one project, the own ones."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
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
    asked_sort,
)
from shihu.services.industry.types import ParticipantRow, ProjectDetail, ProjectRow, SharingRuleRow, SiteRow, Standing
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import household_href, project_href, sales_href, season_href
from shihu.services.industry.web.pages.parts import Page, Section


def columns() -> tuple[Column, ...]:
    return (
        Column("name", pgettext("industry", "Project"), sortable=True, names_row=True),
        Column("kind", pgettext("industry", "Industry"), sortable=True),
        Column("place", _("Place"), sortable=True),
        Column("owner", _("Owner")),
        Column("households", _("Households"), "number", sortable=True),
        Column("season", pgettext("industry", "Season running")),
        Column("since", _("Since"), "date", sortable=True),
        Column("state", _("State")),
    )


def narrowed(rows: Sequence[ProjectRow], asked: Mapping[str, str]) -> list[ProjectRow]:
    """Return the rows that the filters keep, in the order asked for."""
    kind, state, text = asked.get("kind", ""), asked.get("state", ""), asked.get("q", "").strip()
    kept = [
        row
        for row in rows
        if (not kind or row.kind == kind)
        and (not state or (state == "running") == (row.closed_on is None))
        and (not text or text in row.name or text in row.book_name)
    ]
    sort = asked_sort(asked, columns(), "")
    keys = {
        "name": lambda row: row.name,
        "kind": lambda row: row.kind,
        "place": lambda row: row.place,
        "households": lambda row: row.households,
        "since": lambda row: row.opened_on,
    }
    key = keys.get(sort.removeprefix("-"))
    return sorted(kept, key=key, reverse=sort.startswith("-")) if key else kept


def list_page(
    rows: Sequence[ProjectRow], asked: Mapping[str, str], *, place: str, title: str, may_open: bool, may_export: bool
) -> Page:
    """The projects of a place."""
    shown = narrowed(rows, asked)
    pager = asked_page(asked, len(shown))
    new = f"{reverse('industry_projects_new')}?place={place}"
    acts = (Action(pgettext("industry", "New project"), new, "primary", "plus"),) if may_open else ()
    pictures = reverse("industry_pictures_place", kwargs={"place": place})
    kinds = {row.kind: row.kind_name(_language()) for row in rows}
    filters = (
        Filter("q", _("Search"), asked.get("q", ""), hint=_("Name or owner")),
        Filter(
            "kind",
            pgettext("industry", "Industry"),
            asked.get("kind", ""),
            tuple(Choice(key, word) for key, word in sorted(kinds.items())),
            _("All"),
        ),
        Filter(
            "state",
            _("State"),
            asked.get("state", ""),
            (Choice("running", pgettext("industry", "running")), Choice("closed", pgettext("industry", "closed"))),
            _("All"),
        ),
    )
    export = f"{reverse('industry_projects_export')}?place={place}" if may_export and shown else ""
    empty = Empty(
        _("No project here yet"),
        _("A project is what a cooperative, the village or a unit produces together. Open the first one."),
        acts,
        "enterprise",
    )
    table = Table(
        columns(),
        tuple(_project_row(row) for row in shown[pager.offset : pager.offset + pager.size]),
        _("Projects"),
        sort=asked_sort(asked, columns(), ""),
        filters=filters,
        pager=pager,
        export=export,
        empty=empty,
    )
    running = [row for row in rows if row.closed_on is None]
    stats = (
        Stat(_("Projects running"), str(len(running))),
        Stat(_("Households that take part"), str(sum(row.households for row in running))),
    )
    lead = _("What households produce together in %(place)s: who takes part, what was advanced, sold and paid.")
    owed = f"{reverse('industry_sales_receivables')}?place={place}"
    looks = (Action(_("Who owes"), owed, icon="list"), Action(_("Income in pictures"), pictures, icon="chart"))
    return Page(PageHead(_("Projects"), lead % {"place": title}, (*looks, *acts)), (Section(table=table),), stats=stats)


def sheet(rows: Sequence[ProjectRow]) -> SheetTable:
    """The list as a spreadsheet."""
    heads = tuple(SheetColumn(column.label) for column in columns())
    lines = [
        (
            row.name,
            row.kind_name(_language()),
            row.place_name,
            row.book_name,
            row.households,
            row.season.name if row.season else "",
            row.opened_on,
            pgettext("industry", "closed") if row.closed_on else pgettext("industry", "running"),
        )
        for row in rows
    ]
    return SheetTable(_("Projects"), heads, lines)


def _project_row(row: ProjectRow) -> Row:
    season = Link(row.season.name, season_href(row.season.key)) if row.season else "—"
    return Row(
        (
            Link(row.name, project_href(row.key)),
            row.kind_name(_language()),
            row.place_name_en if wording.is_english() and row.place_name_en else row.place_name,
            Link(row.book_name, note=str(wording.BOOKS.get(row.book_kind, ""))),
            row.households,
            season,
            row.opened_on.isoformat(),
            Badge(pgettext("industry", "closed"))
            if row.closed_on
            else Badge(pgettext("industry", "running"), "pine", "check"),
        ),
        key=str(row.key),
    )


def project_page(
    told: ProjectDetail,
    rules: Sequence[SharingRuleRow],
    hamlets: Mapping[str, str],
    *,
    today: date,
    asked: Mapping[str, str],
) -> Page:
    """One project whole."""
    row = told.row
    rule = next((one for one in rules if one.since <= today), None)
    people = [one for one in told.participants if one.until is None]
    area = sum((site.mu for site in told.sites if site.mu and not site.until), start=Decimal(0))
    stats = [Stat(_("Households"), str(row.households)), Stat(pgettext("industry", "Sites"), str(len(told.sites)))]
    if area:
        stats.append(Stat(_("Area"), f"{area.normalize():f}", _("mu")))
    return Page(
        head=PageHead(
            row.name,
            _("%(kind)s, kept in the books of %(owner)s since %(day)s.")
            % {"kind": row.kind_name(_language()), "owner": row.book_name, "day": wording.day(row.opened_on)},
            _acts(told),
            badge=Badge(pgettext("industry", "closed")) if row.closed_on else None,
            back=Link(_("Projects"), f"{reverse('industry_projects_list')}?place={row.place}"),
        ),
        stats=tuple(stats),
        notice=_("The unit of this project is dissolved. Settle what is owed.") if told.is_dissolved else "",
        tone="ochre",
        sections=(
            Section(pgettext("industry", "Seasons"), table=_seasons(told, today)),
            Section(pgettext("industry", "Who takes part"), table=_people(people, row, hamlets, asked)),
        ),
        aside=(
            Section(_("What is done"), (told.plan or _("Nothing is written yet."), wording.risk_told(told.risk))),
            rule_section(rule),
            Section(pgettext("industry", "Sites"), table=_sites(told, hamlets)),
        ),
    )


def rule_section(rule: SharingRuleRow | None) -> Section:
    """The rule in force, in words."""
    title = _("How sales are shared")
    if rule is None:
        told = (_("No rule is voted yet. Until then nothing is supplied on credit and nothing is sold."),)
        return Section(title, told)
    limit = (
        _("A household may owe at most %(yuan)s yuan for inputs.") % {"yuan": yuan(rule.advance_limit)}
        if rule.advance_limit is not None
        else ""
    )
    voted = _("Voted by %(votes)s of %(voters)s, %(paper)s; in force since %(day)s.") % {
        "votes": rule.votes,
        "voters": rule.voters,
        "paper": rule.paper,
        "day": wording.day(rule.since),
    }
    steps = tuple(wording.step_told(step) for step in rule.steps)
    rest = _("The rest is the household's, too.")
    return Section(
        title,
        (wording.floor_told(rule.floor),),
        listed=(*steps, rest),
        facts=(Fact(_("Limit"), limit or "—"), Fact(_("Decided"), voted)),
    )


def _acts(told: ProjectDetail) -> tuple[Action, ...]:
    if not told.row.may_run or told.row.closed_on:
        return ()
    key = {"key": told.row.key}
    if told.is_dissolved:
        return (Action(_("Wind up the project"), reverse("industry_projects_wind_up", kwargs=key), "primary", "check"),)
    return (
        Action(_("Record a rule"), reverse("industry_projects_rule", kwargs=key), icon="edit"),
        Action(pgettext("industry", "Add a site"), reverse("industry_projects_site", kwargs=key), icon="plus"),
        Action(pgettext("industry", "Enrol households"), reverse("industry_projects_enrol", kwargs=key), icon="people"),
        Action(pgettext("industry", "Second person"), reverse("industry_asked_acts", kwargs=key), icon="list"),
        Action(pgettext("industry", "Close the project"), reverse("industry_projects_close", kwargs=key), icon="close"),
        Action(pgettext("industry", "New season"), reverse("industry_projects_season", kwargs=key), "primary", "plus"),
    )


def _seasons(told: ProjectDetail, today: date) -> Table:
    heads = (
        Column("name", pgettext("industry", "Season"), names_row=True),
        Column("since", pgettext("industry", "From"), "date"),
        Column("due", _("Settled by"), "date"),
        Column("planned", _("Budget: income less costs"), "number", _("yuan")),
        Column("state", _("State")),
        Column("sales", _("Sales"), "action"),
    )
    rows = tuple(
        Row(
            (
                Link(one.name, season_href(one.key)),
                one.since.isoformat(),
                one.due.isoformat(),
                yuan(one.planned) if one.budget else "—",
                _season_badge(is_open=one.is_open, late=one.due < today),
                Link(_("Deliveries and sales"), sales_href(one.key)),
            )
        )
        for one in told.seasons
    )
    acts = (
        (
            Action(
                pgettext("industry", "New season"),
                reverse("industry_projects_season", kwargs={"key": told.row.key}),
                "primary",
            ),
        )
        if told.row.may_run
        else ()
    )
    empty = Empty(_("No season yet"), _("A season holds budget, advances, deliveries and sales of one round."), acts)
    return Table(heads, rows, pgettext("industry", "Seasons"), empty=empty, id="seasons")


def _season_badge(*, is_open: bool, late: bool) -> Badge:
    if not is_open:
        return Badge(pgettext("industry", "closed"), "plain", "check")
    return (
        Badge(_("to be settled"), "ochre", "clock") if late else Badge(pgettext("industry", "running"), "pine", "check")
    )


def _people(
    people: Sequence[ParticipantRow], row: ProjectRow, hamlets: Mapping[str, str], asked: Mapping[str, str]
) -> Table:
    heads = (
        Column("who", _("Household of"), names_row=True),
        Column("code", _("Code")),
        Column("hamlet", _("Hamlet")),
        Column("since", _("Since"), "date"),
    )
    pager = asked_page(asked, len(people), 20)
    season = row.season
    rows = tuple(
        Row(
            (
                Link(one.householder or one.code, household_href(season.key, one.code) if season else ""),
                one.code,
                hamlets.get(one.hamlet, ""),
                one.since.isoformat(),
            )
        )
        for one in people[pager.offset : pager.offset + pager.size]
    )
    acts = (
        (
            Action(
                pgettext("industry", "Enrol households"),
                reverse("industry_projects_enrol", kwargs={"key": row.key}),
                "primary",
            ),
        )
        if row.may_run
        else ()
    )
    empty = Empty(_("Nobody takes part yet"), _("Enrol the households that said yes."), acts, "people")
    return Table(heads, rows, pgettext("industry", "Who takes part"), pager=pager, empty=empty, id="people")


def _sites(told: ProjectDetail, hamlets: Mapping[str, str]) -> Table:
    heads = (
        Column("name", pgettext("industry", "Site"), names_row=True),
        Column("hamlet", _("Hamlet")),
        Column("mu", _("Area"), "number", _("mu")),
    )
    rows = tuple(
        Row((_site(site), hamlets.get(site.hamlet, ""), f"{site.mu.normalize():f}" if site.mu else "—"))
        for site in told.sites[:12]
    )
    more = len(told.sites) - len(rows)
    caption = pgettext("industry", "Sites")
    if more > 0:
        caption += " · " + ngettext("%(count)s more", "%(count)s more", more) % {"count": more}
    return Table(heads, rows, caption, empty=Empty(_("No site is recorded")), id="sites")


def own_page(rows: Sequence[tuple[ProjectRow, Standing | None]], older: Sequence[ProjectRow]) -> Page:
    """The projects of the own household: what was received, what is left to pay, what waits."""
    sections = []
    for row, mine in rows:
        facts: tuple[Fact, ...] = ()
        season = row.season
        if mine is not None and season is not None:
            facts = (
                Fact(_("Received on credit"), f"{mine.received:,} {mine.measure}"),
                Fact(_("Left to repay"), wording.pieces_told(mine.pieces_left, mine.owes, mine.measure)),
                Fact(_("Shed rent left"), _("%(yuan)s yuan") % {"yuan": yuan(mine.owes_rental)}),
                Fact(_("Sold so far"), _("%(yuan)s yuan") % {"yuan": yuan(mine.proceeds)}),
                Fact(_("Waiting to be paid out"), _("%(yuan)s yuan") % {"yuan": yuan(mine.waiting)}),
                Fact(_("Gain of the season so far"), _("%(yuan)s yuan") % {"yuan": yuan(mine.gain)}),
                Fact(
                    pgettext("industry", "More"),
                    (
                        Link(_("My book and my slips"), household_href(season.key, mine.code)),
                        Link(_("About the project"), project_href(row.key)),
                    ),
                ),
            )
        sections.append(Section(f"{row.name} · {season.name}" if season else row.name, facts=facts))
    if older:
        listed = Table(
            (Column("name", pgettext("industry", "Project"), names_row=True), Column("since", _("Since"), "date")),
            tuple(Row((Link(row.name, project_href(row.key)), row.opened_on.isoformat())) for row in older),
            _("Projects without a running season"),
            id="older",
        )
        sections.append(Section(_("Projects without a running season"), table=listed))
    if not sections:
        empty = Empty(
            _("Our household takes part in no project"),
            _("Ask the head or the cadre what the village produces together and how to join."),
            icon="enterprise",
        )
        table = Table((Column("x", ""),), (), _("Our projects"), empty=empty)
        sections.append(Section(table=table))
    lead = _("What our household produces with others: what it received, what it sold, what is left to pay.")
    return Page(PageHead(_("Our projects"), lead), tuple(sections))


def _language() -> str:
    return get_language() or "zh-hans"


def _site(site: SiteRow) -> Link:
    """A site with its kind, unless its name says it."""
    kind = str(wording.SITES[site.kind])
    return Link(site.name, note="" if kind in site.name else kind)
