"""kill -9 in the middle of a payout, then several who pay the same list at once: on SQLite and on PostgreSQL."""

from tests.processes import Players

RACERS = 3


def test_a_payout_killed_in_the_middle_pays_nobody_and_sent_again_by_several_pays_once(players: Players) -> None:
    players.said("build")
    players.killed("kill")
    sound = {"awarded": 150_000, "left": 350_000, "breaches": 0, "chain_holds": True}
    assert players.said("verdict") == {**sound, "paid": 0, "payments": 0}
    answers = players.at_once(*[("pay",)] * RACERS)
    assert len({answer["entry"] for answer in answers}) == 1
    assert sorted(answer["is_new"] for answer in answers) == [False] * (RACERS - 1) + [True]
    assert players.said("verdict") == {**sound, "paid": 150_000, "payments": 1}
