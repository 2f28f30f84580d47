"""What the register of day labour refuses."""

from shihu.kernel.refusals import N_, Refusal


class RateUnknown(Refusal):
    code = "industry.rate_unknown"
    sentence = N_("No rate was agreed for %(day)s. Let the rate be agreed and recorded first, then enter the day.")


class RateBackdated(Refusal):
    code = "industry.rate_backdated"
    sentence = N_(
        "“%(words)s” cannot begin on %(since)s: days up to %(last)s stand by the rate that held. A new rate begins "
        "afterwards."
    )


class RateNotAgreed(Refusal):
    code = "industry.rate_not_agreed"
    sentence = N_("A rate is agreed before it is used: it was agreed on %(agreed)s and cannot begin before.")


class BadRate(Refusal):
    code = "industry.bad_rate"
    sentence = N_("Write the rate in yuan above nothing. Only work for a share in the surplus has no price.")


class BelowFloor(Refusal):
    code = "industry.below_floor"
    sentence = N_(
        "%(given)s yuan an hour is less than the law's %(floor)s yuan (%(source)s). Agree on more, then record it."
    )


class BadHours(Refusal):
    code = "industry.bad_hours"
    sentence = N_("“%(given)s” hours of %(name)s cannot be. Write hours above nothing and up to 24, such as 7.5.")


class BadCount(Refusal):
    code = "industry.bad_count"
    sentence = N_("%(name)s is paid by the piece: write how many, a whole number above nothing.")


class DayTooLong(Refusal):
    code = "industry.day_too_long"
    status = 409
    sentence = N_(
        "%(name)s would have worked %(hours)s hours on %(day)s with what stands on other sheets. A day has 24: look at "
        "the other sheet first."
    )


class TwiceOnSheet(Refusal):
    code = "industry.twice_on_sheet"
    sentence = N_("%(name)s stands twice on this sheet. Write the hours together in one line.")


class WorkAhead(Refusal):
    code = "industry.work_ahead"
    sentence = N_("%(day)s has not come yet. Enter what was worked, not what is planned.")


class WorkTooEarly(Refusal):
    code = "industry.work_too_early"
    sentence = N_("The season began on %(since)s: nobody can have worked in it on %(day)s.")


class NobodyCame(Refusal):
    code = "industry.nobody_came"
    sentence = N_("Nobody is ticked. Tick who came, or leave the day out.")


class WorkNeedsWords(Refusal):
    code = "industry.work_needs_words"
    sentence = N_("Say in a few words what was done, such as picking or pruning.")


class SheetStands(Refusal):
    code = "industry.sheet_stands"
    status = 409
    sentence = N_("A sheet of %(day)s for “%(work)s” stands already. Open it, or name the work otherwise.")


class PersonDead(Refusal):
    code = "industry.person_dead"
    status = 409
    sentence = N_("By the roster %(name)s died on %(day)s. Take the name off the sheet, or have the roster put right.")


class PersonGone(Refusal):
    code = "industry.person_gone"
    status = 409
    sentence = N_(
        "By the roster %(name)s left the household on %(day)s. Enter them by name and telephone if they still come to "
        "work."
    )


class ShareNeedsHousehold(Refusal):
    code = "industry.share_needs_household"
    sentence = N_("%(name)s stands in no household here: only members' work counts for a share. Choose a paid rate.")


class WorkdayClosed(Refusal):
    code = "industry.workday_closed"
    status = 409
    sentence = N_("This day is confirmed. It is not edited: take it back, then enter it anew.")


class WorkdayNotWaiting(Refusal):
    code = "industry.workday_not_waiting"
    status = 409
    sentence = N_("This day waits for nobody's decision.")


class WagesListed(Refusal):
    code = "industry.wages_listed"
    status = 409
    sentence = N_("Wages of this day stand on payment list %(number)s. Take that payment back first.")


class WorkerAmbiguous(Refusal):
    code = "industry.worker_ambiguous"
    sentence = N_("Several people here are called %(name)s. Write the household code too: %(codes)s.")


class WorkerUnknown(Refusal):
    code = "industry.worker_unknown"
    sentence = N_(
        "Nobody called %(name)s stands in the roster of this village. Write the telephone too: then they are entered "
        "by name."
    )


class ForemanAdrift(Refusal):
    code = "industry.foreman_adrift"
    status = 409
    sentence = N_(
        "%(name)s, who named you foreman, has no office here any more. Ask the village to name you again; the sheet is "
        "kept."
    )


class ForemanStands(Refusal):
    code = "industry.foreman_stands"
    status = 409
    sentence = N_("%(name)s is foreman already.")


class NoWages(Refusal):
    code = "industry.no_wages"
    status = 409
    sentence = N_("No confirmed day up to %(day)s is unpaid: there is nothing to list.")


class WagesTaken(Refusal):
    code = "industry.wages_taken"
    status = 409
    sentence = N_("This list was sent before for another day. Open the list and look at it.")


class NotPrepared(Refusal):
    code = "industry.not_prepared"
    status = 409
    sentence = N_("This payment is not waiting: it was paid, withdrawn or taken back.")


class BadWageDay(Refusal):
    code = "industry.bad_wage_day"
    sentence = N_("The bank paid between the day of the list (%(first)s) and today.")
