"""What the registry already holds of the people in a roster, read in a few large queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models

from shihu.base.registry.models import (
    Household,
    HouseholdStatus,
    Membership,
    Partner,
    Person,
    Skill,
    Wish,
)
from shihu.base.registry.rules.people import id_index
from shihu.base.registry.types.roster import RosterHousehold
from shihu.kernel.chunks import chunks

_M = TypeVar("_M", bound=models.Model)


def _within(manager: "models.Manager[_M]", column: str, values: Iterable[Any], **more: Any) -> Iterator[_M]:
    for chunk in chunks(values):
        yield from manager.filter(**{f"{column}__in": chunk}, **more)


@dataclass(slots=True)
class Stored:
    """The rows that a roster touches, with the dictionaries by which they are found."""

    indexes: dict[str, str] = field(default_factory=dict)  # ID number -> blind index
    households: dict[UUID, Household] = field(default_factory=dict)
    by_code: dict[str, Household] = field(default_factory=dict)
    persons: dict[UUID, Person] = field(default_factory=dict)
    by_index: dict[str, Person] = field(default_factory=dict)
    members: dict[UUID, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    membership_of: dict[UUID, Membership] = field(default_factory=dict)
    statuses: dict[UUID, list[HouseholdStatus]] = field(default_factory=lambda: defaultdict(list))
    wishes: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    skills: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    partners: dict[UUID, dict[UUID, str]] = field(default_factory=lambda: defaultdict(dict))


def read(roster: Sequence[RosterHousehold], same_as: Iterable[UUID] = ()) -> Stored:
    """Read everything that the roster may touch: its households, its persons wherever they now belong."""
    stored = Stored()
    key = settings.RECORD_KEY
    numbers = {person.id_number for household in roster for person in household.members if person.id_number}
    stored.indexes = {number: id_index(number, master=key) for number in numbers}
    if not Person.objects.exists():
        return stored
    _take_persons(stored, _within(Person.objects, "id_index", stored.indexes.values()))
    _take_persons(stored, _within(Person.objects, "pk", set(same_as)))
    memberships = list(_within(Membership.objects, "person_id", list(stored.persons), until=None))
    codes = {household.code for household in roster if household.code}
    codes |= {code for household in roster for code in (*household.prefers, *household.refuses)}
    for household in _within(Household.objects, "code", codes):
        stored.households[household.pk] = household
    missing = {m.household_id for m in memberships} - set(stored.households)
    for household in _within(Household.objects, "pk", missing):
        stored.households[household.pk] = household
    stored.by_code = {household.code: household for household in stored.households.values()}
    for membership in _within(Membership.objects, "household_id", list(stored.households), until=None):
        stored.members[membership.household_id].append(membership)
        stored.membership_of[membership.person_id] = membership
    _take_persons(stored, _within(Person.objects, "pk", set(stored.membership_of) - set(stored.persons)))
    for status in _within(HouseholdStatus.objects, "household_id", list(stored.households)):
        stored.statuses[status.household_id].append(status)
    for wish in _within(Wish.objects, "household_id", list(stored.households)):
        stored.wishes[wish.household_id].append(wish.term_id)
    for partner in _within(Partner.objects, "household_id", list(stored.households)):
        stored.partners[partner.household_id][partner.other_id] = partner.kind
    for skill in _within(Skill.objects, "person_id", list(stored.persons)):
        stored.skills[skill.person_id].add(skill.term_id)
    return stored


def _take_persons(stored: Stored, found: Iterable[Person]) -> None:
    for person in found:
        stored.persons[person.pk] = person
        if person.id_index:
            stored.by_index[person.id_index] = person


def facts_of(row: models.Model) -> dict[str, Any]:
    """Return every column of a row by its attribute name."""
    return {name: value for name, value in vars(row).items() if name != "_state"}


def image(stored: Stored, household: Household) -> dict[str, Any]:
    """Return the household as it stands, with everything that a roster may change, ready for JSON."""
    members = stored.members[household.pk]
    return {
        "household": facts_of(household),
        "memberships": [facts_of(membership) for membership in members],
        "persons": [person_image(stored, stored.persons[m.person_id]) for m in members],
        "statuses": [facts_of(status) for status in stored.statuses[household.pk]],
        "wishes": list(stored.wishes[household.pk]),
        "partners": dict(sorted((str(other), kind) for other, kind in stored.partners[household.pk].items())),
    }


def person_image(stored: Stored, person: Person) -> dict[str, Any]:
    """Return a person's columns and skills."""
    return {"facts": facts_of(person), "skills": sorted(stored.skills[person.pk])}
