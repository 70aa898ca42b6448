"""With what a form begins that is filled in: its last answers, the person's own facts, and what contexts above know.

A context registers what it knows when it starts, by the codes of questions; a form takes what it asks for. Nothing that
is offered here is an answer yet: whoever fills in the form looks at each, changes it, and answers for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.cases.commands.sheets import last_sheet
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import PersonRow
from zaklon.forms.definition import Answer, Definition
from zaklon.forms.rules.carrying import carried, fitting


@dataclass(frozen=True)
class Asking:
    """Who begins which form about whom; `deed` is the verb of the step that it belongs to, if there is one."""

    code: str
    person: PersonRow
    definition: Definition
    actor: Actor
    now: datetime
    deed: str = ""


@dataclass(frozen=True)
class Known:
    """What a context knows: answers by the codes of questions, and what is shown beside the form."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    beside: Panel | None = None


@dataclass(frozen=True)
class Beginning:
    """With what a form begins. `since` is the moment of the sheet whose answers were taken over."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    since: datetime | None = None
    beside: tuple[Panel, ...] = ()


Teller = Callable[[Asking], Known | None]
_tellers: list[Teller] = []


def register_teller(teller: Teller) -> None:
    """Let a context say what it knows; it gives None where it knows nothing that the reader may see."""
    if teller not in _tellers:
        _tellers.append(teller)


def begin(asking: Asking) -> Beginning:
    """What the form begins with for this reader. What was read of former sheets is on the trail.

    The newest knowledge wins: facts of the person over the last sheet, what a context knows over both.
    """
    former = last_sheet(asking.code, asking.person.person_id, asking.definition, actor=asking.actor, now=asking.now)
    taken = carried(asking.definition, former.answers) if former else {}
    told = [known for teller in _tellers if (known := teller(asking)) is not None]
    answers: dict[str, Answer] = {**taken, **_of_person(asking.person)}
    for known in told:
        answers |= known.answers
    return Beginning(
        answers=fitting(asking.definition, answers),
        since=former.written_at if former and taken else None,
        beside=tuple(known.beside for known in told if known.beside),
    )


def beside(asking: Asking) -> tuple[Panel, ...]:
    """What contexts show beside the form, also when it was sent and comes back."""
    told = (teller(asking) for teller in _tellers)
    return tuple(known.beside for known in told if known is not None and known.beside)


def _of_person(person: PersonRow) -> dict[str, Answer]:
    """How the person is known in codes; what is not known is asked."""
    facts: dict[str, Answer] = {"age_group": str(person.age_group), "citizenship": person.citizenship}
    return facts | ({"sex": str(person.sex)} if person.sex != "unknown" else {})
