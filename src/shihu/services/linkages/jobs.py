"""Background entry points."""

from datetime import datetime

from shihu.base.jobs.types import Handle, JobFunction
from shihu.kernel.actors import Actor
from shihu.services.linkages.commands.points.feeding import settle_village
from shihu.services.linkages.commands.points.prizes import GIVE_WITHHELD


def give_withheld(handle: Handle, _actor: Actor, now: datetime, argument: str) -> None:
    """Give a village what its records earned while the stock did not cover it."""
    settle_village(now=now, village=argument, step=handle.step)


JOBS: dict[str, JobFunction] = {GIVE_WITHHELD: give_withheld}
