"""Who may see, record, approve and close.

The cadre records the collective money of the own village and of what stands in it; the township's fund and companies
are the officer's. Whoever recorded an entry never approves it (`commands.proposals`). A household sees its own member
account, a keeper (such as a unit's head) the books named as theirs: `is_own`. A banker sees nothing here.
"""

from django.db.models import Q

from shihu.base.ledger.models import Entity
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import Actor, Role
from shihu.kernel.permissions import permission

SEE_BOOKS = permission("ledger.see", Role.OFFICER, Role.CADRE, Role.AUDITOR)
RECORD_VILLAGE_MONEY = permission("ledger.record_village", Role.OFFICER, Role.CADRE)
RECORD_MONEY = permission("ledger.record", Role.OFFICER)
APPROVE_VILLAGE_MONEY = permission("ledger.approve_village", Role.OFFICER, Role.CADRE)
APPROVE_MONEY = permission("ledger.approve", Role.OFFICER)
CLOSE_BOOKS = permission("ledger.close", Role.OFFICER)
KEEP_BOOKS = permission("ledger.keep", Role.OFFICER)
SET_RULES = permission("ledger.rules", Role.ADMINISTRATOR, Role.OFFICER)
KEEP_CHARTS = permission("ledger.charts", Role.ADMINISTRATOR)
EXPORT_BOOKS = permission("ledger.export", Role.OFFICER, Role.CADRE, Role.AUDITOR)

OF_THE_VILLAGE = frozenset({EntityKind.COLLECTIVE, EntityKind.COOPERATIVE, EntityKind.UNIT, EntityKind.HOUSEHOLD})
# The law makes these books public (村民委员会组织法 art. 30): anybody may read their use and balances, without names.
PUBLIC = frozenset({EntityKind.COLLECTIVE})


def own(actor: Actor) -> Q:
    """Return the filter "the actor's own": their household's member account, or books of which they are the keeper."""
    if actor.key is None:
        return Q(pk__in=())
    member = Q(household__memberships__until=None, household__memberships__person__account_id=actor.key)
    return member | Q(keeper__account_id=actor.key)


def is_own(actor: Actor, entity: Entity) -> bool:
    """Tell whether the entity is the actor's own household or books."""
    return Entity.objects.filter(own(actor), pk=entity.pk).exists()


def sees(actor: Actor, entity: Entity) -> bool:
    """Tell whether the actor may see the entity's account."""
    return SEE_BOOKS.allows(actor, entity.place_id) or is_own(actor, entity)


def may_record(actor: Actor, entity: Entity) -> bool:
    """Tell whether the actor may write into these books."""
    held = RECORD_VILLAGE_MONEY if EntityKind(entity.kind) in OF_THE_VILLAGE else RECORD_MONEY
    return entity.kind != EntityKind.HOUSEHOLD and held.allows(actor, entity.place_id)


def may_approve(actor: Actor, entity: Entity) -> bool:
    """Tell whether the actor may be the second person for these books."""
    held = APPROVE_VILLAGE_MONEY if EntityKind(entity.kind) in OF_THE_VILLAGE else APPROVE_MONEY
    return entity.kind != EntityKind.HOUSEHOLD and held.allows(actor, entity.place_id)
