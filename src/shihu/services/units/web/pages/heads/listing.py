"""The elections of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.places.types import PlaceRow
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import (
    Action,
    Cell,
    Choice,
    Column,
    Empty,
    Filter,
    Light,
    Link,
    PageHead,
    Row,
    Stat,
    Tab,
    Table,
)
from shihu.services.units import policies
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries import words as unit_words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import OVER, ElectionRow, Stage
from shihu.services.units.web.pages.ways import ways


@dataclass(frozen=True, slots=True)
class ElectionsPage:
    """Everything that the list shows."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    table: Table
    without: Table | None


def light_of(row: ElectionRow, on: date) -> Light:
    """Green while the village has time, yellow where somebody must act, red where a day has passed."""
    if row.stage in OVER:
        return Light("grey", _("Election over"))
    late = {
        Stage.NOMINATING: on > row.vote_from,
        Stage.VOTING: on > row.vote_until,
        Stage.POSTED: row.office_from is not None and on > row.office_from,
    }
    if late.get(row.stage):
        return Light("red", _("Overdue"))
    if row.stage in {Stage.COUNTING, Stage.TIED, Stage.CHOSEN}:
        return Light("yellow", _("Waits for the next act"))
    return Light("green", _("On its way"))


def page(
    rows: Sequence[ElectionRow],
    without: Sequence[tuple[str, str]],
    *,
    place: PlaceRow,
    names: Names,
    actor: Actor,
    on: date,
    given: Mapping[str, str],
) -> ElectionsPage:
    """Build the list of a place's elections; ``without`` are (key, name) of units with neither head nor election."""
    english = unit_words.is_english()
    name = place.name_en if english and place.name_en else place.name
    kind, stage = given.get("kind", ""), given.get("stage", "")
    shown = [r for r in rows if (not kind or r.kind == kind) and (not stage or r.stage == stage)]
    runs = policies.RUN_ELECTIONS.allows(actor, place.code)
    waiting = sum(1 for r in rows if r.stage not in OVER)
    late = sum(light_of(r, on).colour == "red" for r in rows)
    lead = ngettext("%(count)s election is under way.", "%(count)s elections are under way.", waiting)
    title = _("Elections of unit heads: %(place)s") % {"place": name}
    return ElectionsPage(
        head=PageHead(title, lead % {"count": waiting}),
        tabs=ways(place.code, "elections"),
        stats=(
            Stat(_("Under way"), str(waiting)),
            Stat(_("Overdue"), str(late), tone="seal" if late else "plain"),
            Stat(_("Units without a head"), str(len(without)), tone="ochre" if without else "plain"),
        ),
        table=Table(
            (
                Column("unit", _("Unit"), names_row=True),
                Column("kind", _("What is decided")),
                Column("stage", _("State")),
                Column("light", _("Light")),
                Column("next", _("What comes next")),
                Column("turnout", _("Took part"), "number"),
                Column("chosen", _("Who was chosen")),
            ),
            tuple(_line(r, names, on) for r in shown),
            title,
            filters=(
                Filter(
                    "kind", _("What is decided"), kind, tuple(Choice(k.value, _(w)) for k, w in words.KINDS.items())
                ),
                Filter("stage", _("State"), stage, tuple(Choice(s.value, _(w[0])) for s, w in words.STAGES.items())),
            )
            if rows
            else (),
            empty=Empty(
                _("No election yet"),
                _("Open one from a unit below: nominations, vote, result and office follow step by step."),
                icon="check",
            ),
            id="elections",
        ),
        without=_without(without, runs=runs) if without else None,
    )


def _line(row: ElectionRow, names: Names, on: date) -> Row:
    unit = unit_words.unit_label(row.unit_name, names.get(row.hamlet, ("", ""))[1], row.ordinal)
    return Row(
        (
            Link(unit, reverse("units_election", kwargs={"key": row.key})),
            _(words.KINDS[row.kind]),
            words.stage_badge(row.stage),
            light_of(row, on),
            words.next_text(row) or "—",
            f"{row.took_part}/{row.households}",
            unit_words.listed(row.chosen) or "—",
        ),
        key=str(row.key),
    )


def _without(units: Sequence[tuple[str, str]], *, runs: bool) -> Table:
    columns = [Column("unit", _("Unit"), names_row=True)]
    if runs:
        columns.append(Column("act", "", "action"))
    rows = []
    for key, name in units:
        cells: list[Cell] = [Link(name, reverse("units_unit", kwargs={"key": key}))]
        if runs:
            cells.append(Action(_("Open an election"), f"{reverse('units_election_open')}?unit={key}"))
        rows.append(Row(tuple(cells), key=key))
    return Table(tuple(columns), tuple(rows), _("Units without a head"), id="without")
