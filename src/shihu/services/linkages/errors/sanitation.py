"""What sanitation refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadArea(Refusal):
    code = "linkages.bad_area"
    sentence = N_(
        "This area cannot be walked: a line needs 2 to 60 corners and a polygon 3 to 60, its sides must not cross, and "
        "it lies within 3 km of the unit's houses. Draw it again."
    )


class NoSuchDoors(Refusal):
    code = "linkages.no_such_doors"
    sentence = N_("No two houses of %(street)s from %(first)s to %(last)s have a place on the map. Choose others.")


class TurnTaken(Refusal):
    code = "linkages.turn_taken"
    status = 409
    sentence = N_("One of these weeks has been swapped already, is over, or is not the household's. Choose others.")


class ExcuseNeedsReason(Refusal):
    code = "linkages.excuse_needs_reason"
    sentence = N_("Say in a few words why the household cannot take turns: its neighbours take them instead.")


class AlreadyExcused(Refusal):
    code = "linkages.already_excused"
    status = 409
    sentence = N_("This household takes no turns already. End that first.")


class BadSheetItem(Refusal):
    code = "linkages.bad_sheet_item"
    sentence = N_(
        "Item %(number)s: a sheet has 1 to %(items)s items, each with words and at least 1 point, and together at most "
        "%(full)s points. Change it."
    )


class SheetTooEarly(Refusal):
    code = "linkages.sheet_too_early"
    sentence = N_("A sheet is valid from %(first)s at the earliest: rounds are scored by rules known before.")


class NoSheet(Refusal):
    code = "linkages.no_sheet"
    status = 409
    sentence = N_("No score sheet is valid on this day. The officer writes one first.")


class NothingToInspect(Refusal):
    code = "linkages.nothing_to_inspect"
    status = 409
    sentence = N_("No unit of this hamlet has a duty area yet. Draw the areas first.")


class RoundExists(Refusal):
    code = "linkages.round_exists"
    status = 409
    sentence = N_("This hamlet has a round of this day already, or one that is not closed. Go on with that one.")


class RoundClosed(Refusal):
    code = "linkages.round_closed"
    status = 409
    sentence = N_("This round is closed. What was found stands; the unit may object.")


class RoundOpen(Refusal):
    code = "linkages.round_open"
    status = 409
    sentence = N_("This round is still open. Close it first.")


class RoundUnfinished(Refusal):
    code = "linkages.round_unfinished"
    status = 409
    sentence = N_("Nothing has been scored in this round. Score at least one area, then close it.")


class BadOff(Refusal):
    code = "linkages.bad_off"
    sentence = N_("“%(words)s” takes off 0 to %(most)s points. Correct it.")


class WordsNeeded(Refusal):
    code = "linkages.words_needed"
    sentence = N_("Say in a sentence what is meant: the other side reads it.")


class OwnArea(Refusal):
    code = "linkages.own_area"
    status = 403
    sentence = N_("You or your kin sit in this unit. Somebody else scores its area.")


class SameEyes(Refusal):
    code = "linkages.same_eyes"
    status = 403
    sentence = N_("You gave the score yourself. Somebody else looks again or answers.")


class NotDrawn(Refusal):
    code = "linkages.not_drawn"
    status = 409
    sentence = N_("This unit was not drawn for a second look.")


class AlreadyScored(Refusal):
    code = "linkages.already_scored"
    status = 409
    sentence = N_("This area has been scored in this round. Go on to the next.")


class SentOtherwise(Refusal):
    code = "linkages.sent_otherwise"
    status = 409
    sentence = N_("This form was sent before with other contents. Open it anew.")


class ObjectionClosed(Refusal):
    code = "linkages.objection_closed"
    status = 409
    sentence = N_("Objections to this round were open until %(until)s, and one is enough.")


class AnsweredAlready(Refusal):
    code = "linkages.answered_already"
    status = 409
    sentence = N_("This objection has been answered.")


class NothingToMend(Refusal):
    code = "linkages.nothing_to_mend"
    status = 409
    sentence = N_("Nothing waits to be mended here.")
