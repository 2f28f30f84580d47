"""What the choosing of heads refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class ElectionOpen(Refusal):
    code = "units.heads.election_open"
    sentence = N_("An election of this kind is under way in %(unit)s. Finish it or call it off first.")
    status = 409


class WrongStage(Refusal):
    code = "units.heads.wrong_stage"
    sentence = N_("The election has gone on since: this cannot be done at its present stage. Open the page again.")
    status = 409


class BadElectionDates(Refusal):
    code = "units.heads.bad_dates"
    sentence = N_(
        "Nominations end on or before the first day of voting, voting ends after that, and nothing lies before today."
    )


class TooManyPlaces(Refusal):
    code = "units.heads.places"
    sentence = N_("A unit has one head and at most %(most)s deputies.")


class NotEligible(Refusal):
    code = "units.heads.not_eligible"
    sentence = N_("%(name)s cannot stand: %(why)s")


class NominatedAlready(Refusal):
    code = "units.heads.nominated_already"
    sentence = N_("%(name)s is nominated already. Second the nomination instead.")
    status = 409


class CannotSecond(Refusal):
    code = "units.heads.cannot_second"
    sentence = N_(
        "A nomination is seconded by another household of the unit: not by the nominee's and not by the one "
        "that nominated."
    )


class NominationsOver(Refusal):
    code = "units.heads.nominations_over"
    sentence = N_("Nominations ended on %(day)s.")
    status = 409


class NoCandidate(Refusal):
    code = "units.heads.no_candidate"
    sentence = N_("Nobody stands yet: a candidate is seconded, has consented and may stand. See the candidates below.")


class VotingClosed(Refusal):
    code = "units.heads.voting_closed"
    sentence = N_("Votes are cast from %(first)s to %(last)s.")
    status = 409


class NoPhoneVote(Refusal):
    code = "units.heads.no_phone_vote"
    sentence = N_("This election is held on paper. The village tells where and when.")


class HasVoted(Refusal):
    code = "units.heads.has_voted"
    sentence = N_("Household %(code)s has taken part already. A household has one vote.")
    status = 409


class NotOnTheRoll(Refusal):
    code = "units.heads.not_on_the_roll"
    sentence = N_("This household is not on the roll of this election.")
    status = 404


class UnknownChoice(Refusal):
    code = "units.heads.unknown_choice"
    sentence = N_("Choose one of the names on the ballot, or none of them.")


class PhoneOnly(Refusal):
    code = "units.heads.phone_only"
    sentence = N_("This election is held on the phone only: no papers are given out.")


class StillVoting(Refusal):
    code = "units.heads.still_voting"
    sentence = N_("Voting lasts until %(day)s. It ends earlier only when every household has taken part.")
    status = 409


class TellersWrong(Refusal):
    code = "units.heads.tellers"
    sentence = N_(
        "Two tellers count: two different people of age from this village, neither a candidate nor of a "
        "candidate's household."
    )


class WitnessesWrong(Refusal):
    code = "units.heads.witnesses"
    sentence = N_("A lot is drawn before two different witnesses, neither a candidate nor of a candidate's household.")


class NotATeller(Refusal):
    code = "units.heads.not_a_teller"
    sentence = N_("This person is not one of the two tellers of this election.")


class CountedAlready(Refusal):
    code = "units.heads.counted_already"
    sentence = N_("This teller's count is in already.")
    status = 409


class CountDoesNotAddUp(Refusal):
    code = "units.heads.count_sum"
    sentence = N_(
        "%(handed)s papers were handed out, but %(told)s are accounted for: unused %(unused)s, invalid "
        "%(invalid)s, valid %(valid)s. Count again."
    )


class CountNotFit(Refusal):
    code = "units.heads.count_fit"
    sentence = N_("A count gives a whole number from 0 on for every name on the ballot and for no other.")


class VotesLost(Refusal):
    code = "units.heads.votes_lost"
    sentence = N_(
        "%(roll)s households voted on the phone, but %(tally)s votes are kept. The count stops here: tell "
        "the administrator, and hold the election again."
    )
    status = 409


class MinutesMissing(Refusal):
    code = "units.heads.minutes_missing"
    sentence = N_("A vote by show of hands is proved by minutes. Give their number.")


class OfficeTooEarly(Refusal):
    code = "units.heads.office_too_early"
    sentence = N_("The result hangs out until %(day)s. Nobody takes office before that is over.")
    status = 409


class ObjectionsOpen(Refusal):
    code = "units.heads.objections_open"
    sentence = N_("An objection has no answer yet. Answer it first, or call the election off.")
    status = 409


class ObjectionsOver(Refusal):
    code = "units.heads.objections_over"
    sentence = N_("Objections are heard while the result hangs out.")
    status = 409


class TextMissing(Refusal):
    code = "units.heads.text_missing"
    sentence = N_("Say why in a few words.")


class BadHeadRules(Refusal):
    code = "units.heads.bad_rules"
    sentence = N_("The rule “%(rule)s” cannot be so.")


class RulesInThePast(Refusal):
    code = "units.heads.rules_in_the_past"
    sentence = N_("Rules hold from today or a later day on: what was decided under others stays.")
