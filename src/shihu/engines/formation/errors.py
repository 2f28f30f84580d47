"""What the engine refuses, and how it says so.

Every error carries a code, a plain English sentence as a template, the values to fill it with and the households
concerned (indices into the problem's arrays), so that a front can translate it and put names to the indices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Rule(StrEnum):
    """The rules a unit must obey, by the name under which every message gives them."""

    SIZE = "size"
    HEAD = "head"
    REFUSAL = "refusal"
    TOGETHER = "together"
    LOCKED = "locked"
    WILLING = "willing"


class FormationError(ValueError):
    """Anything that the engine says no to.

    `code` is stable and meant for look-ups; `template` has named fields that `values` fills; `households` are the
    indices concerned, in ascending order; `rule` is the rule at stake, None when the input itself is malformed;
    `hamlet` is the place of the problem in a call that formed several, None otherwise.
    """

    def __init__(
        self,
        code: str,
        template: str,
        *,
        values: Mapping[str, object] | None = None,
        households: Iterable[int] = (),
        rule: Rule | None = None,
    ) -> None:
        self.code = code
        self.template = template
        self.values: dict[str, object] = dict(values or {})
        self.households: tuple[int, ...] = tuple(sorted({int(i) for i in households}))
        self.rule = rule
        self.hamlet: int | None = None
        super().__init__(template.format(**self.values))


class InvalidProblem(FormationError):
    """The arrays or parameters contradict themselves: wrong shape, unknown index, a value out of range."""


class FormationRefusal(FormationError):
    """The problem is well formed and no set of units can obey every rule; the refusal is proved, never guessed."""


class FormationUndecided(FormationError):
    """Neither units nor a proof that none exist were found within the time allowed for the proof."""
