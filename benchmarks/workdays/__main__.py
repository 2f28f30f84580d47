"""`python -m benchmarks.workdays [--quick]`: right answers and speed of adding working days, in one run.

Right answers: against a walk day by day over ``chinesecalendar``'s own days, for every start from 2019-01-01 on whose
answer lies within 2026, at 5, 20 and 120 working days. Speed: adding 20 and 120 working days to random starts, one call
at a time, the best of several rounds; the ratio is our speed over the peer's.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import time
from datetime import date, datetime, timedelta

import chinese_calendar
import numpy as np
from workalendar.exceptions import CalendarError

from benchmarks.workdays.peers import PEERS, Adder, busy_days
from shihu.engines.workdays import CHINA, NATIONAL, Clock, Limit, Pause, Unit, reckon

FIRST, DAYS = date(2019, 1, 1), 2922
# Starts that are timed: from 2019 to early 2023, the years that every peer knows.
TIMED = 1500


def truth() -> list[date]:
    """Return every working day of 2019 to 2026."""
    return [d for d in (FIRST + timedelta(days=n) for n in range(DAYS)) if chinese_calendar.is_workday(d)]


def right(add: Adder, worked: list[date], days: int, step: int) -> tuple[int, int]:
    """Return (right answers, starts asked)."""
    hits = asked = at = 0
    for n in range(0, DAYS, step):
        start = FIRST + timedelta(days=n)
        while at < len(worked) and worked[at] <= start:
            at += 1
        if at + days - 1 >= len(worked):
            break
        asked += 1
        # A peer that gives up has not answered.
        with contextlib.suppress(CalendarError):
            hits += add(start, days) == worked[at + days - 1]
    return hits, asked


def speed(add: Adder, days: int, seconds: float) -> float:
    """Return additions a second: the best of three rounds."""
    chance = random.Random(7)
    starts = [FIRST + timedelta(days=chance.randrange(TIMED)) for _ in range(1000)]
    best = 0.0
    for _ in range(3):
        done, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < seconds:
            for start in starts[done % 1000 : done % 1000 + 20]:
                add(start, days)
            done += 20
        best = max(best, done / spent)
    return best


def in_arrays(days: int, seconds: float) -> tuple[float, float]:
    """Return additions a second of 1,000 starts at once: (ours in a list, numpy in an array)."""
    busy, calendar = busy_days(), NATIONAL.latest
    starts = [FIRST + timedelta(days=n) for n in range(1000)]
    array = np.array(starts, dtype="datetime64[D]")
    rates = []
    for act in (
        lambda: [calendar.add(start, days) for start in starts],
        lambda: np.busday_offset(array, days, roll="preceding", busdaycal=busy),
    ):
        done, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < seconds:
            act()
            done += len(starts)
        rates.append(done / spent)
    return rates[0], rates[1]


def clocks(seconds: float) -> float:
    """Return whole clocks read a second: 20 working days, two pauses, due date, light and what is left."""

    def at(day: str) -> datetime:
        return datetime.fromisoformat(day).replace(tzinfo=CHINA)

    pauses = (
        Pause("correction", at("2019-08-20T09:00"), at("2019-08-27T09:00")),
        Pause("hearing", at("2019-09-02T09:00"), at("2019-09-10T09:00")),
    )
    clock, calendar = Clock(at("2019-08-14T09:00"), Limit(20, Unit.WORKING_DAY), pauses), NATIONAL.latest
    done, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        reckon(clock, at=at("2019-09-12T09:00"), calendar=calendar)
        done += 1
    return done / spent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workdays", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="every 29th start, short timings")
    quick = parser.parse_args().quick
    step, seconds = (29, 0.1) if quick else (1, 1.0)
    worked = truth()
    adders = {name: make() for name, make in PEERS.items()}
    print(f"{'':16s} {'right at 5':>11s} {'right at 20':>12s} {'right at 120':>13s} ", end="")
    print(f"{'20 d/s':>10s} {'ratio':>7s} {'120 d/s':>10s} {'ratio':>7s}")
    base: dict[int, float] = {}
    faults = 0
    for name, add in adders.items():
        shares = []
        for days in (5, 20, 120):
            hits, asked = right(add, worked, days, step)
            shares.append(100 * hits / asked)
            faults += name == "shihu" and hits != asked
        line = f"{name:16s} {shares[0]:10.1f}% {shares[1]:11.1f}% {shares[2]:12.1f}% "
        for days in (20, 120):
            rate = speed(add, days, seconds)
            base.setdefault(days, rate)
            line += f"{rate:10,.0f} {base[days] / rate:7.1f} "
        print(line, flush=True)
    mine, theirs = in_arrays(20, seconds)
    print(f"1,000 starts at once, 20 days: ours {mine:,.0f}/s, numpy {theirs:,.0f}/s, ratio {mine / theirs:.2f}")
    print(f"whole clocks with two pauses: {clocks(seconds):,.0f} a second (no peer has pauses, extensions or versions)")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
