"""Reads of the cases, limited to what the actor may see."""

from shihu.base.cases.queries.detail import case_detail
from shihu.base.cases.queries.listing import (
    case_figures,
    cases,
    cases_by_reference,
    kinds_known,
    waiting_cases,
)
from shihu.base.cases.queries.panels import (
    ClockPanel,
    case_address,
    cases_due,
    clock_panel,
    file_address,
    timeline,
)
from shihu.base.cases.queries.words import holder, light, secrecy_badge, state_badge

__all__ = [
    "ClockPanel",
    "case_address",
    "case_detail",
    "case_figures",
    "cases",
    "cases_by_reference",
    "cases_due",
    "clock_panel",
    "file_address",
    "holder",
    "kinds_known",
    "light",
    "secrecy_badge",
    "state_badge",
    "timeline",
    "waiting_cases",
]
