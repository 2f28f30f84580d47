"""Who may open accounts and give roles."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

KEEP_ACCOUNTS = permission("accounts.keep", Role.ADMINISTRATOR, Role.OFFICER)
# An officer gives only roles below the officer's own; the administrator gives any.
GIVEN_BY_OFFICERS = frozenset({Role.CADRE, Role.HEAD, Role.VILLAGER})
