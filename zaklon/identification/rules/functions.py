"""Which post of access each function of the Team holds."""

from zaklon.access.roles import Role
from zaklon.identification.kinds import Function

ROLE_OF = {
    Function.PRESIDENT: Role.TEAM_PRESIDENT,
    Function.MEMBER: Role.TEAM_MEMBER,
    Function.SECRETARY: Role.TEAM_SECRETARY,
}
TEAM_ROLES = frozenset(ROLE_OF.values())
