"""A person's own facts: name, number, phone, Party, labour, health, skills."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.audit.types import Change
from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import IdTaken
from shihu.base.registry.models import Household, Person, Skill
from shihu.base.registry.policies import sees_private
from shihu.base.registry.queries.images import person_image
from shihu.base.registry.rules import facts
from shihu.base.registry.rules.people import reading
from shihu.base.registry.types.households import Outcome, PersonFacts
from shihu.kernel.actors import Actor
from shihu.kernel.identity import ResidentId, resident_id
from shihu.kernel.refusals import N_, NotAllowed


@transaction.atomic
def amend_person(
    *, actor: Actor, now: datetime, person: UUID, version: int, about: PersonFacts, reason: str = ""
) -> Outcome:
    """Amend a person. The ID number is checked, tells birth and sex, and belongs to one person only."""
    work = Work(actor=actor, now=now, action="registry.amend_person", reason=reason)
    home, found = work.someone(person, version)
    before = person_image(found)
    name = facts.name(about.name)
    if name != found.name:
        read = reading(name)
        found.name, found.pinyin, found.initials = name, read.pinyin, read.initials
    found.birth, found.sex = about.birth, facts.sex(about.sex)
    if about.id_number is not None:
        _renumber(work, found, about.id_number)
    elif found.id_number:
        # The stored number was checked when it came in; only its date may have become impossible to re-check.
        _fit(found, resident_id(found.id_number, today=work.today, allow_reserved=True))
    if found.birth is not None:
        facts.day(found.birth, first=facts.EARLIEST, last=found.died_on or work.today, where="birth")
    found.phone = facts.phone(about.phone)
    found.is_party_member = about.is_party_member
    found.party_since = about.party_since if about.is_party_member else None
    if found.party_since is not None:
        facts.day(found.party_since, first=found.birth or facts.EARLIEST, last=work.today, where="party_since")
    if about.labour != found.labour_id:
        found.labour_id = facts.term(about.labour, "labour", on=work.today, terms=work.terms, where="labour")
    if about.health != found.health_id:
        if about.health is not None and not sees_private(actor, home):
            raise NotAllowed
        if sees_private(actor, home):
            found.health_id = facts.term(about.health, "health", on=work.today, terms=work.terms, where="health")
    found.may_head = about.may_head
    return _saved(work, home, found, before)


@transaction.atomic
def set_skills(*, actor: Actor, now: datetime, person: UUID, version: int, skills: Sequence[str]) -> Outcome:
    """Put down what a person can do."""
    work = Work(actor=actor, now=now, action="registry.set_skills")
    home, found = work.someone(person, version)
    before = person_image(found)
    kept = set(Skill.objects.filter(person=found).values_list("term_id", flat=True))
    facts.chosen([s for s in skills if s not in kept], "skill", on=work.today, terms=work.terms, where="skills")
    Skill.objects.filter(person=found).delete()
    Skill.objects.bulk_create([Skill(person=found, term_id=term) for term in dict.fromkeys(skills)])
    return _saved(work, home, found, before)


def _saved(work: Work, home: Household, found: Person, before: dict[str, object]) -> Outcome:
    found.version += 1
    found.save()
    after = person_image(found)
    work.also(Change("registry.amend_person", "person", str(found.pk), home.hamlet_id, before, after))
    work.says(N_("The facts of %(name)s are as given."), name=found.name)
    return work.done(home, person=found.pk)


def _renumber(work: Work, found: Person, given: str) -> None:
    if not given.strip():
        work.number(found, None)
        return
    known = work.checked_id(given)
    owner = work.owner_of(known)
    if owner is not None and owner.pk != found.pk:
        raise IdTaken(where="id_number")
    work.number(found, known)
    _fit(found, known)


def _fit(found: Person, known: ResidentId) -> None:
    found.birth, found.sex = facts.fitting(known, birth=found.birth, sex=found.sex)
