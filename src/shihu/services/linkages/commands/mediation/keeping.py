"""What mediation rests on: the township's time limits, and the lists of who mediates."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import person_meant
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.mediation import BadMediationTerms, MediatorGone, OneMediates, TermsInThePast
from shihu.services.linkages.models import MediationRule, Mediator
from shihu.services.linkages.types.mediation import MediationLevel, MediationTerms

_MOST = 60


@transaction.atomic
def set_terms(*, actor: Actor, now: datetime, place: str, terms: MediationTerms) -> None:
    """Set the township's time limits from a day on. What is under way keeps its own."""
    sees = policies.SEE_MEDIATION.allows(actor, place)
    policies.SET_MEDIATION_TERMS.require(actor, place, seen=sees)
    if level_of(place) != Level.TOWNSHIP:
        raise NotFound
    days = (terms.head_days, terms.group_days, terms.panel_days)
    if any(not 1 <= one <= _MOST for one in days) or not 1 <= terms.visit_days <= 3 * _MOST:
        raise BadMediationTerms(where="head_days")
    if terms.unit not in {"ND", "WD"}:
        raise BadMediationTerms(where="unit")
    if terms.since < timezone.localdate(now):
        raise TermsInThePast(where="since")
    kept = {
        "head_days": terms.head_days,
        "group_days": terms.group_days,
        "panel_days": terms.panel_days,
        "unit": terms.unit,
        "visit_days": terms.visit_days,
    }
    MediationRule.objects.update_or_create(
        place_id=place, since=terms.since, defaults={**kept, "made_by": actor.name, "made_at": now}
    )
    told = {"since": terms.since, **kept}
    record(
        actor=actor, now=now, changes=[Change("linkages.set_mediation_terms", "mediation", place, place, None, told)]
    )


@transaction.atomic
def keep_mediator(
    *, actor: Actor, now: datetime, place: str, level: MediationLevel, person: str, since: date | None = None
) -> UUID:
    """Put somebody on a village's or hamlet's list: ``person`` is a name, or a name and a household code."""
    policies.KEEP_MEDIATORS.require(actor, place, seen=policies.SEE_MEDIATION.allows(actor, place))
    if len(place) < Level.VILLAGE or level == MediationLevel.HEAD:
        raise NotFound
    today = timezone.localdate(now)
    key = person_meant(person, place[: Level.VILLAGE], actor=actor, on=today)
    name = person.split(maxsplit=1)[0]
    if Mediator.objects.filter(place=place, level=level.value, person=key, until=None).exists():
        raise OneMediates(where="person", name=name)
    made = Mediator.objects.create(place_id=place, level=level.value, person_id=key, name=name, since=since or today)
    told = {"level": level.value, "name": name, "since": made.since}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.keep_mediator", "mediator", str(made.pk), place, None, told)],
    )
    return made.pk


@transaction.atomic
def end_mediator(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Take somebody off the list. Disputes that lie with them stay until they are given to another."""
    found = Mediator.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    sees = policies.SEE_MEDIATION.allows(actor, found.place_id)
    policies.KEEP_MEDIATORS.require(actor, found.place_id, seen=sees)
    if found.until is not None:
        raise MediatorGone
    found.until = max(timezone.localdate(now), found.since)
    found.save(update_fields=["until"])
    record(
        actor=actor,
        now=now,
        changes=[
            Change("linkages.end_mediator", "mediator", str(found.pk), found.place_id, None, {"until": found.until})
        ],
    )
