"""Background work of the registry: one call each. The heavy libraries load here, not in a web worker."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from shihu.base.jobs.types import Handle, JobFunction
from shihu.base.registry.models import RosterImport
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import Refusal

_State = RosterImport.State


def check_roster(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
    """Check the file of an import."""
    from shihu.base.registry.adapters import roster_import

    _run(
        argument,
        _State.CHECKING,
        lambda key: roster_import.check(actor=actor, now=now, key=key, progress=handle.step),
        actor=actor,
        now=now,
    )


def commit_roster(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
    """Load the roster of a checked import."""
    from shihu.base.registry.adapters import roster_import

    _run(
        argument,
        _State.COMMITTING,
        lambda key: roster_import.commit(actor=actor, now=now, key=key, progress=handle.step),
        actor=actor,
        now=now,
    )


def undo_roster(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
    """Take a committed import back."""
    from shihu.base.registry.adapters import roster_import

    _run(
        argument,
        _State.UNDOING,
        lambda key: roster_import.undo(actor=actor, now=now, key=key, progress=handle.step),
        actor=actor,
        now=now,
    )


def _run(argument: str, state: str, work: Callable[[UUID], object], *, actor: Actor, now: datetime) -> None:
    """Do the work if it is still to be done; let the import be worked on again when it fails.

    A worker may die after the work was written and before the job was marked as done: the second run then
    finds the import past ``state`` and has nothing to do.
    """
    from shihu.base.registry.commands.imports import step_back

    key = UUID(argument)
    if not RosterImport.objects.filter(pk=key, state=state).exists():
        return
    try:
        work(key)
    except Refusal as refusal:
        step_back(actor=actor, now=now, key=key, refusal=refusal)
        raise
    except Exception:
        step_back(actor=actor, now=now, key=key, refusal=None)
        raise


JOBS: dict[str, JobFunction] = {
    "registry.check_roster": check_roster,
    "registry.commit_roster": commit_roster,
    "registry.undo_roster": undo_roster,
}
