"""Refusals about households, persons and enterprises."""

from shihu.kernel.refusals import N_, Refusal


class Stale(Refusal):
    code = "stale"
    sentence = N_(
        "Somebody else has changed this record since you opened it. "
        "Look at it as it stands now, then repeat your change."
    )
    status = 409


class UnknownHamlet(Refusal):
    code = "unknown_hamlet"
    sentence = N_("“%(given)s” is no hamlet here. Choose one of the hamlets of your area.")


class HouseholdUnknown(Refusal):
    code = "household_unknown"
    sentence = N_("There is no household “%(given)s” in your area. Look up its code in the list of households.")


class CodeTaken(Refusal):
    code = "code_taken"
    sentence = N_("The household code “%(given)s” is already in use. Leave it empty and one is given.")


class AlreadyEnded(Refusal):
    code = "already_ended"
    sentence = N_("Household %(household)s ended on %(day)s and can no longer be changed.")


class BadName(Refusal):
    code = "bad_name"
    sentence = N_("A name needs 1 to 40 characters.")


class BadPhone(Refusal):
    code = "bad_phone"
    sentence = N_("“%(given)s” is not a phone number: it needs 7 to 15 digits.")


class BadLand(Refusal):
    code = "bad_land"
    sentence = N_("Land is given in mu: a number from 0 to 99,999.99 with at most two decimals.")


class BadLocation(Refusal):
    code = "bad_location"
    sentence = N_("A location needs both longitude (73 to 136) and latitude (3 to 54), or neither.")


class BadTerm(Refusal):
    code = "bad_term"
    sentence = N_("“%(given)s” cannot be chosen here on %(day)s.")


class BadDate(Refusal):
    code = "bad_date"
    sentence = N_("%(day)s is not possible here: the day must lie between %(first)s and %(last)s.")


class BirthDoesNotFit(Refusal):
    code = "birth_does_not_fit"
    sentence = N_("The birth date or sex does not fit the ID number. Correct one of them.")


class IdTaken(Refusal):
    code = "id_taken"
    sentence = N_("This ID number already belongs to a person in the registry.")


class HouseholderOnce(Refusal):
    code = "householder_once"
    sentence = N_("A household has exactly one householder; %(count)d were named.")


class SuccessorNeeded(Refusal):
    code = "successor_needed"
    sentence = N_("%(name)s is the householder and others remain. Choose who becomes householder.")


class NotAMember(Refusal):
    code = "not_a_member"
    sentence = N_("The person chosen is not a member of household %(household)s on this day.")


class AlreadyAMember(Refusal):
    code = "already_a_member"
    sentence = N_("%(name)s still belongs to another household. Record there first that this person has left.")


class NobodyLeft(Refusal):
    code = "nobody_left"
    sentence = N_("At least one person must stay in household %(household)s. To end it, merge it with another.")


class NobodyChosen(Refusal):
    code = "nobody_chosen"
    sentence = N_("Choose at least one person.")


class SameHousehold(Refusal):
    code = "same_household"
    sentence = N_("Both are the same household. Choose another one.")


class StatusBack(Refusal):
    code = "status_back"
    sentence = N_(
        "The status since %(since)s was recorded last; a new one cannot begin on %(day)s, before or on the same day."
    )


class StatusSame(Refusal):
    code = "status_same"
    sentence = N_("The household has this status already, since %(since)s.")


class PartnerImpossible(Refusal):
    code = "partner_impossible"
    sentence = N_("Household %(given)s cannot be noted here. The township officer can tell why.")


class EnterpriseTaken(Refusal):
    code = "enterprise_taken"
    sentence = N_("This credit code already belongs to another organisation in the registry.")


class BadChoice(Refusal):
    code = "bad_choice"
    sentence = N_("“%(given)s” is not one of the choices.")


class StatusMissing(Refusal):
    code = "status_missing"
    sentence = N_("There is no status to change here.")


class AlreadyHouseholder(Refusal):
    code = "already_householder"
    sentence = N_("%(name)s is the householder already.")


class HouseholderRelation(Refusal):
    code = "householder_relation"
    sentence = N_("The householder's relation changes by choosing another householder.")


class LandTooMuch(Refusal):
    code = "land_too_much"
    sentence = N_("The household has %(has)s mu; %(given)s mu cannot go to the new one.")


class UnknownPlace(Refusal):
    code = "unknown_place"
    sentence = N_("“%(given)s” is no township, village or hamlet of your area.")


class RepresentativeUnknown(Refusal):
    code = "representative_unknown"
    sentence = N_("Nobody of that name belongs to a household here. Enter the name and household code of a member.")


class HouseholdAmbiguous(Refusal):
    code = "household_ambiguous"
    sentence = N_("Several households have a householder “%(given)s”: %(codes)s. Enter the code of the one you mean.")


class PersonUnknown(Refusal):
    code = "person_unknown"
    sentence = N_("Nobody named “%(given)s” belongs to household %(household)s.")


class PersonAmbiguous(Refusal):
    code = "person_ambiguous"
    sentence = N_("Several people are named “%(given)s”: households %(codes)s. Enter name and household code.")
