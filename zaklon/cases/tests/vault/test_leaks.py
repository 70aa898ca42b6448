"""What somebody with a stolen dump, but without a key, learns about names: nothing, where simpler tokens tell most."""

import random
from collections import Counter

import pytest

from zaklon.cases.models import Token
from zaklon.cases.tests.vault.factories import make_persons
from zaklon.cases.tests.vault.invented import first_names
from zaklon.cases.vault import tokens

pytestmark = pytest.mark.django_db
PERSONS, NAMES = 600, 30


def guessed(groups, names):
    """Name the largest groups by the commonest names; how many persons are named rightly."""
    known = iter([name for name, count in Counter(names.values()).most_common() for _ in range(count)])
    return sum(names[person] == next(known) for group in sorted(groups, key=len, reverse=True) for person in group)


@pytest.mark.slow
def test_counting_tokens_names_nobody_beyond_chance(as_system, record_property):
    chance = random.Random(4)  # noqa: S311  the same country each time
    weights = [1 / (rank + 3) for rank in range(NAMES)]
    persons = make_persons(PERSONS)
    names = dict(zip((p.pk for p in persons), chance.choices(first_names(NAMES), weights, k=PERSONS), strict=True))
    for person in persons:
        tokens.write(person, [names[person.pk]])
    groups: dict[bytes, list] = {}
    for token, person in Token.objects.order_by("pk").values_list("token", "person_id"):
        groups.setdefault(bytes(token), []).append(person)
    assert {len(group) for group in groups.values()} == {1}
    # Each person once: padding makes a person's tokens several.
    alone = [[person] for person in dict.fromkeys(person for group in groups.values() for person in group)]
    by_name: dict[str, list] = {}
    for person, name in names.items():
        by_name.setdefault(name, []).append(person)
    right, plain = guessed(alone, names) / PERSONS, guessed(by_name.values(), names) / PERSONS
    by_lot = sum((count / PERSONS) ** 2 for count in Counter(names.values()).values())
    record_property("right", f"{right:.3f} ours, {plain:.3f} plain, {by_lot:.3f} by lot")
    assert right < by_lot + 4 * (by_lot * (1 - by_lot) / PERSONS) ** 0.5
    assert plain > 0.5
