"""What mediation says in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.places.types import PlaceRow
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.refusals import N_
from shihu.services.linkages.types.mediation import Court, MediationLevel, Performed

PERFORMED = {
    Performed.DONE: N_("Kept in full"),
    Performed.PARTLY: N_("Kept in part"),
    Performed.NOT: N_("Not kept"),
}
COURT = {
    Court.CONFIRMED: N_("Confirmed: the court can enforce it"),
    Court.REFUSED: N_("Not confirmed"),
}
LISTS = {
    MediationLevel.GROUP: N_("Mediates for the group"),
    MediationLevel.PANEL: N_("May sit on the hearing panel"),
}
FREE = N_("Mediation is free of charge. Nobody may take money or gifts for it.")


def language() -> str:
    """Return the reader's language."""
    return get_language() or "zh-hans"


def is_english() -> bool:
    """Tell whether the reader reads English."""
    return language().startswith("en")


def listed(names: Iterable[str]) -> str:
    """Return several names as one text."""
    return (", " if is_english() else "、").join(names)


def matter(key: str, terms: Mapping[str, TermRow]) -> str:
    """Return what a dispute is about, in a word."""
    return terms[key].name(language()) if key in terms else key


def place(code: str, places: Mapping[str, PlaceRow]) -> str:
    """Return the name of a place."""
    return places[code].label(language()) if code in places else code


def against(one: Iterable[str], other: Iterable[str]) -> str:
    """Return who stands against whom."""
    return _("%(one)s and %(other)s") % {"one": listed(one), "other": listed(other)}
