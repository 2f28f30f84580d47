"""kill -9 in the middle of a payment of wages, and several who pay at once: on SQLite and on PostgreSQL."""

from tests.processes import Players

SOUND = {"sum": 0, "breaches": 0, "chain_holds": True}


def test_wages_killed_while_they_are_booked_are_not_paid_and_can_be_paid_again(players: Players) -> None:
    players.said("build", "listed")
    before = {"payments": ["prepared"], "lines": 4, "owed": -40_000, **SOUND}
    assert players.said("verdict") == before
    players.killed("kill")
    assert players.said("verdict") == before
    assert players.said("confirm") == "paid"
    assert players.said("verdict") == {**before, "payments": ["paid"], "owed": 0}


def test_lists_made_and_paid_at_once_are_one(players: Players) -> None:
    players.said("build", "not yet")
    told = players.at_once(("prepare", "one"), ("prepare", "one"), ("prepare", "two"))
    assert sorted(told) in (
        ["industry.no_wages", "listed", "listed"],
        ["industry.no_wages", "industry.no_wages", "listed"],
    )
    assert players.at_once(("confirm",), ("confirm",), ("confirm",)) == ["paid"] * 3
    assert players.said("verdict") == {"payments": ["paid"], "lines": 4, "owed": 0, **SOUND}
