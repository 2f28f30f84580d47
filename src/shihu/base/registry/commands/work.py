"""One change under way: locks, checks and notes what is done, and writes the audit at its end.

Every command of households goes through here, so that three things hold everywhere: a household has one
householder on every day, a person is in at most one household on every day, and a row that was true stays
in the history with its dates.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.errors import (
    AlreadyAMember,
    AlreadyEnded,
    BadDate,
    HouseholderOnce,
    HouseholdUnknown,
    IdTaken,
    NotAMember,
    SameHousehold,
    Stale,
    SuccessorNeeded,
)
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person, Skill
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_PRIVATE, is_own, may_answer, sees
from shihu.base.registry.queries.images import image
from shihu.base.registry.rules import facts
from shihu.base.registry.rules.people import id_index, id_tail_index, plain_text, reading
from shihu.base.registry.rules.relations import HOUSEHOLDER, OTHER, relation_after
from shihu.base.registry.types.households import Happening, HouseholdEnd, MemberEnd, NewPerson, Outcome
from shihu.base.vocabularies.queries import all_terms
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.actors import Actor
from shihu.kernel.identity import BadResidentId, ResidentId, resident_id
from shihu.kernel.refusals import N_, NotAllowed, NotFound


class Work:
    """A change of one or more households by one actor at one moment."""

    def __init__(self, *, actor: Actor, now: datetime, action: str, reason: str = "") -> None:
        self.actor = actor
        self.today = timezone.localdate(now)
        self.happenings: list[Happening] = []
        self._now = now
        self._action = action
        self._reason = reason.strip()[:200]
        self._homes: dict[UUID, tuple[Household, dict[str, Any] | None]] = {}
        self._changes: list[Change] = []

    @cached_property
    def terms(self) -> Mapping[str, TermRow]:
        """Every term, read once."""
        return all_terms()

    # --- opening ------------------------------------------------------------------------------------

    def home(self, code: str, version: int, *, beside: str = "") -> Household:
        """Lock the household for change: it stands, the actor may keep it, nobody changed it meanwhile.

        ``beside`` is a second household that will be opened: both are locked in one order, so that two
        clerks who join the same two households from either side wait instead of blocking each other.
        """
        if beside:
            list(Household.objects.select_for_update().filter(code__in=[code, beside.strip()]).order_by("code"))
        found = self._locked(code)
        if found is None or not sees(self.actor, found):
            raise NotFound
        KEEP_HOUSEHOLDS.require(self.actor, found.hamlet_id, seen=True)
        return self._opened(found, version)

    def own(self, code: str, version: int) -> Household:
        """Lock the actor's own household, for what a household decides by itself."""
        found = self._locked(code)
        if found is None or not is_own(self.actor, found):
            raise NotFound
        return self._opened(found, version)

    def answering(self, code: str, version: int) -> Household:
        """Lock the household for what its people wish: by who keeps it, or by an adult of its own."""
        found = self._locked(code)
        if found is None or not sees(self.actor, found):
            raise NotFound
        if not may_answer(self.actor, found, self.today):
            raise NotAllowed
        return self._opened(found, version)

    def other(self, code: str, version: int | None, *, beside: Household) -> Household:
        """Lock a second household. ``version`` None takes it as it stands."""
        found = self._locked(code.strip())
        if found is None or not KEEP_HOUSEHOLDS.allows(self.actor, found.hamlet_id):
            raise HouseholdUnknown(where="into", given=code)
        if found.pk == beside.pk:
            raise SameHousehold(where="into")
        return self._opened(found, found.version if version is None else version)

    def someone(self, person: UUID, version: int) -> tuple[Household, Person]:
        """Lock a person and the household for change, where the actor keeps it and holds the newest picture."""
        membership = Membership.objects.select_related("household").filter(person_id=person, until=None).first()
        if membership is None:
            raise NotFound
        # The household is locked and counted up as well: who holds an older picture of it must notice.
        home = self.home(membership.household.code, membership.household.version)
        found = Person.objects.select_for_update().get(pk=person)
        if found.version != version:
            raise Stale
        return home, found

    def begin(self, home: Household) -> None:
        """Take a new household in hand."""
        home.save(force_insert=True)
        self._homes[home.pk] = (home, None)

    def _locked(self, code: str) -> Household | None:
        return Household.objects.select_for_update(of=("self",)).select_related("householder").filter(code=code).first()

    def _opened(self, home: Household, version: int) -> Household:
        if home.until is not None:
            raise AlreadyEnded(household=home.code, day=home.until)
        if home.version != version:
            raise Stale
        self._homes[home.pk] = (home, image(home))
        return home

    # --- people -------------------------------------------------------------------------------------

    def day(self, given: date, home: Household, *, where: str = "day") -> date:
        """Return the day of a change: the household stood, and it is not in the future."""
        return facts.day(given, first=home.since, last=self.today, where=where)

    def open_members(self, home: Household) -> QuerySet[Membership]:
        """Return who belongs to the household now."""
        return Membership.objects.filter(household=home, until=None).select_related("person").order_by("id")

    def member(self, home: Household, person: UUID, day: date, *, where: str = "person") -> Membership:
        """Return the membership of somebody who belongs to the household now and did on the day."""
        found = self.open_members(home).filter(person_id=person).first()
        if found is None:
            raise NotAMember(where=where, household=home.code)
        if found.since > day:
            raise BadDate(where="day", day=day, first=found.since, last=self.today)
        return found

    def relation(self, given: str, *, where: str = "relation") -> str:
        """Return a relation that somebody other than the householder can have."""
        if given == HOUSEHOLDER:
            raise HouseholderOnce(where=where, count=2)
        return facts.term(given, "relation", on=self.today, terms=self.terms, where=where) or OTHER

    def person(self, new: NewPerson, home_hamlet: str, day: date, *, where: str = "") -> Person:
        """Return the person as entered: a new one, or the one who already has this ID number and no household."""
        if new.health and not SEE_PRIVATE.allows(self.actor, home_hamlet):
            raise NotAllowed
        facts.name(new.name)
        birth, sex = new.birth, facts.sex(new.sex)
        known: ResidentId | None = None
        if new.id_number.strip():
            known = self.checked_id(new.id_number, where=f"{where}id_number")
            birth, sex = facts.fitting(known, birth=birth, sex=sex)
        if birth is not None:
            facts.day(birth, first=facts.EARLIEST, last=day, where=f"{where}birth")
        person = self._known(known, new, day, where=where) if known else None
        if person is None:
            read = reading(facts.name(new.name))
            person = Person(name=facts.name(new.name), pinyin=read.pinyin, initials=read.initials, sex=sex, birth=birth)
            if known:
                self.number(person, known)
        person.phone = facts.phone(new.phone) or person.phone
        person.is_party_member = new.is_party_member
        person.party_since = new.party_since if new.is_party_member else None
        person.labour_id = facts.term(new.labour, "labour", on=self.today, terms=self.terms, where=f"{where}labour")
        health = facts.term(new.health, "health", on=self.today, terms=self.terms, where=f"{where}health")
        person.health_id = health or person.health_id
        person.may_head = new.may_head
        person.save()
        skills = facts.chosen(new.skills, "skill", on=self.today, terms=self.terms, where=f"{where}skills")
        Skill.objects.filter(person=person).delete()
        Skill.objects.bulk_create([Skill(person=person, term_id=term) for term in skills])
        return person

    def checked_id(self, given: str, *, where: str = "id_number") -> ResidentId:
        """Return the ID number parsed, or refuse it by name."""
        allowed = bool(settings.RESERVED_IDS_ALLOWED)
        try:
            return resident_id(plain_text(given), today=self.today, allow_reserved=allowed)
        except BadResidentId as refusal:
            refusal.where = where
            raise

    def number(self, person: Person, known: ResidentId | None) -> None:
        """Put the ID number on the person with its two blind indexes, or take it away."""
        person.id_number = known.number if known else None
        person.id_index = id_index(known.number, master=settings.RECORD_KEY) if known else None
        person.id_tail = id_tail_index(known.number[-4:], master=settings.RECORD_KEY) if known else None

    def owner_of(self, known: ResidentId) -> Person | None:
        """Return who has this ID number."""
        return Person.objects.filter(id_index=id_index(known.number, master=settings.RECORD_KEY)).first()

    def _known(self, known: ResidentId, new: NewPerson, day: date, *, where: str) -> Person | None:
        person = self.owner_of(known)
        if person is None:
            return None
        # Who types a number and the name that goes with it knows the person; anybody else learns nothing.
        if person.name != facts.name(new.name) or person.died_on is not None:
            raise IdTaken(where=f"{where}id_number")
        if Membership.objects.filter(person=person, until=None).exists():
            raise AlreadyAMember(where=f"{where}id_number", name=person.name)
        last = Membership.objects.filter(person=person).order_by("-until").first()
        if last is not None and last.until is not None and last.until > day:
            raise BadDate(where="day", day=day, first=last.until, last=self.today)
        return person

    # --- memberships --------------------------------------------------------------------------------

    def join(self, home: Household, person: Person, relation: str, day: date) -> Membership:
        """Let the person belong to the household from the day on."""
        return Membership.objects.create(household=home, person=person, relation_id=relation, since=day)

    def leave(self, membership: Membership, day: date, how: MemberEnd) -> None:
        """End a membership on the day."""
        membership.until, membership.ended_by = day, how.value
        membership.save(update_fields=["until", "ended_by"])

    def relate(self, membership: Membership, relation: str, day: date) -> None:
        """Let a member have another relation to the householder from the day on."""
        if membership.relation_id == relation:
            return
        if membership.since >= day:
            # It never held the old relation for a whole day after the change: nothing to keep.
            membership.relation_id = relation
            membership.save(update_fields=["relation"])
            return
        self.leave(membership, day, MemberEnd.RELATION)
        self.join(membership.household, membership.person, relation, day)

    def let_go(
        self, home: Household, going: Iterable[Membership], day: date, how: MemberEnd, *, successor: UUID | None
    ) -> bool:
        """End memberships; a leaving householder is succeeded first. Tells whether anybody stays."""
        leaving = {m.person_id: m for m in going}
        staying = [m for m in self.open_members(home) if m.person_id not in leaving]
        if home.householder_id in leaving and staying:
            if successor is None:
                raise SuccessorNeeded(where="successor", name=home.householder.name)
            if successor in leaving:
                raise NotAMember(where="successor", household=home.code)
            self.crown(home, self.member(home, successor, day, where="successor"), day, leaving=set(leaving))
        for membership in leaving.values():
            self.leave(membership, day, how)
        return bool(staying)

    def crown(self, home: Household, successor: Membership, day: date, *, leaving: set[UUID]) -> None:
        """Make ``successor`` the householder from the day on and work out what the others are to them."""
        was = successor.relation_id
        former = self.member(home, home.householder_id, day)
        # The former householder first: for a moment nobody has the relation, never two.
        for member in sorted(self.open_members(home), key=lambda m: m.pk != former.pk):
            if member.person_id != successor.person_id and member.person_id not in leaving:
                relation = relation_after(member.relation_id, successor_was=was, sex=member.person.sex)
                self.relate(member, relation, day)
                self.says(N_("%(name)s is then recorded as: %(relation)s."), name=member.person.name, relation=relation)
        home.householder = successor.person
        home.save(update_fields=["householder"])
        self.relate(successor, HOUSEHOLDER, day)
        self.says(
            N_("%(name)s becomes householder of %(household)s on %(day)s."),
            name=successor.person.name,
            household=home.code,
            day=day,
        )

    def end(self, home: Household, day: date, how: HouseholdEnd, *, became: Household | None = None) -> None:
        """End a household that nobody belongs to any more."""
        last = Membership.objects.filter(household=home).aggregate(last=Max("until"))["last"]
        if last is not None and last > day:
            # Somebody left later than that: the household still stood on that day.
            raise BadDate(where="day", day=day, first=last, last=self.today)
        home.until, home.ended_by, home.became = day, how.value, became
        home.save(update_fields=["until", "ended_by", "became"])
        self._repoint(home, became)
        for status in HouseholdStatus.objects.filter(household=home, until=None):
            status.until = max(day, status.since)
            status.save(update_fields=["until"])
        self.says(N_("Household %(household)s ends on %(day)s and stays in the history."), household=home.code, day=day)

    def _repoint(self, home: Household, became: Household | None) -> None:
        """Whoever preferred or refused the household that ended now means the one it became, if any."""
        Partner.objects.filter(household=home).delete()
        pointing = Partner.objects.filter(other=home)
        if became is None:
            pointing.delete()
            return
        for partner in pointing.exclude(household=became):
            known = Partner.objects.filter(household_id=partner.household_id, other=became)
            if not known.exists():
                Partner.objects.filter(pk=partner.pk).update(other=became)
            elif partner.kind == Partner.Kind.REFUSES:
                # A refusal of either half outweighs a preference for the other.
                known.update(kind=Partner.Kind.REFUSES)
        Partner.objects.filter(other=home).delete()

    # --- the end ------------------------------------------------------------------------------------

    def says(self, sentence: str, **values: object) -> None:
        """Note one thing that was done, in words."""
        self.happenings.append(Happening(sentence, tuple(values.items())))

    def also(self, change: Change) -> None:
        """Note a change that is no household's."""
        self._changes.append(change)

    def done(self, home: Household, *, person: UUID | None = None) -> Outcome:
        """Count up the versions, write the audit and return what was done."""
        changes = []
        for kept, before in self._homes.values():
            if before is not None:
                kept.version += 1
                kept.save(update_fields=["version"])
            after = image(kept)
            changes.append(
                Change(self._action, "household", kept.code, kept.hamlet_id, before, after, reason=self._reason)
            )
        record(actor=self.actor, now=self._now, changes=[*changes, *self._changes])
        others = tuple(kept.code for kept, _ in self._homes.values() if kept.pk != home.pk)
        return Outcome(home.code, home.version, tuple(self.happenings), others, person)
