"""What checks of deliveries refuse, and selling what did not pass."""

from shihu.kernel.refusals import N_, Refusal


class CheckTooEarly(Refusal):
    code = "industry.check_too_early"
    sentence = N_("The delivery was weighed on %(weighed)s: it was looked at between that day and today.")


class CheckIncomplete(Refusal):
    code = "industry.check_incomplete"
    sentence = N_("Write what was found and who looked: a check without them proves nothing.")


class LotFailed(Refusal):
    code = "industry.lot_failed"
    status = 409
    sentence = N_(
        "Delivery %(code)s did not pass its check of %(day)s (%(found)s). It is not sold before a new check has passed."
    )


class NoMarketSource(Refusal):
    code = "industry.no_market_source"
    sentence = N_("Say where the market price was read and on which day: the discount is reckoned from it.")
