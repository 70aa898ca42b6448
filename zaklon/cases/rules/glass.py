"""Break-glass (DOMAIN.md F.4): danger to life, a missing child; one case, one part, hours; another looks at it."""

from datetime import timedelta

from zaklon.access.roles import Role
from zaklon.cases.kinds import Part
from zaklon.cases.rules.matrix import BREAK_GLASS
from zaklon.common.errors import NotPermitted, RuleBroken

SHORTEST_REASON = 20
LEAST_HOURS, DEFAULT_HOURS, MOST_HOURS = 1, 4, 24
REVIEW_WITHIN = timedelta(hours=24)


def role_to_break(roles: frozenset[Role], part: Part) -> Role:
    """The role by which the part may be broken open. Raises NotPermitted."""
    for role in sorted(roles):
        if part in BREAK_GLASS.get(role, frozenset()):
            return role
    raise NotPermitted("glass_not_for_role")


def refuse_unfit(part: Part, reason: str, hours: int, *, is_sealed: bool) -> None:
    """Raise RuleBroken or NotPermitted for what break-glass never opens, and for a reason that is none."""
    if is_sealed and part is Part.TESTIMONY:
        raise NotPermitted("glass_never_for_sealed_testimony")
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken("glass_reason_short", field="reason", facts={"least": SHORTEST_REASON})
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise RuleBroken("glass_hours_unfit", field="hours", facts={"least": LEAST_HOURS, "most": MOST_HOURS})
