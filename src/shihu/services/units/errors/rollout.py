"""What the roll-out plan refuses."""

from shihu.kernel.refusals import N_, Refusal


class NotAVillage(Refusal):
    code = "units.not_a_village"
    sentence = N_("The roll-out is planned village by village. Choose a village.")


class PlanOutOfOrder(Refusal):
    code = "units.plan_out_of_order"
    sentence = N_("A later stage is planned for %(later)s, before %(earlier)s of the stage ahead of it.")
