"""What the order of paying off refuses."""

from shihu.kernel.refusals import N_, Refusal


class BadStep(Refusal):
    code = "industry.bad_step"
    sentence = N_(
        "Step %(number)s cannot be meant so: each purpose stands once, a share is above 0 and at most 100 %%, and a "
        "fund or fee needs a share or an amount for a kilogram."
    )


class BadFloor(Refusal):
    code = "industry.bad_floor"
    sentence = N_("The floor is an amount that is not below nothing, or a share of at most 100 %.")


class NoSharingRule(Refusal):
    code = "industry.no_sharing_rule"
    status = 409
    sentence = N_("On %(day)s no rule says in which order sales pay off what is owed. Let the members vote it first.")


class RuleDated(Refusal):
    code = "industry.rule_dated"
    status = 409
    sentence = N_("A rule holds from %(since)s already. A new one begins later, so that past slips stay as they are.")


class NoMajority(Refusal):
    code = "industry.no_majority"
    sentence = N_("%(votes)s of %(voters)s is no majority of those who voted. Only what the members voted is booked.")
