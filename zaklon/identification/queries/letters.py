"""Where a decision belongs."""

from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.identification.models import TeamDecision


def code_of(decision_id: UUID, *, actor: Actor) -> str:
    """The code of the case, for who reads its screening. Raises NotPermitted, TeamDecision.DoesNotExist."""
    actor.must(Permission.CASE_WORK)
    return TeamDecision.objects.select_related("case").get(pk=decision_id).case.code
