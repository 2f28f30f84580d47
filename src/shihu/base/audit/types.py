"""What goes into and comes out of the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Change:
    """One change to be recorded. ``old`` is None for a creation, ``new`` for a removal."""

    action: str
    subject_kind: str
    subject: str
    place: str = ""
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a verification: how many entries hold, and the first fault if there is one."""

    entries: int
    digest: str
    fault: str = ""
    at_number: int | None = None

    @property
    def holds(self) -> bool:
        """True when nothing was altered, dropped or inserted."""
        return not self.fault


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry as a page shows it."""

    number: int
    at: datetime
    actor_name: str
    action: str
    subject_kind: str
    subject: str
    place: str
    reason: str
    changes: tuple[tuple[str, object, object], ...]
