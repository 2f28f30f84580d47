"""Which place a list is of."""

from shihu.base.places.queries import place
from shihu.base.places.types import PlaceRow
from shihu.base.registry.policies import EXPORT_ROSTER, IMPORT_ROSTER, KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def place_of_list(asked: str, *, actor: Actor) -> PlaceRow:
    """Return the place asked for, else the first of the actor's own; NotFound outside their area."""
    scopes = SEE_HOUSEHOLDS.scopes(actor)
    if not scopes:
        raise NotFound
    if asked or scopes[0]:
        code = asked or scopes[0]
        if not code.isdecimal():
            raise NotFound
        SEE_HOUSEHOLDS.require(actor, code)
        return place(code, actor=actor)
    return PlaceRow("", "全国", "Whole country")


def may_keep(place_code: str, *, actor: Actor) -> bool:
    """Tell whether the actor may change households there."""
    return KEEP_HOUSEHOLDS.allows(actor, place_code)


def may_import(place_code: str, *, actor: Actor) -> bool:
    """Tell whether the actor may load rosters there."""
    return IMPORT_ROSTER.allows(actor, place_code)


def may_export(place_code: str, *, actor: Actor) -> bool:
    """Tell whether the actor may take lists away."""
    return EXPORT_ROSTER.allows(actor, place_code)
