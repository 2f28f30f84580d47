"""Refusals about rosters and their imports."""

from shihu.kernel.refusals import N_, Refusal


class RosterRefused(Refusal):
    """Base of what keeps a roster from being loaded. Nothing of it was written."""

    code = "roster_refused"
    sentence = N_("The roster was not loaded. Nothing was changed.")


class UnknownHamlets(RosterRefused):
    code = "unknown_hamlets"
    sentence = N_("The registry has no hamlet with the code %(codes)s. Nothing was loaded.")


class OutsideArea(RosterRefused):
    code = "outside_area"
    sentence = N_(
        "Household %(household)s belongs to %(hamlet)s, outside your area. Take it out of the file; nothing was loaded."
    )


class HouseholderCount(RosterRefused):
    code = "householder_count"
    sentence = N_("Household %(household)s (%(row)s) has %(count)d householders; it needs exactly one.")


class PersonTwice(RosterRefused):
    code = "person_twice"
    sentence = N_("%(name)s stands twice in the file: %(first)s and %(second)s. Remove one; nothing was loaded.")


class HouseholdTwice(RosterRefused):
    code = "household_twice"
    sentence = N_("Two households of the file are one in the registry (%(household)s): %(first)s and %(second)s.")


class HouseholdOver(RosterRefused):
    code = "household_over"
    sentence = N_(
        "Household %(household)s (%(row)s) ended on %(day)s in the registry. Give the household a code of its own."
    )


class PersonDied(RosterRefused):
    code = "person_died"
    sentence = N_("%(name)s (%(row)s) died on %(day)s by the registry. Take the row out, or correct the registry.")


class HouseholderMissing(RosterRefused):
    code = "householder_missing"
    sentence = N_(
        "%(name)s is householder of %(household)s in the registry and moves to another household by this file. "
        "Name a new householder of %(household)s first; nothing was loaded."
    )


class PartnersUnknown(RosterRefused):
    code = "partners_unknown"
    sentence = N_("Household %(household)s (%(row)s) names a partner %(partner)s that is not in the registry.")


class WrongState(Refusal):
    code = "import_wrong_state"
    sentence = N_("The import is at another stage by now. Reload the page to see how it stands.")
    status = 409


class StillFaults(RosterRefused):
    code = "import_still_faults"
    sentence = N_("%(count)d faults are still in the file. Correct them and upload it again; nothing was loaded.")


class StillDoubts(RosterRefused):
    code = "import_still_doubts"
    sentence = N_("%(count)d pairs of people still wait for your answer. Nothing was loaded.")


class ChangedSince(Refusal):
    code = "import_changed_since"
    sentence = N_(
        "The import cannot be undone: %(households)s changed after it. "
        "Nothing was undone; correct those households singly."
    )
    status = 409


class InUseSince(Refusal):
    code = "import_in_use"
    sentence = N_(
        "The import cannot be undone: households that it brought already belong to units or other records. "
        "Nothing was undone; discard those first."
    )
    status = 409


class NoSheet(RosterRefused):
    code = "no_sheet"
    sentence = N_(
        "No sheet of the file looks like a roster: a column of names and a column of hamlets were not found. "
        "Use the blank template, or choose the sheet and its columns by hand."
    )


class UnknownSheet(RosterRefused):
    code = "unknown_sheet"
    sentence = N_("The file has no sheet called “%(sheet)s”. Choose one of its sheets.")


class ColumnsMissing(RosterRefused):
    code = "columns_missing"
    sentence = N_("The roster needs a column for: %(fields)s. Choose it by hand if its heading has another name.")


class ColumnTwice(RosterRefused):
    code = "column_twice"
    sentence = N_("Two columns were taken for “%(field)s”: %(first)s and %(second)s. Keep one.")


class NothingBelow(RosterRefused):
    code = "nothing_below"
    sentence = N_("Sheet “%(sheet)s” has headings but no rows below them.")


class FileGone(Refusal):
    code = "import_file_gone"
    sentence = N_("The file of this import was removed when it was loaded. Upload it again.")
    status = 409
