"""Refusals about the accounts on which people are paid."""

from shihu.kernel.refusals import N_, Refusal


class BadAccountNumber(Refusal):
    code = "bad_account_number"
    sentence = N_("An account number has %(shortest)s to %(longest)s digits and nothing else.")


class AccountMistyped(Refusal):
    code = "account_mistyped"
    sentence = N_("The last digit of the card number does not fit the others: one of them is mistyped.")


class BadBankName(Refusal):
    code = "bad_bank_name"
    sentence = N_("Name the bank and its branch, in 2 to %(longest)s characters.")


class AccountOfOther(Refusal):
    code = "account_of_other"
    sentence = N_("This account number is recorded for somebody else. Compare it with the card.")


class AccountMissing(Refusal):
    code = "account_missing"
    sentence = N_("No account is recorded that could end.")


class AccountsFaulty(Refusal):
    code = "accounts_faulty"
    sentence = N_("Nothing was loaded: %(count)s cells need your attention. They are listed below.")
