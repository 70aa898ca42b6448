"""Status changes as a table: one row for each step, one function to take it, one to offer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.common.errors import NotAllowedNow


class HasStatus(Protocol):
    """Any record whose status moves by steps."""

    status: str


@dataclass(frozen=True)
class Step:
    """`verb` takes a record from `source` to `target` when the actor holds `permission`."""

    verb: str
    source: str
    target: str
    permission: Permission


def take_step(steps: Sequence[Step], record: HasStatus, actor: Actor, verb: str) -> Step:
    """Set the new status, unsaved. Raises NotPermitted before NotAllowedNow, so that a refusal reveals no status."""
    named = [step for step in steps if step.verb == verb]
    if not named:
        raise ValueError(f"no step is called {verb!r}")
    if not any(actor.may(step.permission) for step in named):
        actor.must(named[0].permission)
    for step in named:
        if step.source == record.status and actor.may(step.permission):
            record.status = step.target
            return step
    raise NotAllowedNow("step_not_open", facts={"verb": verb})


def open_steps(steps: Sequence[Step], record: HasStatus, actor: Actor) -> list[str]:
    """Verbs that the page may offer, in the table's order."""
    return [step.verb for step in steps if step.source == record.status and actor.may(step.permission)]
