"""What terms, the ladder and the hand-over refuse."""

from shihu.kernel.refusals import N_, Refusal


class TermOver(Refusal):
    code = "units.terms.over"
    sentence = N_("This term has ended already.")
    status = 409


class BadTermDay(Refusal):
    code = "units.terms.day"
    sentence = N_("A term ends on a day from its beginning up to today.")


class HeadThere(Refusal):
    code = "units.terms.head_there"
    sentence = N_("%(unit)s has a head. A deputy stands in only where there is none.")
    status = 409


class NoDeputy(Refusal):
    code = "units.terms.no_deputy"
    sentence = N_("%(unit)s has no deputy to stand in. Open an election.")
    status = 409


class TwoHeads(Refusal):
    code = "units.terms.two_heads"
    sentence = N_("%(name)s heads another unit in these days, or this unit has a head in them. End that term first.")
    status = 409


class SignedAlready(Refusal):
    code = "units.terms.signed_already"
    sentence = N_("This household has signed already.")
    status = 409


class TooFewSignatures(Refusal):
    code = "units.terms.too_few_signatures"
    sentence = N_("%(signed)s households have signed; %(needs)s must before a vote is opened.")
    status = 409


class MotionOpen(Refusal):
    code = "units.terms.motion_open"
    sentence = N_("A motion against this head is open already. Sign that one.")
    status = 409


class WrongLadderStep(Refusal):
    code = "units.ladder.step"
    sentence = N_("Steps go up one by one. From here the next one is “%(next)s”.")


class SameLadderStep(Refusal):
    code = "units.ladder.same"
    sentence = N_("%(name)s stands on this step already.")
    status = 409


class LadderReason(Refusal):
    code = "units.ladder.reason"
    sentence = N_("A step back needs a reason.")


class LadderOrder(Refusal):
    code = "units.ladder.order"
    sentence = N_("The day lies before the last step (%(day)s), or after today.")


class EvidenceMissing(Refusal):
    code = "units.ladder.evidence"
    sentence = N_("Note what shows the step: a decision, minutes, a number.")


class TickedAlready(Refusal):
    code = "units.handover.ticked"
    sentence = N_("This is ticked already.")
    status = 409


class NoItems(Refusal):
    code = "units.handover.no_items"
    sentence = N_("The list needs at least one thing, each of at most 80 characters.")
