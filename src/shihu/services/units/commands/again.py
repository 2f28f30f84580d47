"""Asking for units to be solved again: from a draft or a proposal, or from the units in force."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import queries, rules
from shihu.services.units.commands.asking import Asking
from shihu.services.units.errors import NotADraft, NoUnitsInForce, UnitsElsewhere
from shihu.services.units.models import IN_FORCE, Formation, Unit
from shihu.services.units.types import REPAIR_PRICE, Again, Choices


@transaction.atomic
def ask_again(*, actor: Actor, now: datetime, key: UUID | str, again: Again) -> UUID:
    """Ask for the units of a draft or a proposal to be solved again as ``again`` says; return the new formation's key.

    The earlier formation stays as it is, so that the two can be compared.
    """
    base = Formation.objects.select_for_update().filter(pk=key).first()
    if base is None:
        raise NotFound
    asking = Asking(actor=actor, now=now, place=base.place_id)
    if base.state not in {Formation.State.DRAFT, Formation.State.PROPOSED}:
        raise NotADraft
    named = {*again.locked_units, *again.pinned.values()}
    if named - set(Unit.objects.filter(formation=base).values_list("pk", flat=True)):
        raise UnitsElsewhere
    choices = again.choices or queries.asked(base.pk, actor=actor).choices
    rules.checked_price(again.price)
    formation = Formation(place_id=base.place_id, kind=Formation.Kind.AGAIN, based_on=base, again=_stored(again))
    return asking.queue(formation, choices)


@transaction.atomic
def ask_repair(
    *, actor: Actor, now: datetime, place: str, price: float = REPAIR_PRICE, choices: Choices | None = None
) -> UUID:
    """Ask for a repair of the units in force at a hamlet or a village: newcomers seated, rules kept, few moved.

    Units keep their rows and their names. Choices are those of the newest formation in force unless given.
    """
    asking = Asking(actor=actor, now=now, place=place)
    units = queries.units_touching(place)
    if not units:
        raise NoUnitsInForce(where="place")
    newest = (
        Formation.objects.filter(pk__in=Unit.objects.filter(IN_FORCE, pk__in=[u.pk for u in units]).values("formation"))
        .order_by("-asked_at")
        .first()
    )
    chosen = choices or (queries.asked(newest.pk, actor=actor).choices if newest else Choices())
    rules.checked_price(price)
    again = Again(price=price)
    formation = Formation(place_id=place, kind=Formation.Kind.REPAIR, based_on=newest, again=_stored(again))
    return asking.queue(formation, chosen)


def _stored(again: Again) -> dict[str, object]:
    """As plain JSON; the choices are kept with the formation's own."""
    told = asdict(again)
    del told["choices"]
    return told | {
        "locked_units": [str(key) for key in again.locked_units],
        "pinned": {code: str(key) for code, key in again.pinned.items()},
        "together": [list(pair) for pair in again.together],
        "left_out": dict(again.left_out),
    }
