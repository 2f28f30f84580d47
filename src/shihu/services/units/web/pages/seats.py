"""Pages on which one household leaves its unit or joins one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.kernel.presentation import Empty, Link, PageHead
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import WayIn


@dataclass(frozen=True, slots=True)
class Way:
    """A unit that may be chosen, or the rule that stops it."""

    key: str
    name: str
    told: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Everything that the template shows."""

    head: PageHead
    ways: tuple[Way, ...]
    empty: Empty | None
    back: str


def join_page(name: str, hamlet: str, ways: Sequence[WayIn], *, names: Names, private: bool) -> JoinPage:
    """Build the page on which a household finds a unit: the best first, those it may not join with the rule."""
    back = drawing.standing_address(hamlet)
    shown = tuple(
        Way(
            str(way.unit),
            words.unit_label(way.name, names.get(way.hamlet, ("", ""))[1], way.ordinal),
            _told(way, private=private),
            not way.broken,
        )
        for way in ways
    )
    lead = _(
        "Nobody else moves. The best place stands first; a point is what a hundred metres between two households cost."
    )
    empty = None
    if not any(way.is_open for way in shown):
        sentence = _("Every unit of this hamlet is full or stopped by a rule. Repair the units: few households move.")
        empty = Empty(_("No unit can take it as they stand"), sentence, icon="units")
    head = PageHead(_("A unit for %(name)s") % {"name": name}, lead, back=Link(_("Units in force"), back))
    return JoinPage(head, shown, empty, back)


def _told(way: WayIn, *, private: bool) -> str:
    size = _("%(size)s households now") % {"size": way.size}
    if way.broken:
        return words.listed([size, words.joining_rules(way.broken, private=private)])
    cost = _("%(points)s points") % {"points": words.points(way.change)}
    return words.listed([size, cost])


def leave_head(name: str, unit: str, back: str) -> PageHead:
    """The head of the page on which a household leaves."""
    lead = _("It leaves %(unit)s today. Its past there stays in the history; it may join a unit again later.")
    return PageHead(_("%(name)s leaves its unit") % {"name": name}, lead % {"unit": unit}, back=Link(unit, back))


def repair_back(place: str) -> str:
    """Where the page of a repair leads back to."""
    return f"{reverse('units_standing')}?place={place}"
