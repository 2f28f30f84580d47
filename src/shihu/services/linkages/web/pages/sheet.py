"""A page as blocks: what is said, shown and asked, one under the other."""

from dataclasses import dataclass

from django import forms

from shihu.kernel.presentation import Action, Badge, Empty, Event, Fact, PageHead, Stat, Tab, Table
from shihu.kernel.presentation.words import Tone
from shihu.services.units.types import Clause, ClauseChange


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that stands out."""

    text: str
    tone: Tone = "indigo"
    icon: str = "info"


@dataclass(frozen=True, slots=True)
class Asked:
    """A form on a page: where it is posted, and the words on its button."""

    form: forms.Form
    href: str
    button: str
    kind: str = "primary"
    is_folded: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody gave, and who."""

    words: str
    by: str
    note: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page; what is empty is not drawn."""

    title: str = ""
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    clauses: tuple[Clause, ...] = ()
    changes: tuple[ClauseChange, ...] = ()
    empty: Empty | None = None
    actions: tuple[Action, ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of civility, integrity or safety."""

    head: PageHead
    blocks: tuple[Block, ...]
    tabs: tuple[Tab, ...] = ()
    notices: tuple[Notice, ...] = ()
    stats: tuple[Stat, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form."""

    head: PageHead
    form: forms.Form
    button: str
    hints: tuple[str, ...] = ()
