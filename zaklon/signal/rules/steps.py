"""Which step of the pack a signal is: the first on the way of identification."""

from collections.abc import Collection, Iterable, Mapping

from zaklon.access.roles import Role
from zaklon.common.errors import NotAllowedNow
from zaklon.pathway.rules.steps import may_take
from zaklon.vocabulary.pack import Step, Way

IDENTIFICATION = "identification"


def first_step(steps: Iterable[Step], ways: Mapping[str, Way]) -> Step:
    """The step by which a person comes onto the way. Raises NotAllowedNow where the country's pack has none."""
    start = ways[IDENTIFICATION].start if IDENTIFICATION in ways else ""
    found = next((step for step in steps if step.way == IDENTIFICATION and start in step.sources), None)
    if found is None:
        raise NotAllowedNow("pack_not_loaded")
    return found


def reporting_roles(step: Step, roles: Collection[Role]) -> tuple[Role, ...]:
    """Those of the roles in which the step may be taken, in their fixed order."""
    return tuple(role for role in Role if role in roles and may_take(step, (role,)))
