"""One formation from the registry's rows to the stored draft."""

from datetime import datetime

from django.utils import timezone

from shihu.base.jobs.types import Handle
from shihu.base.places.queries import names
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.units import commands, queries
from shihu.services.units.adapters.again import draft_again
from shihu.services.units.adapters.draft import draft_of
from shihu.services.units.errors import NoHouseholds


def run(handle: Handle, *, actor: Actor, now: datetime, key: str) -> None:
    """Form what was asked for under ``key`` and keep the draft. Safe to repeat."""
    asked = queries.asked(key, actor=actor)
    if not asked.is_waiting:
        return
    # The engine must keep apart those who refuse each other, whoever asks; refusals are not shown for that.
    households = formation_households(place=asked.place, actor=SYSTEM, on=timezone.localdate(now))
    if not any(household.willing for household in households):
        raise NoHouseholds
    places = names({household.hamlet for household in households})
    total = max(len(households), 1)

    def step(share: float) -> None:
        handle.step(round(share * total), total)

    step(0.0)
    named = {code: place.name for code, place in places.items()}
    middles = {c: (p.lon, p.lat) for c, p in places.items() if p.lon is not None and p.lat is not None}
    if asked.again is None:
        draft = draft_of(households, asked.choices, names=named, middles=middles, step=step)
    else:
        if asked.kind == "again" and asked.based_on is not None:
            earlier = queries.units_of_formation(asked.based_on)
        else:
            earlier = queries.units_in_force_at(asked.place)
        draft = draft_again(households, asked.choices, asked.again, earlier, names=named, middles=middles, step=step)
    commands.store_formation(actor=actor, now=now, key=key, draft=draft)
