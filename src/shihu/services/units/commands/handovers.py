"""Ticking what is handed over, and keeping the list of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies
from shihu.services.units.errors import NoItems, RulesInThePast, TickedAlready
from shihu.services.units.models import Handover, HandoverItem, HandoverTemplate
from shihu.services.units.queries import handovers as queries


@transaction.atomic
def tick_item(*, actor: Actor, now: datetime, item: int, side: Literal["given", "taken"], note: str = "") -> bool:
    """Tick a thing as given (by the leaving head) or taken (by the arriving one); cadre and officer for either.

    Returns True when this was the last tick, and the hand-over is closed.
    """
    found = HandoverItem.objects.select_for_update().filter(pk=item).first()
    if found is None:
        raise NotFound
    detail = queries.handover(found.handover_id, actor=actor)
    if not (detail.may_give if side == "given" else detail.may_take):
        raise NotAllowed
    if getattr(found, f"{side}_on") is not None:
        raise TickedAlready
    today = timezone.localdate(now)
    setattr(found, f"{side}_on", today)
    setattr(found, f"{side}_by", actor.name[:80])
    found.note = note.strip()[:200] or found.note
    found.save()
    told = {"item": found.label, "side": side}
    change = Change("units.handover_tick", "handover", str(found.handover_id), detail.hamlet, None, told)
    record(actor=actor, now=now, changes=[change])
    items = HandoverItem.objects.filter(handover=found.handover_id)
    is_done = not items.filter(given_on=None).exists() and not items.filter(taken_on=None).exists()
    if is_done:
        Handover.objects.filter(pk=found.handover_id).update(closed_on=today)
    return is_done


@transaction.atomic
def keep_handover_list(*, actor: Actor, now: datetime, place: str, since: date, items: Sequence[str]) -> None:
    """Set what heads of a place hand over from a day on; hand-overs under way keep their list."""
    policies.RUN_ELECTIONS.require(actor, place, seen=policies.SEE_HEADS.allows(actor, place))
    listed = [item.strip() for item in items if item.strip()]
    if not listed or any(len(item) > 80 for item in listed):
        raise NoItems(where="items")
    if since < timezone.localdate(now):
        raise RulesInThePast(where="since")
    HandoverTemplate.objects.update_or_create(place_id=place, since=since, defaults={"items": listed})
    told = {"since": since, "items": listed}
    record(actor=actor, now=now, changes=[Change("units.handover_list", "place", place, place, None, told)])
