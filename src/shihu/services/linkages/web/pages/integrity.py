"""Pages of integrity: the list of a place, a household's record, the rule."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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
    Pager,
    Row,
    Stat,
    Tab,
    Table,
)
from shihu.services.linkages.types.integrity import (
    GRADES,
    ListedIntegrity,
    RuleRow,
)
from shihu.services.linkages.web.pages import integrity_words as words
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.pages.sheet import Block, Notice, Page

_Given = Mapping[str, forms.Form]
PAGE_SIZE = 50


def ways(place: str, current: str) -> tuple[Tab, ...]:
    """Between the list and the rule."""
    told = (
        ("linkages_integrity", pgettext("linkages", "Households")),
        ("linkages_integrity_rules", pgettext("linkages", "What counts")),
    )
    return tuple(Tab(label, address(name, place), name == current) for name, label in told)


def narrowed(rows: Sequence[ListedIntegrity], given: Mapping[str, str]) -> list[ListedIntegrity]:
    """The rows that the filters leave."""
    text = given.get("text", "").strip()
    return [
        row
        for row in rows
        if (not given.get("grade") or row.grade == given["grade"])
        and (not text or text in row.householder or text == row.code)
        and (given.get("open") != "yes" or row.contested)
    ]


def list_page(
    place: str, rows: Sequence[ListedIntegrity], *, given: Mapping[str, str], pager: Pager, may_rule: bool
) -> Page:
    """Build the list of a place. It is for those at work there; nothing of it hangs on a wall."""
    shown = narrowed(rows, given)
    hamlets = wording.place_names({row.hamlet for row in rows})
    columns = (
        Column("household", pgettext("linkages", "Household"), names_row=True),
        Column("hamlet", pgettext("linkages", "Natural village")),
        Column("grade", pgettext("linkages", "Grade")),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("facts", pgettext("linkages", "Facts that count"), "number"),
        Column("open", pgettext("linkages", "Objections"), "number"),
        Column("consents", _("Adults who let the bank read it"), "number"),
    )
    lines = tuple(
        Row(
            (
                Link(
                    row.householder,
                    reverse("linkages_integrity_household", kwargs={"code": row.code}),
                    note=row.code,
                ),
                hamlets.get(row.hamlet, row.hamlet),
                words.grade_badge(row.grade),
                row.points if row.points is not None else "—",
                row.facts,
                row.contested or "—",
                _("%(said)s of %(adults)s") % {"said": row.consents, "adults": row.adults},
            ),
            is_marked=row.contested > 0,
            mark=_("an objection waits") if row.contested else "",
        )
        for row in shown[pager.offset : pager.offset + pager.size]
    )
    filters = (
        Filter("text", pgettext("linkages", "Name or code"), given.get("text", "")),
        Filter(
            "grade",
            pgettext("linkages", "Grade"),
            given.get("grade", ""),
            tuple(Choice(key, words.grade_name(key)) for key in GRADES),
            pgettext("linkages", "All grades"),
        ),
        Filter(
            "open",
            pgettext("linkages", "Objections"),
            given.get("open", ""),
            (Choice("yes", pgettext("linkages", "Waiting only")),),
            pgettext("linkages", "All"),
        ),
    )
    empty = Empty(
        _("No households here"), _("The list follows the household roster; import the roster first."), icon="people"
    )
    table = Table(
        columns,
        lines,
        _("Integrity by household"),
        filters=filters,
        pager=pager,
        export=address("linkages_integrity_export", place),
        empty=empty,
        id="integrity",
    )
    graded = [row for row in rows if row.grade]
    acts: tuple[Action, ...] = ()
    if may_rule:
        acts = (Action(_("Write the next rule"), address("linkages_integrity_rule_new", place), "quiet"),)
    return Page(
        head=PageHead(
            _("Integrity in %(place)s") % {"place": wording.place_name(place)},
            _("Promises kept and dues paid, each with its source. Never on a wall: a household reads its own."),
            acts,
        ),
        tabs=ways(place, "linkages_integrity"),
        notices=() if graded else (Notice(_("The township has published no rule yet: nothing counts."), "ochre"),),
        stats=tuple(
            Stat(words.grade_name(key), str(sum(row.grade == key for row in rows)), pgettext("linkages", "households"))
            for key in GRADES
        )
        if graded
        else (),
        blocks=(Block(table=table),),
    )


def sheet(rows: Sequence[ListedIntegrity]) -> SheetTable:
    """The list as a sheet."""
    hamlets = wording.place_names({row.hamlet for row in rows})
    columns = (
        SheetColumn(_("Code of the household"), "text", 20),
        SheetColumn(pgettext("linkages", "Household"), "text", 12),
        SheetColumn(pgettext("linkages", "Natural village"), "text", 16),
        SheetColumn(pgettext("linkages", "Grade"), "text", 22),
        SheetColumn(pgettext("linkages", "Points"), "whole", 8),
        SheetColumn(pgettext("linkages", "Facts that count"), "whole", 10),
        SheetColumn(pgettext("linkages", "Objections"), "whole", 10),
        SheetColumn(pgettext("linkages", "Adults"), "whole", 8),
        SheetColumn(_("Adults who let the bank read it"), "whole", 12),
    )
    lines: list[list[Written]] = [
        [
            row.code,
            row.householder,
            hamlets.get(row.hamlet, row.hamlet),
            words.grade_name(row.grade) if row.grade else "",
            row.points,
            row.facts,
            row.contested,
            row.adults,
            row.consents,
        ]
        for row in rows
    ]
    return SheetTable(pgettext("linkages", "Integrity"), columns, lines)


def rules_page(place: str, rules: Sequence[RuleRow], *, today: date, may_rule: bool) -> Page:
    """Build the page of the rule: what counts how much, how long, and the grades."""
    current = next((row for row in rules if row.valid_from <= today), None)
    blocks = []
    for row in rules:
        if row is current or row.valid_from > today:
            title = f"{row.title} · {_('Version %(number)s') % {'number': row.version}}"
            lead = _("Holds from %(day)s. Everybody begins with %(base)s points.") % {
                "day": row.valid_from,
                "base": row.base,
            }
            grades = tuple(
                Fact(words.grade_name(grade.key), _("from %(points)s points") % {"points": grade.lowest})
                for grade in row.grades
            )
            blocks.append(Block(title=title, lead=lead, table=_kinds(row)))
            blocks.append(Block(title=pgettext("linkages", "Grades"), facts=grades))
    older = [row for row in rules if current is not None and row.version < current.version]
    if older:
        facts = tuple(Fact(_("Version %(number)s") % {"number": row.version}, str(row.valid_from)) for row in older)
        blocks.append(Block(title=pgettext("linkages", "Earlier rules"), facts=facts))
    if not rules:
        blocks.append(
            Block(
                empty=Empty(
                    pgettext("linkages", "No rule yet"),
                    _("The township's officer writes which promises count, how much and how long."),
                    icon="book",
                )
            )
        )
    acts: tuple[Action, ...] = ()
    if may_rule:
        acts = (Action(_("Write the next rule"), address("linkages_integrity_rule_new", place), icon="edit"),)
    return Page(
        head=PageHead(
            _("What counts for integrity"),
            _("Only promises and dues with a source. Points of the linkages, poverty, Party or kin never count."),
            acts,
        ),
        blocks=tuple(blocks),
    )


def _kinds(row: RuleRow) -> Table:
    columns = (
        Column("kind", pgettext("linkages", "Fact"), names_row=True),
        Column("points", pgettext("linkages", "Points of one"), "number"),
        Column("most", _("Of this kind at most"), "number"),
        Column("months", pgettext("linkages", "Counts for"), "number", unit=pgettext("linkages", "months")),
    )
    lines = tuple(
        Row(
            (
                words.kind_name(kind.key),
                f"{kind.points:+d}",
                f"{kind.most if kind.points > 0 else -kind.most:+d}",
                kind.months,
            )
        )
        for kind in row.kinds
    )
    return Table(columns, lines, pgettext("linkages", "What counts"), id=f"kinds-{row.version}")
