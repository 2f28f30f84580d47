"""What civility refuses, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class WrongModelStage(Refusal):
    code = "linkages.wrong_model_stage"
    status = 409
    sentence = N_("This belongs to another stage of the round. Open the round to see what comes next.")


class RoundExists(Refusal):
    code = "linkages.round_exists"
    status = 409
    sentence = N_("The village has a round for %(year)s already. Go on with that one.")


class BadRoundDays(Refusal):
    code = "linkages.bad_round_days"
    sentence = N_(
        "Nominations must run at least to today, and the notice hangs for %(least)s to %(most)s days. Change the days."
    )


class DeedTooShort(Refusal):
    code = "linkages.deed_too_short"
    sentence = N_(
        "Say what was done, for whom and when, in at least %(least)s characters, so that the village can judge."
    )


class NomineeElsewhere(Refusal):
    code = "linkages.nominee_elsewhere"
    sentence = N_("%(name)s does not belong to a household of this village today. Choose somebody who lives here.")


class OwnNominee(Refusal):
    code = "linkages.own_nominee"
    sentence = N_("%(name)s belongs to your own household. Let a neighbour nominate whoever deserves it.")


class NominatedAlready(Refusal):
    code = "linkages.nominated_already"
    status = 409
    sentence = N_("%(name)s has been nominated in this round. Nobody stands twice.")


class NominationsOver(Refusal):
    code = "linkages.nominations_over"
    status = 409
    sentence = N_("Nominations ended on %(day)s. The next round takes what comes now.")


class PaperNeedsSheet(Refusal):
    code = "linkages.paper_needs_sheet"
    sentence = N_("Consent on paper needs the number of the sheet that was signed. Write it down and keep the sheet.")


class NothingToReview(Refusal):
    code = "linkages.nothing_to_review"
    status = 409
    sentence = N_("Nobody who was nominated has consented yet. Ask the nominees first.")


class PanelTooSmall(Refusal):
    code = "linkages.panel_too_small"
    sentence = N_("A panel has at least %(least)s different people of the village. Name more.")


class PanelIsNominee(Refusal):
    code = "linkages.panel_is_nominee"
    sentence = N_("%(name)s stands in this round and cannot judge it. Name somebody else.")


class PanelIsKin(Refusal):
    code = "linkages.panel_is_kin"
    sentence = N_("%(name)s is kin of the nominee %(nominee)s: they share or shared a household. Name somebody else.")


class BadVotes(Refusal):
    code = "linkages.bad_votes"
    sentence = N_("%(name)s: enter between 0 and %(panel)s votes; the panel has %(panel)s members.")


class NobodyChosen(Refusal):
    code = "linkages.nobody_chosen"
    status = 409
    sentence = N_("No nominee has the votes of more than half of the panel. Check the sheet of votes.")


class NoticeRuns(Refusal):
    code = "linkages.notice_runs"
    status = 409
    sentence = N_("The notice hangs until %(day)s. Close the round on a later day.")


class NoticeOver(Refusal):
    code = "linkages.notice_over"
    status = 409
    sentence = N_("Objections could be raised while the notice hung. It ended on %(day)s.")


class OpenObjections(Refusal):
    code = "linkages.open_objections"
    status = 409
    sentence = N_("%(count)s objections wait for an answer. Answer them with a reason first.")


class WordsNeeded(Refusal):
    code = "linkages.words_needed"
    sentence = N_("Say it in at least %(least)s characters: others must understand what is meant.")


class AnsweredAlready(Refusal):
    code = "linkages.answered_already"
    status = 409
    sentence = N_("This has been answered already. The answer stands.")


class OwnObjection(Refusal):
    code = "linkages.own_objection"
    status = 409
    sentence = N_("Whoever raised an objection, or is its subject, does not answer it. Let a colleague answer.")


class DraftExists(Refusal):
    code = "linkages.draft_exists"
    status = 409
    sentence = N_("The newest version was voted on and is never changed. Write the next version.")


class NoRulesClauses(Refusal):
    code = "linkages.no_clauses"
    sentence = N_("Village rules need at least one clause with a title and a text.")


class HalfClause(Refusal):
    code = "linkages.half_clause"
    sentence = N_("Clause %(number)s lacks its title or its text. Write both, or empty both.")


class UnlawfulClause(Refusal):
    code = "linkages.unlawful_clause"
    sentence = N_("Clause %(number)s says “%(word)s”. %(why)s")


class BadCeiling(Refusal):
    code = "linkages.bad_ceiling"
    sentence = N_("A ceiling is a whole number that is not negative. Leave it empty where the village sets none.")


class BadDiscussion(Refusal):
    code = "linkages.bad_discussion"
    sentence = N_("A draft is discussed for at least %(least)s days from today. Choose a later day.")


class OpenSuggestions(Refusal):
    code = "linkages.open_suggestions"
    status = 409
    sentence = N_("%(count)s suggestions have no answer yet. Answer each before the vote.")


class DiscussionRuns(Refusal):
    code = "linkages.discussion_runs"
    status = 409
    sentence = N_("The draft is open for discussion until %(day)s. The vote comes after it and not after today.")


class BadCount(Refusal):
    code = "linkages.bad_count"
    sentence = N_("%(given)s votes were counted and %(entitled)s could vote. Check the count against the minutes.")


class MinutesNeeded(Refusal):
    code = "linkages.minutes_needed"
    sentence = N_("Name the minutes in which the vote is written, and for representatives what gave them the power.")


class BadForceDay(Refusal):
    code = "linkages.bad_force_day"
    sentence = N_("The rules can be in force from the day of filing at the earliest, and filing follows the vote.")


class WrongRulesState(Refusal):
    code = "linkages.wrong_rules_state"
    status = 409
    sentence = N_("This version is not at that step. Open it to see what comes next.")


class NotForTheHousehold(Refusal):
    code = "linkages.not_for_the_household"
    status = 403
    sentence = N_("Only an adult of the household says this for it.")


class EventOver(Refusal):
    code = "linkages.event_over"
    status = 409
    sentence = N_("This wedding or funeral is over and written down. It is not changed any more.")


class BadEventDay(Refusal):
    code = "linkages.bad_event_day"
    sentence = N_("The day lies more than %(most)s days from today. Check the year.")


class SourceNeeded(Refusal):
    code = "linkages.source_needed"
    sentence = N_("Name the source: who told it, or which paper it stands in. Without one it is a rumour.")


class NobodyOfThatName(Refusal):
    code = "linkages.nobody_of_that_name"
    sentence = N_("Nobody in this village is called “%(given)s”. Write the name as in the household register.")


class SeveralOfThatName(Refusal):
    code = "linkages.several_of_that_name"
    sentence = N_("Several people are called “%(given)s”. Add the code of the household after the name: %(codes)s.")
