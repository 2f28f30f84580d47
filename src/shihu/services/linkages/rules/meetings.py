"""Rules of meetings and of reaching households."""

from collections.abc import Sequence
from uuid import UUID

from shihu.services.linkages.errors import BadAgenda, BadTask, BadVotes
from shihu.services.linkages.types import NewDecision, PartyMember, ReachHome

MOST_POINTS = 8
MOST_HOUSEHOLDS = 10  # that one Party member reaches


def checked_agenda(points: Sequence[str]) -> tuple[str, ...]:
    """Return the points of an agenda, empty lines left out."""
    kept = tuple(" ".join(point.split()) for point in points if point.strip())
    if not 1 <= len(kept) <= MOST_POINTS or any(len(point) > 80 for point in kept):
        raise BadAgenda(where="agenda", most=MOST_POINTS)
    return kept


def can_decide(present: int, expected: int) -> bool:
    """A meeting decides when more than half of the households expected are there."""
    return 2 * present > expected


def is_carried(decision: NewDecision, present: int, expected: int) -> bool:
    """A motion is carried by more than half of the households present, where the meeting can decide."""
    return can_decide(present, expected) and 2 * decision.votes_for > present


def checked_votes(number: int, decision: NewDecision, present: int) -> None:
    """Refuse votes that do not add up to the households present: one vote each, also to abstain."""
    votes = (decision.votes_for, decision.votes_against, decision.abstained)
    if min(votes) < 0 or sum(votes) != present:
        raise BadVotes(where=f"for_{number}", number=number, votes=sum(votes), present=present)
    if (decision.owner is None) != (decision.due is None):
        raise BadTask(where=f"owner_{number}", number=number)


def suggest(
    members: Sequence[PartyMember], homes: Sequence[ReachHome], most: int = MOST_HOUSEHOLDS
) -> dict[UUID, UUID]:
    """Return for each household that nobody reaches the Party member who should.

    One of its own unit first, else one of its hamlet; of these the one who reaches fewest, then by name; nobody more
    than ``most``. Households go in the order of their codes, those of units with a member of their own first, so that
    nobody's room is spent on a stranger while a neighbour needs it.
    """
    load = {one.person: sum(home.member == one.person for home in homes) for one in members}
    told: dict[UUID, UUID] = {}
    waiting = sorted((home for home in homes if not home.is_reached), key=lambda home: home.code)
    for of_unit in (True, False):
        for home in waiting:
            if home.household in told:
                continue
            near = [
                one
                for one in members
                if load[one.person] < most and (one.unit == home.unit if of_unit else one.hamlet == home.hamlet)
            ]
            if near:
                chosen = min(near, key=lambda one: (load[one.person], one.name, str(one.person)))
                told[home.household] = chosen.person
                load[chosen.person] += 1
    return told
