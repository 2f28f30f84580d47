"""An election waits for those who run it, and for each household until it has taken part."""

from tests.services.units.heads.conftest import DAY, Hamlet

from shihu.services.units import commands
from shihu.services.units.queries import units_due
from shihu.services.units.types import Way


def kinds(hamlet: Hamlet, number: int | None = None) -> set[str]:
    actor = hamlet.officer if number is None else hamlet.signs_in(number)
    return {item.kind for item in units_due(actor=actor, on=hamlet.now.date())}


def test_a_household_is_told_of_the_vote_until_it_has_voted(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    told = {item.kind: item for item in units_due(actor=hamlet.signs_in(3), on=hamlet.now.date())}
    item = told["units.own_election"]
    assert (item.address, item.keys, item.due) == ("units_ballot", {"key": str(election)}, hamlet.now.date() + DAY)
    assert "units.election" in kinds(hamlet)
    commands.cast_vote(actor=hamlet.signs_in(3), now=hamlet.now, election=election, choice=keys[0], key="x")
    assert "units.own_election" not in kinds(hamlet, 3)
    assert "units.own_election" in kinds(hamlet, 4)


def test_who_put_somebody_up_is_not_asked_again(hamlet: Hamlet) -> None:
    election = hamlet.opened()
    assert "units.own_election" in kinds(hamlet, 2)
    commands.nominate(
        actor=hamlet.signs_in(2), now=hamlet.now, election=election, person=hamlet.person(4), grounds="公道"
    )
    assert "units.own_election" not in kinds(hamlet, 2)
