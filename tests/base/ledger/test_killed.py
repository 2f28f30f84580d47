"""kill -9 in the middle of posting, and many who post under one key at once: on SQLite and on PostgreSQL."""

from tests.processes import Players

RACERS = 6


def test_a_process_killed_in_the_middle_of_posting_leaves_the_books_balanced(players: Players) -> None:
    players.said("build")
    players.killed("kill")
    sound = {"lines": 4, "sum": 0, "breaches": 0, "chain_holds": True}
    assert players.said("verdict") == {"keys": ["before-1", "before-2"], **sound}
    # The same act, sent again after the crash, is booked as if nothing had happened.
    players.said("race", "killed-3", "300")
    assert players.said("verdict") == {"keys": ["before-1", "before-2", "killed-3"], **sound, "lines": 6}


def test_processes_that_post_under_one_key_at_once_book_once(players: Players) -> None:
    players.said("build")
    answers = players.at_once(*[("race", "one-key-for-all", "300")] * RACERS)
    assert len({answer["entry"] for answer in answers}) == 1
    assert sorted(answer["is_new"] for answer in answers) == [False] * (RACERS - 1) + [True]
    told = players.said("verdict")
    assert (told["keys"], told["breaches"]) == (["one-key-for-all"], 0)
