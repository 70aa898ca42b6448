"""What the steps of the pack leave to the Team, told by what they need: no state or verb is named here."""

from collections.abc import Iterable

from zaklon.identification.kinds import Purpose
from zaklon.vocabulary.pack import Step

WAY = "identification"
MAJORITY, NO_CONFLICT, OTHERS, NEW_GROUNDS = "team_majority", "no_conflict", "other_reviewers", "new_grounds"


def outcomes(steps: Iterable[Step], state: str) -> tuple[Step, ...]:
    """Steps from the state that the Team decides by a majority."""
    return tuple(step for step in _of_way(steps) if MAJORITY in step.needs and state in step.sources)


def taking_up(steps: Iterable[Step], state: str) -> Step | None:
    """The step by which the Team takes up a person from the state, if there is one."""
    return next((step for step in _of_way(steps) if NO_CONFLICT in step.needs and state in step.sources), None)


def purpose_from(steps: Iterable[Step], state: str) -> Purpose | None:
    """What the Team is asked to do with a person in the state; None where it has nothing to do."""
    steps = tuple(steps)
    found = outcomes(steps, state)
    if any(OTHERS in step.needs for step in found):
        return Purpose.RECONSIDER
    return Purpose.DECIDE if found or taking_up(steps, state) else None


def can_be_asked_again(steps: Iterable[Step], state: str) -> bool:
    """Whether somebody may ask the Team to look again at a decision that led to the state."""
    return any(NEW_GROUNDS in step.needs and state in step.sources for step in _of_way(steps))


def asking_again(steps: Iterable[Step], state: str) -> Step | None:
    """The step by which somebody asks the Team to look again."""
    return next((step for step in _of_way(steps) if NEW_GROUNDS in step.needs and state in step.sources), None)


def states_for_team(steps: Iterable[Step]) -> frozenset[str]:
    """States in which a person waits for the Team: to be taken up, decided on or looked at again.

    Not those in which the Team could end what it granted: nobody waits there.
    """
    steps = tuple(_of_way(steps))
    reached = {step.target for step in steps if NO_CONFLICT in step.needs or NEW_GROUNDS in step.needs}
    return frozenset(reached.union(*(step.sources for step in steps if NO_CONFLICT in step.needs)))


def is_final(steps: Iterable[Step], state: str) -> bool:
    """Whether the work of the members on the person is over in the state: it is not to be taken up again."""
    return taking_up(steps, state) is None


def names_outcome(said: str, step: Step) -> bool:
    """Whether the form's word for a decision (list team_decision) is the word for what the step leads to."""
    return said == (f"reconsidered_{step.target}" if OTHERS in step.needs else step.target)


def _of_way(steps: Iterable[Step]) -> Iterable[Step]:
    return [step for step in steps if step.way == WAY]
