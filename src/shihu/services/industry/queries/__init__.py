"""Reads of the unit economy, limited to what the actor may see."""

from shihu.services.industry.queries.duties import (
    industry_due,
)
from shihu.services.industry.queries.figures import (
    industry_figures,
)
from shihu.services.industry.queries.lots import (
    traded,
)
from shihu.services.industry.queries.money import (
    season_money,
)
from shihu.services.industry.queries.panels import (
    HouseholdIndustry,
    PlaceIndustry,
    household_industry,
    place_industry,
    unit_industry,
)
from shihu.services.industry.queries.projects import (
    own_projects,
    participants,
    project,
    project_of_season,
    projects,
)
from shihu.services.industry.queries.reckoning import (
    preview_sale,
)
from shihu.services.industry.queries.sales import (
    lots,
    payout,
    payouts,
    sale,
    sales,
    slip,
    slips_of,
)
from shihu.services.industry.queries.sharing import (
    sharing_rules,
)
from shihu.services.industry.queries.standings import (
    advance_lines,
    batches,
    gains,
    standing,
    standings,
)

__all__ = [
    "HouseholdIndustry",
    "PlaceIndustry",
    "advance_lines",
    "batches",
    "gains",
    "household_industry",
    "industry_due",
    "industry_figures",
    "lots",
    "own_projects",
    "participants",
    "payout",
    "payouts",
    "place_industry",
    "preview_sale",
    "project",
    "project_of_season",
    "projects",
    "sale",
    "sales",
    "season_money",
    "sharing_rules",
    "slip",
    "slips_of",
    "standing",
    "standings",
    "traded",
    "unit_industry",
]
