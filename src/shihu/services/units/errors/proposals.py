"""What proposals refuse."""

from shihu.kernel.refusals import N_, Refusal


class BadNotice(Refusal):
    code = "units.bad_notice"
    sentence = N_("A notice stands from %(low)s to %(high)s days; %(told)s is not one of them.")


class AlreadyProposed(Refusal):
    code = "units.already_proposed"
    status = 409
    sentence = N_("A proposal for %(place)s is open. Solve again from it, close it or withdraw it first.")


class NotOpen(Refusal):
    code = "units.proposal_not_open"
    status = 409
    sentence = N_("This proposal is no longer open: it was withdrawn, closed, or another one took its place.")


class NotAsked(Refusal):
    code = "units.not_asked"
    sentence = N_("Household %(household)s is not asked by this proposal.")


class StandsAlready(Refusal):
    code = "units.stands_already"
    status = 409
    sentence = N_("%(unit)s is established. Leaving it is a change of units, which the village committee takes up.")


class DecisionDay(Refusal):
    code = "units.decision_day"
    sentence = N_("The decision is dated %(day)s; it must lie between %(first)s and %(last)s.")


class DeciderNeeded(Refusal):
    code = "units.decider_needed"
    sentence = N_("Say who of the household decided.")


class WitnessNeeded(Refusal):
    code = "units.witness_needed"
    sentence = N_("Say who was there as a witness: a decision that was only told does not bind without one.")


class SheetNumberNeeded(Refusal):
    code = "units.sheet_number_needed"
    sentence = N_("Say the number of the signed sheet.")


class NothingSigned(Refusal):
    code = "units.nothing_signed"
    sentence = N_("No line of the sheet says anything. Put down at least one decision.")


class WhyNeeded(Refusal):
    code = "units.why_needed"
    sentence = N_("Say why, in a few words: the next proposal is made from it.")


class AdultNeeded(Refusal):
    code = "units.adult_needed"
    status = 403
    sentence = N_("An adult of the household decides this.")


class WantedElsewhere(Refusal):
    code = "units.wanted_elsewhere"
    sentence = N_("The unit or partner wanted is not in this proposal, or is the one proposed already.")


class TooEarly(Refusal):
    code = "units.too_early"
    status = 409
    sentence = N_("The notice stands until %(ends)s. Units are established from the day after.")


class NoneReady(Refusal):
    code = "units.none_ready"
    status = 409
    sentence = N_("No unit is ready: in each somebody is silent, asks for a change, declines, or has left the hamlet.")


class HasEstablished(Refusal):
    code = "units.has_established"
    status = 409
    sentence = N_("Units of this proposal are established. Close it with them instead of withdrawing it.")


class NothingEstablished(Refusal):
    code = "units.nothing_established"
    status = 409
    sentence = N_("No unit of this proposal is established. Withdraw it instead of closing it.")


class NoRequests(Refusal):
    code = "units.no_requests"
    status = 409
    sentence = N_("Nobody asks for a change or declines: there is nothing to solve again.")


class ProofNeeded(Refusal):
    code = "units.proof_needed"
    sentence = N_(
        "Say how these units were agreed: minutes or a signed list, with its number and day. Units that were not "
        "agreed yet are published for consent."
    )
