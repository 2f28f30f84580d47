"""The page of a search over people, households and places."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.places.queries import search as search_places
from shihu.base.registry import queries as registry
from shihu.base.registry.types import Matched, SearchHit
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Column, Empty, Link, PageHead, Row, Table
from shihu.kernel.refusals import N_

_GROUNDS = {
    Matched.CODE: N_("by household code"),
    Matched.ID: N_("by ID number"),
    Matched.NAME: N_("by name"),
    Matched.PHONE: N_("by phone"),
    Matched.ID_TAIL: N_("by the last four of the ID"),
    Matched.PINYIN: N_("by pinyin"),
    Matched.INITIALS: N_("by initials"),
    Matched.HAMLET: N_("by hamlet"),
}


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found, people and places apart."""

    head: PageHead
    people: Table | None
    places: Table | None
    empty: Empty | None
    only_hit: str


def search_page(text: str, *, actor: Actor) -> SearchPage:
    """Search within what the actor may see."""
    text = text.strip()
    hits = registry.search(text, actor=actor) if text else []
    found = search_places(text, actor=actor) if text else []
    language = get_language() or "zh-hans"
    people = Table(
        columns=(
            Column("name", _("Name"), names_row=True),
            Column("householder", _("Householder")),
            Column("hamlet", _("Hamlet")),
            Column("born", _("Born"), "date"),
            Column("household", _("Household")),
            Column("by", _("Found by")),
        ),
        rows=tuple(_row(hit, language) for hit in hits),
        caption=_("People found"),
        shows_caption=True,
    )
    places = Table(
        columns=(Column("name", _("Place"), names_row=True), Column("code", _("Place code"))),
        rows=tuple(
            Row((Link(p.label(language), reverse("desk_place", kwargs={"code": p.code})), p.code)) for p in found
        ),
        caption=_("Places found"),
        shows_caption=True,
    )
    empty = None
    if not hits and not found:
        title = _("Nothing found for “%(text)s”") % {"text": text} if text else _("What are you looking for?")
        sentence = _(
            "Try a name, its pinyin or initials, the last four of an ID number, the end of a phone number, or a hamlet."
        )
        empty = Empty(title, sentence, icon="search")
    only = ""
    if len(hits) == 1 and not found:
        only = reverse("desk_household", kwargs={"code": hits[0].household})
    elif len(found) == 1 and not hits:
        only = reverse("desk_place", kwargs={"code": found[0].code})
    title = _("Search: %(text)s") % {"text": text} if text else _("Search")
    return SearchPage(PageHead(title), people if hits else None, places if found else None, empty, only)


def _row(hit: SearchHit, language: str) -> Row:
    hamlet = hit.hamlet_name_en if language.startswith("en") and hit.hamlet_name_en else hit.hamlet_name
    return Row(
        (
            Link(hit.name, reverse("desk_household", kwargs={"code": hit.household})),
            hit.householder,
            Link(hamlet, reverse("desk_place", kwargs={"code": hit.hamlet})),
            str(hit.birth_year or ""),
            hit.household,
            _(_GROUNDS[hit.matched]),
        )
    )
