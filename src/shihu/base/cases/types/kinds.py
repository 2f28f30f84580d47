"""What a service says of its kind of case: the levels, who handles, the clocks, how it may end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from shihu.kernel.actors import Role
from shihu.kernel.places import Level


class Secrecy(StrEnum):
    """Who may see a case.

    Open: whoever holds office at the place, the auditor too. Restricted: the parties, the handlers, and the cadre and
    officer of the place. Sealed: the parties and the handlers; the office sees that there is a case and whether it is
    late, not what it is about.
    """

    OPEN = "open"
    RESTRICTED = "restricted"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class CaseLevel:
    """One level that a case can lie at.

    ``unit`` is WD (working days) or ND (calendar days). ``climbs``: when the clock has run out the case goes up by
    itself. ``stands_empty``: where no person is found, the holders of ``role`` at the place answer for it together;
    otherwise the case goes up at once. The last level always stands.
    """

    key: str
    name: str
    role: Role
    place: Level
    days: int
    unit: str = "WD"
    climbs: bool = True
    stands_empty: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reason for closing. ``visit_days``: within how many days somebody comes back to look; None where nobody does.

    ``settles``: the matter is settled where it lay, as opposed to handed on, withdrawn or failed.
    """

    key: str
    name: str
    visit_days: int | None = None
    settles: bool = True


@dataclass(frozen=True, slots=True)
class PauseReason:
    """Why a clock is asked to stop, and whether it does."""

    key: str
    name: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could handle a case at a level, or must be passed over (``why`` is then said by the service)."""

    name: str
    person: UUID | None = None
    household: UUID | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What the one who looks for handlers needs to know of a case."""

    place: str
    about: Mapping[str, str]
    parties: frozenset[UUID]  # persons and households
    on: date


Finder = Callable[[Matter, str], Sequence[Candidate]]


def nobody(_matter: Matter, _level: str) -> Sequence[Candidate]:
    """Find nobody: every level falls to its role."""
    return ()


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case. ``find`` names who could handle a matter at a level, the first choice first.

    ``page`` is the URL name under which the service shows such a case by its reference; empty: the page of cases.
    """

    key: str
    name: str
    levels: tuple[CaseLevel, ...]
    outcomes: tuple[Outcome, ...]
    pauses: tuple[PauseReason, ...] = ()
    page: str = ""
    secrecy: Secrecy = Secrecy.OPEN
    find: Finder = field(default=nobody, compare=False)
