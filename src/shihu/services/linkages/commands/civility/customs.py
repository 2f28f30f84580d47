"""Weddings and funerals, told to the red-and-white council of one's own will."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import household as household_of
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.civility import (
    BadCeiling,
    BadEventDay,
    EventOver,
    NotForTheHousehold,
    WordsNeeded,
)
from shihu.services.linkages.models import CouncilMember, CustomsEvent
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.queries.civility.village_rules import rules_in_force
from shihu.services.linkages.types.civility import ITEMS_OF

State = CustomsEvent.State
_FAR = 550  # days
_WORDS = 4


@transaction.atomic
def tell_event(
    *, actor: Actor, now: datetime, household: str, kind: str, day: date, plan: Mapping[str, int | None]
) -> UUID:
    """Tell the council of a coming wedding or funeral: an adult of the household, or the cadre for one who asks.

    Every number is voluntary: what is not said is not asked again.
    """
    today = timezone.localdate(now)
    home = household_of(household, actor=SYSTEM, on=today)
    village = home.hamlet[: Level.VILLAGE]
    mine = own_household(actor=actor, on=today)
    is_own = mine is not None and mine.code == home.code
    if not is_own and not policies.SEE_CUSTOMS.allows(actor, village):
        raise NotFound
    if mine is not None and is_own and not mine.is_adult:
        raise NotForTheHousehold
    if kind not in ITEMS_OF:
        raise NotFound
    if abs((day - today).days) > _FAR:
        raise BadEventDay(where="day", most=_FAR)
    rules = rules_in_force(village, on=today)
    made = CustomsEvent.objects.create(
        household_id=home.key,
        village_id=village,
        rules_id=rules.key if rules else None,
        kind=kind,
        day=day,
        plan=_numbers(kind, plan),
        told_by=actor.name,
        told_at=now,
    )
    # What was told stays between the household and the council: the audit says that, not what.
    _record(actor, now, "tell_event", made, {"kind": kind, "day": day})
    return made.pk


@transaction.atomic
def talk_over_event(*, actor: Actor, now: datetime, event: UUID, who: str, words: str) -> None:
    """Write down that the council talked with the household, and what they agreed."""
    found = _helped(actor, event)
    if not who.strip() or len(words.strip()) < _WORDS:
        raise WordsNeeded(where="words", least=_WORDS)
    found.state, found.talked_by, found.talk = State.TALKED, who.strip()[:80], words.strip()[:300]
    found.talked_on = timezone.localdate(now)
    found.save()
    _record(actor, now, "talk_over_event", found, {"who": found.talked_by})


@transaction.atomic
def finish_event(
    *, actor: Actor, now: datetime, event: UUID, result: Mapping[str, int | None], words: str = ""
) -> None:
    """Write down how it was held. The numbers are voluntary, as before."""
    found = _helped(actor, event)
    found.state, found.result = State.HELD, _numbers(found.kind, result)
    found.result_words = words.strip()[:300]
    found.save()
    _record(actor, now, "finish_event", found, {"state": found.state})


@transaction.atomic
def call_off_event(*, actor: Actor, now: datetime, event: UUID) -> None:
    """Take back what was told: the household itself, or the council for it."""
    found = _seen(actor, event, timezone.localdate(now))
    if found.state in {State.HELD, State.CALLED_OFF}:
        raise EventOver
    found.state = State.CALLED_OFF
    found.plan = {}
    found.save()
    _record(actor, now, "call_off_event", found, {"state": found.state})


@transaction.atomic
def keep_council_member(*, actor: Actor, now: datetime, village: str, name: str, duty: str) -> int:
    """Name a member of the council. The village knows who they are."""
    policies.KEEP_CIVILITY.require(actor, village, seen=reach.concerns(village, actor=actor))
    if len(village) != Level.VILLAGE:
        raise NotFound
    if not name.strip():
        raise WordsNeeded(where="name", least=2)
    made = CouncilMember.objects.create(
        village_id=village, name=name.strip()[:40], duty=duty.strip()[:40], since=timezone.localdate(now)
    )
    told = {"name": made.name, "duty": made.duty}
    change = Change("linkages.keep_council", "place", village, village, None, told)
    record(actor=actor, now=now, changes=[change])
    return made.pk


@transaction.atomic
def end_council_member(*, actor: Actor, now: datetime, member: int) -> str:
    """End somebody's time in the council; return its village."""
    found = CouncilMember.objects.select_for_update().filter(pk=member, until=None).first()
    if found is None or not reach.concerns(found.village_id, actor=actor):
        raise NotFound
    policies.KEEP_CIVILITY.require(actor, found.village_id, seen=True)
    found.until = timezone.localdate(now)
    found.save(update_fields=["until"])
    change = Change("linkages.keep_council", "place", found.village_id, found.village_id, {"name": found.name}, None)
    record(actor=actor, now=now, changes=[change])
    return found.village_id


def _seen(actor: Actor, key: UUID, today: date) -> CustomsEvent:
    found = CustomsEvent.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    mine = own_household(actor=actor, on=today)
    is_own = mine is not None and mine.key == found.household_id
    if not is_own and not policies.SEE_CUSTOMS.allows(actor, found.village_id):
        raise NotFound
    return found


def _helped(actor: Actor, key: UUID) -> CustomsEvent:
    found = CustomsEvent.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    if not policies.SEE_CUSTOMS.allows(actor, found.village_id):
        raise NotAllowed if reach.lives_in(found.household_id, actor=actor) else NotFound
    if found.state in {State.HELD, State.CALLED_OFF}:
        raise EventOver
    return found


def _numbers(kind: str, given: Mapping[str, int | None]) -> dict[str, int]:
    known = {item.value for item in ITEMS_OF[kind]}
    told = {key: value for key, value in given.items() if key in known and value is not None}
    if any(value < 0 for value in told.values()):
        raise BadCeiling(where="plan")
    return told


def _record(actor: Actor, now: datetime, action: str, found: CustomsEvent, new: dict[str, Any]) -> None:
    change = Change(f"linkages.{action}", "customs_event", str(found.pk), found.village_id, None, new)
    record(actor=actor, now=now, changes=[change])
