"""Reads of mediation, limited to what the actor may see."""

from shihu.services.linkages.queries.mediation.finding import (
    case_key,
    headed_by,
    homes_of,
    mediators_for,
    reporter,
    terms_history,
    terms_on,
    units_of,
)
from shihu.services.linkages.queries.mediation.panels import (
    DisputesPanel,
    household_panel,
    mediation_due,
    unit_panel,
)
from shihu.services.linkages.queries.mediation.reading import (
    DEFINITIONS,
    dispute,
    disputes,
    disputes_of_unit,
    figures,
    long_land_disputes_settled_by_head,
    mediators,
    panel_pool,
    waiting_agreements,
)

__all__ = [
    "DEFINITIONS",
    "DisputesPanel",
    "case_key",
    "dispute",
    "disputes",
    "disputes_of_unit",
    "figures",
    "headed_by",
    "homes_of",
    "household_panel",
    "long_land_disputes_settled_by_head",
    "mediation_due",
    "mediators",
    "mediators_for",
    "panel_pool",
    "reporter",
    "terms_history",
    "terms_on",
    "unit_panel",
    "units_of",
    "waiting_agreements",
]
