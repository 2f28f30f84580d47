"""From what somebody writes to the one household or person that is meant."""

from datetime import date
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.registry.errors import (
    HouseholdAmbiguous,
    HouseholdUnknown,
    PersonAmbiguous,
    PersonUnknown,
    RepresentativeUnknown,
)
from shihu.base.registry.models import Household, Membership
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level


def household_meant(text: str, *, near: str, actor: Actor, where: str = "into") -> tuple[str, int]:
    """Return code and version of the household that a code or its householder's name means.

    A name is looked for in the village of ``near`` first, then in the actor's whole area.
    """
    given = text.strip()
    standing = Household.objects.filter(within("hamlet_id", SEE_HOUSEHOLDS.scopes(actor)), until=None)
    if found := standing.filter(code=given).first():
        return found.code, found.version
    named = standing.filter(householder__name=given).order_by("code")
    for part in (named.filter(within("hamlet_id", [near[: Level.VILLAGE]])), named):
        rows = list(part[:6])
        if len(rows) == 1:
            return rows[0].code, rows[0].version
        if rows:
            raise HouseholdAmbiguous(where=where, given=given, codes=", ".join(row.code for row in rows))
    raise HouseholdUnknown(where=where, given=given)


def member_meant(text: str, household: str, *, actor: Actor, where: str = "spouse") -> UUID:
    """Return the member of the household who has this name."""
    given = text.strip()
    rows = Membership.objects.filter(
        within("household__hamlet_id", SEE_HOUSEHOLDS.scopes(actor)),
        household__code=household,
        person__name=given,
        until=None,
    )[:2]
    if len(rows) != 1:
        raise PersonUnknown(where=where, given=given, household=household)
    return rows[0].person_id


def person_meant(text: str, place: str, *, actor: Actor, on: date) -> UUID:
    """Return the person in ``place`` whom a name, or a name and a household code, means."""
    name, _, code = " ".join(text.split()).partition(" ")
    found = Membership.objects.filter(
        within("household__hamlet_id", [place]),
        within("household__hamlet_id", SEE_HOUSEHOLDS.scopes(actor)),
        person__name=name,
        until=None,
        since__lte=on,
    ).select_related("household")
    if code:
        found = found.filter(household__code=code)
    rows = list(found.order_by("household__code")[:6])
    if not rows:
        raise RepresentativeUnknown(where="representative")
    if len(rows) > 1:
        codes = ", ".join(row.household.code for row in rows)
        raise PersonAmbiguous(where="representative", given=name, codes=codes)
    return rows[0].person_id
