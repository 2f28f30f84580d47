"""Households of a hamlet into units of ten: near, alike, mixed in wealth, each with a head.

The mathematics, a hamlet worked by hand and what was tried stand in docs/algorithms/formation.md. Importing this
package loads numpy only; the compiled search and the solver are loaded by the first call that needs them.
"""

from shihu.engines.formation.batch import BatchResult, Households, form_batch
from shihu.engines.formation.checks import Violation, verify
from shihu.engines.formation.costs import Mix, hamlet_mix
from shihu.engines.formation.errors import (
    FormationError,
    FormationRefusal,
    FormationUndecided,
    InvalidProblem,
    Rule,
)
from shihu.engines.formation.explain import (
    Explanation,
    HouseholdChange,
    MoveEffect,
    Neighbour,
    explain,
    move_effect,
)
from shihu.engines.formation.frontier import FrontierPoint, frontier
from shihu.engines.formation.handmade import Judgement, assess, exchanged, judge, moved_to
from shihu.engines.formation.many import form_many, try_many
from shihu.engines.formation.parameters import SizeRule, Stop, Weights
from shihu.engines.formation.problem import FormationProblem
from shihu.engines.formation.reform import (
    REPAIR_ONLY,
    Insertion,
    Reformed,
    insert,
    moved_households,
    objective_of,
    reform,
    reform_curve,
    successors,
)
from shihu.engines.formation.result import (
    FormationResult,
    Obstacle,
    Terms,
    UnitComposition,
    Unmet,
    UnmetKind,
)
from shihu.engines.formation.sizes import SizeException, merge_small
from shihu.engines.formation.solve import form_units

__all__ = [
    "REPAIR_ONLY",
    "BatchResult",
    "Explanation",
    "FormationError",
    "FormationProblem",
    "FormationRefusal",
    "FormationResult",
    "FormationUndecided",
    "FrontierPoint",
    "HouseholdChange",
    "Households",
    "Insertion",
    "InvalidProblem",
    "Judgement",
    "Mix",
    "MoveEffect",
    "Neighbour",
    "Obstacle",
    "Reformed",
    "Rule",
    "SizeException",
    "SizeRule",
    "Stop",
    "Terms",
    "UnitComposition",
    "Unmet",
    "UnmetKind",
    "Violation",
    "Weights",
    "assess",
    "exchanged",
    "explain",
    "form_batch",
    "form_many",
    "form_units",
    "frontier",
    "hamlet_mix",
    "insert",
    "judge",
    "merge_small",
    "move_effect",
    "moved_households",
    "moved_to",
    "objective_of",
    "reform",
    "reform_curve",
    "successors",
    "try_many",
    "verify",
]
