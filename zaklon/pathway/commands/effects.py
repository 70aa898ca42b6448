"""What else happens with a step, in its transaction. The pack says with which; a context registers how."""

from collections.abc import Callable
from dataclasses import dataclass, field

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.files import mark_referred
from zaklon.cases.commands.gate import Entered
from zaklon.cases.models import Person
from zaklon.pathway.models import Move, Standing
from zaklon.pathway.rules.needs import Answers
from zaklon.pathway.rules.steps import may_take
from zaklon.vocabulary.pack import Step
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary


@dataclass(frozen=True)
class Taken:
    """A step that was just taken, under the lock of its case. The move names the form that was sealed with it.

    `answers` are those of the form; an effect keeps none but coded ones.
    """

    entered: Entered
    person: Person
    step: Step
    move: Move
    answers: Answers = field(default_factory=dict)


_FIRST = (Role.FIRST_RESPONDER,)

Effect = Callable[[Taken], None]
_effects: dict[str, Effect] = {}


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register an effect under the name by which packs ask for it."""

    def register(deed: Effect) -> Effect:
        _effects[name] = deed
        return deed

    return register


def names() -> frozenset[str]:
    """The names of all effects."""
    return frozenset(_effects)


def described() -> dict[str, str]:
    """What each effect does, for the generated page."""
    return {name: (deed.__doc__ or "").strip().splitlines()[0] for name, deed in sorted(_effects.items())}


def happen(taken: Taken) -> None:
    """Everything that the pack asks for with the step."""
    for name in taken.step.does:
        _effects[name](taken)


def _onward(words: Vocabulary, states: dict[str, str], way: str) -> list[Step]:
    """Steps that first responders can still take from here, and those that they can take after them."""
    reached, found = set(states.values()), list[Step]()
    for _round in words.steps:
        more = [step for step in words.steps if step.way == way and step not in found and may_take(step, _FIRST)]
        more = [step for step in more if reached.intersection(step.sources)]
        if not more:
            break
        found += more
        reached |= {step.target for step in more}
    return found


def _others_wait(taken: Taken) -> bool:
    """Whether a first responder may still have to take this very step for somebody else in the case."""
    words, way = vocabulary(), taken.step.way
    with acting_as(SYSTEM):
        others = Person.objects.filter(case=taken.entered.case, erased_at__isnull=True).exclude(pk=taken.person.pk)
        states = dict(Standing.objects.filter(person__in=others, way=way).values_list("person_id", "state"))
        waiting = [{way: states.get(pk, words.ways[way].start)} for pk in others.values_list("pk", flat=True)]
    return any(taken.step in _onward(words, each, way) for each in waiting)


@effect("end_first_response")
def end_first_response(taken: Taken) -> None:
    """First responders keep nothing of the case from now on, once no other person in it waits for them."""
    if taken.entered.case.is_referred or _others_wait(taken):
        return
    mark_referred(taken.entered)
