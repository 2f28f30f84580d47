"""An election waits for those who run it, and for each household until it has taken part."""

from tests.services.units.heads.conftest import DAY, Hamlet

from shihu.services.units import commands
from shihu.services.units.queries import units_due
from shihu.services.units.types import Way


def kinds(today: Hamlet, number: int | None = None) -> set[str]:
    actor = today.officer if number is None else today.signs_in(number)
    return {item.kind for item in units_due(actor=actor, on=today.now.date())}


def test_a_household_is_told_of_the_vote_until_it_has_voted(today: Hamlet) -> None:
    election, keys = today.begun(Way.PHONE)
    told = {item.kind: item for item in units_due(actor=today.signs_in(3), on=today.now.date())}
    item = told["units.own_election"]
    assert (item.address, item.keys, item.due) == ("units_ballot", {"key": str(election)}, today.now.date() + DAY)
    assert "units.election" in kinds(today)
    commands.cast_vote(actor=today.signs_in(3), now=today.now, election=election, choice=keys[0], key="x")
    assert "units.own_election" not in kinds(today, 3)
    assert "units.own_election" in kinds(today, 4)


def test_who_put_somebody_up_is_not_asked_again(today: Hamlet) -> None:
    election = today.opened()
    assert "units.own_election" in kinds(today, 2)
    commands.nominate(actor=today.signs_in(2), now=today.now, election=election, person=today.person(4), grounds="公道")
    assert "units.own_election" not in kinds(today, 2)
