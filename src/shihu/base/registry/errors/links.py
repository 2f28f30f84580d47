"""Refusals about whose account is whose."""

from shihu.kernel.refusals import N_, Refusal


class AccountUnknown(Refusal):
    code = "account_unknown"
    sentence = N_("There is no account “%(given)s” that could be linked to a person.")


class AccountLinked(Refusal):
    code = "account_linked"
    sentence = N_("The account “%(given)s” or the person is already linked. Undo that link first.")
