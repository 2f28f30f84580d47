"""A page of several parts one under the other, and a page with a form."""

from dataclasses import dataclass, field

from shihu.kernel.presentation import Event, Fact, PageHead, Stat, Tab, Table
from shihu.services.industry.web.fields import ActForm


@dataclass(frozen=True, slots=True)
class Section:
    """One part: a heading with sentences, facts, a table or a timeline under it."""

    title: str = ""
    sentences: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as data."""

    head: PageHead
    sections: tuple[Section, ...] = ()
    tabs: tuple[Tab, ...] = ()
    stats: tuple[Stat, ...] = ()
    notice: str = ""
    tone: str = "plain"
    aside: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form; ``rows`` are groups of fields in a line, ``lines`` a grid of small ones."""

    head: PageHead
    form: ActForm
    back: str
    why: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())
    row_words: str = ""
    lines_words: str = ""
    adds_lines: bool = False
