"""Pages of rounds from door to door and of look-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Link,
    PageHead,
    Row,
    Table,
)
from shihu.services.linkages.types.safety import (
    DueRound,
    RoundDetail,
    RoundRow,
)
from shihu.services.linkages.web.pages import safety_words as words
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.pages.safety import ways
from shihu.services.linkages.web.pages.sheet import Block, Page
from shihu.services.units.queries import unit_labels


def rounds_page(place: str, due: Sequence[DueRound], rounds: Sequence[RoundRow], *, begin: Sequence[Action]) -> Page:
    """Build the page of rounds: what the season asks for, then what was walked."""
    labels = unit_labels({*(row.unit for row in due), *(row.unit for row in rounds)})
    blocks = []
    if due:
        blocks.append(
            Block(title=words.round_kind(due[0].kind), lead=words.round_questions(due[0].kind), table=_due(due, labels))
        )
    if begin:
        blocks.append(Block(title=pgettext("linkages", "Begin a round"), actions=tuple(begin)))
    blocks.append(Block(title=pgettext("linkages walk", "Rounds"), table=_rounds(rounds, labels)))
    return Page(
        head=PageHead(
            _("Rounds in %(place)s") % {"place": wording.place_name(place)},
            _("Door by door over one unit. Nobody counts taps: what is not seen is simply not said."),
        ),
        tabs=ways(place, "linkages_safety_rounds", walks=True),
        blocks=tuple(blocks),
    )


def _due(due: Sequence[DueRound], labels: Mapping[UUID, str]) -> Table:
    columns = (
        Column("unit", pgettext("linkages", "Unit"), names_row=True),
        Column("due", pgettext("linkages", "To be walked by"), "date"),
        Column("act", pgettext("linkages", "Begin"), "action"),
    )
    href = reverse("linkages_safety_round_open")
    rows = tuple(
        Row(
            (
                labels[one.unit],
                one.due.isoformat(),
                Action(
                    pgettext("linkages", "Begin"),
                    href,
                    posts=True,
                    fields=(("unit", str(one.unit)), ("kind", one.kind)),
                    icon="right",
                ),
            )
        )
        for one in due
    )
    return Table(columns, rows, _("Rounds of the season"), id="due")


def _rounds(rounds: Sequence[RoundRow], labels: Mapping[UUID, str]) -> Table:
    columns = (
        Column("unit", pgettext("linkages", "Unit"), names_row=True),
        Column("kind", pgettext("linkages walk", "Round")),
        Column("opened", pgettext("linkages", "Begun on"), "date"),
        Column("by", pgettext("linkages", "By")),
        Column("doors", pgettext("linkages", "Doors seen"), "number"),
        Column("hazards", pgettext("linkages", "Hazards found"), "number"),
        Column("state", pgettext("linkages", "Where it stands")),
    )
    rows = tuple(
        Row(
            (
                Link(labels[row.unit], reverse("linkages_safety_round", kwargs={"key": row.key})),
                words.round_kind(row.kind),
                row.opened_on.isoformat(),
                row.opened_by,
                _("%(seen)s of %(doors)s") % {"seen": row.checked, "doors": row.doors},
                row.hazards or "—",
                Badge(pgettext("linkages", "walked"), "pine", "check")
                if row.closed_on
                else Badge(pgettext("linkages", "on the way"), "ochre", "clock"),
            )
        )
        for row in rounds
    )
    empty = Empty(
        pgettext("linkages", "No rounds yet"),
        _("The head or the cadre begins one and taps at each door."),
        icon="house",
    )
    return Table(columns, rows, pgettext("linkages walk", "Rounds"), empty=empty, id="rounds")


@dataclass(frozen=True, slots=True)
class Tap:
    """One button at a door."""

    found: str
    label: str
    is_pressed: bool
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Door:
    """One door of a round with its taps."""

    key: str
    name: str
    taps: tuple[Tap, ...]
    said: str
    report: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """The page of a round, for one thumb."""

    head: PageHead
    questions: str
    progress: str
    doors: tuple[Door, ...]
    check_href: str
    rest_href: str
    close_href: str
    may_check: bool
    has_rest: bool


def round_page(told: RoundDetail) -> RoundPage:
    """Build the page of a round."""
    row, key = told.row, {"key": told.row.key}
    labels = (
        ("fine", pgettext("linkages", "Nothing wrong")),
        ("hazard", pgettext("linkages", "Hazard")),
        ("away", pgettext("linkages", "Nobody home")),
    )
    said = dict(labels)
    report = address("linkages_safety_hazard_new", row.hamlet)
    doors = tuple(
        Door(
            key=str(door.household),
            name=door.householder,
            taps=tuple(Tap(name, label, door.found == name, name == "hazard") for name, label in labels),
            said=said.get(door.found, ""),
            report=f"{report}&round={row.key}&household={door.household}",
        )
        for door in told.doors
    )
    seen = sum(bool(door.found) for door in told.doors)
    return RoundPage(
        head=PageHead(
            unit_labels([row.unit])[row.unit],
            f"{words.round_kind(row.kind)} · {row.opened_on}",
            badge=Badge(pgettext("linkages", "walked"), "pine", "check") if row.closed_on else None,
            back=Link(_("Rounds from door to door"), address("linkages_safety_rounds", row.hamlet)),
        ),
        questions=words.round_questions(row.kind),
        progress=_("%(seen)s of %(doors)s doors") % {"seen": seen, "doors": len(doors)},
        doors=doors,
        check_href=reverse("linkages_safety_check", kwargs=key),
        rest_href=reverse("linkages_safety_rest", kwargs=key),
        close_href=reverse("linkages_safety_close", kwargs=key),
        may_check=told.may_check,
        has_rest=seen < len(doors),
    )
