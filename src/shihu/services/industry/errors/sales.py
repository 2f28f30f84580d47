"""What sales and payments refuse."""

from shihu.kernel.refusals import N_, Refusal


class NothingSold(Refusal):
    code = "industry.nothing_sold"
    sentence = N_("Choose deliveries and a price: a sale of nothing is not booked.")


class SoldAboveDelivered(Refusal):
    code = "industry.sold_above_delivered"
    status = 409
    sentence = N_("Of delivery %(code)s only %(left)s kg are left; %(asked)s kg cannot be sold.")


class NoPrice(Refusal):
    code = "industry.no_price"
    sentence = N_("Write the price of a kilogram of grade %(grade)s.")


class BelowMarket(Refusal):
    code = "industry.below_market"
    sentence = N_(
        "%(grade)s at %(price)s yuan is below the market's %(market)s. Say why: the reason stands on every slip."
    )


class BuyerUnknown(Refusal):
    code = "industry.buyer_unknown"
    sentence = N_(
        "Goods leave unpaid only to an organisation of the register that has an account here. Take the money now, or "
        "let the officer open its account."
    )


class SoldTooEarly(Refusal):
    code = "industry.sold_too_early"
    sentence = N_("Delivery %(code)s was weighed on %(day)s: it cannot have been sold before.")


class AlreadyUndone(Refusal):
    code = "industry.already_undone"
    status = 409
    sentence = N_("This sale is taken back already, or was never booked.")


class ProceedsPaid(Refusal):
    code = "industry.proceeds_paid"
    status = 409
    sentence = N_(
        "Household %(code)s was paid its proceeds of this sale: only %(stands)s of %(amount)s yuan still stand with "
        "the owner. Settle that first."
    )


class ReasonNeeded(Refusal):
    code = "industry.reason_needed"
    sentence = N_("Say why in a few words. Whoever looks at it later reads them.")


class NothingToPay(Refusal):
    code = "industry.nothing_to_pay"
    status = 409
    sentence = N_("No household has proceeds waiting: everything is paid.")


class PayoutWaits(Refusal):
    code = "industry.payout_waits"
    status = 409
    sentence = N_("A payment of %(amount)s yuan waits for the second person. Let it be decided first.")
