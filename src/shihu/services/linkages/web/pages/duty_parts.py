"""What the pages of duties are laid out of: one page, parts one below another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Event, Fact, PageHead, Stat, Tab, Table, Tone, UnitMap
from shihu.kernel.refusals import Refusal
from shihu.services.units.queries.words import is_english, unit_label
from shihu.services.units.types import UnitRow

Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FormPart:
    """A form of a part: posted to ``action``; ``is_folded`` opens on a tap."""

    form: Any
    action: str
    button: str
    name: str = ""
    is_folded: bool = False
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page. What is empty is not shown."""

    title: str
    lead: str = ""
    table: Table | None = None
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    lines: tuple[str, ...] = ()
    form: FormPart | None = None
    actions: tuple[Action, ...] = ()
    files: Any = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A page of duties."""

    head: PageHead
    tabs: tuple[Tab, ...] = ()
    notice: str = ""
    tone: Tone = "ochre"
    stats: tuple[Stat, ...] = ()
    map: UnitMap | None = None
    parts: tuple[Part, ...] = ()
    styles: tuple[str, ...] = ()
    place: str = ""


def label(unit: UnitRow, names: Names) -> str:
    """A unit's name in the reader's language."""
    return unit_label(unit.name, names.get(unit.hamlet, ("", ""))[1], unit.ordinal)


def part_label(name: str, hamlet: str, ordinal: int, names: Names) -> str:
    """A unit's name in the reader's language, from what a row holds of it."""
    return unit_label(name, names.get(hamlet, ("", ""))[1], ordinal)


def place_label(code: str, names: Names) -> str:
    """A place's name in the reader's language."""
    zh, en = names.get(code, (code, ""))
    return en if is_english() and en else zh


def hundredths(value: int) -> str:
    """Hundredths with two places: 9333 -> 93.33."""
    return f"{value // 100}.{value % 100:02d}"


def month_text(first: date) -> str:
    """A month as it is read."""
    return date_format(first, "YEAR_MONTH_FORMAT")


def refusal_words(told: Refusal) -> str:
    """A refusal's sentence in the reader's language."""
    return _(told.sentence) % told.values if told.values else _(told.sentence)


def listed(parts: Sequence[str]) -> str:
    """Names in a row."""
    return (", " if is_english() else "、").join(parts)


def six_tabs(place: str, current: str) -> tuple[Tab, ...]:
    """The ways between the duties of a village."""
    village = place[:12]
    rows = (
        ("overview", pgettext("linkages", "Six linkages"), reverse("linkages_village", kwargs={"code": village})),
        ("sanitation", pgettext("linkages", "Sanitation"), f"{reverse('linkages_sanitation_village')}?place={place}"),
        ("welfare", pgettext("linkages", "Public welfare"), f"{reverse('linkages_welfare_village')}?place={village}"),
        ("meetings", pgettext("linkages", "Unit meetings"), f"{reverse('linkages_meetings_village')}?place={village}"),
        ("reach", pgettext("linkages", "Who reaches whom"), f"{reverse('linkages_meetings_reach')}?place={village}"),
    )
    return tuple(Tab(words, href, key == current) for key, words, href in rows)
