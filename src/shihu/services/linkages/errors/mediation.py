"""What mediation refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class NoSide(Refusal):
    code = "linkages.no_side"
    sentence = N_("Name at least one household on each side of the dispute.")


class BothSides(Refusal):
    code = "linkages.both_sides"
    sentence = N_("The household of %(name)s stands on both sides. Name it once.")


class PartyUnknown(Refusal):
    code = "linkages.party_unknown"
    sentence = N_("“%(given)s” is no household here today. Choose one from the list.")


class NotYourDispute(Refusal):
    code = "linkages.not_your_dispute"
    status = 403
    sentence = N_("You may report disputes of your own household; a head also those of the unit.")


class NoFacts(Refusal):
    code = "linkages.no_facts"
    sentence = N_("Say in a few words what the dispute is about.")


class BadYear(Refusal):
    code = "linkages.bad_year"
    sentence = N_("The dispute cannot have begun in %(given)s. Give a year up to this one, or leave it empty.")


class ReportedAlready(Refusal):
    code = "linkages.reported_already"
    status = 409
    sentence = N_("These households have an open dispute already, number %(number)s. Add to it there.")


class BadMediationTerms(Refusal):
    code = "linkages.bad_mediation_terms"
    sentence = N_("Each level has 1 to 60 days, and a return visit comes within 1 to 180 days.")


class TermsInThePast(Refusal):
    code = "linkages.terms_in_the_past"
    sentence = N_("New time limits begin today or later; running disputes keep theirs.")


class NotAtThePanel(Refusal):
    code = "linkages.not_at_the_panel"
    status = 409
    sentence = N_("Only the village's hearing panel holds a hearing; this dispute does not lie with it.")


class EvenPanel(Refusal):
    code = "linkages.even_panel"
    sentence = N_("A panel has an odd number of members, three or more; %(count)s were named.")


class MemberBarred(Refusal):
    code = "linkages.member_barred"
    sentence = N_("%(name)s is a party or close to one and may not sit on this panel.")


class MemberUnknown(Refusal):
    code = "linkages.member_unknown"
    sentence = N_("Whoever sits on the panel stands on the village's list. Add them there first.")


class BadHearingDay(Refusal):
    code = "linkages.bad_hearing_day"
    sentence = N_("The hearing lies between the day the dispute came to the panel, %(first)s, and today.")


class AgreementEmpty(Refusal):
    code = "linkages.agreement_empty"
    sentence = N_("An agreement says what was in dispute, what was agreed, and how and by when it is kept.")


class AgreementBinds(Refusal):
    code = "linkages.agreement_binds"
    status = 409
    sentence = N_("The agreement binds already; what binds is not rewritten.")


class NoAgreement(Refusal):
    code = "linkages.no_agreement"
    status = 409
    sentence = N_("There is no agreement in force here.")


class SignsLater(Refusal):
    code = "linkages.signs_later"
    sentence = N_("A day of signing lies between the day the version was written, %(first)s, and today.")


class NothingSigned(Refusal):
    code = "linkages.nothing_signed"
    sentence = N_("Give the day on which at least one of them signed.")


class OneMediates(Refusal):
    code = "linkages.one_mediates"
    status = 409
    sentence = N_("%(name)s stands on this list already.")


class MediatorGone(Refusal):
    code = "linkages.mediator_gone"
    status = 409
    sentence = N_("This person left the list already.")


class WindowOver(Refusal):
    code = "linkages.window_over"
    status = 409
    sentence = N_("The thirty days for the joint application ended on %(last)s. The court no longer accepts it.")


class BadApplicationDay(Refusal):
    code = "linkages.bad_application_day"
    sentence = N_("The day lies between %(first)s and today.")


class NotApplied(Refusal):
    code = "linkages.not_applied"
    status = 409
    sentence = N_("Write down first on which day both sides applied to the court.")


class BadPerformedDay(Refusal):
    code = "linkages.bad_performed_day"
    sentence = N_("The day lies between %(first)s, when the agreement took effect, and today.")


class SaysAgreed(Refusal):
    code = "linkages.says_agreed"
    sentence = N_("A written agreement ends the dispute by itself once all have signed. Choose another way to end.")
