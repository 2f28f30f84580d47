"""Who may see and do what in the cases.

A party sees the own case, a handler what lies or lay with them, each through the own account. By office: an open case
is seen by whoever holds office at its place; a restricted one by the cadre and the officer, who also record for
handlers without an account; of a sealed one the office knows only that it exists and whether it is late.
"""

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.cases.models import Case, Participant
from shihu.base.cases.types import Part, Secrecy
from shihu.kernel.actors import Actor, Role
from shihu.kernel.permissions import permission

SEE_OPEN = permission("cases.see_open", Role.OFFICER, Role.CADRE, Role.AUDITOR)
SEE_RESTRICTED = permission("cases.see_restricted", Role.OFFICER, Role.CADRE)
KEEP_CASES = permission("cases.keep", Role.OFFICER, Role.CADRE)
SEE_FIGURES = permission("cases.figures", Role.OFFICER, Role.CADRE, Role.AUDITOR)
EXPORT_CASES = permission("cases.export", Role.OFFICER, Role.CADRE, Role.AUDITOR)

_INVOLVED = (Part.PARTY.value, Part.HANDLER.value, Part.PANEL.value)


def own_part(actor: Actor) -> Q:
    """Return the filter on participants "the actor, or the actor's household today"."""
    if actor.key is None:
        return Q(pk__in=())
    return Q(person__account_id=actor.key) | Q(
        household__memberships__until=None, household__memberships__person__account_id=actor.key
    )


def involves(actor: Actor) -> Q:
    """Return the filter on cases "the actor is a party, or handles or handled it"."""
    if actor.key is None:
        return Q(pk__in=())
    named = Participant.objects.filter(own_part(actor), part__in=_INVOLVED, until=None)
    return Q(pk__in=named.values("case_id"))


def holds_by_role(actor: Actor) -> Q:
    """Return the filter on cases "no person holds it, and the actor holds the role that does"."""
    found = Q(pk__in=())
    for grant in actor.grants:
        covers = within("holder_place", [grant.scope])
        found |= covers & Q(holder_person=None, holder_role=grant.role.value)
    return found


def legible(actor: Actor) -> Q:
    """Return the filter on cases that the actor may open."""
    by_office = within("place_id", SEE_OPEN.scopes(actor)) & Q(secrecy=Secrecy.OPEN.value)
    closer = within("place_id", SEE_RESTRICTED.scopes(actor)) & Q(secrecy=Secrecy.RESTRICTED.value)
    return by_office | closer | involves(actor) | holds_by_role(actor)


def listed(actor: Actor) -> Q:
    """Return the filter on cases of which the actor may know: those they may open, and sealed ones by office."""
    known = within("place_id", SEE_RESTRICTED.scopes(actor)) & Q(secrecy=Secrecy.SEALED.value)
    return legible(actor) | known


def may_know(actor: Actor, case: Case) -> bool:
    """Tell whether the actor may know that the case exists."""
    return Case.objects.filter(listed(actor), pk=case.pk).exists()


def may_open(actor: Actor, case: Case) -> bool:
    """Tell whether the actor may open the case."""
    return Case.objects.filter(legible(actor), pk=case.pk).exists()
