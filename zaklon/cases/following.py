"""Tables of other contexts that follow a case: they name a person or a case, and stay in step with it.

A context above registers its tables when it starts; merging, splitting and the walls then keep them as they keep those
of the file itself, and need not know what they are.
"""

from django.db.models import Model

_of_person: list[type[Model]] = []
_overseen: list[type[Model]] = []


def follow(table: type[Model], *, is_overseen: bool) -> None:
    """Let the rows of a table go with their person (`person`, `case`) when a case is split or merged.

    With `is_overseen` the rows also hold copies of the case's `circle` and `is_sealed`, for their policies.
    """
    if table not in _of_person:
        _of_person.append(table)
    if is_overseen and table not in _overseen:
        _overseen.append(table)


def of_person() -> tuple[type[Model], ...]:
    """Tables whose rows go with their person."""
    return tuple(_of_person)


def overseen() -> tuple[type[Model], ...]:
    """Tables whose rows hold copies of the case's circle and seal."""
    return tuple(_overseen)
