"""What village work refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadWork(Refusal):
    code = "linkages.bad_work"
    sentence = N_(
        "A work needs a name, a place, a quantity from 1 to %(most)s, days that do not run backwards nor past 120, and "
        "materials with words and a quantity. Correct what is marked."
    )


class WorkFixed(Refusal):
    code = "linkages.work_fixed"
    status = 409
    sentence = N_("The parts of this work are fixed. Plan another work for what is still to do.")


class WorkNotFixed(Refusal):
    code = "linkages.work_not_fixed"
    status = 409
    sentence = N_("The parts of this work are not fixed yet. Fix them first.")


class NobodyToWork(Refusal):
    code = "linkages.nobody_to_work"
    status = 409
    sentence = N_("The village has no unit to give a part to by this method. Choose the other one, or form units.")


class WorkAccepted(Refusal):
    code = "linkages.work_accepted"
    status = 409
    sentence = N_("This part has been accepted. Nothing of it is changed any more.")


class TooYoung(Refusal):
    code = "linkages.too_young"
    sentence = N_(
        "%(name)s is under %(least)s, or the roster knows no birth. Only grown people work; note nobody else."
    )


class BadHours(Refusal):
    code = "linkages.bad_hours"
    sentence = N_("Hours of a day go by halves, from 0.5 to %(most)s. Correct them.")


class DayOutside(Refusal):
    code = "linkages.day_outside"
    sentence = N_("The day lies before the work's first day or in the future. Choose a day on which work was done.")


class NoStranger(Refusal):
    code = "linkages.no_stranger"
    sentence = N_("Only people of the unit's own households are noted here.")


class MaterialShort(Refusal):
    code = "linkages.material_short"
    sentence = N_("Of “%(material)s” there are %(there)s left. Note what was received first.")


class SecondPerson(Refusal):
    code = "linkages.second_person"
    status = 403
    sentence = N_(
        "Whoever planned the work, noted its hours, or sits in the unit (or has kin in it) does not accept it."
    )


class BadMeasured(Refusal):
    code = "linkages.bad_measured"
    sentence = N_("Give what you measured, from 0 to %(most)s.")
