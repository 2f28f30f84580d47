"""What the ledger refuses."""

from shihu.kernel.refusals import N_, Refusal


class NotBalanced(Refusal):
    code = "not_balanced"
    sentence = N_("Debits are %(debit)s yuan and credits %(credit)s yuan: they must be equal.")


class TooFewLines(Refusal):
    code = "too_few_lines"
    sentence = N_("An entry needs at least two lines: where the money came from and where it went.")


class TooManyLines(Refusal):
    code = "too_many_lines"
    sentence = N_("An entry has %(count)s lines; at most %(most)s fit. Split it by document.")


class NoAmount(Refusal):
    code = "no_amount"
    sentence = N_("The amount of %(account)s is nothing. Leave the line out, or write how much.")


class UnknownLedgerAccount(Refusal):
    code = "unknown_ledger_account"
    sentence = N_("There is no account %(account)s in the chart of these books on %(day)s.")


class PartyMissing(Refusal):
    code = "party_missing"
    sentence = N_("Say with whom: %(account)s is kept by household or organisation.")


class UnknownParty(Refusal):
    code = "unknown_party"
    sentence = N_("The household or organisation that the line names has no account here.")


class NoSummary(Refusal):
    code = "no_summary"
    sentence = N_("Say in a few words what the money was for.")


class NoDocument(Refusal):
    code = "no_document"
    sentence = N_("Give the number of the document and who issued it: nothing is booked without paper.")


class BadDigest(Refusal):
    code = "bad_digest"
    sentence = N_("The file's fingerprint must be a SHA-256 of 64 hexadecimal digits.")


class FutureDate(Refusal):
    code = "future_date"
    sentence = N_("%(day)s has not come yet. Book it on the day on which it happens.")


class PeriodClosed(Refusal):
    code = "period_closed"
    sentence = N_(
        "The books are closed through %(through)s. Date it %(first)s or later; what is wrong is reversed there."
    )


class BeforeOpening(Refusal):
    code = "before_opening"
    sentence = N_("The books begin with the balances of %(opened)s. Date it after that day.")


class BadKey(Refusal):
    code = "bad_key"
    sentence = N_("An entry needs a key of its own, 8 to 64 characters, so that sending it twice books it once.")


class KeyUsed(Refusal):
    code = "key_used"
    sentence = N_("This key has booked something else already. Open the form again and record it from there.")
    status = 409


class SamePerson(Refusal):
    code = "same_person"
    sentence = N_("Who records an entry cannot approve it. Somebody else has to look at it.")
    status = 403


class NotWaiting(Refusal):
    code = "not_waiting"
    sentence = N_("This is decided already: only what waits can be approved, refused or taken back.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = N_("Say why, so that whoever reads the books later can follow.")


class AlreadyReversed(Refusal):
    code = "already_reversed"
    sentence = N_("Entry %(number)s is reversed already, or a reversal of it waits for approval.")


class NotReversible(Refusal):
    code = "not_reversible"
    sentence = N_("This entry belongs to the closing or opening of the books and is not reversed by hand.")


class ReversalBefore(Refusal):
    code = "reversal_before"
    sentence = N_("A reversal cannot be dated before the entry that it takes back (%(day)s).")


class AlreadyBegun(Refusal):
    code = "already_begun"
    sentence = N_("These books have entries or opening balances already. Opening balances come before everything else.")


class KeepsNoBooks(Refusal):
    code = "keeps_no_books"
    sentence = N_("A household keeps no books here: its account is what the books of others say of it.")


class NotMonthEnd(Refusal):
    code = "not_month_end"
    sentence = N_("Books are closed by the month: %(day)s is not the last day of one.")


class NotNextPeriod(Refusal):
    code = "not_next_period"
    sentence = N_("Months are closed one after the other. The next one to close ends on %(next)s.")


class PeriodRunning(Refusal):
    code = "period_running"
    sentence = N_("The month is not over: it can be closed from %(day)s on.")


class StillWaiting(Refusal):
    code = "still_waiting"
    sentence = N_("%(count)s entries of the month wait for a second person. Approve or refuse them first.")


class ReferenceTaken(Refusal):
    code = "reference_taken"
    sentence = N_("%(name)s has its books already.")


class BadReference(Refusal):
    code = "bad_reference"
    sentence = N_(
        "Books of this kind stand for something else. Choose the organisation or the household that they are of."
    )


class OrganisationElsewhere(Refusal):
    code = "organisation_elsewhere"
    sentence = N_("The organisation or household lies outside the place of these books.")


class BadPurpose(Refusal):
    code = "bad_purpose"
    sentence = N_("This purpose is not in force for these books on %(day)s.")


class RuleBefore(Refusal):
    code = "rule_before"
    sentence = N_("A rule holds from %(day)s already. A new one begins on that day or later.")


class NothingToClose(Refusal):
    code = "nothing_to_close"
    sentence = N_("Nothing stands in these books yet, so that there is no month to close.")


class HalfBooked(Refusal):
    """Never expected: the guard at commit found less in the database than was written."""

    code = "half_booked"
    sentence = N_("The database did not keep the entry whole. Nothing was booked.")
    status = 500
