"""What charters refuse, each with a sentence that says what to do."""

from shihu.kernel.refusals import N_, Refusal


class BadClause(Refusal):
    code = "units.bad_clause"
    sentence = N_("Clause %(number)s lacks its title or its text. Write both, or empty both.")


class UnknownBlank(Refusal):
    code = "units.unknown_blank"
    sentence = N_("Clause %(number)s has the blank 【%(word)s】, which nobody fills. Blanks are: %(known)s.")


class NoClauses(Refusal):
    code = "units.no_clauses"
    sentence = N_("A charter needs at least one clause.")


class BadBlank(Refusal):
    code = "units.bad_blank"
    sentence = N_("【%(word)s】 is “%(told)s”; it must be %(need)s.")


class TemplateApproved(Refusal):
    code = "units.template_approved"
    status = 409
    sentence = N_("An approved template is never changed. Write a new version.")


class NoTemplate(Refusal):
    code = "units.no_template"
    status = 409
    sentence = N_("The township has no approved template yet. The officer writes and approves one first.")


class NotInForce(Refusal):
    code = "units.not_standing"
    status = 409
    sentence = N_("This unit is not in force. Only units in force have charters and appraisals.")


class NothingChanged(Refusal):
    code = "units.charter_unchanged"
    status = 409
    sentence = N_("Nothing differs from the newest version, so that nobody needs to sign again.")


class OldVersion(Refusal):
    code = "units.old_version"
    status = 409
    sentence = N_("A newer version of this charter is open for signing. Read and sign that one.")


class AlreadySigned(Refusal):
    code = "units.already_signed"
    status = 409
    sentence = N_("This household has signed this version already.")


class NotAMember(Refusal):
    code = "units.not_a_member"
    sentence = N_("This household does not sit in the unit today; only members sign its charter.")


class NotAdult(Refusal):
    code = "units.not_adult"
    status = 403
    sentence = N_("Only an adult of the household signs. Ask the householder, or sign on paper with the cadre.")


class BadSheet(Refusal):
    code = "units.bad_sheet"
    sentence = N_("A paper signature needs the number of its sheet.")


class BadSigningDay(Refusal):
    code = "units.bad_signing_day"
    sentence = N_("The sheet is dated %(told)s; it must lie between %(first)s, when the version was opened, and today.")
