"""The tokens by which a person is found: one for each name part, each two of them together, and each number."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db import connection

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import Person, Token
from zaklon.cases.vault.name_list import add_names, all_names, remove_names, take_turn
from zaklon.cases.vault.numbers import Value, stored_values
from zaklon.cases.vault.search_key import SearchKey
from zaklon.cases.vault.slots import reserve, sizes_of
from zaklon.cases.vault.spelling import name_parts

# Beyond these, parts are found one by one: all pairs of twelve would be sixty-six.
MOST_PAIRED = 6
# A dump shows only in steps of so many how many names and numbers a person has.
_STEP = 4
_MOST_NUMBERS = 12
_INSERT = """
INSERT INTO cases_token (case_id, person_id, token) SELECT %s, %s, unnest(%s::bytea[])
"""
_BATCH = 500


def write(person: Person, names: Iterable[str], numbers: Iterable[str] = ()) -> None:
    """Make a person findable by these names, in any spelling, and numbers; what was there before is replaced."""
    key = SearchKey.current()
    parts = name_parts(names)
    values: list[Value] = [("name", part) for part in parts]
    values += [pair_of(*two) for two in combinations(parts[:MOST_PAIRED], 2)]
    values += list(stored_values(list(numbers)[:_MOST_NUMBERS]))
    with acting_as(SYSTEM):
        Token.objects.filter(person=person).delete()
        add_names(parts, key)
        tokens = list(reserve(values, key).values())
        tokens += [secrets.token_bytes(16) for _ in range(-len(tokens) % _STEP)]
        with connection.cursor() as cursor:
            # Sorted, so that their order does not tell a first name from a number.
            cursor.execute(_INSERT, [person.case_id, person.pk, sorted(tokens)])


def forget(person: Person) -> None:
    """Make a person unfindable. A name that nobody else has leaves the list of names with `tidy`."""
    with acting_as(SYSTEM):
        Token.objects.filter(person=person).delete()


def tidy() -> int:
    """Take names off the list that no person has any more; gives how many. The worker does it each night."""
    key = SearchKey.current()
    with acting_as(SYSTEM):
        take_turn()
        unused = [name for batch in _batches(sorted(all_names(key))) for name in _unused(batch, key)]
        for batch in _batches(unused):
            remove_names(batch, key)
    return len(unused)


def pair_of(one: str, other: str) -> Value:
    """Two folded parts in whatever order as one value."""
    return "pair", "|".join(sorted((one, other)))


def _unused(names: list[str], key: SearchKey) -> list[str]:
    of_token = {
        key.token(*value, slot): value[1]
        for value, size in sizes_of([("name", name) for name in names], key).items()
        for slot in range(size)
    }
    found = Token.objects.filter(token__in=list(of_token)).values_list("token", flat=True)
    used = {of_token[bytes(token)] for token in found}
    return [name for name in names if name not in used]


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]
