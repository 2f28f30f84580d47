"""Reads of the cases, limited to what the actor may see."""

from shihu.base.cases.queries.detail import case_detail
from shihu.base.cases.queries.listing import (
    case_figures,
    cases,
    cases_by_reference,
    cases_of_household,
    kinds_known,
    open_between,
    parties_by_case,
    waiting_cases,
    who_is_barred,
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
    "cases_of_household",
    "clock_panel",
    "file_address",
    "holder",
    "kinds_known",
    "light",
    "open_between",
    "parties_by_case",
    "secrecy_badge",
    "state_badge",
    "timeline",
    "waiting_cases",
    "who_is_barred",
]
