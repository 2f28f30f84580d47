"""kill -9 in the middle of booking a sale, and many who sell or pay at once: on SQLite and on PostgreSQL."""

from tests.processes import Players

RACERS = 3


def test_killed_while_selling_nothing_remains_and_at_once_everything_happens_once(players: Players) -> None:
    players.said("build")
    players.killed("kill")
    sound = {"breaches": 0, "chain_holds": True}
    assert players.said("verdict") == {"sales": 0, "lines": 0, "slips": 0, "entries": 0, "paid": 0, **sound}
    # Different keys for the same goods: one sells, the others are told that nothing is left.
    answers = players.at_once(*(("sell", f"race-sale-{racer}") for racer in range(RACERS)))
    assert sum("sale" in answer for answer in answers) == 1
    assert {answer.get("refused") for answer in answers} == {None, "industry.sold_above_delivered"}
    assert players.said("verdict") == {"sales": 1, "lines": 2, "slips": 2, "entries": 1, "paid": 0, **sound}
    # A double click (one key twice) and a second list: everybody is paid once.
    answers = players.at_once(("pay", "race-pay-1"), ("pay", "race-pay-1"), ("pay", "race-pay-2"))
    assert len({answer["payout"] for answer in answers if "payout" in answer}) == 1
    assert players.said("verdict") == {"sales": 1, "lines": 2, "slips": 2, "entries": 1, "paid": 2, **sound}
