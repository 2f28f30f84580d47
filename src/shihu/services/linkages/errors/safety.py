"""What safety refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class RoundOpen(Refusal):
    code = "linkages.round_open"
    status = 409
    sentence = N_("A round of this kind is open for the unit already. Go on with that one.")


class RoundClosed(Refusal):
    code = "linkages.round_closed"
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
    sentence = N_("Say who mends it, and by when: not before today and within %(most)s days for this grade.")


class HazardNotMended(Refusal):
    code = "linkages.hazard_not_mended"
    status = 409
    sentence = N_("It has not been said to be mended yet. Whoever mends it says so first; then it is looked at again.")


class HazardClosed(Refusal):
    code = "linkages.hazard_closed"
    status = 409
    sentence = N_("This hazard is closed. If it is back, report it again.")


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
