"""What the workbench's page is made of, and from what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from shihu.kernel.presentation import Action, Event, PageHead, Progress, Tab, UnitMap
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import Act, Bench, FormationDetail, UnitRow, Wanted
from shihu.services.units.web.pages import workbench_words as said

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A household in the list of its unit."""

    code: str
    name: str
    href: str
    is_able: bool
    is_pinned: bool
    is_by_hand: bool
    is_selected: bool
    tied_to: str


@dataclass(frozen=True, slots=True)
class Tray:
    """A unit as a place to drop households on."""

    key: str
    label: str
    colour: int
    size: int
    note: str
    reason: str
    is_outside: bool
    is_locked: bool
    lock: Action | None
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Options of a select that belong to one unit: (value, words, whether it is chosen)."""

    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One term of the objective before and after."""

    label: str
    before: str
    after: str
    change: str
    tone: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a change would do, before it is done."""

    title: str
    total: str
    tone: str
    lines: tuple[Line, ...]
    sizes: tuple[str, ...]
    broken: tuple[str, ...]
    shares: tuple[str, ...]
    refusal: str
    may_do: bool
    needs_reason: bool
    reason: str
    fields: Fields
    label: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else did meanwhile, and how to do the own change now; None where the bench shows that anyway."""

    sentence: str
    changes: tuple[Event, ...]
    again: Action | None


@dataclass(frozen=True, slots=True)
class BenchPage:
    """Everything that the template shows."""

    head: PageHead
    tabs: tuple[Tab, ...]
    views: tuple[Tab, ...]
    progress: Progress | None
    is_drawn: bool
    is_stale: bool
    may_edit: bool
    map: UnitMap | None
    trays: tuple[Tray, ...]
    households: tuple[Group, ...]
    targets: tuple[Group, ...]
    mates: tuple[Group, ...]
    selected: str
    hold: Action | None
    tie_fields: Fields
    seen: Seen | None
    refusal: str
    conflict: Conflict | None
    undo: Action | None
    redo: Action | None
    history: tuple[Event, ...]
    held: tuple[tuple[str, Action | None], ...]
    version: int
    place: str
    here: str
    edit_href: str
    preview_href: str
    solve_href: str
    again: Action | None


@dataclass(frozen=True, slots=True)
class Ask:
    """What the address asks for: a hamlet, a household, where it should go (``u:`` a unit, ``h:`` an exchange)."""

    hamlet: str = ""
    household: str = ""
    to: str = ""

    def wanted(self) -> Wanted | None:
        """The change that is asked about, if it is complete."""
        kind, _colon, value = self.to.partition(":")
        if not self.household or not value:
            return None
        if kind == "h":
            return Wanted(Act.EXCHANGE, self.household, other=value)
        try:
            return Wanted(Act.MOVE, self.household, UUID(value))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the page is made from."""

    bench: Bench
    detail: FormationDetail | None  # None for a fragment, which shows no list
    names: Names
    ask: Ask
    by_hand: frozenset[str] = frozenset()

    @property
    def hamlets(self) -> tuple[str, ...]:
        """The hamlets that are formed together with the one asked for; the first ones when none is."""
        clusters: Sequence[Any] = self.bench.outcome.get("clusters", ())
        chosen = next((c for c in clusters if self.ask.hamlet in c["hamlets"]), None)
        if chosen is None and self.ask.household in self.bench.seats:
            home = self.bench.hamlet_of[self.bench.seats[self.ask.household]]
            chosen = next((c for c in clusters if home in c["hamlets"]), None)
        chosen = chosen or next(iter(clusters), None)
        return tuple(chosen["hamlets"]) if chosen else ()

    @property
    def units(self) -> list[UnitRow]:
        """The units of these hamlets."""
        return [unit for unit in self.detail.units if unit.hamlet in self.hamlets] if self.detail else []

    @property
    def labels(self) -> dict[UUID, str]:
        """What units are called."""
        return said.unit_names(self.bench, self.names)

    def place_name(self, code: str) -> str:
        """A hamlet's name."""
        zh, en = self.names.get(code, (code, code))
        return en if words.is_english() and en else zh

    def address(self, **asked: str) -> str:
        """This page with something selected."""
        told = {"place": self.hamlets[0] if self.hamlets else "", **asked}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"{reverse('units_workbench', kwargs={'key': self.bench.key})}?{query}"

    def post(self, label: str, act: Act, *, kind: str = "quiet", icon: str = "", **fields: str) -> Action:
        """A button that changes the draft as it is seen now."""
        told = (*self.fields(act, **fields),)
        href = reverse("units_workbench_edit", kwargs={"key": self.bench.key})
        return Action(label, href, kind, icon, posts=True, fields=told)  # type: ignore[arg-type]  # kind may come through **fields of the callers

    def fields(self, act: Act, **fields: str) -> Fields:
        """What a change posts."""
        place = self.hamlets[0] if self.hamlets else ""
        return (("act", act.value), ("version", str(self.bench.version)), ("place", place), *fields.items())
