"""Reads of the cases, limited to what the actor may see."""

from shihu.base.cases.queries.detail import case_detail
from shihu.base.cases.queries.listing import (
    case_figures,
    cases,
    cases_by_reference,
    kinds_known,
    waiting_cases,
)

__all__ = [
    "case_detail",
    "case_figures",
    "cases",
    "cases_by_reference",
    "kinds_known",
    "waiting_cases",
]
