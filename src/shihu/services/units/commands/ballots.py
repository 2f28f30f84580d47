"""Voting on the phone, handing out papers, counting them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, When

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed
from shihu.services.units.commands.act import Act
from shihu.services.units.commands.counting import Counting
from shihu.services.units.errors import (
    CountDoesNotAddUp,
    CountedAlready,
    CountNotFit,
    HasVoted,
    NoPhoneVote,
    NotATeller,
    NotOnTheRoll,
    PhoneOnly,
    UnknownChoice,
    VotingClosed,
)
from shihu.services.units.models import RollEntry
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import BLANK, Count, Stage, Way


class Counted(StrEnum):
    """What became of a teller's count."""

    FIRST = "first"  # the other teller's is awaited
    AGREED = "agreed"  # both gave the same: the election is decided
    DIFFERS = "differs"  # neither stands: both count again


@transaction.atomic
def cast_vote(*, actor: Actor, now: datetime, election: UUID, choice: str, key: str) -> bool:
    """Cast the one vote of the actor's household. Returns False when this very tap (``key``) was counted before.

    Who voted and what was voted part here for good. The roll learns that the household voted; the sums learn a
    choice; nothing is written that holds both, no time is kept with either, and every sum is rewritten with every
    vote, so that the row touched last says nothing. The audit is told that the household took part.
    """
    act = Act(actor=actor, now=now, election=election)
    if act.mine is None:
        raise NotAllowed
    entry = RollEntry.objects.select_for_update(of=("self",)).select_related("household")
    mine = entry.filter(election=act.election, household=act.mine[0]).first()
    if mine is not None and key and mine.key == key:
        return False
    if act.election.way in {Way.PAPER.value, Way.MEETING.value}:
        raise NoPhoneVote
    if act.election.stage != Stage.VOTING.value or not (act.election.vote_from <= act.today <= act.election.vote_until):
        raise VotingClosed(first=act.election.vote_from, last=act.election.vote_until)
    if mine is None:
        raise NotOnTheRoll
    if choice not in {*Counting(act).choices(), BLANK}:
        raise UnknownChoice(where="choice")
    if not RollEntry.objects.filter(pk=mine.pk, channel="").update(channel="phone", key=key[:64]):
        raise HasVoted(code=mine.household.code)
    act.election.tallies.update(count=F("count") + Case(When(choice=choice, then=1), default=0))
    act.done("vote", None, {"household": mine.household.code, "way": "phone"})
    return True


@transaction.atomic
def hand_out_papers(*, actor: Actor, now: datetime, election: UUID, households: Sequence[UUID]) -> int:
    """Note which households were given a paper (at a meeting: whose hand counts). Return how many now have one.

    A household that has voted on the phone is given none; all of them or none.
    """
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(Stage.VOTING)
    if act.election.way == Way.PHONE.value:
        raise PhoneOnly
    if not act.election.vote_from <= act.today <= act.election.vote_until:
        raise VotingClosed(first=act.election.vote_from, last=act.election.vote_until)
    asked = set(households)
    entries = list(act.election.roll.select_related("household").filter(household__in=asked))
    if len(entries) != len(asked):
        raise NotOnTheRoll(where="households")
    taken = next((entry for entry in entries if entry.channel), None)
    if taken is not None:
        raise HasVoted(where="households", code=taken.household.code)
    act.election.roll.filter(household__in=asked, channel="").update(channel="paper")
    act.done("papers", None, {"households": sorted(entry.household.code for entry in entries)})
    return act.election.roll.filter(channel="paper").count()


@transaction.atomic
def enter_count(*, actor: Actor, now: datetime, election: UUID, teller: UUID, count: Count) -> Counted:
    """Enter what one of the two tellers counted: themself, or cadre and officer from the signed sheet.

    The second one's must be the same; where it is not, neither stands and both count again.
    """
    act = Act(actor=actor, now=now, election=election)
    act.stands_at(Stage.COUNTING)
    mine = act.election.tellers.select_related("person").filter(person=teller).first()
    is_own = mine is not None and actor.is_known and mine.person.account_id == actor.key
    if not is_own:
        act.by_those_who_run()
    if mine is None:
        raise NotATeller(where="teller")
    if mine.count is not None:
        raise CountedAlready(where="teller")
    handed = act.election.roll.filter(channel="paper").count()
    wrong = rules.what_does_not_add_up(count, handed_out=handed, choices=Counting(act).choices())
    if wrong == "sum":
        told = count.unused + count.invalid + count.valid
        raise CountDoesNotAddUp(handed=handed, told=told, unused=count.unused, invalid=count.invalid, valid=count.valid)
    if wrong:
        raise CountNotFit
    plain = {"unused": count.unused, "invalid": count.invalid, "votes": dict(sorted(count.votes.items()))}
    other = act.election.tellers.exclude(pk=mine.pk).first()
    if other is None or other.count is None:
        mine.count, mine.entered_by = plain, actor.name[:80]
        mine.save(update_fields=["count", "entered_by"])
        act.done("count", None, {"teller": mine.person.name})
        return Counted.FIRST
    if other.count != plain:
        act.election.tellers.update(count=None, entered_by="")
        act.done("count_differs", None, {"teller": mine.person.name})
        return Counted.DIFFERS
    mine.count, mine.entered_by = plain, actor.name[:80]
    mine.save(update_fields=["count", "entered_by"])
    Counting(act).decide(count)
    return Counted.AGREED
