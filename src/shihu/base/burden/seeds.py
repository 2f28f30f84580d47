"""A small history of the burden meter for the demonstration: what its people would have sent in seven weeks.

Written by rule, without chance: real use adds to it from the first form that is sent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shihu.base.burden.commands import note_sending
from shihu.base.burden.types import Sending
from shihu.kernel.actors import Actor

WEEKS = 7
# Form, fields, seconds, every how many weeks. By whom: what each of them does.
OFFICER = (
    ("units_score", 9, 140, 1),
    ("units_decide", 4, 55, 1),
    ("registry_household_act", 3, 48, 1),
    ("ledger_approve", 1, 35, 1),
    ("units_publish", 2, 60, 3),
    ("registry_imports", 2, 90, 3),
)
CADRE = (
    ("ledger_record", 7, 150, 1),
    ("registry_person_act", 3, 52, 1),
    ("units_decide", 4, 70, 1),
    ("linkages_goals_work_new", 5, 130, 2),
    ("units_charter_paper", 3, 85, 4),
)
HEAD = (("units_appraise_self", 4, 75, 4), ("units_charter_sign", 1, 40, 6), ("units_own_wishes", 5, 95, 6))
MEMBER = (("units_charter_sign", 1, 55, 6), ("units_own_wishes", 5, 120, 6))


def fill_history(people: Sequence[tuple[Actor, Sequence[tuple[str, int, int, int]]]], *, now: datetime) -> None:
    """Note what each of ``people`` sent in the weeks before, a few times a week, a little quicker with practice."""
    for who, (actor, habits) in enumerate(people):
        for back in range(WEEKS, 0, -1):
            for number, (form, fields, seconds, every) in enumerate(habits):
                if (back + number) % every:
                    continue
                for turn in range(1 + (number + back) % 3 if every == 1 else 1):
                    at = now - timedelta(days=7 * back - number % 5, hours=turn * 2 - who % 2, minutes=7 * number)
                    took = seconds + 6 * back + 5 * turn - 3 * number
                    is_kept = (back + turn + number) % 9 != 0
                    note_sending(actor=actor, now=at, sending=Sending(form, fields, took, is_kept))
