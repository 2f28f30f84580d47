"""Pages of moral models: the honour roll, a round, a nomination."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.presentation import (
    Action,
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
)
from shihu.services.linkages.types.civility import (
    ModelFigures,
    NominationRow,
    RoundDetail,
    RoundRow,
)
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address, ways
from shihu.services.linkages.web.pages.sheet import Block, Notice, Page


def roll_page(
    village: str,
    chosen: Sequence[NominationRow],
    rounds: Sequence[RoundRow],
    figures: ModelFigures,
    *,
    given: Mapping[str, str],
    may_keep: bool,
) -> Page:
    """Build the honour roll of a village with its rounds."""
    name = wording.place_name(village)
    newest = next((row for row in rounds if row.stage == "closed"), None)
    acts = []
    if may_keep:
        acts.append(
            Action(pgettext("linkages", "Open a round"), address("linkages_civility_round_open", village), icon="plus")
        )
    if newest is not None:
        href = reverse("linkages_civility_poster", kwargs={"key": newest.key})
        acts.append(Action(_("Honour roll for the wall (A3)"), href, icon="print"))
    lead = ngettext(
        "%(count)s person chosen from %(hamlets)s natural villages.",
        "%(count)s people chosen from %(hamlets)s natural villages.",
        figures.persons,
    ) % {"count": figures.persons, "hamlets": figures.hamlets}
    return Page(
        head=PageHead(_("Moral models of %(place)s") % {"place": name}, lead, tuple(acts)),
        tabs=ways(village, "linkages_civility_roll"),
        stats=(
            Stat(pgettext("linkages", "Moral models"), str(figures.persons), pgettext("linkages", "people")),
            Stat(pgettext("linkages", "From"), str(figures.hamlets), pgettext("linkages", "natural villages")),
            Stat(pgettext("linkages choice", "Rounds"), str(len(rounds))),
        ),
        blocks=(
            Block(table=_chosen_table(village, chosen, given)),
            Block(title=pgettext("linkages choice", "Rounds"), table=_rounds_table(rounds)),
        ),
    )


def shown_on_roll(rows: Sequence[NominationRow], given: Mapping[str, str]) -> list[NominationRow]:
    """The rows that the filters leave."""
    return [
        row
        for row in rows
        if (not given.get("hamlet") or row.hamlet == given["hamlet"])
        and (not given.get("for") or row.term == given["for"])
    ]


def _chosen_table(village: str, rows: Sequence[NominationRow], given: Mapping[str, str]) -> Table:
    hamlets = wording.place_names({row.hamlet for row in rows})
    words = wording.categories()
    filters = (
        Filter(
            "hamlet",
            pgettext("linkages", "Natural village"),
            given.get("hamlet", ""),
            tuple(Choice(code, label) for code, label in sorted(hamlets.items())),
            _("All natural villages"),
        ),
        Filter(
            "for",
            pgettext("linkages", "Chosen for"),
            given.get("for", ""),
            tuple(Choice(key, words[key]) for key in dict.fromkeys(row.term for row in rows)),
            pgettext("linkages", "Everything"),
        ),
    )
    columns = (
        Column("name", pgettext("linkages", "Name"), names_row=True),
        Column("hamlet", pgettext("linkages", "Natural village")),
        Column("for", pgettext("linkages", "Chosen for")),
        Column("deed", pgettext("linkages", "What was done")),
        Column("year", pgettext("linkages", "Year")),
        Column("act", pgettext("linkages", "Certificate"), "action"),
    )
    table_rows = tuple(
        Row(
            (
                Link(row.name, reverse("linkages_civility_nomination", kwargs={"key": row.key})),
                hamlets.get(row.hamlet, row.hamlet),
                words.get(row.term, row.term),
                row.deed,
                str(row.year),
                Link(pgettext("linkages", "Print"), reverse("linkages_civility_certificate", kwargs={"key": row.key})),
            )
        )
        for row in shown_on_roll(rows, given)
    )
    empty = Empty(
        _("Nobody has been chosen yet"),
        _("Open a round: units and neighbours nominate, the nominee agrees, a panel votes, the notice hangs."),
        icon="people",
    )
    return Table(
        columns,
        table_rows,
        pgettext("linkages", "Honour roll"),
        filters=filters if rows else (),
        export=address("linkages_civility_roll_export", village) if rows else "",
        empty=empty,
        id="roll",
    )


def roll_sheet(rows: Sequence[NominationRow]) -> SheetTable:
    """The honour roll as a sheet."""
    hamlets = wording.place_names({row.hamlet for row in rows})
    words = wording.categories()
    columns = (
        SheetColumn(pgettext("linkages", "Year"), "whole", 8),
        SheetColumn(pgettext("linkages", "Name"), "text", 12),
        SheetColumn(pgettext("linkages", "Natural village"), "text", 18),
        SheetColumn(pgettext("linkages", "Chosen for"), "text", 14),
        SheetColumn(pgettext("linkages", "What was done"), "text", 60),
        SheetColumn(pgettext("linkages", "Votes for it"), "whole", 10),
        SheetColumn(pgettext("linkages", "Panel"), "whole", 8),
    )
    lines: list[list[Written]] = [
        [
            row.year,
            row.name,
            hamlets.get(row.hamlet, row.hamlet),
            words.get(row.term, row.term),
            row.deed,
            row.yes,
            row.votes,
        ]
        for row in rows
    ]
    return SheetTable(pgettext("linkages", "Honour roll"), columns, lines)


def _rounds_table(rounds: Sequence[RoundRow]) -> Table:
    stages = wording.stages()
    columns = (
        Column("title", pgettext("linkages choice", "Round"), names_row=True),
        Column("stage", pgettext("linkages", "Where it stands")),
        Column("nominated", pgettext("linkages", "Nominated"), "number"),
        Column("chosen", pgettext("linkages", "Chosen"), "number"),
        Column("opened", pgettext("linkages", "Opened on"), "date"),
        Column("closed", pgettext("linkages", "Closed on"), "date"),
    )
    rows = tuple(
        Row(
            (
                Link(row.title, reverse("linkages_civility_round", kwargs={"key": row.key})),
                stages[row.stage],
                row.nominated,
                row.chosen,
                row.opened_on.isoformat(),
                row.closed_on.isoformat() if row.closed_on else "—",
            )
        )
        for row in rounds
    )
    empty = Empty(pgettext("linkages", "No round yet"), _("The cadre opens one a year."))
    return Table(columns, rows, pgettext("linkages choice", "Rounds"), empty=empty, id="rounds")


def round_page(told: RoundDetail, *, today: date) -> Page:
    """Build the page of a round: what comes next stands first."""
    row = told.row
    key = {"key": row.key}
    acts = []
    if row.stage in {"notice", "closed"}:
        sheet = "linkages_civility_notice" if row.stage == "notice" else "linkages_civility_poster"
        label = (
            pgettext("linkages", "Print the notice") if row.stage == "notice" else _("Honour roll for the wall (A3)")
        )
        acts.append(Action(label, reverse(sheet, kwargs=key), icon="print"))
    if told.may_nominate:
        acts.append(
            Action(
                pgettext("linkages", "Nominate somebody"),
                reverse("linkages_civility_nominate", kwargs=key),
                "primary",
                icon="plus",
            )
        )
    if told.may_keep and row.stage == "nominating":
        acts.insert(
            0,
            Action(
                pgettext("linkages", "Name the panel"), reverse("linkages_civility_panel", kwargs=key), icon="people"
            ),
        )
    if told.may_keep and row.stage == "review":
        acts.append(
            Action(
                pgettext("linkages", "Enter the votes"),
                reverse("linkages_civility_review", kwargs=key),
                "primary",
                icon="edit",
            )
        )
    if told.may_keep and row.stage == "notice":
        waits = row.notice_until is not None and today <= row.notice_until
        acts.append(
            Action(
                pgettext("linkages", "Close the round"),
                reverse("linkages_civility_close", kwargs=key),
                "primary",
                posts=True,
                is_disabled=waits,
                why=_("The notice hangs until %(day)s.") % {"day": row.notice_until} if waits else "",
            )
        )
    facts = [
        Fact(pgettext("linkages", "Nominations until"), row.nominate_until.isoformat()),
        Fact(_("Days of public notice"), str(told.notice_days)),
    ]
    if told.panel:
        facts.append(
            Fact(
                pgettext("linkages", "Panel"),
                "、".join(told.panel) if not wording.is_english() else ", ".join(told.panel),
            )
        )
    if row.notice_from and row.notice_until:
        facts.append(
            Fact(
                pgettext("linkages", "Public notice"),
                _("from %(first)s to %(last)s") % {"first": row.notice_from, "last": row.notice_until},
            )
        )
    return Page(
        head=PageHead(
            row.title,
            wording.place_name(row.village),
            tuple(acts),
            back=Link(pgettext("linkages", "Moral models"), address("linkages_civility_roll", row.village)),
        ),
        notices=(_notice(told, today),),
        blocks=(Block(table=_nominations(told)), Block(title=pgettext("linkages", "The round"), facts=tuple(facts))),
    )


def _notice(told: RoundDetail, today: date) -> Notice:
    is_over = told.row.stage == "closed"
    return Notice(_next(told, today), "pine" if is_over else "ochre", "check" if is_over else "clock")


def _next(told: RoundDetail, today: date) -> str:
    row = told.row
    if row.stage == "nominating":
        waiting = sum(n.state == "nominated" for n in told.nominations)
        said = _("Units and neighbours nominate until %(day)s.") % {"day": row.nominate_until}
        if waiting and told.may_keep:
            said += " " + ngettext(
                "%(count)s nominee has still to agree.", "%(count)s nominees have still to agree.", waiting
            ) % {"count": waiting}
        return said
    if row.stage == "review":
        return _("The panel votes on each nominee who agreed. More than half of the whole panel is needed.")
    if row.stage == "notice":
        if row.notice_until and today > row.notice_until:
            return _("The notice has hung long enough. Once every objection is answered the round can be closed.")
        return _("The names hang out until %(day)s. Whoever knows better says so here or to the cadre.") % {
            "day": row.notice_until
        }
    return _("The round is closed: %(count)s moral models.") % {"count": row.chosen}


def _nominations(told: RoundDetail) -> Table:
    hamlets = wording.place_names({row.hamlet for row in told.nominations})
    words = wording.categories()
    columns = (
        Column("name", pgettext("linkages", "Name"), names_row=True),
        Column("hamlet", pgettext("linkages", "Natural village")),
        Column("for", pgettext("linkages", "Chosen for")),
        Column("deed", pgettext("linkages", "What was done")),
        Column("state", pgettext("linkages", "Where it stands")),
        Column("votes", _("Votes of the panel")),
    )
    rows = tuple(
        Row(
            (
                Link(row.name, reverse("linkages_civility_nomination", kwargs={"key": row.key})),
                hamlets.get(row.hamlet, row.hamlet),
                words.get(row.term, row.term),
                row.deed,
                wording.nomination_badge(row.state),
                _("%(yes)s of %(panel)s") % {"yes": row.yes, "panel": row.votes} if row.votes is not None else "—",
            ),
            is_marked=row.open_objections > 0 and told.may_keep,
            mark=_("an objection waits") if row.open_objections and told.may_keep else "",
        )
        for row in told.nominations
    )
    empty = Empty(
        _("Nobody hangs out yet"),
        _("Nominate somebody whose deed others know. The name hangs out only after the own word and the panel's vote."),
        icon="people",
    )
    return Table(columns, rows, pgettext("linkages", "Nominations"), empty=empty, id="nominations")
