"""What the clocks refuse. Each refusal names the field or the interval concerned in ``where``."""

from shihu.kernel.refusals import N_, Refusal


class BadLimit(Refusal):
    code = "bad_limit"
    sentence = N_("A time limit is a whole number from 1 to %(most)s, not %(given)s.")


class BadMoment(Refusal):
    code = "bad_moment"
    sentence = N_("A clock needs a moment with its time zone; %(given)s has none.")


class OutsideCalendar(Refusal):
    code = "outside_calendar"
    sentence = N_("The working-day calendar runs from %(first)s to %(last)s; %(day)s lies outside it.")


class BadNotice(Refusal):
    code = "bad_notice"
    sentence = N_("Notice %(number)s: %(day)s is listed both as a day off and as a working day. Correct the notice.")


class UnknownReason(Refusal):
    code = "unknown_pause_reason"
    sentence = N_("“%(given)s” is no reason that a clock knows. Choose one from the list.")


class PauseEndsFirst(Refusal):
    code = "pause_ends_first"
    sentence = N_("A pause cannot end (%(ended)s) before it begins (%(began)s).")


class PauseBeforeStart(Refusal):
    code = "pause_before_start"
    sentence = N_("The pause begins on %(began)s, before the clock started on %(start)s.")


class PausesOverlap(Refusal):
    code = "pauses_overlap"
    sentence = N_("Two pauses for the same reason overlap: end the one that began on %(first)s before %(second)s.")


class ExtensionTooLong(Refusal):
    code = "extension_too_long"
    sentence = N_("The limit can be extended by %(most)s at most; %(given)s were asked for.")


class ExtensionTooLate(Refusal):
    code = "extension_too_late"
    sentence = N_("The limit ran out on %(due)s; an extension granted on %(granted)s comes too late.")


class ExtensionUnfounded(Refusal):
    code = "extension_unfounded"
    sentence = N_("An extension needs the name of who approved it, a reason and the number of the notice given.")


class EndsBeforeStart(Refusal):
    code = "clock_ends_first"
    sentence = N_("A clock cannot end (%(ended)s) before it starts (%(start)s).")


class BadOfficeHours(Refusal):
    code = "bad_office_hours"
    sentence = N_("Office hours are one or more spans in order, each ending after it begins.")
