"""What the tree of places refuses."""

from shihu.kernel.refusals import N_, Refusal


class UnknownParent(Refusal):
    code = "unknown_parent"
    sentence = N_("%(place)s (%(code)s) has no place above it: enter %(parent)s first.")


class UnknownStatus(Refusal):
    code = "unknown_status"
    sentence = N_("“%(term)s” is no status of a village. The vocabulary of villages lists those that there are.")


class BadPeriod(Refusal):
    code = "bad_period"
    sentence = N_("%(place)s: a status cannot end (%(until)s) before it begins (%(since)s).")
