"""The demonstration's units: two pilot villages formed and in force, the third left for whoever tries it."""

from collections.abc import Callable
from datetime import date, datetime

from shihu.base.jobs.commands import run
from shihu.base.jobs.queries import job_of
from shihu.kernel.actors import Actor
from shihu.services.units.commands import adopt_formation, ask_formation
from shihu.services.units.types import Agreed, Choices

# 田家洼村 and 支进村. 尚家沟村 is the newcomer's: its units are formed in the browser.
# What the demonstration shows as the paper behind its pilot units: the villages agreed before there was a platform.
AGREED = Agreed("minutes", "村民会议纪要 2019-04", date(2019, 4, 15))
FORMED = ("141130101201", "141130101203")


def form_villages(
    *, actor: Actor, now: datetime, villages: tuple[str, ...], progress: Callable[[int, int, str], None]
) -> None:
    """Form the units of each village as the officer would, and adopt them."""
    for number, village in enumerate(villages):
        progress(number, len(villages), village)
        key = ask_formation(actor=actor, now=now, place=village, choices=Choices(effort="quick"))
        job = job_of("units.form", str(key))
        if job is not None:
            # On the spot: the worker that finds it in the queue later sees that it has ended.
            run(key=job.key, now=now)
        adopt_formation(actor=actor, now=now, key=key, agreed=AGREED)
