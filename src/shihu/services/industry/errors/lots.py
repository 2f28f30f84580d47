"""What weighing refuses."""

from shihu.kernel.refusals import N_, Refusal


class BadWeight(Refusal):
    code = "industry.bad_weight"
    sentence = N_("“%(given)s” is no weight. Write kilograms above nothing, such as 12.5.")


class LotTaken(Refusal):
    code = "industry.lot_taken"
    status = 409
    sentence = N_("This delivery was sent before with another weight or household. Open the list and look at it.")


class WeighedTooEarly(Refusal):
    code = "industry.weighed_too_early"
    sentence = N_("The season began on %(since)s: nothing can have been weighed on %(day)s.")


class WeighedAhead(Refusal):
    code = "industry.weighed_ahead"
    sentence = N_("%(day)s has not come yet. Write the day on which it was weighed.")
