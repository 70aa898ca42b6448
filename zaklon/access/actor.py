"""The acting person: who does it, for which body, with which roles."""

from dataclasses import dataclass
from uuid import UUID

from zaklon.access.permissions import Permission
from zaklon.access.roles import Role, permissions_of, reach_of
from zaklon.common.errors import NotPermitted


@dataclass(frozen=True)
class Actor:
    """One user acting for one body with every role of the posts held there today.

    `reach` is what row policies see; `permissions` is what commands and queries ask for.
    """

    user_id: UUID | None
    body_id: UUID | None
    roles: frozenset[Role]
    reach: str
    permissions: frozenset[Permission]

    @classmethod
    def holding(cls, roles: frozenset[Role], *, user_id: UUID, body_id: UUID) -> "Actor":
        """A signed-in user with these roles in this body."""
        return cls(user_id, body_id, roles, reach_of(roles), permissions_of(roles))

    @property
    def role_codes(self) -> str:
        """Roles for the audit trail, in a stable order."""
        return ",".join(sorted(role.value for role in self.roles)) or self.reach

    def post(self) -> tuple[UUID, UUID]:
        """The user and the body that act. Raises NotPermitted for whoever is not signed in or holds no post."""
        if self.user_id is None or self.body_id is None:
            raise NotPermitted("not_signed_in")
        return self.user_id, self.body_id

    def may(self, permission: Permission) -> bool:
        """Whether a page should offer it; never the only guard."""
        return permission in self.permissions

    def must(self, permission: Permission) -> None:
        """Raise NotPermitted unless the actor holds the permission."""
        if permission not in self.permissions:
            raise NotPermitted("permission_missing", facts={"permission": permission.label})


def _nobody(reach: str, permissions: frozenset[Permission] = frozenset()) -> Actor:
    return Actor(None, None, frozenset(), reach, permissions)


# Without sign-in: adopted and published rows only.
PUBLIC = _nobody("public", permissions_of([Role.PUBLIC]))
# While somebody proves who they are: the tables of accounts and posts, nothing else.
SIGN_IN = _nobody("sign_in")


def signing_in(user_id: UUID) -> Actor:
    """The same, once it is clear who: so that the trail finds sign-ins by person."""
    return Actor(user_id, None, frozenset(), SIGN_IN.reach, SIGN_IN.permissions)


# The worker, the pack loader, the demonstration: may do everything; the audit trail names it.
SYSTEM = _nobody("system", frozenset(Permission))
