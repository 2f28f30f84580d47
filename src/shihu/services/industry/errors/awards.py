"""What award funds refuse."""

from collections.abc import Sequence

from shihu.kernel.refusals import N_, Refusal
from shihu.services.industry.types.awards import ListFault


class NoAwardItems(Refusal):
    code = "no_award_items"
    sentence = N_("Give at least one kind with what it brings a head.")


class AwardKindTwice(Refusal):
    code = "award_kind_twice"
    sentence = N_("%(kind)s stands in the rules twice. Put it into one line.")


class BadAwardItem(Refusal):
    code = "bad_award_item"
    sentence = N_("%(kind)s: the minimum and what a head brings must be 1 or more, a cap 0 or more.")


class BadBonus(Refusal):
    code = "bad_bonus"
    sentence = N_("The addition for registered households is between 0 and 100 per cent.")


class UnknownCourtyardKind(Refusal):
    code = "unknown_courtyard_kind"
    sentence = N_("“%(given)s” is no kind of courtyard farming in force on %(day)s. Choose one of the list.")


class AwardRuleApproved(Refusal):
    code = "award_rule_approved"
    sentence = N_("This version was approved and is not changed any more. Draft a new version.")
    status = 409


class AwardRuleDraft(Refusal):
    code = "award_rule_draft"
    sentence = N_("These rules are a draft. The village has to approve them before a fund stands on them.")


class SecondPersonMissing(Refusal):
    code = "award_second_person"
    sentence = N_("Whoever made this cannot approve it. Somebody else has to look at it.")
    status = 403


class NoMeetingPaper(Refusal):
    code = "no_meeting_paper"
    sentence = N_("Give the number and the day of the minutes of the village meeting.")


class MeetingAhead(Refusal):
    code = "meeting_ahead"
    sentence = N_("The meeting of %(day)s has not been held yet.")


class BadPeriod(Refusal):
    code = "bad_award_period"
    sentence = N_("Applications end on %(last)s, before they begin on %(first)s.")


class BadObjectionDays(Refusal):
    code = "bad_objection_days"
    sentence = N_("Give between 3 and 30 days for objections.")


class NoCollectiveBook(Refusal):
    code = "no_collective_book"
    sentence = N_("%(village)s has no books of its collective yet. The township opens them under Money and books.")


class NotInHand(Refusal):
    code = "not_in_hand"
    sentence = N_(
        "%(asked)s yuan are to be set aside, but of the %(money)s yuan in the books %(bound)s are bound already."
    )


class NothingSetAside(Refusal):
    code = "nothing_set_aside"
    sentence = N_("Nothing is set aside for this fund yet. Set the money aside first; it may wait for a second person.")


class ApplicationsClosed(Refusal):
    code = "applications_closed"
    sentence = N_("Applications for “%(title)s” are taken from %(first)s to %(last)s.")


class KindNotInRules(Refusal):
    code = "kind_not_in_rules"
    sentence = N_("The rules of this fund give nothing for %(kind)s.")


class BadQuantity(Refusal):
    code = "bad_quantity"
    sentence = N_("%(given)s is no number that can be counted. Write a whole number from 1 to %(most)s.")


class AppliedAlready(Refusal):
    code = "applied_already"
    sentence = N_("%(householder)s has applied for %(kind)s in this fund already.")
    status = 409


class OtherVillage(Refusal):
    code = "other_village"
    sentence = N_("%(householder)s does not live in the village of this fund.")


class HouseholdEnded(Refusal):
    code = "award_household_gone"
    sentence = N_("The household %(code)s does not stand any more.")


class NotSigned(Refusal):
    code = "award_not_signed"
    sentence = N_("Say who of the household signed: whoever enters it for others needs their word.")


class OnlyAdults(Refusal):
    code = "award_only_adults"
    sentence = N_("An adult of the household has to apply.")
    status = 403


class KeyTaken(Refusal):
    code = "award_key_taken"
    sentence = N_("This form has been sent with something else already. Open it again.")
    status = 409


class OwnOrKin(Refusal):
    code = "award_own_or_kin"
    sentence = N_("You or your kin live in the household of %(householder)s. Somebody else has to check it.")
    status = 403


class AppliedByYou(Refusal):
    code = "award_applied_by_you"
    sentence = N_("You entered the application of %(householder)s yourself. A second person has to check it.")
    status = 403


class AwardReasonMissing(Refusal):
    code = "award_reason_missing"
    sentence = N_("Say why, in words that the household understands.")


class InARound(Refusal):
    code = "award_in_a_round"
    sentence = N_("The application stands in round %(number)s of the awards, which is not a draft any more.")
    status = 409


class Withdrawn(Refusal):
    code = "award_withdrawn"
    sentence = N_("The household has taken this application back.")
    status = 409


class ListHasFaults(Refusal):
    """Nothing of a list is written while one line is wrong."""

    code = "award_list_faults"
    sentence = N_("%(count)s lines of the list are wrong. Nothing was written; mend them and load the list again.")

    def __init__(self, faults: Sequence[ListFault]) -> None:
        super().__init__("file", count=len(faults))
        self.faults = tuple(faults)


class SheetUnknown(Refusal):
    code = "award_sheet_unknown"
    sentence = N_("The sheet lacks the columns %(columns)s. Take the sheet that is given here.")


class RoundRunning(Refusal):
    code = "award_round_running"
    sentence = N_("Round %(number)s is not decided yet. Approve or discard it first.")
    status = 409


class NobodyAccepted(Refusal):
    code = "award_nobody_accepted"
    sentence = N_("No checked application waits for an award. Check some first.")


class BudgetExceeded(Refusal):
    code = "award_budget_exceeded"
    sentence = N_("%(asked)s yuan are more than the %(left)s yuan that are left in the fund.")


class RoundMoved(Refusal):
    code = "award_round_moved"
    sentence = N_("It has moved on meanwhile. Open its page again.")
    status = 409


class DraftStale(Refusal):
    code = "award_draft_stale"
    sentence = N_("Applications were checked since this draft was made. Draft the awards again.")
    status = 409


class NoticeRunning(Refusal):
    code = "award_notice_running"
    sentence = N_("The public notice runs until %(until)s. It can be approved from the day after.")


class ObjectionsOpen(Refusal):
    code = "award_objections_open"
    sentence = N_("%(count)s objections are not answered yet.")


class ObjectionLate(Refusal):
    code = "award_objection_late"
    sentence = N_("Objections were taken until %(until)s.")


class ObjectionTwice(Refusal):
    code = "award_objection_twice"
    sentence = N_("An objection to this application waits for an answer already.")
    status = 409


class ObjectionAnswered(Refusal):
    code = "award_objection_answered"
    sentence = N_("This objection was answered already.")
    status = 409


class NothingToPay(Refusal):
    code = "award_nothing_to_pay"
    sentence = N_("Everything awarded is paid or stands on a payment list already.")


class PaidAlready(Refusal):
    code = "award_paid_already"
    sentence = N_("%(count)s households of this list have been paid since. Discard it and prepare a new one.")
    status = 409


class PaidPartly(Refusal):
    code = "award_paid_partly"
    sentence = N_("%(paid)s yuan of this round are paid. Reverse the payments in the books first, then open it again.")
    status = 409


class MoneyShort(Refusal):
    code = "award_money_short"
    sentence = N_("The list comes to %(asked)s yuan; on the account are %(money)s.")
