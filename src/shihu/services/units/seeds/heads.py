"""Every unit of the pilot villages chooses its head and a deputy as villages do: on paper, with two tellers."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import Actor
from shihu.services.units.commands import (
    begin_voting,
    close_voting,
    consent,
    enter_count,
    hand_out_papers,
    nominate,
    open_election,
    post_result,
    second,
    take_office,
)
from shihu.services.units.queries import people_in, without_election
from shihu.services.units.types import Count, Kind, Way

# Whom the stories know as heads: where they may stand, they are nominated and their neighbours choose them.
KNOWN = ("赵二虎",)
_VOTING = timedelta(days=1)


def elect_heads(
    *, actor: Actor, now: datetime, villages: tuple[str, ...], progress: Callable[[int, int, str], None], seed: int = 1
) -> int:
    """Run nomination, paper count and result for every unit in force of these villages that has no head.

    ``now`` is the moment when nominations open. The vote is the day after, the office begins when the days of
    objection are over. The same roster and seed give the same heads. Returns how many units have one.
    """
    units = [unit for village in villages for unit in without_election(village, actor=actor)]
    chosen = 0
    for number, unit in enumerate(units):
        progress(number, len(units), unit.name)
        people = people_in(unit.pk, on=timezone.localdate(now))
        drawing = random.Random(f"{seed} {unit.hamlet_id} {unit.ordinal}")  # noqa: S311 - a demonstration
        standing = _standing(people, drawing)
        if not standing:
            continue
        head, rest = standing[0], standing[1:]
        _elect(actor, now, unit=unit.pk, kind=Kind.HEAD, standing=standing[:2], people=people, drawing=drawing)
        others = [p for p in rest if p.household != head.household]
        if others:
            _elect(actor, now, unit=unit.pk, kind=Kind.DEPUTY, standing=others[:1], people=people, drawing=drawing)
        chosen += 1
    return chosen


def _standing(people: list[HouseholdPerson], drawing: random.Random) -> list[HouseholdPerson]:
    """Who may stand, the one whom most would choose first: one of the stories, then Party members, then others."""
    able = [p for p in people if p.is_able and p.birth is not None]
    drawing.shuffle(able)
    return sorted(able, key=lambda p: (p.name not in KNOWN, not p.is_party_member))


def _elect(
    actor: Actor,
    now: datetime,
    *,
    unit: UUID,
    kind: Kind,
    standing: list[HouseholdPerson],
    people: list[HouseholdPerson],
    drawing: random.Random,
) -> None:
    vote = now + _VOTING
    election = open_election(
        actor=actor,
        now=now,
        unit=unit,
        kind=kind,
        way=Way.PAPER,
        nominate_until=timezone.localdate(now),
        vote_from=timezone.localdate(vote),
        vote_until=timezone.localdate(vote),
    )
    homes = list(dict.fromkeys(p.household for p in people))
    for person in standing:
        grounds = "党性强、带富能力强、热心公益" if person.is_party_member else "公道正派、肯担当、能带动"
        candidate = nominate(actor=actor, now=now, election=election, person=person.person, grounds=grounds)
        behind = drawing.choice([home for home in homes if home != person.household])
        second(actor=actor, now=now, candidate=candidate, household=behind)
        consent(actor=actor, now=now, candidate=candidate)
    running = {p.household for p in standing}
    of_age = [p for p in people if p.is_householder and p.household not in running and p.birth is not None]
    tellers = [p.person for p in drawing.sample(of_age, 2)]
    ballot = begin_voting(actor=actor, now=vote, election=election, tellers=tellers)
    hand_out_papers(actor=actor, now=vote, election=election, households=homes)
    close_voting(actor=actor, now=vote, election=election)
    count = _counted(ballot, len(homes), drawing)
    for teller in tellers:
        enter_count(actor=actor, now=vote, election=election, teller=teller, count=count)
    begins = post_result(actor=actor, now=vote, election=election)
    take_office(actor=actor, now=vote + (begins - timezone.localdate(vote)), election=election)


def _counted(ballot: tuple[UUID, ...], handed: int, drawing: random.Random) -> Count:
    """A plain majority for the first, some for the second, now and then an invalid paper."""
    invalid = drawing.choice((0, 0, 0, 1))
    for_second = drawing.randint(0, (handed - invalid - 1) // 3) if len(ballot) > 1 else 0
    votes = {str(ballot[0]): handed - invalid - for_second}
    if len(ballot) > 1:
        votes[str(ballot[1])] = for_second
    return Count(unused=0, invalid=invalid, votes=votes)
