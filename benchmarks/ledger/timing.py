"""What the three systems share: how a rate and a time are taken, and how an account is filled."""

import json
import time
from collections.abc import Callable, Sequence

from django.db import connection


def rate(act: Callable[[int], object], count: int) -> float:
    """Return how often per second ``act`` was done, after ten to warm up."""
    for number in range(10):
        act(number)
    began = time.perf_counter()
    for number in range(10, 10 + count):
        act(number)
    return count / (time.perf_counter() - began)


def batches(act: Callable[[Sequence[int]], object], count: int, first: int = 1_000_000) -> float:
    """Return entries per second of ``act``, which does a hundred in one transaction; about ``count`` of them."""
    rounds = max(2, count // 100)
    began = time.perf_counter()
    for number in range(rounds):
        start = first + 100 * number
        act(range(start, start + 100))
    return 100 * rounds / (time.perf_counter() - began)


def milliseconds(act: Callable[[], object], repeats: int = 3) -> float:
    """Return the shortest time of some repeats, in milliseconds, after one that fills the server's cache."""
    act()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times) * 1_000


def fill(statements: Sequence[str]) -> None:
    """Run the statements that fill the account, with triggers off, and let the planner see the rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def copied(table: str, instead: dict[str, str], template: str, series: str) -> str:
    """Return an INSERT that copies the rows ``template`` selects once for each ``n`` of ``series``."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    kept = [column for column in columns if instead.get(column) != ""]
    chosen = ", ".join(instead.get(column, f't."{column}"') for column in kept)
    names = ", ".join(f'"{column}"' for column in kept)
    words = ("INSERT INTO", table, f"({names})", "SELECT", chosen, "FROM", f"{table} t,", series, "WHERE", template)
    return " ".join(words)


def report(**values: float) -> None:
    """Print the measures as one line of JSON."""
    print(json.dumps(values))
