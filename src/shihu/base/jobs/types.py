"""Jobs as pages and other apps see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_, Refusal


class StopAsked(Refusal):
    """Raised inside a job at the next step after somebody asked it to stop."""

    code = "stop_asked"
    sentence = N_("The work was stopped. Nothing was changed.")


class Handle(Protocol):
    """What a job function holds to report how far it is."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Tell the progress; raise :class:`StopAsked` when somebody asked to stop."""


JobFunction = Callable[[Handle, Actor, datetime, str], None]
"""``(handle, actor, now, argument) -> None``; raising a Refusal ends the job as refused. Must be safe to repeat."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as a page shows it."""

    key: str
    kind: str
    argument: str
    state: str
    done: int
    total: int
    note: str
    refusal: dict[str, object] | None
    asked_at: datetime
    ended_at: datetime | None

    @property
    def is_over(self) -> bool:
        """True once nothing more will happen."""
        return self.state in {"done", "refused", "failed", "stopped"}

    @property
    def percent(self) -> int:
        """0 to 100, rounded down."""
        return 100 * self.done // self.total if self.total else 0
