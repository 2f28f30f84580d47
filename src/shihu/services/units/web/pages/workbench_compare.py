"""Drafts of one place side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.presentation import Action, Cell, Column, Empty, Link, PageHead, Row, Tab, Table
from shihu.services.units import rules
from shihu.services.units.queries import words
from shihu.services.units.types import Bench, FormationRow, Yardstick
from shihu.services.units.web.pages.workbench import views
from shihu.services.units.web.pages.workbench_kinds import kind_label

MOST = 4
# Terms whose difference is below this are called equal: a tenth of a point is ten metres between two households.
EVEN = 0.1


@dataclass(frozen=True, slots=True)
class Pick:
    """A draft that may be compared."""

    key: str
    label: str
    is_chosen: bool
    is_yardstick: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything that the template shows."""

    head: PageHead
    views: tuple[Tab, ...]
    place: str
    picks: tuple[Pick, ...]
    table: Table | None
    note: str
    empty: Empty | None


def chosen(listed: Sequence[tuple[UUID, str]], asked: Sequence[str], by: str) -> list[UUID]:
    """Return which drafts to compare: those asked for, else the newest drafts, the yardstick among them."""
    known = [key for key, _state in listed]
    picked = [key for key in known if str(key) in asked]
    if not picked:
        picked = [key for key, state in listed if state in {"draft", "proposed"}]
        first = [key for key in picked if str(key) == by]
        picked = [*first, *(key for key in picked if key not in first)]
    return sorted(picked[:MOST], key=known.index)


def page(
    place: str,
    rows: Sequence[FormationRow],
    benches: Sequence[Bench],
    measured: Sequence[Yardstick],
    *,
    by: Bench | None,
    label: words.Label,
) -> ComparePage:
    """Build the page; ``by`` is the draft whose weights and sizes measure all of them."""
    by_key = {row.key: row for row in rows}
    number = {row.key: len(rows) - at for at, row in enumerate(rows)}
    titles = {bench.key: _title(by_key[bench.key], number[bench.key]) for bench in benches}
    name = ""
    if rows:
        name = rows[0].place_name_en if words.is_english() and rows[0].place_name_en else rows[0].place_name
    table = _table(benches, measured, titles, label) if by is not None else None
    note = ""
    if by is not None:
        note = _(
            "All drafts are priced by the weights and sizes of “%(draft)s” and by the roster of today, so that points "
            "can be compared. One point is a hundred metres between two households; lower is better."
        ) % {"draft": titles[by.key]}
    return ComparePage(
        head=PageHead(
            _("Drafts side by side: %(place)s") % {"place": name or place},
            _finding(benches, measured, titles),
            back=Link(_("Units"), f"{reverse('units_formations')}?place={place}"),
        ),
        views=views(by, "compare") if by is not None else (),
        place=place,
        picks=tuple(
            Pick(str(row.key), _title(row, number[row.key]), row.key in titles, by is not None and row.key == by.key)
            for row in rows
        ),
        table=table,
        note=note,
        empty=_empty(place) if table is None else None,
    )


def _title(row: FormationRow, number: int) -> str:
    """A draft's name: its number, oldest first, its state, when it was asked for and by whom."""
    told = {
        "number": number,
        "state": _(words.STATES[row.state]),
        "when": date_format(localtime(row.asked_at), "m-d H:i"),
        "who": row.actor_name,
    }
    return _("No. %(number)s: %(state)s of %(when)s, %(who)s") % told


def _finding(benches: Sequence[Bench], measured: Sequence[Yardstick], titles: dict[UUID, str]) -> str:
    """Which draft costs least, by how much, and which moves fewest of those who sit in a unit today."""
    if len(measured) < 2:
        return _("Draw a second draft, with other weights or around what is held, and see here what each gives.")
    order = sorted(range(len(measured)), key=lambda k: measured[k].terms["total"])
    best, second = order[0], order[1]
    lead = measured[second].terms["total"] - measured[best].terms["total"]
    if lead < EVEN:
        told = _("The two best drafts cost the same to a tenth of a point.")
    else:
        told = _("“%(draft)s” costs least: %(points)s points less than the next.") % {
            "draft": titles[benches[best].key],
            "points": words.points(lead),
        }
    moving = [(one.elsewhere, k) for k, one in enumerate(measured) if one.elsewhere is not None]
    if moving:
        fewest, k = min(moving)
        text = ngettext(
            "“%(draft)s” moves fewest from the units in force: %(count)s household.",
            "“%(draft)s” moves fewest from the units in force: %(count)s households.",
            fewest,
        )
        told = words.together(told, text % {"draft": titles[benches[k].key], "count": fewest})
    return told


def _term(name: str, _bench: Bench, measured: Yardstick) -> str:
    return words.points(measured.terms[name])


def _table(
    benches: Sequence[Bench], measured: Sequence[Yardstick], titles: dict[UUID, str], label: words.Label
) -> Table:
    columns = [Column("what", _("Measure"), names_row=True)]
    columns += [Column(str(bench.key), titles[bench.key], "number") for bench in benches]
    pairs = list(zip(benches, measured, strict=True))
    rows: list[Row] = []

    def add(name: str, told: Callable[[Bench, Yardstick], Cell]) -> None:
        rows.append(Row((name, *(told(bench, one) for bench, one in pairs))))

    add(
        _("This draft"),
        lambda bench, _one: Link(_("Open workbench"), reverse("units_workbench", kwargs={"key": bench.key})),
    )
    add(_("Objective (lower is better)"), lambda _bench, one: words.points(one.terms["total"]))
    for name, text in words.TERMS.items():
        add(f"· {_(text)}", partial(_term, name))
    add(_("Mean distance (m)"), lambda _bench, one: f"{one.mean_distance:.0f}")
    add(_("Wishes agree (%)"), lambda _bench, one: f"{100 * one.agreeing / one.asked:.0f}" if one.asked else "—")
    add(_("Off the mix (households)"), lambda _bench, one: f"±{one.deviation:.1f}")
    add(_("Wishes not met"), lambda _bench, one: one.unmet)
    add(_("Sizes of units"), lambda _bench, one: sizes_text(one.sizes))
    add(_("Units outside the size rule"), lambda _bench, one: one.outside)
    add(_("Kinds that fare worse than others"), lambda _bench, one: _kinds(one, label))
    add(_("Not with their unit in force"), lambda _bench, one: "—" if one.elsewhere is None else one.elsewhere)
    add(_("Changes by hand"), lambda bench, _one: len(rules.piles(bench.edits)[0]))
    add(_("No longer in the roster"), lambda _bench, one: one.gone)
    return Table(tuple(columns), tuple(rows), _("Drafts side by side"), id="drafts")


def _open(bench: Bench) -> Link:
    return Link(_("Open workbench"), reverse("units_workbench", kwargs={"key": bench.key}))


def _kinds(one: Yardstick, label: words.Label) -> str:
    return words.listed([kind_label(kind, label) for kind in one.worse_off]) or _("none")


def sizes_text(sizes: Sequence[int]) -> str:
    """How many units of which size: 2 × 9, 5 × 10."""
    return words.listed([f"{sizes.count(size)} × {size}" for size in sorted(set(sizes))])


def _empty(place: str) -> Empty:
    act = Action(_("Form units"), f"{reverse('units_ask')}?place={place}")
    return Empty(_("No draft here"), _("Drafts of one place stand here beside each other."), (act,), "units")
