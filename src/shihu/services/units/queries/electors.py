"""Who lives in a unit, and who of them the actor is: what every act of choosing heads begins with."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.registry.queries import people_of
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import HeadRulesVersion, HeadTerm, Seat, Unit
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import Facts, HeadRules, Office, UnitRow

STANDING = Q(since__isnull=False, until=None)


def in_force(place: str) -> Q:
    """Units in force of a place and all under it."""
    return STANDING & within("hamlet_id", [place])


def held_on(on: date) -> Q:
    """Terms held on the day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def seated(unit: UUID) -> list[UUID]:
    """Return the households that sit in the unit now."""
    return list(Seat.objects.filter(STANDING, unit=unit).values_list("household_id", flat=True))


def people_in(unit: UUID, *, on: date) -> list[HouseholdPerson]:
    """Return the people of the unit's households. Its members know each other: no role is asked for."""
    return people_of(seated(unit), actor=SYSTEM, on=on)


def own(unit: UUID, *, actor: Actor) -> tuple[UUID, UUID] | None:
    """Return the actor's own (household, person) in the unit, where they sign in as a head or villager of it."""
    scopes = actor.scopes({Role.HEAD, Role.VILLAGER})
    if not actor.is_known or not scopes:
        return None
    return (
        Seat.objects.filter(
            STANDING,
            within("unit__hamlet_id", scopes),
            unit=unit,
            household__memberships__person__account=actor.key,
            household__memberships__until=None,
        )
        .values_list("household_id", "household__memberships__person_id")
        .first()
    )


def require_seen(unit: Unit, *, actor: Actor) -> tuple[UUID, UUID] | None:
    """Return the actor's own household and person in the unit; NotFound for those who may not even see it."""
    mine = own(unit.pk, actor=actor)
    if mine is None and not policies.SEE_HEADS.allows(actor, unit.hamlet_id):
        raise NotFound
    return mine


def heading(persons: Collection[UUID], *, on: date, but: UUID | None = None) -> dict[UUID, str]:
    """Return the names of the units in force that these persons head on the day, leaving out the unit ``but``."""
    held = HeadTerm.objects.filter(
        held_on(on), person__in=persons, office=Office.HEAD.value, is_interim=False, unit__until=None
    ).exclude(unit=but)
    return dict(held.values_list("person_id", "unit__name"))


def facts_of(people: Sequence[HouseholdPerson], unit: UUID, *, on: date) -> dict[UUID, Facts]:
    """Return what decides whether each of the unit's people may stand."""
    elsewhere = heading([p.person for p in people], on=on, but=unit)
    return {
        p.person: Facts(
            name=p.name,
            birth=p.birth,
            is_seated=True,
            is_able=p.is_able,
            heads=elsewhere.get(p.person, ""),
            is_party_member=p.is_party_member,
        )
        for p in people
    }


def head_rules(place: str, *, on: date) -> HeadRules:
    """Return the rules of choosing heads in force at a place on the day: the nearest place's newest, else the default.

    A village's own rules come before the township's, whatever their dates.
    """
    held = HeadRulesVersion.objects.filter(since__lte=on, place__in=[place[:n] for n in range(2, len(place) + 1)])
    found = sorted(held, key=lambda v: (len(v.place_id), v.since))
    return rules.rules_from_plain(found[-1].values) if found else HeadRules()


def head_rules_history(place: str, *, actor: Actor) -> list[tuple[date, str, str, HeadRules]]:
    """Return (since, place, source, rules) of every version that holds or held at a place, newest first."""
    policies.SEE_HEADS.require(actor, place)
    return [
        (v.since, v.place_id, v.source, rules.rules_from_plain(v.values))
        for v in HeadRulesVersion.objects.all()
        if lies_in(place, v.place_id)
    ]


def hamlet_of(key: UUID) -> str:
    """Return the hamlet of a unit; empty where there is none."""
    return Unit.objects.filter(pk=key).values_list("hamlet_id", flat=True).first() or ""


def unit_named(key: UUID) -> UnitRow:
    """Return a unit's name and place without its seats; NotFound where there is none."""
    u = Unit.objects.filter(pk=key).first()
    if u is None:
        raise NotFound
    return UnitRow(u.pk, u.formation_id, u.hamlet_id, u.ordinal, u.name, u.facts, u.since, u.until)
