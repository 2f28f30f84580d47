"""Who acts: roles, the places they hold them for, and the actor handed to every command and query."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shihu.kernel.places import lies_in


class Role(StrEnum):
    """What a person may be to the platform. A role is always held for a scope."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    CADRE = "cadre"
    HEAD = "head"
    VILLAGER = "villager"
    BANKER = "banker"
    AUDITOR = "auditor"


# Roles that see or change many households' records: they need a second factor.
SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held for one scope (a place code; empty = everywhere)."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as commands and queries see them."""

    key: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()

    @property
    def is_known(self) -> bool:
        """False for a visitor who has not signed in."""
        return self.key is not None

    def scopes(self, roles: Collection[Role]) -> tuple[str, ...]:
        """Return the scopes in which the actor holds any of ``roles``, outermost only, sorted."""
        held = sorted({grant.scope for grant in self.grants if grant.role in roles})
        outermost: list[str] = []
        for scope in held:
            # Sorted order puts a prefix before everything under it.
            if not any(lies_in(scope, other) for other in outermost):
                outermost.append(scope)
        return tuple(outermost)

    def holds(self, roles: Collection[Role], place: str) -> bool:
        """Tell whether the actor holds any of ``roles`` for ``place``."""
        return any(grant.role in roles and lies_in(place, grant.scope) for grant in self.grants)


NOBODY = Actor(key=None, name="")
SYSTEM = Actor(
    key=UUID(int=0),
    name="shihu",
    grants=(Grant(Role.ADMINISTRATOR, ""), Grant(Role.OFFICER, "")),
)
