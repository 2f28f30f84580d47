"""Permission as a table: an operation, and the roles that hold it within their scope.

Each app lists its operations in ``policies.py``. One :class:`Permission` answers both questions: may this
actor do it here (an object), and where may they do it (a list).
"""

from dataclasses import dataclass

from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Permission:
    """An operation and the roles allowed to do it inside their scope."""

    name: str
    roles: frozenset[Role]

    def allows(self, actor: Actor, place: str) -> bool:
        """Tell whether ``actor`` may do this at ``place``."""
        return actor.holds(self.roles, place)

    def scopes(self, actor: Actor) -> tuple[str, ...]:
        """Return the scopes in which ``actor`` may do this; empty means nowhere."""
        return actor.scopes(self.roles)

    def require(self, actor: Actor, place: str, *, seen: bool = False) -> None:
        """Refuse unless allowed.

        Someone who may not even see the place gets NotFound, so that a refusal tells nothing; someone
        who sees it (``seen``) gets NotAllowed.
        """
        if not self.allows(actor, place):
            raise NotAllowed if seen else NotFound


def permission(name: str, *roles: Role) -> Permission:
    """Build a permission; administrators hold none of the services' operations by themselves."""
    return Permission(name, frozenset(roles))
