"""What points refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class NoRuleBook(Refusal):
    code = "linkages.no_rule_book"
    status = 409
    sentence = N_("The village had no rule book in force on %(day)s. Draft one and enter the vote first.")


class RuleBookApproved(Refusal):
    code = "linkages.rule_book_approved"
    status = 409
    sentence = N_("A rule book that was voted is never changed. Draft the next version.")


class NoItems(Refusal):
    code = "linkages.no_point_items"
    sentence = N_("A rule book needs at least one item.")


class BadItem(Refusal):
    code = "linkages.bad_point_item"
    sentence = N_("Item %(number)s: %(need)s")


class BadSetting(Refusal):
    code = "linkages.bad_point_setting"
    sentence = N_("This must lie between %(low)s and %(high)s.")


class NotCarried(Refusal):
    code = "linkages.vote_not_carried"
    sentence = N_("%(in_favour)s of %(present)s is not more than half. The rule book stays a draft.")


class BadVote(Refusal):
    code = "linkages.bad_point_vote"
    sentence = N_("Enter the day of the vote (not after today), the number of its minutes, and how many were there.")


class BadBeginning(Refusal):
    code = "linkages.bad_point_beginning"
    sentence = N_(
        "A rule book begins on or after the day of its vote and after %(after)s, when the version before began."
    )


class UnknownItem(Refusal):
    code = "linkages.unknown_point_item"
    sentence = N_("The rule book in force on that day has no such item. Choose one of its items.")


class NotClaimed(Refusal):
    code = "linkages.point_item_not_claimed"
    sentence = N_("This item is not claimed by households; the village records it.")


class WrongEarner(Refusal):
    code = "linkages.wrong_point_earner"
    sentence = N_("This item's points go to the other kind of account: household or unit, as the rule book says.")


class BadClaimDay(Refusal):
    code = "linkages.bad_point_day"
    sentence = N_("The day must lie between %(first)s and %(last)s.")


class BadTimes(Refusal):
    code = "linkages.bad_point_times"
    sentence = N_("How many times: a whole number from 1 to %(most)s.")


class LimitReached(Refusal):
    code = "linkages.point_limit"
    status = 409
    sentence = N_("This item counts %(limit)s times a month at most; %(used)s are claimed or given already.")


class ClaimKeyUsed(Refusal):
    code = "linkages.point_key_used"
    status = 409
    sentence = N_("This was sent before with other contents. Open the page again and enter it anew.")


class NoHousehold(Refusal):
    code = "linkages.point_no_household"
    status = 404
    sentence = N_("Your account belongs to no household here. Ask the village office to link it.")


class UnknownAccount(Refusal):
    code = "linkages.point_unknown_account"
    sentence = N_("“%(given)s” is no household or unit of this village today. Look it up in the list.")


class OwnMatter(Refusal):
    code = "linkages.point_own_matter"
    status = 403
    sentence = N_("This concerns your own household, relatives or unit. Somebody else must do it.")


class SeenBefore(Refusal):
    code = "linkages.point_seen_before"
    status = 403
    sentence = N_("You have reviewed this claim already. Another person takes the next look.")


class NotWaiting(Refusal):
    code = "linkages.point_claim_not_waiting"
    status = 409
    sentence = N_("This claim was decided meanwhile. Look at it again.")


class NoReason(Refusal):
    code = "linkages.point_no_reason"
    sentence = N_("Write the reason; the household reads it.")


class BadPoints(Refusal):
    code = "linkages.bad_points"
    sentence = N_("Changed points lie between %(least)s and %(most)s. To give all, accept; to give no more, refuse.")


class NotAppealable(Refusal):
    code = "linkages.point_not_appealable"
    status = 409
    sentence = N_("This claim can no longer be appealed: it was given in full, appealed before, or its days are over.")


class NotCovered(Refusal):
    code = "linkages.points_not_covered"
    status = 409
    sentence = N_(
        "%(outstanding)s points are out and the prize stock covers %(stock)s. By this village's rule nothing more is "
        "given until the stock is filled up."
    )


class AlreadyReversed(Refusal):
    code = "linkages.points_reversed"
    status = 409
    sentence = N_("This entry was taken back already, or is itself a taking back.")


class NotReversible(Refusal):
    code = "linkages.points_not_reversible"
    status = 409
    sentence = N_(
        "Redemptions are undone at the counter, lapsed points stay lapsed. Only awards and deductions are taken back."
    )


class TooFewPoints(Refusal):
    code = "linkages.too_few_points"
    status = 409
    sentence = N_("This takes %(needed)s points; the household has %(balance)s.")


class OutOfStock(Refusal):
    code = "linkages.prize_out_of_stock"
    status = 409
    sentence = N_("Only %(left)s of this prize are left. Choose fewer, or another prize.")


class NotOffered(Refusal):
    code = "linkages.prize_not_offered"
    status = 409
    sentence = N_("This prize is not offered now.")


class BadPrize(Refusal):
    code = "linkages.bad_prize"
    sentence = N_("A prize has a name, a measure, and a price of at least one point.")


class BadQuantity(Refusal):
    code = "linkages.bad_prize_quantity"
    sentence = N_("The quantity is a whole number from 1 to %(most)s.")


class MoneyIsNoPrize(Refusal):
    code = "linkages.money_is_no_prize"
    sentence = N_(
        "Points are exchanged for goods and services, never for money or shares. “%(word)s” cannot be a prize."
    )


class BadReceipt(Refusal):
    code = "linkages.bad_prize_receipt"
    sentence = N_("Goods received need the giver and the number of the paper.")


class NoConsent(Refusal):
    code = "linkages.no_prize_consent"
    sentence = N_("Name the adult of the household who stands at the counter and agrees.")


class UnknownCode(Refusal):
    code = "linkages.unknown_pickup_code"
    sentence = N_("No reservation waits under the code “%(given)s”. Ask the household to show it again.")


class NotReserved(Refusal):
    code = "linkages.prize_not_reserved"
    status = 409
    sentence = N_("This redemption is not in a state in which this can be done. Look at it again.")


class NumberPublished(Refusal):
    code = "linkages.sample_number_published"
    status = 409
    sentence = N_("The number of this month is published already; it cannot be changed.")


class BadNumber(Refusal):
    code = "linkages.bad_sample_number"
    sentence = N_("Give the number (digits only) and where everybody can look it up.")


class TooEarly(Refusal):
    code = "linkages.sample_too_early"
    status = 409
    sentence = N_(
        "A sample is drawn when its month is over and its number has been published for a day: from %(day)s on."
    )


class AlreadyDrawn(Refusal):
    code = "linkages.sample_drawn"
    status = 409
    sentence = N_("This sample is drawn already. Anybody can reckon it again from the number.")
