"""kill -9 in the middle of a payment, and two who pay at once: on SQLite and on PostgreSQL."""

from tests.processes import Players

SOUND = {"sum": 0, "breaches": 0, "chain_holds": True}


def test_a_payment_killed_while_it_is_booked_is_not_made_and_can_be_made_again(players: Players) -> None:
    players.said("build", "ordered")
    before = {"payouts": ["ordered"], "lines": 3, "owed": -72_000, **SOUND}
    assert players.said("verdict") == before
    players.killed("kill")
    assert players.said("verdict") == before
    assert players.said("confirm") == "paid"
    assert players.said("verdict") == {**before, "payouts": ["paid"], "owed": 0}


def test_payments_ordered_and_made_at_once_are_one(players: Players) -> None:
    players.said("build", "not yet")
    told = players.at_once(("order", "one"), ("order", "two"), ("order", "three"))
    assert sorted(told) == ["industry.no_dividend_to_pay", "industry.no_dividend_to_pay", "ordered"]
    assert players.at_once(("confirm",), ("confirm",), ("confirm",)) == ["paid"] * 3
    assert players.said("verdict") == {"payouts": ["paid"], "lines": 3, "owed": 0, **SOUND}
