"""What the collection of wishes refuses."""

from shihu.kernel.refusals import N_, Refusal


class BadFormCode(Refusal):
    code = "units.bad_form_code"
    sentence = N_(
        "“%(given)s” is no form code: one of its signs is mistyped. It stands under the square code, like %(like)s."
    )


class FormUnknown(Refusal):
    code = "units.form_unknown"
    sentence = N_(
        "No household of your area has the form %(given)s. It may be a form of another village, or an old one."
    )


class NeighbourUnknown(Refusal):
    code = "units.neighbour_unknown"
    sentence = N_("No household of the village is called “%(given)s”. %(near)s")


class NeighbourTwice(Refusal):
    code = "units.neighbour_twice"
    sentence = N_("Several householders are called “%(given)s”. Write one of these: %(choices)s.")


class TooManyPartners(Refusal):
    code = "units.too_many_partners"
    sentence = N_("At most %(most)s households may be named here, and %(count)s are.")


class WishNumber(Refusal):
    code = "units.wish_number"
    sentence = N_(
        "“%(given)s” is no number of a wish. Write the numbers as they stand on the form, from 1 to %(most)s."
    )


class AnswerAhead(Refusal):
    code = "units.answer_ahead"
    sentence = N_("The answer is dated %(day)s, which is still to come.")


class KeyTaken(Refusal):
    code = "units.key_taken"
    status = 409
    sentence = N_("This form was sent before with other contents. Open the page again and look at what is kept.")


class SheetFaulty(Refusal):
    code = "units.sheet_faulty"
    sentence = N_("The sheet has %(count)s faults and nothing was loaded. Correct them and load it again.")


class NothingAnswered(Refusal):
    code = "units.nothing_answered"
    sentence = N_("No line of the sheet has a day on which a household answered. Nothing was loaded.")


class OlderAnswer(Refusal):
    code = "units.older_answer"
    status = 409
    sentence = N_("Household %(household)s answered on %(last)s already; an answer of %(day)s does not replace that.")


class NotByPhone(Refusal):
    code = "units.not_by_phone"
    status = 403
    sentence = N_("Only an adult of the household answers on the phone. Put the answer down as told or as written.")
