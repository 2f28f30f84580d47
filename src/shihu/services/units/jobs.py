"""Background entry points."""

from datetime import datetime

from shihu.base.jobs.types import Handle, JobFunction
from shihu.kernel.actors import Actor


def form(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
    """Form the units that were asked for. The engine is loaded here, never in a web worker."""
    from shihu.services.units.adapters.run import run

    run(handle, actor=actor, now=now, key=argument)


JOBS: dict[str, JobFunction] = {"units.form": form}
