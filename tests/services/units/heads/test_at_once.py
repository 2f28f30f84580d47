"""Two members of one household tap at the same moment, on two phones."""

import threading

import pytest
from django.db import connection, connections
from tests.services.units.heads.conftest import Hamlet

from shihu.services.units import commands
from shihu.services.units.errors import HasVoted
from shihu.services.units.models import RollEntry, Tally
from shihu.services.units.types import Way


@pytest.mark.django_db(transaction=True)
def test_of_two_taps_at_one_moment_one_is_counted(hamlet: Hamlet) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; its test database lives in the memory of one connection")
    election, keys = hamlet.begun(Way.PHONE)
    member, start, answers = hamlet.signs_in(3), threading.Barrier(6), []

    def tap(number: int) -> None:
        start.wait()
        try:
            commands.cast_vote(
                actor=member, now=hamlet.now, election=election, choice=keys[number % 2], key=f"tap {number}"
            )
            answers.append("in")
        except HasVoted:
            answers.append("refused")
        finally:
            connections.close_all()

    taps = [threading.Thread(target=tap, args=(number,)) for number in range(6)]
    for one in taps:
        one.start()
    for one in taps:
        one.join(30)
    assert sorted(answers) == ["in", *["refused"] * 5]
    assert sum(Tally.objects.values_list("count", flat=True)) == 1
    assert RollEntry.objects.filter(channel="phone").count() == 1
