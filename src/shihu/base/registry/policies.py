"""Who may see and change the registry."""

from datetime import date

from django.db.models import Q

from shihu.base.registry.models import Household, Membership
from shihu.base.registry.rules.people import ADULT, years_before
from shihu.kernel.actors import Actor, Role
from shihu.kernel.permissions import permission

SEE_HOUSEHOLDS = permission("registry.see", Role.OFFICER, Role.CADRE, Role.AUDITOR)
# Counts name nobody, but the published ones are the bulletins' business: here they are for those at work.
SEE_FIGURES = permission("registry.figures", Role.OFFICER, Role.CADRE, Role.AUDITOR, Role.BANKER, Role.ADMINISTRATOR)
# Refusals and health are known to the household itself and to the township officer only.
SEE_PRIVATE = permission("registry.see_private", Role.OFFICER)
KEEP_HOUSEHOLDS = permission("registry.keep", Role.OFFICER, Role.CADRE)
IMPORT_ROSTER = permission("registry.import", Role.OFFICER)
EXPORT_ROSTER = permission("registry.export", Role.OFFICER, Role.CADRE, Role.AUDITOR)


def is_own(actor: Actor, household: Household) -> bool:
    """Tell whether the actor belongs to the household today."""
    return (
        actor.key is not None
        and Membership.objects.filter(household=household, until=None, person__account_id=actor.key).exists()
    )


def sees(actor: Actor, household: Household) -> bool:
    """Tell whether the actor may see the household: by role in its hamlet, or because it is their own."""
    return SEE_HOUSEHOLDS.allows(actor, household.hamlet_id) or is_own(actor, household)


def sees_private(actor: Actor, household: Household) -> bool:
    """Tell whether the actor may know the household's refusals and its members' health."""
    return SEE_PRIVATE.allows(actor, household.hamlet_id) or is_own(actor, household)


def speaks_for(actor: Actor, household: Household, on: date) -> bool:
    """Tell whether the actor is an adult of the household and may decide what it alone decides.

    Somebody whose birth date is not known counts as an adult: the officer who linked the account knew the person.
    """
    grown = Q(person__birth=None) | Q(person__birth__lte=years_before(on, ADULT))
    return (
        actor.key is not None
        and Membership.objects.filter(grown, household=household, until=None, person__account_id=actor.key).exists()
    )


def may_answer(actor: Actor, household: Household, on: date) -> bool:
    """Tell whether the actor may put down what the household wishes: who keeps it, or an adult of its own."""
    return KEEP_HOUSEHOLDS.allows(actor, household.hamlet_id) or speaks_for(actor, household, on)
