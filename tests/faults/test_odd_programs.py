"""Whatever a program sends: a clear answer in one shape, never a failure. Requests are made from the description.

`ZAKLON_ODD=500` sends that many to each operation.
"""

import json
import os
import uuid
from datetime import UTC
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.routes.world import make_world
from zaklon.access import bearer
from zaklon.access.roles import Role
from zaklon.api.schema import operations, schema
from zaklon.cases.commands import erasing, kinship, reveals, watch
from zaklon.cases.rules.insider import Limits

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("ZAKLON_ODD", "12"))
OPERATIONS = [(method, address, each) for address, method, each in operations(schema())]
SHAPES = schema()["components"]["schemas"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
EDGES = ["", " ", "\x00", "long", "\u202e", "'; --", "../..", "0", "-1", "1e999", "%00", "🙈", "\ud800"]
AT_THE_EDGE = st.sampled_from(EDGES).map(lambda each: "a" * 3000 if each == "long" else each)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A world of invented cases; what is done to it is taken back after each request."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(watch, "limits", lambda: Limits(90_000, 90_000, 90_000, 90_000))
        patch.setattr(reveals, "persons_to_reveal", lambda: 1)
        patch.setattr(erasing, "persons_to_erase", lambda: 2)
        patch.setattr(kinship, "closes_the_case", lambda: False)
        patch.setattr(bearer, "MOST_CALLS_A_MINUTE", 1_000_000)
        yield make_world()
        transaction.set_rollback(True)


def texts(described, ids):
    """Texts of the described kind; keys of rows are often those that there are."""
    if described.get("format") == "uuid":
        return st.sampled_from([str(each) for each in ids]) | st.uuids().map(str)
    if described.get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC)).map(str)
    if described.get("format") == "date":
        return st.dates().map(str)
    if "pattern" in described:
        return st.from_regex(described["pattern"], fullmatch=True)
    return st.text(min_size=described.get("minLength", 0), max_size=min(described.get("maxLength", 30), 30))


def fitting(described, ids):
    """Values as described."""
    if "$ref" in described:
        return fitting(SHAPES[described["$ref"].rpartition("/")[2]], ids)
    if "anyOf" in described:
        return st.one_of([fitting(each, ids) for each in described["anyOf"]])
    if "enum" in described:
        return st.sampled_from(described["enum"])
    return of_kind(described, ids)


def of_kind(described, ids):
    """Values of the kind that is described, with the kinds inside it."""
    kind = described.get("type", "string")
    if kind == "object" and "properties" in described:
        return st.fixed_dictionaries({name: mixed(one, ids) for name, one in described["properties"].items()})
    if kind == "array":
        return st.lists(fitting(described["items"], ids), min_size=described.get("minItems", 0), max_size=3)
    plain = {
        "object": st.dictionaries(st.text(max_size=12), ANYTHING, max_size=4),
        "integer": st.integers(),
        "number": st.floats(),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return plain[kind] if kind in plain else texts(described, ids)


def mixed(described, ids):
    """Mostly as described; now and then something else."""
    return st.integers(0, 9).flatmap(
        lambda turn: ANYTHING if turn == 0 else AT_THE_EDGE if turn == 1 else fitting(described, ids)
    )


def filled(address, world):
    """Addresses of the operation: mostly with rows that there are."""
    names = [part[1:-1] for part in address.split("/") if part.startswith("{")]
    known = {name: st.sampled_from([str(each) for each in world.ids.get(name, [1])]) for name in names}
    chosen = st.fixed_dictionaries({name: known[name] | known[name] | AT_THE_EDGE for name in names})
    return chosen.map(lambda values: address.format(**{name: as_address(value) for name, value in values.items()}))


def as_address(value):
    """A value as a part of an address, whatever it holds."""
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def program_of(world, address):
    """Whoever gets furthest there."""
    role = Role.TEAM_SECRETARY if "/team" in address else Role.CASE_MANAGER
    secret = world._secret(role, world.colleague)
    return Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)


def asked(client, method, address, body, query):
    """The answer, leaving the world as it was."""
    with transaction.atomic():
        if method == "get":
            response = client.get(address, query)
        else:
            key = {"Idempotency-Key": str(uuid.uuid4())}
            response = client.post(address, body, content_type="application/json", headers=key)
        transaction.set_rollback(True)
    return response


def written(said):
    """As JSON; numbers that it has no word for are written as Python does, and must be refused."""
    return json.dumps(said).encode()


NAMES = [each["operationId"] for _method, _address, each in OPERATIONS]


@pytest.mark.parametrize(("method", "address", "described"), OPERATIONS, ids=NAMES)
def test_an_operation_answers_whatever_is_sent(method, address, described, world):
    ids = [each for found in world.ids.values() for each in found if isinstance(each, uuid.UUID)]
    client, met = program_of(world, address), set()
    body = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    queries = {
        each["name"]: AT_THE_EDGE | mixed(each["schema"], ids)
        for each in described.get("parameters", ())
        if each["in"] == "query"
    }

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        filled(address, world),
        mixed(body, ids) if body else st.just({}) | ANYTHING,
        st.fixed_dictionaries({}, optional=queries),
    )
    def ask(place, said, query):
        query = {name: value for name, value in query.items() if isinstance(value, str | int) and value != "\ud800"}
        answer = asked(client, method, place, written(said), query)
        assert answer.status_code < 500, (place, said, answer.content)
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.status_code >= 400:
            assert set(answer.json()) == {"code", "message", "field", "facts"}
        met.add(answer.status_code)

    ask()
    assert met
