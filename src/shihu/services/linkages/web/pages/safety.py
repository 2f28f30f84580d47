"""Pages of safety: hazards, rounds from door to door, look-ins."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases.queries import clock_panel, timeline
from shihu.base.cases.types import State
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
    Tab,
    Table,
)
from shihu.services.linkages.types.safety import (
    HazardDetail,
    HazardLevel,
    HazardRow,
    SafetyFigures,
)
from shihu.services.linkages.web.pages import safety_words as words
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.pages.sheet import Asked, Block, Notice, Page
from shihu.services.linkages.web.safety_forms import EndForm, MendedForm, MenderForm, RecheckForm

_Given = Mapping[str, forms.Form]


def ways(place: str, current: str, *, walks: bool) -> tuple[Tab, ...]:
    """Between hazards, rounds and look-ins; who goes no rounds has hazards only."""
    told = [("linkages_safety", pgettext("linkages", "Hazards"))]
    if walks:
        told += [
            ("linkages_safety_rounds", _("Rounds from door to door")),
            ("linkages_safety_visits", pgettext("linkages", "Look-ins")),
        ]
    return tuple(Tab(label, address(name, place), name == current) for name, label in told)


def narrowed(rows: Sequence[HazardRow], given: Mapping[str, str]) -> list[HazardRow]:
    """The rows that the filters leave."""
    return [
        row
        for row in rows
        if (not given.get("grade") or row.grade == given["grade"])
        and (not given.get("kind") or row.kind == given["kind"])
        and (given.get("state") != "late" or row.late)
    ]


def hazards_page(
    place: str,
    rows: Sequence[HazardRow],
    figures: SafetyFigures | None,
    *,
    given: Mapping[str, str],
    may_report: bool,
    walks: bool,
) -> Page:
    """Build the list of hazards."""
    acts: tuple[Action, ...] = ()
    if may_report:
        act = Action(
            pgettext("linkages", "Report a hazard"),
            address("linkages_safety_hazard_new", place),
            "primary",
            icon="plus",
        )
        acts = (act,)
    stats: tuple[Stat, ...] = ()
    if figures is not None:
        stats = (
            Stat(pgettext("linkages", "Open hazards"), str(figures.open_hazards)),
            Stat(
                pgettext("linkages", "Late"),
                str(figures.late_hazards),
                tone="seal" if figures.late_hazards else "plain",
            ),
            Stat(pgettext("linkages", "Closed this year"), str(figures.closed_this_year), tone="pine"),
            Stat(_("Rounds walked this year"), str(figures.rounds_this_year)),
            Stat(
                _("Look-ins up to date"),
                str(figures.looked_in),
                _("of %(count)s") % {"count": figures.to_look_in},
            ),
        )
    return Page(
        head=PageHead(
            _("Safety in %(place)s") % {"place": wording.place_name(place)},
            _("What is dangerous, who mends it by when; late it goes to the village, then to the township."),
            acts,
        ),
        tabs=ways(place, "linkages_safety", walks=walks),
        stats=stats,
        blocks=(Block(table=_hazards(place, rows, given)),),
    )


def _hazards(place: str, rows: Sequence[HazardRow], given: Mapping[str, str]) -> Table:
    hamlets = wording.place_names({row.hamlet for row in rows})
    columns = (
        Column("where", pgettext("linkages", "Where is it"), names_row=True),
        Column("kind", pgettext("linkages", "What is dangerous")),
        Column("grade", pgettext("linkages", "How bad is it")),
        Column("light", pgettext("linkages", "Where it stands")),
        Column("holder", pgettext("linkages", "Answers for it now")),
        Column("by", pgettext("linkages", "Due by"), "date"),
        Column("hamlet", pgettext("linkages", "Natural village")),
    )
    lines = tuple(
        Row(
            (
                Link(row.where, reverse("linkages_safety_hazard", kwargs={"key": row.key}), note=row.words),
                words.trouble(row.kind),
                words.grade_badge(row.grade),
                words.light(row),
                words.holder(row),
                row.due.isoformat() if row.due else "—",
                hamlets.get(row.hamlet, row.hamlet),
            ),
            is_marked=row.late > 0,
            mark=pgettext("linkages", "late") if row.late else "",
        )
        for row in narrowed(rows, given)
    )
    filters = (
        Filter(
            "grade",
            pgettext("linkages", "How bad is it"),
            given.get("grade", ""),
            tuple(Choice(key, words.grade(key)) for key in ("grave", "serious", "small")),
            pgettext("linkages", "All grades"),
        ),
        Filter(
            "kind",
            pgettext("linkages", "What is dangerous"),
            given.get("kind", ""),
            tuple(Choice(key, words.trouble(key)) for key in dict.fromkeys(row.kind for row in rows)),
            pgettext("linkages", "Everything"),
        ),
        Filter(
            "state",
            pgettext("linkages", "Where it stands"),
            given.get("state", ""),
            (Choice("late", pgettext("linkages", "Late only")),),
            pgettext("linkages", "All open"),
        ),
    )
    empty = Empty(
        pgettext("linkages", "No open hazards"),
        _("Whoever sees something dangerous reports it: what, where, who mends it."),
        icon="check",
    )
    return Table(
        columns,
        lines,
        pgettext("linkages", "Hazards"),
        filters=filters if rows else (),
        export=address("linkages_safety_export", place) if rows else "",
        empty=empty,
        id="hazards",
    )


def sheet(rows: Sequence[HazardRow]) -> SheetTable:
    """The hazards as a sheet."""
    hamlets = wording.place_names({row.hamlet for row in rows})
    columns = (
        SheetColumn(pgettext("linkages", "Natural village"), "text", 16),
        SheetColumn(pgettext("linkages", "Where is it"), "text", 30),
        SheetColumn(pgettext("linkages", "What is dangerous"), "text", 16),
        SheetColumn(pgettext("linkages", "How bad is it"), "text", 10),
        SheetColumn(pgettext("linkages", "What is wrong"), "text", 30),
        SheetColumn(pgettext("linkages", "Found on"), "date", 12),
        SheetColumn(pgettext("linkages", "Who mends it"), "text", 16),
        SheetColumn(pgettext("linkages", "Due by"), "date", 12),
        SheetColumn(pgettext("linkages", "Days late"), "whole", 8),
        SheetColumn(pgettext("linkages", "Answers for it now"), "text", 16),
    )
    lines: list[list[Written]] = [
        [
            hamlets.get(row.hamlet, row.hamlet),
            row.where,
            words.trouble(row.kind),
            words.grade(row.grade),
            row.words,
            row.found_on,
            row.mender,
            row.due,
            row.late,
            words.holder(row),
        ]
        for row in rows
    ]
    return SheetTable(pgettext("linkages", "Hazards"), columns, lines)


def hazard_page(told: HazardDetail, *, keeps: bool, rechecks: bool, given: _Given) -> Page:
    """Build the page of a hazard: what comes next stands first, then its clock and everything that happened."""
    row, key = told.row, {"key": told.row.key}
    facts = [
        Fact(pgettext("linkages", "What is dangerous"), words.trouble(row.kind)),
        Fact(pgettext("linkages", "How bad is it"), words.grade_badge(row.grade)),
        Fact(pgettext("linkages", "Found"), Link(str(row.found_on), note=row.found_by)),
        Fact(pgettext("linkages", "Who mends it"), row.mender),
        Fact(pgettext("linkages", "Answers for it now"), words.holder(row)),
        Fact(pgettext("linkages", "Case"), row.case.number),
    ]
    if row.householder:
        facts.insert(1, Fact(pgettext("linkages", "Household"), row.householder))
    clock = clock_panel(told.case)
    return Page(
        head=PageHead(
            row.where,
            row.words,
            _acts(row) if keeps else (),
            back=Link(pgettext("linkages", "Hazards"), address("linkages_safety", row.hamlet)),
        ),
        notices=(Notice(_situation(row), "seal" if row.late else "indigo", "clock"),),
        blocks=(
            Block(facts=tuple(facts), asked=tuple(_asked(row, keeps=keeps, rechecks=rechecks, given=given, key=key))),
            Block(title=pgettext("linkages", "The clock"), lead=clock.sentence),
            Block(title=_("What happened so far"), events=timeline(told.case)),
        ),
    )


def _asked(row: HazardRow, *, keeps: bool, rechecks: bool, given: _Given, key: dict[str, UUID]) -> list[Asked]:
    asked = []
    if row.may_act:
        asked.append(
            Asked(
                given.get("mended") or MendedForm(),
                reverse("linkages_safety_mend", kwargs=key),
                pgettext("linkages", "It is mended"),
                title=pgettext("linkages", "Mended"),
            )
        )
    if rechecks and row.is_mended:
        asked.append(
            Asked(
                given.get("recheck") or RecheckForm(),
                reverse("linkages_safety_recheck", kwargs=key),
                _("Write down the second look"),
                title=pgettext("linkages", "Look at it again"),
            )
        )
    if keeps and row.case.closed is None:
        asked.append(
            Asked(
                given.get("mender") or MenderForm(initial={"mender": row.mender}),
                reverse("linkages_safety_mender", kwargs=key),
                pgettext("linkages", "Give it to them"),
                kind="plain",
                is_folded="mender" not in given,
                title=_("Somebody else mends it"),
            )
        )
        asked.append(
            Asked(
                given.get("end") or EndForm(),
                reverse("linkages_safety_end", kwargs=key),
                _("End it like this"),
                kind="plain",
                is_folded="end" not in given,
                title=_("Not dangerous, or somebody else's matter"),
            )
        )
    return asked


def _acts(row: HazardRow) -> tuple[Action, ...]:
    """What those at work can do with its case: the clock, who answers, a note, the file."""

    def act(name: str, label: str, icon: str, *, posts: bool = False) -> Action:
        return Action(label, reverse("cases_act", kwargs={"key": row.case.key, "act": name}), icon=icon, posts=posts)

    file = Action(_("The file of the case"), reverse("cases_case", kwargs={"key": row.case.key}), icon="list")
    if row.case.closed is not None:
        return (file,)
    clock = (
        act("resume", pgettext("linkages", "Let the clock go on"), "right", posts=True)
        if row.case.state == State.PAUSED
        else act("pause", pgettext("linkages", "Stop the clock"), "stop")
    )
    hands = reverse("cases_assign", kwargs={"key": row.case.key})
    return (Action(pgettext("linkages", "Say who answers for it"), hands, icon="people"), clock, file)


def _situation(row: HazardRow) -> str:
    case = row.case
    if row.is_closed:
        day = case.visited or (localdate(case.closed) if case.closed else "")
        return _("Closed on %(day)s: %(how)s.") % {"day": day, "how": _(case.outcome_name)}
    if row.is_mended:
        return _("Said to be mended. Somebody else looks at it again by %(day)s, then it is done with.") % {
            "day": case.visit_due
        }
    if case.state == State.PAUSED:
        return _("The clock stands; %(who)s answers for it.") % {"who": words.holder(row)}
    if row.late:
        return _("Late: %(light)s. %(who)s answers for it now.") % {
            "light": words.light(row).text,
            "who": words.holder(row),
        }
    told = {
        HazardLevel.MENDER: _(
            "%(who)s mends it by %(day)s. Late, it goes up by itself: to the village, then the township."
        ),
        HazardLevel.VILLAGE: _("The village sees that %(who)s mends it by %(day)s. Late, it goes up to the township."),
        HazardLevel.TOWNSHIP: _("The township sees that %(who)s mends it by %(day)s."),
    }
    return told[HazardLevel(case.level)] % {"who": row.mender, "day": row.due}
