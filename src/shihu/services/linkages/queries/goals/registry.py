"""The indicators of the eight goals: what is counted, in words, and when it is good enough.

A published number is one of these: its words stand beside it wherever it is shown, and ``records`` is the list under
it. The goals themselves are terms of the vocabulary ``goal``.
"""

from typing import Final

from shihu.kernel.refusals import N_
from shihu.services.linkages.queries.goals.sources import (
    civility,
    industry,
    ledger,
    mediation,
    points,
    sanitation,
    units,
    works,
)
from shihu.services.linkages.types.goals import Indicator, Target

VOCABULARY: Final = "goal"

INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(
        "heads",
        "goal.cadres",
        N_("Units with a head in office"),
        N_("Units in force on the day that have an elected or acting head, of all units in force."),
        "units",
        Target("share", 100),
        units.heads,
        N_("Let the units without a head choose one."),
        "units_heads",
    ),
    Indicator(
        "income",
        "goal.industry",
        N_("Income that the collective earned this year"),
        N_(
            "Entries on accounts of income in the books of the village collective from 1 January to the day, reversals "
            "taken off, grants left out."
        ),
        "yuan",
        Target("least", 5_000_000),
        ledger.income,
        N_("Book what came in, and look for a second source beside it."),
        "ledger_books",
    ),
    Indicator(
        "industry_households",
        "goal.industry",
        N_("Households in a project of the village"),
        N_("Households that take part in a running project, of all households of the village."),
        "households",
        Target("share", 50),
        industry.households,
        N_("Ask the units what they want to grow or keep together."),
    ),
    Indicator(
        "greened",
        "goal.beautiful",
        N_("Ground greened"),
        N_(
            "Square metres of greening in the register of village works that a second person found as said, each from "
            "the day of that check."
        ),
        "square_metres",
        Target("least", 1000),
        works.greened,
        N_("Enter finished greening with its paper, and let it be checked."),
        "linkages_goals_works",
    ),
    Indicator(
        "sanitation",
        "goal.beautiful",
        N_("Score of the sanitation rounds"),
        N_("Mean score of the units' duty areas in the last month inspected, of 100."),
        "points",
        Target("least", 80),
        sanitation.score,
        N_("Walk the areas that were marked down, and look again."),
    ),
    Indicator(
        "infrastructure",
        "goal.infrastructure",
        N_("Kinds of works that the village has"),
        N_(
            "Of six kinds (hard road, drinking water, street lamps, drains and toilets, waste points, meeting place) "
            "those with at least one finished work in the register, with its paper, that a second person found as "
            "said."
        ),
        "kinds",
        Target("share", 100),
        works.infrastructure,
        N_("Enter finished works with their paper, and let them be checked."),
        "linkages_goals_works",
    ),
    Indicator(
        "charters",
        "goal.institutions",
        N_("Units with a charter in force"),
        N_("Units whose charter all seated households have signed, of all units in force on the day."),
        "units",
        Target("share", 100),
        units.charters,
        N_("Draft the charters that are missing, and have them signed by every household."),
        "units_charters",
    ),
    Indicator(
        "appraised",
        "goal.institutions",
        N_("Units appraised for the month"),
        N_(
            "Units that the township appraised for the last month whose end lies at least ten days back, of the units "
            "in force for the whole of it."
        ),
        "units",
        Target("share", 90),
        units.appraised,
        N_("Appraise the units that are left out."),
        "units_appraisals",
    ),
    Indicator(
        "village_rules",
        "goal.institutions",
        N_("Village rules in force"),
        N_("Versions of the village's own rules that were voted and hold on the day."),
        "cases",
        Target("least", 1),
        civility.village_rules,
        N_("Put the draft of the village rules to the vote."),
    ),
    Indicator(
        "moral_models",
        "goal.integrity",
        N_("Moral models chosen"),
        N_("Persons chosen as moral models in the last twelve months, after the days of objection."),
        "persons",
        Target("least", 5),
        civility.moral_models,
        N_("Open the nomination in every hamlet."),
    ),
    Indicator(
        "integrity_points",
        "goal.integrity",
        N_("Households with points of integrity"),
        N_("Households that earned points of integrity in the last twelve months, of all households."),
        "households",
        Target("share", 50),
        points.households,
        N_("Let households claim what they kept: promises, dues, duties."),
    ),
    Indicator(
        "customs",
        "goal.customs",
        N_("Weddings and funerals within the village's own rule"),
        N_("Of the weddings and funerals told in the last twelve months, those within the rule."),
        "cases",
        Target("share", 90),
        civility.customs,
        N_("Let the council of weddings and funerals talk with the families beforehand."),
    ),
    Indicator(
        "settled",
        "goal.stability",
        N_("Disputes settled in the village"),
        N_(
            "Of the disputes closed in the last twelve months, those settled by a head, a villager group or the "
            "village's hearing."
        ),
        "cases",
        Target("share", 90),
        mediation.settled,
        N_("Let heads take up small matters on the doorstep."),
    ),
    Indicator(
        "late",
        "goal.stability",
        N_("Disputes open past their day"),
        N_("Open disputes whose clock has run out."),
        "cases",
        Target("most", 0),
        mediation.late,
        N_("Hear the disputes that are late first."),
    ),
)
