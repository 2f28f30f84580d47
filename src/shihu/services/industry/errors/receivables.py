"""What receivables refuse."""

from shihu.kernel.refusals import N_, Refusal


class DueDayNeeded(Refusal):
    code = "industry.due_day_needed"
    sentence = N_("Goods leave unpaid only with an agreed day, on or after the sale, by which the buyer pays.")


class NotOwed(Refusal):
    code = "industry.not_owed"
    status = 409
    sentence = N_("Nothing is owed on this sale: it was paid at once, is not booked, or was taken back.")


class ReceivesTooMuch(Refusal):
    code = "industry.receives_too_much"
    status = 409
    sentence = N_("The buyer owes %(left)s yuan on this sale. %(amount)s would be too much.")


class BadReceiptDay(Refusal):
    code = "industry.bad_receipt_day"
    sentence = N_("The buyer pays on or after %(day)s, the day of the sale, and not after today.")


class ReceiptUndone(Refusal):
    code = "industry.receipt_undone"
    status = 409
    sentence = N_("This payment is taken back already.")


class ReceiptsStand(Refusal):
    code = "industry.receipts_stand"
    status = 409
    sentence = N_("The buyer has paid %(paid)s yuan on this sale. Take those payments back first.")


class MoneyNotIn(Refusal):
    code = "industry.money_not_in"
    status = 409
    sentence = N_(
        "All that waits, %(waiting)s yuan, is for goods that buyers have not paid for yet. Record what they pay, or "
        "tick that the producer advances it from its own money."
    )
