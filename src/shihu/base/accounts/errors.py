"""What the accounts refuse."""

from shihu.kernel.refusals import N_, Refusal


class UsernameTaken(Refusal):
    code = "username_taken"
    sentence = N_("The user name or phone “%(given)s” is taken. Choose another.")


class WeakPassword(Refusal):
    code = "weak_password"
    sentence = N_("The password is too weak: %(reasons)s")


class UnknownAccount(Refusal):
    code = "unknown_account"
    sentence = N_("There is no account “%(given)s”.")
    status = 404


class GrantBeyondScope(Refusal):
    code = "grant_beyond_scope"
    sentence = N_("You can give this role only for places inside your own area.")
    status = 403
