"""What each fault says: what is wrong, and what to do. Message ids; filled from the fault's values."""

from collections.abc import Mapping
from dataclasses import dataclass

from shihu.kernel.refusals import N_


@dataclass(frozen=True, slots=True)
class Sentence:
    """The two halves of a fault's message, and the short name under which such faults are counted."""

    short: str
    wrong: str
    remedy: str


_LEFT_OUT = N_("It will be left out unless you correct it.")

SENTENCES: Mapping[str, Sentence] = {
    "required": Sentence(N_("Empty cell"), N_("This cell must not be empty."), N_("Fill it in.")),
    "unsolved": Sentence(
        N_("Formula without result"),
        N_("The cell holds a formula whose result was not saved."),
        N_("Open the file in WPS or Excel, copy the column, paste it as values and save."),
    ),
    "broken": Sentence(
        N_("Formula with an error"), N_("The cell holds a formula that gives an error."), N_("Type the value itself.")
    ),
    "name_odd": Sentence(
        N_("Odd name"),
        N_("A name of letters or digits, or of one character."),
        N_("Check the name; it is taken as it is."),
    ),
    "name_long": Sentence(
        N_("Name too long"), N_("The name has more than 40 characters."), N_("One cell holds one person's name.")
    ),
    "id_missing": Sentence(
        N_("No ID number"),
        N_("There is no ID number."),
        N_("Add it if it is known: without it the person is found again only by name and birth date."),
    ),
    "id_lost_digits": Sentence(
        N_("ID number lost digits"),
        N_("The spreadsheet took the ID number for a number and lost its last digits (1.41E+17)."),
        N_("Set the column to text, type or paste the numbers again, and save."),
    ),
    "id_length": Sentence(
        N_("ID number length"),
        N_("The ID number has %(length)s characters; it needs 18: 17 digits and a last digit or X."),
        N_("Compare it with the identity card or the household register."),
    ),
    "id_check": Sentence(
        N_("ID number mistyped"),
        N_("The last character of the ID number does not fit the other 17: one of them is mistyped."),
        N_("Compare it with the identity card or the household register."),
    ),
    "id_date": Sentence(
        N_("ID number date"),
        N_("Digits 7 to 14 of the ID number are not a possible birth date."),
        N_("Compare it with the identity card or the household register."),
    ),
    "id_reserved": Sentence(
        N_("Demonstration number"),
        N_("ID numbers that begin with 99 are for demonstration and are not taken here."),
        N_("Enter the real number."),
    ),
    "id_twice": Sentence(
        N_("ID number twice"),
        N_("The same ID number stands in row %(other)s with %(name)s."),
        N_("One person stands once in a roster: remove one row or correct one number."),
    ),
    "sex_unknown": Sentence(N_("Unknown sex"), N_("Neither male nor female."), N_("Write 男 or 女.")),
    "sex_differs": Sentence(
        N_("Sex does not fit"), N_("The ID number says %(by_id)s."), N_("Correct the sex or the ID number.")
    ),
    "birth_unreadable": Sentence(
        N_("Unreadable date"), N_("Not a date that can be read."), N_("Write it like 2019-08-14.")
    ),
    "birth_differs": Sentence(
        N_("Birth date does not fit"),
        N_("The ID number says %(by_id)s."),
        N_("Correct the birth date or the ID number."),
    ),
    "birth_impossible": Sentence(
        N_("Impossible date"), N_("The date lies in the future or more than 130 years back."), N_("Correct the date.")
    ),
    "relation_unknown": Sentence(
        N_("Unknown relation"), N_("“%(said)s” is no relation that is known here."), N_("Choose one: %(near)s.")
    ),
    "no_householder": Sentence(
        N_("No householder"),
        N_("No row of this household says 户主."),
        N_("Mark exactly one member as 户主."),
    ),
    "two_householders": Sentence(
        N_("Two householders"),
        N_("The household has %(count)s householders: %(names)s."),
        N_("Keep one as 户主 and give the others their relation; if they are two households, give them two codes."),
    ),
    "householder_young": Sentence(
        N_("Young householder"), N_("The householder is %(age)s years old."), N_("Check who the householder is.")
    ),
    "householder_absent": Sentence(
        N_("Householder named differently"),
        N_("The column of householders says %(said)s, but the row marked 户主 is %(name)s."),
        N_("Correct the one that is wrong; the row marked 户主 is taken."),
    ),
    "code_missing": Sentence(
        N_("No household code"),
        N_("The row stands above the first household code."),
        N_("Fill in the household's code."),
    ),
    "code_twice": Sentence(
        N_("Household code twice"),
        N_("The same household code stands in row %(other)s."),
        N_("Give every household a code of its own."),
    ),
    "code_long": Sentence(
        N_("Household code too long"), N_("A household code has at most 24 characters."), N_("Shorten the code.")
    ),
    "code_of_other": Sentence(
        N_("Code of another household"),
        N_("In the registry this code belongs to the household of %(name)s, and none of its people is in this one."),
        N_("Check the code; with it, the people of this row would be added to that household."),
    ),
    "id_of_other": Sentence(
        N_("Another name in the registry"),
        N_("In the registry this ID number belongs to %(name)s of household %(household)s."),
        N_("If the name was corrected, nothing need be done: the name of the file is taken."),
    ),
    "person_died": Sentence(
        N_("Died by the registry"),
        N_("By the registry this person died on %(day)s."),
        N_("Take the row out, or correct the registry first."),
    ),
    "differs_in_household": Sentence(
        N_("Rows disagree"),
        N_("Row %(other)s of the same household says “%(first)s”."),
        N_("Make the rows of the household agree; the first one is taken."),
    ),
    "hamlet_missing": Sentence(
        N_("No hamlet"), N_("The household has no hamlet."), N_("Write the name of its hamlet.")
    ),
    "hamlet_unknown": Sentence(
        N_("Unknown hamlet"),
        N_("“%(said)s” is no hamlet of this area."),
        N_("Nearest names: %(near)s. If the hamlet is new, have it added to the places first."),
    ),
    "hamlet_ambiguous": Sentence(
        N_("Hamlet not clear"),
        N_("Several hamlets are called “%(said)s”: %(near)s."),
        N_("Add a column 行政村 that names the village."),
    ),
    "term_unknown": Sentence(
        N_("Unknown word"), N_("“%(said)s” is not known here."), N_("Use one of: %(near)s. Otherwise it is left out.")
    ),
    "class_unknown": Sentence(
        N_("Unknown class"), N_("“%(said)s” is no poverty class."), N_("Use one of: %(near)s, or leave it empty.")
    ),
    "term_over": Sentence(
        N_("Term no longer in force"),
        N_("“%(said)s” has not been in force since %(day)s."),
        N_("Choose another; it will be left out."),
    ),
    "phone_bad": Sentence(N_("Phone number"), N_("A phone number has 7 to 12 digits, a mobile number 11."), _LEFT_OUT),
    "location_bad": Sentence(
        N_("Unreadable coordinate"), N_("Not a number of degrees."), N_("Write it like 111.2534. It is left out.")
    ),
    "location_half": Sentence(
        N_("Half a location"), N_("Longitude and latitude belong together; one is missing."), _LEFT_OUT
    ),
    "location_swapped": Sentence(
        N_("Coordinates exchanged"),
        N_("Longitude and latitude look exchanged."),
        N_("Exchange the two columns; the location is left out."),
    ),
    "location_outside": Sentence(
        N_("Outside the county"), N_("The location lies outside the county (%(extent)s)."), _LEFT_OUT
    ),
    "land_bad": Sentence(
        N_("Land not a number"), N_("Land is a number of mu from 0 to 99,999."), N_("Write only the number, like 5.5.")
    ),
    "land_large": Sentence(
        N_("Much land"), N_("More than 500 mu for one household."), N_("Check that it is mu and not square metres.")
    ),
    "order_bad": Sentence(N_("Order not a number"), N_("The order along the lane is a whole number."), _LEFT_OUT),
    "yes_or_no": Sentence(
        N_("Neither yes nor no"),
        N_("“%(said)s” is neither yes nor no."),
        N_("Write 是 or 否. Otherwise it is left out."),
    ),
    "exit_year": Sentence(
        N_("Exit year"),
        N_("The exit year is a year from 2014 until now."),
        N_("Write it like 2018."),
    ),
    "exit_unregistered": Sentence(
        N_("Exit without registration"),
        N_("The household has an exit year but is not marked as registered poor."),
        N_("Mark it as 建档立卡, or remove the exit year."),
    ),
    "registered_late": Sentence(
        N_("Registered after exit"),
        N_("The household was registered in %(registered)s, after its exit in %(exited)s."),
        N_("Correct one of the two years."),
    ),
    "partner_unknown": Sentence(
        N_("Unknown partner"),
        N_("“%(said)s” is no household of the same hamlet, in the file or in the registry."),
        N_("Write the partner's household code or the householder's name. It will be left out."),
    ),
    "partner_ambiguous": Sentence(
        N_("Partner not clear"),
        N_("Several householders of the hamlet are called “%(said)s”."),
        N_("Write the household code instead. It will be left out."),
    ),
    "partner_self": Sentence(
        N_("Own household as partner"), N_("A household cannot choose or refuse itself."), N_("Remove it.")
    ),
    "partner_both": Sentence(
        N_("Wanted and refused"),
        N_("“%(said)s” is both wanted and refused."),
        N_("Keep one of the two."),
    ),
    "accounts_columns": Sentence(
        N_("Columns are missing"),
        N_("The first sheet needs columns for name and account number, and for ID number or household code."),
        N_("Write the headings 姓名, 身份证号 and 账号 above the columns, or take the list that the platform gives."),
    ),
    "account_nobody": Sentence(
        N_("Nobody of this place"),
        N_("Nobody of this place is known by this."),
        N_("Compare name, ID number and household code with the registry; leave out who lives elsewhere."),
    ),
    "account_other_name": Sentence(
        N_("Another name"),
        N_("The ID number is that of %(name)s."),
        N_("Lines were shifted against each other, or the number was mistyped: compare it with the card."),
    ),
    "account_namesakes": Sentence(
        N_("Two of one name"),
        N_("Two people of this household have this name."),
        N_("Give the ID number."),
    ),
    "account_number": Sentence(
        N_("No account number"),
        N_("An account number has 8 to 32 digits and nothing else."),
        N_("Copy it from the card or the savings book."),
    ),
    "account_mistyped": Sentence(
        N_("Card number mistyped"),
        N_("The last digit of the card number does not fit the others: one of them is mistyped."),
        N_("Compare it with the card."),
    ),
    "account_lost_digits": Sentence(
        N_("Number lost digits"),
        N_("The spreadsheet took the number for a quantity and lost its last digits."),
        N_("Set the column to text, type or paste the numbers again, and save."),
    ),
    "account_bank": Sentence(
        N_("No bank"),
        N_("No bank is named for this line."),
        N_("Write it into the line, or into the field below the file if all have the same."),
    ),
    "account_person_twice": Sentence(
        N_("Person twice"), N_("This person stands in row %(row)s already."), N_("Keep one of the two lines.")
    ),
    "account_twice": Sentence(
        N_("Account twice"),
        N_("This account number stands in row %(row)s already."),
        N_("Each person is paid on an account of their own: correct one of the two."),
    ),
    "account_of_other": Sentence(
        N_("Account of somebody else"),
        N_("This account number is recorded for somebody else."),
        N_("Compare it with the card; if it has moved, end it there first."),
    ),
    "answer_no_column": Sentence(
        N_("No column for the day"),
        N_("The sheet has no column “%(heading)s”."),
        N_("Take the sheet that the platform gives for this hamlet, and fill it in."),
    ),
    "answer_unknown": Sentence(
        N_("Household not of this place"),
        N_("“%(said)s” is no household of this place, or none that stands today."),
        N_("Leave the household codes of the sheet as they were given."),
    ),
    "answer_twice": Sentence(
        N_("Household twice"), N_("The household stands in row %(row)s already."), N_("Keep one of the two lines.")
    ),
    "answer_other_name": Sentence(
        N_("Another householder"),
        N_("The householder of this code is %(name)s."),
        N_("Lines were shifted against each other: take code and name as the platform gave them."),
    ),
    "answer_ahead": Sentence(
        N_("Day to come"), N_("%(day)s is still to come."), N_("Write the day on which the household answered.")
    ),
    "answer_no_day": Sentence(
        N_("Answer without a day"),
        N_("Something is filled in, and no day on which the household answered."),
        N_("Write the day, or empty the line if the household was not asked yet."),
    ),
    "answer_private": Sentence(
        N_("Refusals are private"),
        N_("Whom a household would not sit with is known to it and to the township officer alone."),
        N_("Empty the cell; the household puts it down itself, or the officer does."),
    ),
}
