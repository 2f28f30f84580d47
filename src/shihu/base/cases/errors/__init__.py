"""What the cases refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadKind(Refusal):
    code = "cases.bad_kind"
    sentence = N_("This kind of case needs at least one level and one way to end.")


class NoTitle(Refusal):
    code = "cases.no_title"
    sentence = N_("Say in a few words what the case is about.")


class NoWords(Refusal):
    code = "cases.no_words"
    sentence = N_("Say it in words; an empty line helps nobody who reads the case later.")


class CaseClosed(Refusal):
    code = "cases.closed"
    status = 409
    sentence = N_("The case is closed. Reopen it, or appeal.")


class CaseOpen(Refusal):
    code = "cases.open"
    status = 409
    sentence = N_("The case is still open. Close it first.")


class AlreadyPaused(Refusal):
    code = "cases.already_paused"
    status = 409
    sentence = N_("The clock stands already. Let it go on first.")


class NotPaused(Refusal):
    code = "cases.not_paused"
    status = 409
    sentence = N_("The clock is running; there is nothing to resume.")


class UnknownPause(Refusal):
    code = "cases.unknown_pause"
    sentence = N_("Choose from the list why the clock should stand.")


class UnknownOutcome(Refusal):
    code = "cases.unknown_outcome"
    sentence = N_("Choose from the list how the case ends.")


class NeedsVisit(Refusal):
    code = "cases.needs_visit"
    sentence = N_("A case that ends like this is looked at again. Give the day of the return visit, after today.")


class AtTheTop(Refusal):
    code = "cases.at_the_top"
    status = 409
    sentence = N_("The case lies at the last level; there is none above it here.")


class TimeRunsBack(Refusal):
    code = "cases.time_runs_back"
    sentence = N_("The last entry of this case is from %(last)s; nothing can be entered before it.")


class Conflicted(Refusal):
    code = "cases.conflicted"
    status = 403
    sentence = N_("You are a party to this case or close to one. Somebody else must do this.")


class HandlerBarred(Refusal):
    code = "cases.handler_barred"
    status = 409
    sentence = N_("%(name)s is a party to this case or close to one, or stood aside. Choose somebody else.")


class NeedsPerson(Refusal):
    code = "cases.needs_person"
    sentence = N_("At this level a person handles the case. Name somebody.")


class HasItAlready(Refusal):
    code = "cases.has_it_already"
    status = 409
    sentence = N_("The case lies there already. Choose somebody else.")


class AlreadyVisited(Refusal):
    code = "cases.already_visited"
    status = 409
    sentence = N_("The return visit is recorded already.")


class BadVisitDay(Refusal):
    code = "cases.bad_visit_day"
    sentence = N_("The visit lies between the day of closing, %(first)s, and today.")


class NobodyToReplace(Refusal):
    code = "cases.nobody_to_replace"
    status = 409
    sentence = N_("No person holds this case; it lies with the office.")


class NotTheHolder(Refusal):
    code = "cases.not_the_holder"
    status = 403
    sentence = N_("Only whoever handles the case may do this.")
