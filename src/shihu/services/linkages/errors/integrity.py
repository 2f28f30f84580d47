"""What integrity refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class NoIntegrityRule(Refusal):
    code = "linkages.no_integrity_rule"
    status = 409
    sentence = N_("The township has published no rule for that day yet. Publish the rule first; then facts count.")


class UnknownFactKind(Refusal):
    code = "linkages.unknown_fact_kind"
    sentence = N_("The rule in force knows no fact of the kind “%(given)s”. Only what the rule names may count.")


class FactInFuture(Refusal):
    code = "linkages.fact_in_future"
    sentence = N_("A fact has happened: its day cannot lie after today.")


class FactChanged(Refusal):
    code = "linkages.fact_changed"
    status = 409
    sentence = N_("This source has noted another fact under the same key. Withdraw that one and note a new key.")


class NoteNeedsPaper(Refusal):
    code = "linkages.note_needs_paper"
    sentence = N_("A note needs the number of the signed paper behind it, and words that say what happened.")


class ObjectionOpen(Refusal):
    code = "linkages.objection_open"
    status = 409
    sentence = N_("An objection to this fact waits for its answer already.")


class BadIntegrityRule(Refusal):
    code = "linkages.bad_integrity_rule"
    sentence = N_("%(what)s Change it and publish again.")


class RuleInPast(Refusal):
    code = "linkages.rule_in_past"
    sentence = N_("A rule holds from a day to come, so that everybody can read it before: at least %(days)s days.")


class ConsentGiven(Refusal):
    code = "linkages.consent_given"
    status = 409
    sentence = N_("%(name)s has said yes for this bank already.")


class NotAnAdultThere(Refusal):
    code = "linkages.not_an_adult_there"
    sentence = N_("Only an adult of the household can say this, each for themself.")
