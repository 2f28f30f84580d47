"""Words and acts: what is said and what can be done."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "seal", "pine", "ochre", "indigo"]
LightColour = Literal["green", "yellow", "red", "grey"]
ActionKind = Literal["primary", "plain", "quiet", "danger"]


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads somewhere; plain text when ``href`` is empty. ``note`` stands under it, smaller."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button. ``href`` is followed, or posted to with ``fields`` when ``posts``; or ``dialog`` is opened.

    A disabled action stays visible and says ``why`` it cannot be done now.
    """

    label: str
    href: str = ""
    kind: ActionKind = "plain"
    icon: str = ""
    posts: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    dialog: str = ""
    is_disabled: bool = False
    why: str = ""
    downloads: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word, with an icon so that the colour never speaks alone."""

    text: str
    tone: Tone = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A case's light: colour, shape and word."""

    colour: LightColour
    text: str


@dataclass(frozen=True, slots=True)
class PageHead:
    """Title, one sentence of what this is, and what can be done; the primary act comes last."""

    title: str
    lead: str = ""
    actions: tuple[Action, ...] = ()
    badge: Badge | None = None
    back: Link | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a path; the current one has no link."""

    label: str
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Stat:
    """A big number with a small word."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    href: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing, each with its own address."""

    label: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing here yet: says what would be here and which step comes first."""

    title: str
    sentence: str = ""
    actions: tuple[Action, ...] = ()
    icon: str = "list"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline. ``when`` is written out; ``iso`` is the same moment for machines."""

    when: str
    title: str
    text: str = ""
    who: str = ""
    iso: str = ""
    href: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work that is watched: ``url`` answers this component again until ``is_over``.

    ``then`` is where the page goes when the work is done; ``stop`` is posted to in order to stop it.
    """

    title: str
    url: str
    done: int = 0
    total: int = 0
    note: str = ""
    state: Badge | None = None
    is_over: bool = False
    has_failed: bool = False
    then: str = ""
    stop: str = ""

    @property
    def percent(self) -> int:
        """Whole per cent done; 0 while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else 0
