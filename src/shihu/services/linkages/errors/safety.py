"""What safety refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class RoundOpen(Refusal):
    code = "linkages.safety_round_open"
    status = 409
    sentence = N_("A round of this kind is open for the unit already. Go on with that one.")


class RoundClosed(Refusal):
    code = "linkages.safety_round_closed"
    status = 409
    sentence = N_("This round is closed. Open a new one.")


class NotOfTheRound(Refusal):
    code = "linkages.not_of_the_round"
    sentence = N_("This household does not sit in the unit of the round.")


class HazardNeedsPlace(Refusal):
    code = "linkages.hazard_needs_place"
    sentence = N_("Say where it is, in words that whoever mends it will understand.")


class HazardNeedsMender(Refusal):
    code = "linkages.hazard_needs_mender"
    sentence = N_("Say who mends it, and by when: after today and not later than %(last)s for this grade.")


class HazardNotMended(Refusal):
    code = "linkages.hazard_not_mended"
    status = 409
    sentence = N_("It has not been said to be mended yet. Whoever mends it says so first; then it is looked at again.")


class HazardClosed(Refusal):
    code = "linkages.hazard_closed"
    status = 409
    sentence = N_("This hazard is done with. If it is back, report it again.")


class RecheckBySomebodyElse(Refusal):
    code = "linkages.recheck_by_somebody_else"
    status = 409
    sentence = N_("Somebody else than the one who mended it looks at it again. Ask the cadre or the head.")


class OneLineNeeded(Refusal):
    code = "linkages.one_line_needed"
    sentence = N_("Write one line: how they are, or what they need.")


class NoLookIn(Refusal):
    code = "linkages.no_look_in"
    status = 409
    sentence = N_("By the rule this person needs no look-in. Visit them all the same; it need not be written down.")


class BadCarePlan(Refusal):
    code = "linkages.bad_care_plan"
    sentence = N_("Say why this person needs a look-in, and after how many days each: from 1 to %(most)s.")


class NoCarePlan(Refusal):
    code = "linkages.no_care_plan"
    status = 409
    sentence = N_("There is no visit plan to end.")


class PromiseNeedsRule(Refusal):
    code = "linkages.promise_needs_rule"
    sentence = N_("Write down what the children promised beside the clause that it rests on.")
