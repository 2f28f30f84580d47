"""Threads of one process that post at the same moment: once under one key, without a gap under many."""

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.db import close_old_connections, connection
from tests.base.ledger.conftest import Town, entry, key

from shihu.base.ledger import errors, queries
from shihu.base.ledger.commands import approve, post
from shihu.base.ledger.models import Entry
from shihu.base.ledger.types import NewEntry, Recorded
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8
RENT = (("102", 120_000), ("501", -120_000))


def at_once(acts: list[Callable[[], Recorded]]) -> list[Recorded | Refusal]:
    """Do all acts in threads that start together; return what each answered or was refused with."""
    answers: list[Recorded | Refusal | None] = [None] * len(acts)
    ready = threading.Barrier(len(acts))

    def run(at: int) -> None:
        ready.wait()
        try:
            answers[at] = acts[at]()
        except Refusal as refusal:
            answers[at] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    close_old_connections()
    return [answer for answer in answers if answer is not None]


def only_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("The test database of SQLite lives in memory and has one thread; test_killed races processes")


def test_one_key_from_many_threads_books_once(town: Town, cadre: Actor, now: datetime) -> None:
    only_postgresql()
    asked = entry(town.collective, *RENT)
    answers = at_once([lambda: post(actor=cadre, now=now, entry=asked)] * THREADS)
    assert len(answers) == THREADS
    assert {answer.entry for answer in answers if isinstance(answer, Recorded)} == {Entry.objects.get().pk}
    assert sum(answer.is_new for answer in answers if isinstance(answer, Recorded)) == 1


def test_one_key_for_two_books_at_once_is_refused_to_one_of_them(town: Town, officer: Actor, now: datetime) -> None:
    only_postgresql()
    same = key()

    def one(book: UUID) -> NewEntry:
        return entry(book, *RENT, key=same)

    acts = [lambda book=book: post(actor=officer, now=now, entry=one(book)) for book in (town.collective, town.other)]
    answers = at_once(acts * 3)
    booked = [answer for answer in answers if isinstance(answer, Recorded)]
    assert len({answer.entry for answer in booked}) == 1
    assert all(isinstance(answer, errors.KeyUsed) for answer in answers if answer not in booked)
    assert Entry.objects.count() == 1


def test_many_keys_at_once_are_all_booked_and_numbered_without_a_gap(town: Town, cadre: Actor, now: datetime) -> None:
    only_postgresql()
    many = [entry(town.collective, *RENT) for _ in range(THREADS)]
    at_once([lambda asked=asked: post(actor=cadre, now=now, entry=asked) for asked in many])
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, THREADS + 1))
    assert queries.balance(town.collective, "102", actor=cadre, on=now.date()) == THREADS * 120_000
    assert queries.check() == []


def test_two_who_approve_at_the_same_moment_book_it_once(
    rule: int, town: Town, cadre: Actor, second: Actor, officer: Actor, now: datetime
) -> None:
    only_postgresql()
    done = post(actor=cadre, now=now, entry=entry(town.collective, ("551", 900_000), ("102", -900_000)))
    assert done.proposal is not None
    waits = done.proposal
    at_once([lambda who=who: approve(actor=who, now=now, proposal=waits) for who in (second, officer)] * 3)
    assert Entry.objects.count() == 1
    assert queries.check() == []
