"""What the units refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadChoices(Refusal):
    code = "units.bad_choices"
    sentence = N_("%(field)s is %(told)s; it must be %(need)s.")


class WrongLevel(Refusal):
    code = "units.wrong_level"
    sentence = N_("Units are formed for a hamlet or a village. Choose one of them.")


class NoHouseholds(Refusal):
    code = "units.no_households"
    sentence = N_("There is no household here that is willing to join a unit. Load the roster first.")


class NotADraft(Refusal):
    code = "units.not_a_draft"
    status = 409
    sentence = N_("This formation is no draft any more: it was adopted, replaced or discarded.")


class StaleDraft(Refusal):
    code = "units.stale_draft"
    status = 409
    sentence = N_(
        "The roster has changed since this draft was made. Form the units again, or adopt it knowing that it follows "
        "the roster as it was."
    )


class SharedUnits(Refusal):
    code = "units.shared_units"
    status = 409
    sentence = N_("Units of %(place)s hold households of another hamlet as well. Form the whole village instead.")


class HouseholdGone(Refusal):
    code = "units.household_gone"
    status = 409
    sentence = N_("%(codes)s are no longer in the roster of these hamlets. Form the units again.")


class AlreadyAsked(Refusal):
    code = "units.already_asked"
    status = 409
    sentence = N_("Units are being formed here at this moment. Wait for it to end.")


class NoUnitsInForce(Refusal):
    code = "units.none_in_force"
    sentence = N_("There are no units in force here yet. Form them first.")


class UnitsElsewhere(Refusal):
    code = "units.elsewhere"
    sentence = N_("A unit that is to be kept does not belong to this formation. Open the page again.")
