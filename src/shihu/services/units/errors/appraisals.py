"""What appraisals refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadItem(Refusal):
    code = "units.bad_item"
    sentence = N_("Item %(number)s: %(field)s is “%(told)s”; it must be %(need)s.")


class BadWeights(Refusal):
    code = "units.bad_weights"
    sentence = N_("The weights add up to %(told)s; they must add up to exactly 100.00.")


class TooManyFields(Refusal):
    code = "units.too_many_fields"
    sentence = N_(
        "The unit would be asked %(told)s things each month; at most %(most)s. Drop some, or score them yourself."
    )


class NothingScored(Refusal):
    code = "units.nothing_scored"
    sentence = N_("At least one item must be scored by the township: the ranking is its judgement.")


class BadRuleTerms(Refusal):
    code = "units.bad_rule_terms"
    sentence = N_("%(field)s is %(told)s; it must be %(need)s.")


class RulePublished(Refusal):
    code = "units.rule_published"
    status = 409
    sentence = N_("Published rules are never changed. Write a new version for a month to come.")


class RuleTooEarly(Refusal):
    code = "units.rule_too_early"
    sentence = N_("Rules begin with %(first)s at the earliest: a month is appraised by rules known before it began.")


class RuleMonthTaken(Refusal):
    code = "units.rule_month_taken"
    status = 409
    sentence = N_("Version %(version)s already begins with this month. Choose a later one.")


class NoRule(Refusal):
    code = "units.no_rule"
    status = 409
    sentence = N_("No published rules are valid in %(month)s. The officer publishes rules first.")


class MonthClosed(Refusal):
    code = "units.month_closed"
    status = 409
    sentence = N_(
        "%(month)s cannot be appraised today: a month is appraised from its first day to the end of the next."
    )


class UnitYounger(Refusal):
    code = "units.younger_than_month"
    status = 409
    sentence = N_("The unit was not in force in %(month)s.")


class BadScore(Refusal):
    code = "units.bad_score"
    sentence = N_("“%(words)s” was given “%(told)s”; it must be %(need)s.")


class NothingToRepeat(Refusal):
    code = "units.nothing_to_repeat"
    sentence = N_("“%(words)s” cannot be taken over from the month before. Answer it anew.")


class OwnUnit(Refusal):
    code = "units.own_unit"
    status = 403
    sentence = N_("You or your kin sit in this unit. Somebody else scores it.")


class AlreadyPublished(Refusal):
    code = "units.already_published"
    status = 409
    sentence = N_("This month is published. It changes only when an objection is upheld.")


class NothingToPublish(Refusal):
    code = "units.nothing_to_publish"
    status = 409
    sentence = N_("%(count)s units of the village are not yet scored by the township. Score them first.")


class ObjectionLate(Refusal):
    code = "units.objection_late"
    status = 409
    sentence = N_("Objections were open until %(until)s.")


class NotPublished(Refusal):
    code = "units.not_published"
    status = 409
    sentence = N_("Nothing is published of this month yet.")


class NoReason(Refusal):
    code = "units.no_reason"
    sentence = N_("Say why, in a sentence: the other side reads it.")


class AlreadyAnswered(Refusal):
    code = "units.already_answered"
    status = 409
    sentence = N_("This objection has been answered.")


class ObjectionWaits(Refusal):
    code = "units.objection_waits"
    status = 409
    sentence = N_("An objection of this unit to this month waits for its answer.")
