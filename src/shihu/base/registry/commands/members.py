"""People coming, going, dying and taking over: the members of a household."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import AlreadyHouseholder, HouseholderRelation
from shihu.base.registry.models import Household, Membership
from shihu.base.registry.rules.relations import HOUSEHOLDER, relation_by_marriage
from shihu.base.registry.types.households import HouseholdEnd, MemberEnd, MemberStart, NewPerson, Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_

_CAME = {
    MemberStart.BORN: N_("%(name)s, born, belongs to household %(household)s from %(day)s."),
    MemberStart.MARRIED_IN: N_("%(name)s, married in, belongs to household %(household)s from %(day)s."),
    MemberStart.MOVED_IN: N_("%(name)s, moved in, belongs to household %(household)s from %(day)s."),
}
_WENT = {
    MemberEnd.DIED: N_("%(name)s died on %(day)s and leaves household %(household)s."),
    MemberEnd.MARRIED_OUT: N_("%(name)s marries out and leaves household %(household)s on %(day)s."),
    MemberEnd.MOVED: N_("%(name)s moves and leaves household %(household)s on %(day)s."),
}


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    person: NewPerson,
    how: MemberStart,
    day: date,
) -> Outcome:
    """Add somebody who was born, married in or moved in from outside the registry."""
    work = Work(actor=actor, now=now, action=f"registry.{how.value}")
    home = work.home(household, version)
    work.day(day, home)
    relation = work.relation(person.relation)
    newcomer = work.person(person, home.hamlet_id, day)
    work.join(home, newcomer, relation, day)
    work.says(_CAME[how], name=newcomer.name, household=home.code, day=day)
    return work.done(home, person=newcomer.pk)


@transaction.atomic
def remove_member(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    person: UUID,
    how: MemberEnd,
    day: date,
    successor: UUID | None = None,
    reason: str = "",
) -> Outcome:
    """Let a member go who married or moved to somewhere outside the registry.

    A householder who goes names who succeeds; when the last member goes, the household ends.
    """
    if how not in {MemberEnd.MARRIED_OUT, MemberEnd.MOVED}:
        raise ValueError(f"remove_member() does not record {how}")
    work = Work(actor=actor, now=now, action=f"registry.{how.value}", reason=reason)
    home = work.home(household, version)
    work.day(day, home)
    member = work.member(home, person, day)
    _let_one_go(work, home, member, day, how, successor)
    return work.done(home, person=person)


@transaction.atomic
def record_death(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    person: UUID,
    day: date,
    successor: UUID | None = None,
) -> Outcome:
    """Record a death. A householder is succeeded; a household of one ends."""
    work = Work(actor=actor, now=now, action="registry.died")
    home = work.home(household, version)
    work.day(day, home)
    member = work.member(home, person, day)
    member.person.died_on = day
    member.person.version += 1
    member.person.save(update_fields=["died_on", "version"])
    _let_one_go(work, home, member, day, MemberEnd.DIED, successor)
    return work.done(home, person=person)


@transaction.atomic
def change_householder(
    *, actor: Actor, now: datetime, household: str, version: int, successor: UUID, day: date, reason: str = ""
) -> Outcome:
    """Let another member be the householder from the day on; the others' relations follow."""
    work = Work(actor=actor, now=now, action="registry.change_householder", reason=reason)
    home = work.home(household, version)
    work.day(day, home)
    member = work.member(home, successor, day, where="successor")
    if member.relation_id == HOUSEHOLDER:
        raise AlreadyHouseholder(where="successor", name=member.person.name)
    work.crown(home, member, day, leaving=set())
    return work.done(home, person=successor)


@transaction.atomic
def set_relation(
    *, actor: Actor, now: datetime, household: str, version: int, person: UUID, relation: str, day: date
) -> Outcome:
    """Correct what a member is to the householder, from the day on."""
    work = Work(actor=actor, now=now, action="registry.set_relation")
    home = work.home(household, version)
    work.day(day, home)
    member = work.member(home, person, day)
    if member.relation_id == HOUSEHOLDER:
        raise HouseholderRelation(where="relation")
    work.relate(member, work.relation(relation), day)
    work.says(N_("%(name)s is then recorded as: %(relation)s."), name=member.person.name, relation=relation)
    return work.done(home, person=person)


@transaction.atomic
def move_member(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    person: UUID,
    into: str,
    relation: str,
    day: date,
    into_version: int | None = None,
    successor: UUID | None = None,
    reason: str = "",
) -> Outcome:
    """Let a member of one household belong to another one from the day on."""
    work = Work(actor=actor, now=now, action="registry.move_member", reason=reason)
    home = work.home(household, version, beside=into)
    other = work.other(into, into_version, beside=home)
    work.day(day, home)
    work.day(day, other)
    member = work.member(home, person, day)
    relation = work.relation(relation)
    _let_one_go(work, home, member, day, MemberEnd.MOVED, successor, became=other)
    work.join(other, member.person, relation, day)
    work.says(_CAME[MemberStart.MOVED_IN], name=member.person.name, household=other.code, day=day)
    return work.done(home, person=person)


@transaction.atomic
def record_marriage(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    person: UUID,
    into: str,
    spouse: UUID,
    day: date,
    into_version: int | None = None,
    successor: UUID | None = None,
) -> Outcome:
    """Let a member of one household marry a member of another and live there from the day on."""
    work = Work(actor=actor, now=now, action="registry.record_marriage")
    home = work.home(household, version, beside=into)
    other = work.other(into, into_version, beside=home)
    work.day(day, home)
    work.day(day, other)
    member = work.member(home, person, day)
    partner = work.member(other, spouse, day, where="spouse")
    _let_one_go(work, home, member, day, MemberEnd.MARRIED_OUT, successor, became=other)
    relation = relation_by_marriage(partner.relation_id, sex=member.person.sex)
    work.join(other, member.person, relation, day)
    work.says(
        N_("%(name)s marries %(spouse)s, belongs to household %(household)s from %(day)s as: %(relation)s."),
        name=member.person.name,
        spouse=partner.person.name,
        household=other.code,
        day=day,
        relation=relation,
    )
    return work.done(home, person=person)


def _let_one_go(
    work: Work,
    home: Household,
    member: Membership,
    day: date,
    how: MemberEnd,
    successor: UUID | None,
    *,
    became: Household | None = None,
) -> None:
    if not work.let_go(home, [member], day, how, successor=successor):
        end = {MemberEnd.DIED: HouseholdEnd.DIED_OUT}.get(how, HouseholdEnd.MERGED if became else HouseholdEnd.MOVED)
        work.end(home, day, end, became=became)
    work.says(_WENT[how], name=member.person.name, household=home.code, day=day)
