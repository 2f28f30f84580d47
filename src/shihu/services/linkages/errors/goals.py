"""What the eight ones refuse."""

from shihu.kernel.refusals import N_, Refusal


class GoalsByVillage(Refusal):
    code = "linkages.goals_by_village"
    sentence = N_("The eight goals are kept village by village. Choose a village.")


class UnknownGoal(Refusal):
    code = "linkages.unknown_goal"
    sentence = N_("This is none of the goals in force. Choose one of those on the board.")


class PlanBackwards(Refusal):
    code = "linkages.goal_due_before_it_begins"
    sentence = N_("The goal begins on %(begins)s and would be due on %(due)s. Choose a later day for the end.")


class NothingPlanned(Refusal):
    code = "linkages.no_rollout_plan"
    sentence = N_("No village of the township has a planned day in the roll-out. Plan the roll-out first.")


class NotReachedYet(Refusal):
    code = "linkages.goal_not_reached"
    sentence = N_("The figures of this goal miss their targets on %(day)s. Ask for a check once they meet them.")


class CheckAskedAlready(Refusal):
    code = "linkages.goal_check_open"
    sentence = N_("A check of this goal was asked for on %(day)s and waits for the township.")
    status = 409


class CheckedAlready(Refusal):
    code = "linkages.goal_checked"
    sentence = N_("This was checked already, on %(day)s by %(who)s. What was found stays as it is.")
    status = 409


class SecondPersonNeeded(Refusal):
    code = "linkages.second_person"
    sentence = N_("Whoever entered it does not check it. Ask a colleague of the township.")


class CheckNeedsNote(Refusal):
    code = "linkages.check_needs_note"
    sentence = N_("Say in a few words what was looked at and what was found.")


class CheckDayWrong(Refusal):
    code = "linkages.check_day"
    sentence = N_("The day of the check lies before it was asked for or after today. Enter the day of the visit.")


class UnknownFigure(Refusal):
    code = "linkages.unknown_figure"
    sentence = N_("This figure is not one of the eight ones.")


class BadTarget(Refusal):
    code = "linkages.bad_target"
    sentence = N_("A share is 1 to 100 per cent; any other target is a whole number from 0.")


class TargetNeedsPaper(Refusal):
    code = "linkages.target_needs_paper"
    sentence = N_("Enter the number of the township's paper that sets the target.")


class TargetInThePast(Refusal):
    code = "linkages.target_in_the_past"
    sentence = N_("A target holds from today or later; what was judged by the old one stays judged by it.")


class TargetTwice(Refusal):
    code = "linkages.target_twice"
    status = 409
    sentence = N_("A target of this figure begins on that day already. Choose another day.")


class WorkNeedsPaper(Refusal):
    code = "linkages.work_needs_paper"
    sentence = N_("Enter the number of the paper that proves the work: acceptance sheet, contract or invoice.")


class WorkQuantityWrong(Refusal):
    code = "linkages.work_quantity"
    sentence = N_("How much was built must be more than nothing.")


class WorkNotFinished(Refusal):
    code = "linkages.work_not_finished"
    sentence = N_("Only finished works stand in the register: the day lies after today.")


class WorkEnteredAlready(Refusal):
    code = "linkages.work_entered"
    sentence = N_("The village has a work of this kind with paper %(paper)s already. Enter each paper once.")
    status = 409
