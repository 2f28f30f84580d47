"""What cannot be split."""

from shihu.kernel.refusals import N_, Refusal


class NotWhole(Refusal):
    code = "not_whole"
    sentence = N_("Only whole fen can be split, not %(given)s.")


class BadWeight(Refusal):
    code = "bad_weight"
    sentence = N_("The weight of %(who)s is “%(given)s”: it must be a whole number or an exact fraction.")


class NegativeWeight(BadWeight):
    code = "negative_weight"
    sentence = N_("The weight of %(who)s is %(given)s: nobody can have less than nothing of the whole.")


class NobodyToShare(Refusal):
    code = "nobody_to_share"
    sentence = N_("Nobody has a weight above zero, so that there is nobody to split among.")
