"""What seats refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class ReasonNeeded(Refusal):
    code = "units.reason_needed"
    sentence = N_("Write down the reason: it stays with the history of the unit.")


class AgreementNeeded(Refusal):
    code = "units.agreement_needed"
    sentence = N_("Write down who agreed and when: a household joins only where both sides want it.")


class NotSeated(Refusal):
    code = "units.not_seated"
    status = 409
    sentence = N_("This household sits in no unit now. Open its page again.")


class SeatedAlready(Refusal):
    code = "units.seated_already"
    status = 409
    sentence = N_("This household sits in %(unit)s. It has to leave there first.")


class UnitNotInForce(Refusal):
    code = "units.not_in_force"
    status = 409
    sentence = N_("This unit has ended or was never in force. Choose another.")


class CannotJoin(Refusal):
    code = "units.cannot_join"
    sentence = N_("The household cannot join %(unit)s: %(rules)s.")


class NothingToRelease(Refusal):
    code = "units.nothing_to_release"
    status = 409
    sentence = N_("No household with a seat here has ended or moved away.")
