"""Which steps of the pack lead on from a state, and for whom."""

from collections.abc import Collection, Iterable, Mapping

from zaklon.access.roles import Role
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.vocabulary.pack import Step


def step_of(steps: Iterable[Step], way: str, verb: str) -> Step:
    """The step with this name. Raises RuleBroken for one that the pack does not have."""
    found = next((step for step in steps if (step.way, step.verb) == (way, verb)), None)
    if found is None:
        raise RuleBroken("step_unknown", field="verb", facts={"verb": verb})
    return found


def possible(steps: Iterable[Step], states: Mapping[str, str], roles: Collection[Role]) -> tuple[Step, ...]:
    """Steps that lead on from the states (by way) and that somebody at work in these roles may take."""
    return tuple(step for step in steps if states.get(step.way) in step.sources and may_take(step, roles))


def may_take(step: Step, roles: Collection[Role]) -> bool:
    """Whether somebody who works on the case in these roles may take the step."""
    return any(role in step.roles for role in roles)


def refuse_unfit(step: Step, state: str, roles: Collection[Role]) -> None:
    """Raise NotPermitted for who may not take the step, NotAllowedNow when it does not lead on from the state."""
    if not may_take(step, roles):
        raise NotPermitted("step_of_others")
    if state not in step.sources:
        raise NotAllowedNow("step_leads_from_elsewhere", facts={"state": state})


def roles_that_end(steps: Iterable[Step], clock: str) -> frozenset[str]:
    """Roles that may take a step by which a clock ends: those whom its end concerns."""
    return frozenset(role for step in steps if clock in step.stops for role in step.roles)
