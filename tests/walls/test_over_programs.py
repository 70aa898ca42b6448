"""Each operation of the API in each relation to a case: nobody's program meets a word that the oracle denies.

And what a program opens of a part is what its person opens on the pages: both are asked, and compared.
"""

import itertools
import json
import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from tests.routes.test_routes import ALL_ROUTES
from tests.walls.planted import INNER, canaries, canary
from tests.walls.relations import RELATIONS
from tests.walls.test_over_http import (
    ABSENT,
    EVERYTHING,
    ROLES,
    Seen,
    base,  # noqa: F401 - a fixture
    in_relations,
    look,
    made,  # noqa: F401 - a fixture
    reaches,
    tell,
)
from zaklon.access.permissions import Permission
from zaklon.api.tests.programs import Program
from zaklon.cases.kinds import Part
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.tests.walls import oracle

pytestmark = pytest.mark.slow

OPERATIONS = [(name, arguments) for name, arguments in ALL_ROUTES if name.startswith("api:") and "code" in arguments]
LISTS = ("/cases", "/cases/of-body", "/tasks", "/due", "/places", "/team/agenda", "/me")
# Bodies that some operation takes; the others refuse them as unfit.
BODIES = (
    {},
    {"answers": {"goal": "x"}},
    {"text": "kanarinka", "purpose": "call"},
    {"instrument": "ilo_adult_labour", "version": 1, "answers": {"DR01": "present"}},
)


def addresses(world, parts):
    """Every operation at a case, once for each part or entry that it may name."""
    places = [INNER.index(part) for part in parts]
    ids = {
        **world.ids,
        "part_name": [part.name.lower() for part in parts],
        "record_id": [world.ids["record_id"][place] for place in places],
        "position": [1, 2],
        "way": ["identification"],
        "consent_id": [world.person_id],
    }
    for name, arguments in OPERATIONS:
        for values in itertools.product(*(ids[argument] for argument in arguments)):
            yield reverse(name, kwargs=dict(zip(arguments, values, strict=True))).removeprefix("/api/v1")


def asked(program, method, address, body=None):
    """The answer, leaving the world as it was."""
    with transaction.atomic():
        response = program.get(address) if method == "GET" else program.post(address, body or {})
        transaction.set_rollback(True)
    return response


def programs_of(world):
    return {role: Program(world.people[role]) for role in ROLES}


def checked(seen, world, role, response, address, revealed=()):
    """Look for words, and at the shape of every no; a role that may have no program gets nothing at all."""
    text = look(seen, world, role, response, address=address, revealed=revealed)
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    if response.status_code >= 400:
        assert set(response.json()) == {"code", "message", "field", "facts"}
    if not world.people[role].may(Permission.PROGRAM_ALLOW):
        assert response.status_code == 401, f"{role} {address}"
    return text


@in_relations(*RELATIONS)
def test_no_operation_shows_a_part_that_the_oracle_denies(made, record_property):  # noqa: F811 - the fixture
    programs, seen, turn = programs_of(made), Seen(), list(RELATIONS).index(made.relation)
    parts = INNER if EVERYTHING else [INNER[(3 * turn + step) % len(INNER)] for step in range(3)]
    for place, address in enumerate(addresses(made, parts)):
        for role in ROLES if EVERYTHING else ROLES[(place + turn) % 3 :: 3]:
            checked(seen, made, role, asked(programs[role], "GET", address), address)
            body = BODIES[place % len(BODIES)]
            checked(seen, made, role, asked(programs[role], "POST", address, body), address)
    for role in ROLES:
        for address in (f"/cases/{made.code}", *LISTS):
            checked(seen, made, role, asked(programs[role], "GET", address), address)
    tell(record_property, seen)
    assert seen.leaks == []


def met(seen, world, role, part):
    """The words of a part that a program meets when it does everything to open it; the world stays as it was."""
    with transaction.atomic():
        program = Program(world.people[role])
        if part not in DELIBERATE:
            address, revealed = f"/cases/{world.code}/parts/{part.name.lower()}", ()
        else:
            ask = {
                "person_id": str(world.person_id),
                "part": part.name.lower(),
                "reason": "Invented: the person calls and asks",
            }
            answer = program.post(f"/cases/{world.code}/looks", ask)
            checked(seen, world, role, answer, f"/cases/{world.code}/looks")
            asked_for = answer.json().get("id") or uuid.uuid4()
            address, revealed = f"/cases/{world.code}/looks/{asked_for}", (part,)
        text = checked(seen, world, role, program.get(address), address, revealed)
        transaction.set_rollback(True)
    return {word for word in canaries(part) if word in text}


@in_relations("none", "circle", "consent", "duty", "conflict", "sealed_circle", "referred", "glass")
def test_a_program_meets_of_each_part_what_the_oracle_allows_its_person(made, record_property):  # noqa: F811
    """So that no other test of this file passes by showing nothing."""
    seen, turn = Seen(), list(RELATIONS).index(made.relation)
    for place, (role, part) in enumerate(itertools.product(ROLES, INNER)):
        if not EVERYTHING and place % 3 != turn % 3:
            continue
        found = met(seen, made, role, part)
        allowed = reaches(made, role, part) >= oracle.READ and made.people[role].may(Permission.PROGRAM_ALLOW)
        # A file's name is shown, what it holds is fetched on the page of the case.
        wanted = canaries(part) - {canary(part, "inside")} if allowed else set()
        if found != wanted:
            seen.missing.append(f"{role} {part.name}: {sorted(found ^ wanted)}")
    tell(record_property, seen)
    assert seen.leaks == []
    assert seen.missing == []


@in_relations("none", "conflict", "sealed")
def test_a_hidden_case_and_an_absent_one_answer_alike_to_the_byte(made, record_property):  # noqa: F811 - the fixture
    role = "case_manager" if made.relation == "none" else "coordinator"
    program, compared = Program(made.people[role]), 0
    for address in addresses(made, [Part.SERVICES]):
        for method in ("GET", "POST"):
            pair = [asked(program, method, each) for each in (address, address.replace(made.code, ABSENT))]
            seen = [
                (answer.status_code, answer.content, sorted(answer.headers.items()), json.loads(answer.content)["code"])
                for answer in pair
            ]
            assert seen[0] == seen[1], f"{method} {address}"
            assert pair[0].status_code in {404, 405, 422}
            compared += 1
    record_property("compared", compared)
    print(f"pairs compared {compared}")  # noqa: T201 - shown with -rP
