"""What an actor is to a case, and who may not handle it."""

from datetime import date
from uuid import UUID

from shihu.base.cases import policies
from shihu.base.cases.models import Case, Participant
from shihu.base.cases.types import Part, Secrecy, Standing
from shihu.base.registry.queries import close_to, own_household
from shihu.kernel.actors import Actor, Role


def parties_of(case: Case) -> tuple[set[UUID], set[UUID]]:
    """Return persons and households that are parties."""
    named = Participant.objects.filter(case=case, part=Part.PARTY.value, until=None)
    rows = list(named.values_list("person_id", "household_id"))
    return {person for person, _ in rows if person}, {home for _, home in rows if home}


def barred(case: Case, *, on: date) -> dict[UUID, str]:
    """Return who may not handle the case, and why: party, household, kin, conflict, handled.

    Whoever handled the original of an appeal does not handle the appeal.
    """
    persons, homes = parties_of(case)
    found: dict[UUID, str] = {**close_to(persons, homes, on=on), **dict.fromkeys(homes, "household")}
    aside = Participant.objects.filter(case=case, part=Part.CONFLICT.value, person__isnull=False)
    found |= {person: "conflict" for person in aside.values_list("person_id", flat=True) if person not in found}
    before = case.original
    while before is not None:
        handled = Participant.objects.filter(
            case=before, part__in=[Part.HANDLER.value, Part.PANEL.value], person__isnull=False
        )
        found |= {person: "handled" for person in handled.values_list("person_id", flat=True) if person not in found}
        before = before.original
    return found


def standing_of(case: Case, *, actor: Actor, on: date) -> Standing:
    """Return what the actor is to the case. Whoever is close to a party handles nothing of it."""
    named = Participant.objects.filter(policies.own_part(actor), case=case, until=None)
    rows = list(named.values_list("part", "level", "person_id").distinct())
    parts = {part for part, _, _ in rows}
    levels = frozenset(level for part, level, _ in rows if part in {Part.HANDLER.value, Part.PANEL.value})
    by_role = case.holder_person_id is None and actor.holds({Role(case.holder_role)}, case.holder_place)
    by_person = any(
        part == Part.HANDLER.value and level == case.level and person == case.holder_person_id
        for part, level, person in rows
    )
    keeps = policies.KEEP_CASES.allows(actor, case.place_id) and case.secrecy != Secrecy.SEALED
    is_party = Part.PARTY.value in parts
    in_conflict = is_party
    if not in_conflict and (by_role or by_person or keeps):
        own = own_household(actor=actor, on=on)
        in_conflict = own is not None and own.person in close_to(*parties_of(case), on=on)
    if by_role:
        levels |= {case.level}
    return Standing(is_party, by_role or by_person, keeps, levels, in_conflict)
