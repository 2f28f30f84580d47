"""Working out, household by household, what a roster adds and changes. Nothing is written here.

The rows of the registry are changed in memory only; ``writing`` puts them down in bulk. Before the first
change of a household its image is kept, so that a whole import can be taken back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from shihu.base.registry.commands.roster.stored import Stored, image, person_image
from shihu.base.registry.errors.imports import (
    HouseholderCount,
    HouseholderMissing,
    HouseholdOver,
    HouseholdTwice,
    PartnersUnknown,
    PersonDied,
    PersonTwice,
)
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person
from shihu.base.registry.rules.people import Reading, id_tail_index, reading
from shihu.base.registry.types.imports import Absent
from shihu.base.registry.types.roster import RosterHousehold, RosterPerson

HOUSEHOLDER = "relation.householder"
# A former householder whom the roster no longer names stays in the household as this.
FORMER = "relation.other"


@dataclass(slots=True)
class Merged:
    """The rows to be written."""

    persons_new: list[Person] = field(default_factory=list)
    persons_changed: dict[UUID, Person] = field(default_factory=dict)
    households_new: dict[UUID, Household] = field(default_factory=dict)
    households_changed: dict[UUID, Household] = field(default_factory=dict)
    householder_changed: set[UUID] = field(default_factory=set)
    memberships_new: list[Membership] = field(default_factory=list)
    memberships_changed: dict[int, Membership] = field(default_factory=dict)
    statuses_new: list[HouseholdStatus] = field(default_factory=list)
    statuses_changed: dict[int, HouseholdStatus] = field(default_factory=dict)
    wishes: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    skills: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    partners: dict[UUID, dict[UUID, str]] = field(default_factory=dict)
    images: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    absent: list[Absent] = field(default_factory=list)
    persons_moved: int = 0
    persons_of: dict[UUID, list[Person]] = field(default_factory=dict)


class Merge:
    """Takes households one after another; ``finish`` checks what only shows when all are known."""

    def __init__(
        self,
        stored: Stored,
        *,
        today: date,
        master: str,
        give_code: Callable[[str], str],
        same_as: Mapping[str, UUID],
    ) -> None:
        self.stored = stored
        self.today = today
        self.master = master
        self.give_code = give_code
        self.same_as = same_as
        self.out = Merged()
        self.placed: dict[UUID, str] = {}
        self.numbers: dict[str, str] = {}
        self.readings: dict[str, Reading] = {}
        self.taken: dict[UUID, str] = {}
        self.by_code: dict[str, Household] = {}
        self.pictured: set[UUID] = set()
        self.left: dict[UUID, Person] = {}
        self.asked: list[tuple[Household, RosterHousehold]] = []
        self.former: list[tuple[Household, UUID]] = []

    def add(self, new: RosterHousehold) -> Household:
        """Merge one household."""
        heads = [person for person in new.members if person.relation == HOUSEHOLDER]
        if len(heads) != 1:
            raise HouseholderCount(household=new.code or new.members[0].name, row=new.where, count=len(heads))
        twin = self.by_code.get(new.code)
        if twin is not None:
            raise HouseholdTwice(household=new.code, first=self.taken[twin.pk], second=new.where)
        household = self._find(new, heads[0])
        fresh = household is None
        if household is None:
            household = Household(
                code=new.code or self.give_code(new.hamlet),
                hamlet_id=new.hamlet,
                since=new.since or self.today,
                willing=new.willing,
            )
            self.out.households_new[household.pk] = household
        if household.pk in self.taken:
            raise HouseholdTwice(household=household.code, first=self.taken[household.pk], second=new.where)
        self.taken[household.pk] = new.where or household.code
        self.by_code |= {code: household for code in (household.code, new.code) if code}
        persons = [self._person(household, member, new, fresh=fresh) for member in new.members]
        self.out.persons_of[household.pk] = persons
        head = persons[new.members.index(heads[0])]
        if not fresh and household.householder_id != head.pk:
            self._replace_householder(household)
        facts: dict[str, object] = {
            "hamlet_id": new.hamlet,
            "householder_id": head.pk,
            "street": new.street,
            "street_order": new.street_order,
            "lon": new.lon,
            "lat": new.lat,
            "phone": new.phone,
            "land_mu": new.land_mu,
        }
        if "willing" not in new.silent:
            facts["willing"] = new.willing
        self._set(household, household, facts)
        self._statuses(household, new)
        if new.wishes and list(new.wishes) != self.stored.wishes[household.pk]:
            self._touch(household)
            self.out.wishes[household.pk] = new.wishes
        if new.prefers or new.refuses:
            self.asked.append((household, new))
        return household

    def finish(self) -> Merged:
        """Resolve partners, check the households that lost somebody, list who is absent, count versions."""
        for household, new in self.asked:
            self._partners(household, new)
        for household, former in self.former:
            self._keep_former(household, former)
        for key, person in self.left.items():
            household = self.stored.households[key]
            if household.householder_id == person.pk:
                raise HouseholderMissing(name=person.name, household=household.code)
        for key in self.taken:
            for membership in self.stored.members.get(key, ()):
                if membership.person_id not in self.placed:
                    code, name = self.stored.households[key].code, self.stored.persons[membership.person_id].name
                    self.out.absent.append(Absent(code, name))
        for key in self.out.images:
            household = self.stored.households[key]
            household.version += 1
            self.out.households_changed[key] = household
        for changed in self.out.persons_changed.values():
            changed.version += 1
        return self.out

    # --- finding ----------------------------------------------------------------------------------------

    def _find(self, new: RosterHousehold, head: RosterPerson) -> Household | None:
        found = self.stored.by_code.get(new.code) if new.code else None
        if found is not None and found.until is not None:
            raise HouseholdOver(household=found.code, row=new.where, day=found.until)
        if found is None:
            person = self._known(head)
            membership = self.stored.membership_of.get(person.pk) if person else None
            candidate = self.stored.households.get(membership.household_id) if membership else None
            # A householder who is only a member there, or whose household has a code that the file gives to
            # another one, starts a household of their own.
            if person and candidate and candidate.householder_id == person.pk and candidate.pk not in self.taken:
                found = candidate
        return found

    def _known(self, new: RosterPerson) -> Person | None:
        index = self.stored.indexes.get(new.id_number) if new.id_number else None
        found = self.stored.by_index.get(index) if index else None
        same = self.same_as.get(new.where) if found is None and new.where else None
        return self.stored.persons.get(same) if same else found

    def _alike(self, household: Household, new: RosterPerson) -> Person | None:
        """Return the member of the household with the same name and no other birth date."""
        for membership in self.stored.members[household.pk]:
            person = self.stored.persons[membership.person_id]
            if person.name != new.name or person.pk in self.placed:
                continue
            both_numbered = bool(new.id_number and person.id_index)
            if person.birth == new.birth or (not both_numbered and (person.birth is None or new.birth is None)):
                return person
        return None

    # --- persons ----------------------------------------------------------------------------------------

    def _person(self, household: Household, new: RosterPerson, of: RosterHousehold, *, fresh: bool) -> Person:
        if new.id_number in self.numbers:
            raise PersonTwice(name=new.name, first=self.numbers[new.id_number], second=new.where)
        if new.id_number:
            self.numbers[new.id_number] = new.where or new.name
        person = self._known(new) or (None if fresh else self._alike(household, new))
        if person is None:
            if not fresh:
                self._touch(household)
            return self._newcomer(household, new, of)
        if person.pk in self.placed:
            raise PersonTwice(name=new.name, first=self.placed[person.pk], second=new.where)
        if person.died_on is not None:
            raise PersonDied(name=new.name, row=new.where, day=person.died_on)
        self.placed[person.pk] = new.where or new.name
        self._belong(household, person, new, of, fresh=fresh)
        facts = self._facts(new, of)
        if person.name == new.name:
            del facts["pinyin"], facts["initials"]
        if facts.get("id_index") in (None, person.id_index):
            facts.pop("id_number", None)
        self._set(household, person, facts)
        if new.skills and set(new.skills) != self.stored.skills[person.pk]:
            self._touch(household, person)
            self.out.skills[person.pk] = new.skills
        return person

    def _newcomer(self, household: Household, new: RosterPerson, of: RosterHousehold) -> Person:
        """Somebody whom the registry does not have: nothing to compare."""
        told = {name: value for name, value in self._facts(new, of).items() if value not in (None, "")}
        person = Person(**told)
        self.placed[person.pk] = new.where or new.name
        self.out.persons_new.append(person)
        # Into a household that is new as well one comes with its beginning, but not before one is born.
        since = self.today if household.pk in self.stored.households else of.since or self.today
        since = max(since, new.birth or since)
        self.out.memberships_new.append(
            Membership(household_id=household.pk, person_id=person.pk, relation_id=new.relation, since=since)
        )
        if new.skills:
            self.out.skills[person.pk] = new.skills
        return person

    def _facts(self, new: RosterPerson, of: RosterHousehold) -> dict[str, Any]:
        """Return what the roster tells of a person, by column; what it does not tell is empty."""
        read = self.readings.get(new.name)
        if read is None:
            # Many share a name, and reading one is the slowest step of merging a person.
            read = self.readings[new.name] = reading(new.name)
        facts: dict[str, Any] = {
            "name": new.name,
            "pinyin": read.pinyin,
            "initials": read.initials,
            "sex": "" if new.sex == "unknown" else new.sex,
            "birth": new.birth,
            "phone": new.phone,
            "party_since": new.party_since,
            "labour_id": new.labour,
            "health_id": new.health,
            "may_head": new.may_head,
        }
        if "is_party_member" not in of.silent:
            facts["is_party_member"] = new.is_party_member
        if new.id_number:
            facts["id_number"] = new.id_number
            facts["id_index"] = self.stored.indexes[new.id_number]
            facts["id_tail"] = id_tail_index(new.id_number[-4:], master=self.master)
        return facts

    def _belong(
        self, household: Household, person: Person, new: RosterPerson, of: RosterHousehold, *, fresh: bool
    ) -> None:
        current = self.stored.membership_of.get(person.pk)
        since = of.since or self.today
        if current is not None and current.household_id == household.pk:
            if current.relation_id == new.relation:
                return
            self._relate(household, current, new.relation)
            return
        if current is not None:
            other = self.stored.households[current.household_id]
            self._touch(other)
            self._close(current, "moved")
            if other.householder_id == person.pk:
                self.left[other.pk] = person
            self.out.persons_moved += 1
            since = self.today
        if not fresh:
            self._touch(household, person)
        self.out.memberships_new.append(
            Membership(household=household, person=person, relation_id=new.relation, since=since)
        )

    def _relate(self, household: Household, current: Membership, relation: str) -> None:
        """Give a member another relation: the old one ends today, unless it began today."""
        self._touch(household)
        if current.since >= self.today:
            current.relation_id = relation
            self.out.memberships_changed[current.pk] = current
            return
        self._close(current, "relation")
        self.out.memberships_new.append(
            Membership(household=household, person_id=current.person_id, relation_id=relation, since=self.today)
        )

    def _close(self, membership: Membership, reason: str) -> None:
        membership.until = max(self.today, membership.since)
        membership.ended_by = reason
        self.out.memberships_changed[membership.pk] = membership

    def _replace_householder(self, household: Household) -> None:
        self._touch(household)
        self.out.householder_changed.add(household.pk)
        self.former.append((household, household.householder_id))

    def _keep_former(self, household: Household, former: UUID) -> None:
        """A former householder whom the roster names nowhere stays in the household, as somebody else."""
        before = self.stored.membership_of.get(former)
        if former in self.placed or before is None or before.household_id != household.pk:
            return
        if before.relation_id == HOUSEHOLDER:
            self._relate(household, before, FORMER)

    # --- household --------------------------------------------------------------------------------------

    def _statuses(self, household: Household, new: RosterHousehold) -> None:
        rows = self.stored.statuses[household.pk]
        for term, since, until, reason in sorted(new.statuses, key=lambda status: status[1]):
            vocabulary = term.partition(".")[0]
            of_kind = [row for row in rows if row.vocabulary == vocabulary]
            still = next((row for row in of_kind if row.until is None), None)
            same = next((row for row in of_kind if row.term_id == term and row.since == since), None)
            if same is None and until is None and still is not None and still.term_id == term:
                continue
            if same is not None and (same.until == until or until is None):
                continue
            self._touch(household)
            if same is not None:
                self._change_status(same, until=until)
                continue
            start = since
            if still is not None and until is None:
                start = max(since, still.since)
                if start == still.since:
                    # Corrected on the day it began: one day cannot hold two.
                    self._change_status(still, term_id=term)
                    continue
                self._change_status(still, until=start)
            row = HouseholdStatus(
                household=household, term_id=term, vocabulary=vocabulary, since=start, until=until, reason=reason
            )
            rows.append(row)
            self.out.statuses_new.append(row)

    def _change_status(self, row: HouseholdStatus, **facts: object) -> None:
        for name, value in facts.items():
            setattr(row, name, value)
        if row.pk is not None:
            self.out.statuses_changed[row.pk] = row

    def _partners(self, household: Household, new: RosterHousehold) -> None:
        wanted: dict[UUID, str] = {}
        for kind, codes in ((Partner.Kind.PREFERS, new.prefers), (Partner.Kind.REFUSES, new.refuses)):
            for code in codes:
                other = self.by_code.get(code) or self.stored.by_code.get(code)
                if other is None:
                    raise PartnersUnknown(household=household.code, row=new.where, partner=code)
                if other.pk != household.pk:
                    wanted[other.pk] = kind.value
        held = self.stored.partners[household.pk]
        told = {kind for kind, codes in (("prefers", new.prefers), ("refuses", new.refuses)) if codes}
        kept = {other: kind for other, kind in held.items() if kind not in told}
        if {**kept, **wanted} != held:
            self._touch(household)
            self.out.partners[household.pk] = {**kept, **wanted}

    # --- changing ---------------------------------------------------------------------------------------

    def _set(self, household: Household, row: models.Model, facts: Mapping[str, object]) -> None:
        """Set the told facts that differ; empty ones say nothing."""
        told = {n: v for n, v in facts.items() if v not in (None, "") and getattr(row, n) != v}
        if not told:
            return
        self._touch(household, row if isinstance(row, Person) else None)
        for name, value in told.items():
            setattr(row, name, value)
        if isinstance(row, Person) and row.pk in self.stored.persons:
            self.out.persons_changed[row.pk] = row

    def _touch(self, household: Household, person: Person | None = None) -> None:
        """Keep the image of a household (and of somebody who is not its member) before its first change."""
        if household.pk not in self.stored.households:
            return
        if household.pk not in self.out.images:
            self.out.images[household.pk] = image(self.stored, household)
            self.pictured.update(m.person_id for m in self.stored.members[household.pk])
        if person is not None and person.pk in self.stored.persons and person.pk not in self.pictured:
            self.pictured.add(person.pk)
            self.out.images[household.pk]["persons"].append(person_image(self.stored, person))
