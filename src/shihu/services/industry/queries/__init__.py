"""Reads of the unit economy, limited to what the actor may see."""

from shihu.services.industry.queries.asking import (
    asked_act,
    asked_acts,
)
from shihu.services.industry.queries.awards.applications import (
    application,
    applications,
    mates_of,
    reach,
)
from shihu.services.industry.queries.awards.figures import (
    award_money,
    participating_households,
)
from shihu.services.industry.queries.awards.funds import (
    award_fund,
    award_fund_public,
    award_funds,
)
from shihu.services.industry.queries.awards.objections import (
    award_objection,
)
from shihu.services.industry.queries.awards.own import (
    foresee_award,
    own_award_funds,
)
from shihu.services.industry.queries.awards.panels import (
    award_household_panel,
    award_place_panel,
    awards_due,
)
from shihu.services.industry.queries.awards.rounds import (
    award_notice,
    award_payment,
    award_round,
    award_slip,
)
from shihu.services.industry.queries.awards.rules_kept import (
    award_rule,
    award_rules,
    kinds_on,
    village_of,
)
from shihu.services.industry.queries.certificates import (
    certificate,
    certificates,
    verified,
)
from shihu.services.industry.queries.duties import (
    industry_due,
)
from shihu.services.industry.queries.figures import (
    industry_figures,
)
from shihu.services.industry.queries.labour.counted import (
    labourers_a_day,
)
from shihu.services.industry.queries.labour.due import (
    labour_due,
)
from shihu.services.industry.queries.labour.rates import (
    floor_on,
    rates_on,
)
from shihu.services.industry.queries.labour.registers import (
    crew,
    labour_season,
    led,
    register_lines,
    workday,
    workers_in_roster,
)
from shihu.services.industry.queries.labour.wages import (
    own_work,
    wage_payment,
    wage_slip,
    worker_book,
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
from shihu.services.industry.queries.pictures import (
    household_year,
    own_code,
    place_year,
)
from shihu.services.industry.queries.projects import (
    households_in_projects,
    own_projects,
    participants,
    project,
    project_of_season,
    projects,
)
from shihu.services.industry.queries.receivables import (
    payables,
    receivables,
    sale_of_receipt,
    sale_receipts,
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
from shihu.services.industry.queries.settlement import (
    is_own_household,
    own_settlements,
    season_lines,
    settled_accounts,
    settlement,
    settlements,
    settlements_of,
)
from shihu.services.industry.queries.settlement_due import (
    settlement_due,
)
from shihu.services.industry.queries.settling import (
    season_accounts,
    season_result,
    terms_history,
    terms_in_force,
)
from shihu.services.industry.queries.shares.books import (
    contributions,
    entries,
    holder,
    own_share_books,
    share_book,
    share_books,
    simulator_setting,
)
from shihu.services.industry.queries.shares.due import (
    household_shares_panel,
    shares_due,
    unit_shares_panel,
)
from shihu.services.industry.queries.shares.holdings import (
    collective_share_on,
    shares_agree,
    shares_on,
)
from shihu.services.industry.queries.shares.moving import (
    transfer,
    transfers,
    withdrawal,
    withdrawals,
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
from shihu.services.industry.queries.tracing import (
    lot,
    naming,
    traced,
)
from shihu.services.industry.queries.valuations import (
    valuation,
    valuations,
)
from shihu.services.industry.queries.year_panel import (
    YearPanel,
    household_year_panel,
)

__all__ = [
    "HouseholdIndustry",
    "PlaceIndustry",
    "YearPanel",
    "advance_lines",
    "application",
    "applications",
    "asked_act",
    "asked_acts",
    "award_fund",
    "award_fund_public",
    "award_funds",
    "award_household_panel",
    "award_money",
    "award_notice",
    "award_objection",
    "award_payment",
    "award_place_panel",
    "award_round",
    "award_rule",
    "award_rules",
    "award_slip",
    "awards_due",
    "batches",
    "certificate",
    "certificates",
    "collective_share_on",
    "contributions",
    "crew",
    "entries",
    "floor_on",
    "foresee_award",
    "gains",
    "holder",
    "household_industry",
    "household_shares_panel",
    "household_year",
    "household_year_panel",
    "households_in_projects",
    "industry_due",
    "industry_figures",
    "is_own_household",
    "kinds_on",
    "labour_due",
    "labour_season",
    "labourers_a_day",
    "led",
    "lot",
    "lots",
    "mates_of",
    "naming",
    "own_award_funds",
    "own_code",
    "own_projects",
    "own_settlements",
    "own_share_books",
    "own_work",
    "participants",
    "participating_households",
    "payables",
    "payout",
    "payouts",
    "place_industry",
    "place_year",
    "preview_sale",
    "project",
    "project_of_season",
    "projects",
    "rates_on",
    "reach",
    "receivables",
    "register_lines",
    "sale",
    "sale_of_receipt",
    "sale_receipts",
    "sales",
    "season_accounts",
    "season_lines",
    "season_money",
    "season_result",
    "settled_accounts",
    "settlement",
    "settlement_due",
    "settlements",
    "settlements_of",
    "share_book",
    "share_books",
    "shares_agree",
    "shares_due",
    "shares_on",
    "sharing_rules",
    "simulator_setting",
    "slip",
    "slips_of",
    "standing",
    "standings",
    "terms_history",
    "terms_in_force",
    "traced",
    "traded",
    "transfer",
    "transfers",
    "unit_industry",
    "unit_shares_panel",
    "valuation",
    "valuations",
    "verified",
    "village_of",
    "wage_payment",
    "wage_slip",
    "withdrawal",
    "withdrawals",
    "workday",
    "worker_book",
    "workers_in_roster",
]
