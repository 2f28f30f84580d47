"""What settlements refuse."""

from shihu.kernel.refusals import N_, Refusal


class BadTerms(Refusal):
    code = "industry.bad_terms"
    sentence = N_("Parts are between 0 and 100 %, and those of one sum together at most 100 %.")


class TooLittleByTrade(Refusal):
    code = "industry.too_little_by_trade"
    sentence = N_("The law on cooperatives gives at least 60 %% by volume traded; %(given)s %% is less.")


class OnlyByShares(Refusal):
    code = "industry.only_by_shares"
    sentence = N_("A collective's surplus goes by confirmed shares only. Leave trade and labour at nothing.")


class OtherLaw(Refusal):
    code = "industry.other_law"
    sentence = N_("These books are of another kind of organisation: distribute by its own law.")


class SlipNeeded(Refusal):
    code = "industry.slip_needed"
    sentence = N_("Name the paper (minutes, list, bank slip): it stands behind the money.")


class BadVoteDay(Refusal):
    code = "industry.bad_vote_day"
    sentence = N_("The vote was on a day that has come, and its rule holds from that day or later.")


class NoTerms(Refusal):
    code = "industry.no_terms"
    status = 409
    sentence = N_("There is no voted rule on distribution for these books yet. Enter the vote first.")


class NobodyCounts(Refusal):
    code = "industry.nobody_counts"
    status = 409
    sentence = N_(
        "There is a surplus of %(surplus)s yuan, but nobody has delivered, worked or holds shares. "
        "Enter deliveries or shares first, or keep it as reserve by another rule."
    )


class SettledAlready(Refusal):
    code = "industry.settled_already"
    status = 409
    sentence = N_("This season is settled already. Take the settlement back first if it is wrong.")


class WrongState(Refusal):
    code = "industry.wrong_state"
    status = 409
    sentence = N_("The settlement has moved on meanwhile. Open its page again.")


class FiguresMoved(Refusal):
    code = "industry.figures_moved"
    status = 409
    sentence = N_("Money was booked or goods delivered since this was drafted. Draft the settlement again.")


class NoticeRuns(Refusal):
    code = "industry.notice_runs"
    status = 409
    sentence = N_("The notice runs until %(day)s. The settlement is approved after it.")


class NoticeOver(Refusal):
    code = "industry.notice_over"
    status = 409
    sentence = N_("The notice ended on %(day)s. Speak to the township officer.")


class ShortNotice(Refusal):
    code = "industry.short_notice"
    sentence = N_("A notice stands for 5 to 30 days, not %(days)s.")


class ObjectionsUnanswered(Refusal):
    code = "industry.objections_unanswered"
    status = 409
    sentence = N_("%(count)s objections have no answer yet. Answer each of them first.")


class WordsNeeded(Refusal):
    code = "industry.words_needed"
    sentence = N_("Say it in a sentence: it stays with the settlement.")


class OtherPersonNeeded(Refusal):
    code = "industry.other_person_needed"
    status = 409
    sentence = N_("Somebody else has to look at it: you drafted or ordered it yourself.")


class NoDividendToPay(Refusal):
    code = "industry.no_dividend_to_pay"
    status = 409
    sentence = N_("Nothing is left to be paid: every line is paid, ordered or held.")


class PayoutTaken(Refusal):
    code = "industry.payout_taken"
    status = 409
    sentence = N_("This payment was sent before with other households. Open the settlement and look at it.")


class PaidOut(Refusal):
    code = "industry.paid_out"
    status = 409
    sentence = N_("Payment %(number)s was made. Take the payment back first, then the settlement.")


class BadPayDay(Refusal):
    code = "industry.bad_pay_day"
    sentence = N_("Money is paid on a day between the booking (%(first)s) and today.")


class LineHeld(Refusal):
    code = "industry.line_held"
    status = 409
    sentence = N_("The shares of household %(code)s are frozen: its dividend is held until they are free.")


class CollectiveKeepsNoBooks(Refusal):
    code = "industry.collective_keeps_no_books"
    status = 409
    sentence = N_("The village collective holds shares here but keeps no books yet. Open its books first.")
