"""When a question of a form is asked: `age=child and danger!=no and phone`, read once, evaluated in `zaklon.forms`.

Conditions joined by ` and ` all have to hold. `field=value` holds when the answer is the value, or has it among its
values; `field!=value` is its opposite; `field` alone holds when the question is answered.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_PART = re.compile(r"([a-z][a-z0-9_]{0,39})(?:(!?=)([A-Za-z0-9][A-Za-z0-9_.-]{0,39}))?")


class Relation(StrEnum):
    """What a condition says about the answer to a question."""

    IS = "="
    IS_NOT = "!="
    ANSWERED = ""


@dataclass(frozen=True)
class Condition:
    """One condition on the answer to the question `field`; `value` is empty for ANSWERED."""

    field: str
    relation: Relation
    value: str = ""

    def __str__(self) -> str:
        return f"{self.field}{self.relation}{self.value}"


def read_conditions(text: str) -> tuple[Condition, ...]:
    """The conditions that a text holds; none for an empty text.

    Raises ValueError naming the part that is no condition.
    """
    return tuple(_read(part) for part in text.split(" and ")) if text else ()


def written(conditions: tuple[Condition, ...]) -> str:
    """The conditions as a pack writes them."""
    return " and ".join(str(condition) for condition in conditions)


def _read(part: str) -> Condition:
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(part)
    field, relation, value = found.groups()
    return Condition(field, Relation(relation or ""), value or "")
