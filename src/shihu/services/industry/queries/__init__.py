"""Reads of the unit economy, limited to what the actor may see."""

from shihu.services.industry.queries.awards.applications import application, applications, mates_of, reach
from shihu.services.industry.queries.awards.figures import award_money, participating_households
from shihu.services.industry.queries.awards.funds import award_fund, award_fund_public, award_funds
from shihu.services.industry.queries.awards.objections import award_objection
from shihu.services.industry.queries.awards.own import foresee_award, own_award_funds
from shihu.services.industry.queries.awards.panels import award_household_panel, award_place_panel, awards_due
from shihu.services.industry.queries.awards.rounds import award_notice, award_payment, award_round, award_slip
from shihu.services.industry.queries.awards.rules_kept import award_rule, award_rules, kinds_on, village_of

__all__ = [
    "application",
    "applications",
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
    "foresee_award",
    "kinds_on",
    "mates_of",
    "own_award_funds",
    "participating_households",
    "reach",
    "village_of",
]
