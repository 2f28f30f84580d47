"""One household becoming two, and two becoming one."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import LandTooMuch, NobodyChosen, NobodyLeft, NotAMember
from shihu.base.registry.models import Household, HouseholdStatus, Wish
from shihu.base.registry.queries.codes import next_code
from shihu.base.registry.rules import facts
from shihu.base.registry.rules.relations import HOUSEHOLDER, OTHER, relation_after
from shihu.base.registry.types.households import HouseholdEnd, MemberEnd, Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_


@transaction.atomic
def split_household(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    leaving: Collection[UUID],
    householder: UUID,
    day: date,
    successor: UUID | None = None,
    land_mu: Decimal | None = None,
    reason: str = "",
) -> Outcome:
    """Let some members found a household of their own in the same hamlet, one of them its householder.

    The new household takes the statuses with their dates: what the family was, both halves were. It takes
    the wishes too, and as much of the land as is given.
    """
    work = Work(actor=actor, now=now, action="registry.split_household", reason=reason)
    home = work.home(household, version)
    work.day(day, home)
    if not leaving:
        raise NobodyChosen(where="leaving")
    going = [work.member(home, person, day, where="leaving") for person in dict.fromkeys(leaving)]
    head = next((m for m in going if m.person_id == householder), None)
    if head is None:
        raise NotAMember(where="householder", household=home.code)
    if len(going) == work.open_members(home).count():
        raise NobodyLeft(where="leaving", household=home.code)
    # What they were to the old householder, before anybody's relation changes.
    were = {m.person_id: m.relation_id for m in going}
    work.let_go(home, going, day, MemberEnd.SPLIT, successor=successor)
    new = Household(
        code=next_code(home.hamlet_id),
        hamlet_id=home.hamlet_id,
        householder=head.person,
        street=home.street,
        street_order=home.street_order,
        lon=home.lon,
        lat=home.lat,
        willing=home.willing,
        land_mu=_share(home, land_mu),
        since=day,
    )
    work.begin(new)
    for member in going:
        relation = (
            HOUSEHOLDER
            if member is head
            else relation_after(were[member.person_id], successor_was=were[householder], sex=member.person.sex)
        )
        work.join(new, member.person, relation, day)
    _inherit(home, new)
    work.says(
        N_("Household %(household)s begins on %(day)s with %(count)d persons; %(name)s is the householder."),
        household=new.code,
        day=day,
        count=len(going),
        name=head.person.name,
    )
    work.says(N_("It takes over statuses and wishes of household %(household)s."), household=home.code)
    if new.land_mu:
        work.says(N_("%(land)s mu of land go to the new household."), land=new.land_mu)
    return work.done(home)


@transaction.atomic
def merge_households(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    into: str,
    day: date,
    into_version: int | None = None,
    relations: Mapping[UUID, str] | None = None,
    reason: str = "",
) -> Outcome:
    """Let everybody of one household belong to another; the first one ends and tells what it became."""
    work = Work(actor=actor, now=now, action="registry.merge_households", reason=reason)
    home = work.home(household, version, beside=into)
    other = work.other(into, into_version, beside=home)
    work.day(day, home)
    work.day(day, other)
    given = relations or {}
    going = [work.member(home, m.person_id, day) for m in work.open_members(home)]
    for member in going:
        work.leave(member, day, MemberEnd.MERGED)
    work.end(home, day, HouseholdEnd.MERGED, became=other)
    for member in going:
        relation = work.relation(given.get(member.person_id, OTHER), where="relations")
        work.join(other, member.person, relation, day)
        work.says(
            N_("%(name)s belongs to household %(household)s from %(day)s as: %(relation)s."),
            name=member.person.name,
            household=other.code,
            day=day,
            relation=relation,
        )
    if home.land_mu:
        other.land_mu = facts.land((other.land_mu or Decimal(0)) + home.land_mu)
        other.save(update_fields=["land_mu"])
        work.says(N_("%(land)s mu of land go to household %(household)s."), land=home.land_mu, household=other.code)
    return work.done(home)


def _share(home: Household, land_mu: Decimal | None) -> Decimal | None:
    share = facts.land(land_mu)
    if share is None:
        return None
    if home.land_mu is None or share > home.land_mu:
        raise LandTooMuch(where="land_mu", has=home.land_mu or 0, given=share)
    home.land_mu -= share
    home.save(update_fields=["land_mu"])
    return share


def _inherit(home: Household, new: Household) -> None:
    HouseholdStatus.objects.bulk_create(
        [
            HouseholdStatus(
                household=new, vocabulary=s.vocabulary, term_id=s.term_id, since=s.since, until=s.until, reason=s.reason
            )
            for s in HouseholdStatus.objects.filter(household=home)
        ]
    )
    Wish.objects.bulk_create(
        [Wish(household=new, term_id=w.term_id, rank=w.rank) for w in Wish.objects.filter(household=home)]
    )
