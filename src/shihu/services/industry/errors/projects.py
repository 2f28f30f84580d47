"""What projects refuse."""

from shihu.kernel.refusals import N_, Refusal


class BadRisk(Refusal):
    code = "industry.bad_risk"
    sentence = N_("Say who bears a loss: members, owner and insurance, together 100 %.")


class BadBudget(Refusal):
    code = "industry.bad_budget"
    sentence = N_("A line of a budget needs a quantity above nothing and a price that is not below it.")


class BadPeriod(Refusal):
    code = "industry.bad_period"
    sentence = N_("A season begins on or after %(opened)s, when its project began, and ends after it begins.")


class NameTaken(Refusal):
    code = "industry.name_taken"
    status = 409
    sentence = N_("There is one called “%(name)s” already. Choose a name that tells them apart.")


class NameNeeded(Refusal):
    code = "industry.name_needed"
    sentence = N_("Give it a name that people in the village will know.")


class NotAProducer(Refusal):
    code = "industry.not_a_producer"
    sentence = N_("A project is kept in the books of a cooperative, a village collective or a unit.")


class ProjectClosed(Refusal):
    code = "industry.project_closed"
    status = 409
    sentence = N_("This project was closed on %(day)s. Nothing new begins in it.")


class SeasonClosed(Refusal):
    code = "industry.season_closed"
    status = 409
    sentence = N_("The season “%(season)s” was closed on %(day)s. What belongs to it is corrected by reversal only.")


class SeasonsOpen(Refusal):
    code = "industry.seasons_open"
    status = 409
    sentence = N_("The season “%(season)s” is still open. Settle and close it first.")


class TakesPartAlready(Refusal):
    code = "industry.takes_part_already"
    status = 409
    sentence = N_("Household %(code)s takes part already.")


class TakesNoPart(Refusal):
    code = "industry.takes_no_part"
    status = 409
    sentence = N_("Household %(code)s takes no part in this project. Enrol it first.")


class HouseholdElsewhere(Refusal):
    code = "industry.household_elsewhere"
    sentence = N_("There is no household %(code)s in the village of this project on that day.")
