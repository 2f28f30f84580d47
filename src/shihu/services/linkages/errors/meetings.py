"""What meetings and reaching refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadAgenda(Refusal):
    code = "linkages.bad_agenda"
    sentence = N_("An agenda has 1 to %(most)s points of at most 80 characters, one on a line. Correct it.")


class MeetingPast(Refusal):
    code = "linkages.meeting_past"
    sentence = N_("A meeting is called for a time to come, at most 60 days ahead. Choose another.")


class MeetingTwice(Refusal):
    code = "linkages.meeting_twice"
    status = 409
    sentence = N_("The unit is called for this very time already.")


class MeetingAhead(Refusal):
    code = "linkages.meeting_ahead"
    status = 409
    sentence = N_("This meeting has not begun. Its minutes are written when it is over.")


class MinutesKept(Refusal):
    code = "linkages.minutes_kept"
    status = 409
    sentence = N_("The minutes of this meeting are written. What is missing is decided in the next one.")


class BadVotes(Refusal):
    code = "linkages.bad_votes"
    sentence = N_(
        "Decision %(number)s: %(votes)s votes for %(present)s households present. Each has one vote: for, against or "
        "abstaining. Count again."
    )


class BadTask(Refusal):
    code = "linkages.bad_task"
    sentence = N_("Decision %(number)s: a task has both a household that sees to it and a day. Give both or none.")


class TaskOver(Refusal):
    code = "linkages.task_over"
    status = 409
    sentence = N_("This task is done, or nothing follows from the decision.")


class NotOfTheParty(Refusal):
    code = "linkages.not_of_the_party"
    sentence = N_("Choose a Party member of this village.")


class ReachFull(Refusal):
    code = "linkages.reach_full"
    status = 409
    sentence = N_("%(name)s reaches %(most)s households already. Choose somebody else.")


class ReachedAlready(Refusal):
    code = "linkages.reached_already"
    status = 409
    sentence = N_("Somebody reaches this household already. End that first.")
