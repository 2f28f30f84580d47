"""What a kind said when a case was opened, written into the case and read back."""

from collections.abc import Mapping
from typing import Any

from shihu.base.cases.types import CaseKind, CaseLevel, Outcome, PauseReason
from shihu.kernel.actors import Role
from shihu.kernel.places import Level

Law = Mapping[str, Any]


def written(kind: CaseKind) -> dict[str, Any]:
    """Return the kind as plain values."""
    return {
        "name": kind.name,
        "page": kind.page,
        "levels": [
            {
                "key": level.key,
                "name": level.name,
                "role": level.role.value,
                "place": int(level.place),
                "days": level.days,
                "unit": level.unit,
                "climbs": level.climbs,
                "stands_empty": level.stands_empty,
            }
            for level in kind.levels
        ],
        "outcomes": [[o.key, o.name, o.visit_days, o.settles] for o in kind.outcomes],
        "pauses": [[p.key, p.name, p.stops] for p in kind.pauses],
    }


def levels_of(law: Law) -> tuple[CaseLevel, ...]:
    """Return the levels in order."""
    return tuple(
        CaseLevel(**{**level, "role": Role(level["role"]), "place": Level(level["place"])}) for level in law["levels"]
    )


def outcomes_of(law: Law) -> dict[str, Outcome]:
    """Return the ways to end by key."""
    return {row[0]: Outcome(*row) for row in law["outcomes"]}


def pauses_of(law: Law) -> dict[str, PauseReason]:
    """Return the reasons to pause by key."""
    return {row[0]: PauseReason(*row) for row in law["pauses"]}


def index_of(law: Law, level: str) -> int:
    """Return the place of a level in the order."""
    return next(at for at, one in enumerate(levels_of(law)) if one.key == level)
