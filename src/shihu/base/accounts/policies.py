"""Who may open accounts and give roles."""

from collections.abc import Collection

from shihu.kernel.actors import Actor, Role
from shihu.kernel.permissions import permission

KEEP_ACCOUNTS = permission("accounts.keep", Role.ADMINISTRATOR, Role.OFFICER)
# An officer gives only roles below the officer's own; the administrator gives any.
GIVEN_BY_OFFICERS = frozenset({Role.CADRE, Role.HEAD, Role.VILLAGER})


def may_keep(actor: Actor, held: Collection[tuple[str, str]]) -> bool:
    """Tell whether the actor may change an account that holds these (role, scope).

    Administrators may change any. An officer may change one that holds only lesser roles inside the officer's area:
    whoever could reset the password of a higher account would hold its roles.
    """
    if actor.holds({Role.ADMINISTRATOR}, ""):
        return True
    return bool(held) and all(role in GIVEN_BY_OFFICERS and actor.holds({Role.OFFICER}, scope) for role, scope in held)
