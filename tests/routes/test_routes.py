"""Every route with every role: the right ones open, nothing breaks, and no canary appears where it must not.

Each address is asked with GET, with an empty POST, and as htmx would ask. The answer's body, headers and, for packed
files, the files inside are searched for canaries. A route that stands in no list of `expected.py` fails the build.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from itertools import chain

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.routes.expected import OPEN_TO, SIGN_IN_PREFIXES
from tests.routes.world import BY_LINK, CANARIES, MAY_MEET
from zaklon.access.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def routes(resolver=None, prefix="") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and arguments of every route."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from routes(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{prefix}{entry.name}", tuple(entry.pattern.converters or entry.pattern.regex.groupindex)


# Shown, done without a page, sent on, for forms only, or refused for the record's state: the role got through the door.
ANSWERED = {200, 204, 302, 405, 409}

# Answer only where there is what this world has not: a row named behind the question mark, a register of
# trainings, of materials or of surveys, a result that a register counts. Their own tests open them.
WANTS_MORE = {"plan:import_row", "capacity:issue", "registers:result", "registers:stock", "registers:surveys"}
# An address that only others are built from.
NOTHING_THERE = {"api:api-root"}

ALL_ROUTES = sorted(set(routes()))


def addresses(name, arguments, ids):
    """Addresses of a route in this world: with each id of each argument, and the first of the others.

    A record and the case that it stands in are the first of their kinds, so the true pair is among them.
    """
    missing = [argument for argument in arguments if argument not in ids]
    assert not missing, f"{name} wants {missing}: teach tests/routes/world.py"
    first = {argument: ids[argument][0] for argument in arguments}
    chosen = [first, *(first | {argument: value} for argument in arguments for value in ids[argument][1:])]
    for values in chosen:
        yield reverse(name, kwargs=values)


def readable(response) -> str:
    """Everything in an answer that a person could read, packed files unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "ignore")
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            text += "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    return text + str(dict(response.headers))


def test_every_route_is_known():
    known = set(OPEN_TO)
    names = {name for name, _ in ALL_ROUTES if not name.startswith(SIGN_IN_PREFIXES)}
    assert names - known == set(), "new routes: say in tests/routes/expected.py who may open them"
    assert known - names == set(), "routes that are gone: take them out of tests/routes/expected.py"


def asked(client, address, *, is_file):
    """The answers to GET, to htmx and to an empty POST, each meeting the same world."""
    asks = [lambda: client.get(address), lambda: client.post(address, {})]
    if not is_file:
        asks.append(lambda: client.get(address, headers={"HX-Request": "true"}))
    for ask in asks:
        with transaction.atomic():
            response = ask()
            transaction.set_rollback(True)
        yield response


def is_wrongly_open(name, role, response) -> bool:
    """Whether the answer shows the page, or lets a form through, to a role that may not open it."""
    return name in OPEN_TO and role not in OPEN_TO[name] and response.status_code == 200


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_every_route_opens_for_its_roles_and_leaks_to_none(role, world, record_property):
    client, tried, leaks, wrong = world.client(role), 0, [], []
    for name, arguments in ALL_ROUTES:
        for address in addresses(name, arguments, world.ids):
            for response in asked(client, address, is_file="form" in arguments):
                tried += 1
                if response.status_code >= 500:
                    wrong.append(f"{name} {address} answered {response.status_code}")
                if is_wrongly_open(name, role, response):
                    wrong.append(f"{name} {address} is open to {role}")
                found = readable(response)
                leaks += [
                    f"{name} {address}: {CANARIES[word]}"
                    for word in CANARIES
                    if word in found and role not in MAY_MEET[word] and (name, word) not in BY_LINK
                ]
    record_property("tried", tried)
    assert leaks == []
    assert wrong == []
    assert tried > 200


def test_each_route_opens_for_somebody(world):
    """A page that nobody can open is a mistake in the matrix."""
    for name, arguments in ALL_ROUTES:
        if name not in OPEN_TO or name in WANTS_MORE | NOTHING_THERE:
            continue
        seen = set()
        for address in addresses(name, arguments, world.ids):
            for client in chain([world.insider()], (world.client(role) for role in sorted(OPEN_TO[name]))):
                with transaction.atomic():
                    seen.add(client.get(address).status_code)
                    transaction.set_rollback(True)
                if seen & ANSWERED:
                    break
        assert seen & ANSWERED, f"{name} opens for nobody: {seen}"
        assert max(seen) < 500, f"{name} failed: {seen}"


def test_a_missing_record_and_a_hidden_one_answer_alike(world):
    client = world.client(Role.CASE_MANAGER)
    answers = []
    for report_id in (world.ids["report_id"][0], uuid.uuid4()):
        response = client.get(reverse("plan:report", args=[report_id]))
        # The address that was asked for and the form's token differ by nature; nothing else may.
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "token", response.content.decode())
        answers.append((response.status_code, page.replace(str(report_id), "id")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_the_demonstration_s_one_click_sign_in_exists_in_no_other_environment(client):
    with pytest.raises(NoReverseMatch):
        reverse("demo:sign_in")
    assert client.post("/demo/sign-in/", {"email": "coordinator@demo.invalid"}).status_code == 404
