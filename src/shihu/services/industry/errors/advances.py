"""What inputs on credit refuse."""

from shihu.kernel.refusals import N_, Refusal


class NoCost(Refusal):
    code = "industry.no_cost"
    sentence = N_("Book what the batch cost first, and count its pieces: nothing is supplied at a cost of nothing.")


class CostShort(Refusal):
    code = "industry.cost_short"
    sentence = N_(
        "Only %(stands)s yuan of costs stand in the books of this season; the batch cannot have cost %(cost)s."
    )


class Overdrawn(Refusal):
    code = "industry.overdrawn"
    status = 409
    sentence = N_(
        "Household %(code)s owes %(owed)s yuan for inputs. With %(more)s more it would be above the %(limit)s that the "
        "rule allows one household. Supply for %(room)s yuan at most."
    )


class BatchShort(Refusal):
    code = "industry.batch_short"
    status = 409
    sentence = N_("Only %(left)s pieces of this batch are left; %(asked)s cannot be supplied.")


class BadPieces(Refusal):
    code = "industry.bad_pieces"
    sentence = N_("Household %(code)s: write a whole number of pieces above nothing.")


class ReturnsTooMany(Refusal):
    code = "industry.returns_too_many"
    status = 409
    sentence = N_(
        "Household %(code)s holds %(held)s pieces of this batch and owes %(owed)s yuan: %(pieces)s pieces for "
        "%(amount)s yuan cannot come back."
    )


class PaysTooMuch(Refusal):
    code = "industry.pays_too_much"
    status = 409
    sentence = N_("Household %(code)s owes %(owed)s yuan here. %(amount)s would be too much.")


class BadSum(Refusal):
    code = "industry.bad_sum"
    sentence = N_("Write an amount above nothing.")


class WagesInRegister(Refusal):
    code = "industry.wages_in_register"
    status = 409
    sentence = N_(
        "This season keeps a register of work: its wages become a cost when a day is confirmed there. Booked here too, "
        "they would count twice."
    )


class ActTaken(Refusal):
    code = "industry.act_taken"
    status = 409
    sentence = N_("This form was sent before with something else in it. Open it again and look what was booked.")


class UnitDissolved(Refusal):
    code = "industry.unit_dissolved"
    status = 409
    sentence = N_("The unit of this project is dissolved. What is owed is settled and paid out; nothing new begins.")


class UnitStands(Refusal):
    code = "industry.unit_stands"
    status = 409
    sentence = N_("The unit of this project is in force: there is nothing to wind up.")


class NotWaiting(Refusal):
    code = "industry.not_waiting"
    status = 409
    sentence = N_("Nothing waits here for a second person any more. Look at what became of it.")


class SecondPersonNeeded(Refusal):
    code = "industry.second_person_needed"
    status = 409
    sentence = N_(
        "%(amount)s yuan is above what one person may book here. Book it in parts, by delivery, or let the officer "
        "raise the amount in the ledger's rule."
    )
