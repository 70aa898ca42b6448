"""Each route of cases in each relation to a case: nobody meets a word of a part that the oracle denies, in any answer.

The oracle is the one that the row policies are held against: it shares no code with the rules of the product. Every
route is asked in every relation; who asks goes round, so that each role meets each relation and, over the relations,
nearly each route. `ZAKLON_WALLS=all` asks every route as every role in every relation.
"""

import copy
import io
import itertools
import os
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from tests.routes.test_routes import ALL_ROUTES, readable
from tests.walls import planted
from tests.walls.planted import DUTY, FLAG, GLASS, INNER, LOOK, PURPOSE, canaries, make_planted, now
from tests.walls.relations import ONE_PART, RELATIONS
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands import exporting, reveals, watch
from zaklon.cases.commands.searching import search_people
from zaklon.cases.kinds import Part, SearchPurpose
from zaklon.cases.rules.codes import check_letter
from zaklon.cases.rules.entries import KINDS_OF
from zaklon.cases.rules.exports import ExportLimits
from zaklon.cases.rules.insider import Limits
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.tests.walls import oracle
from zaklon.common.agefile.sealing import opened_with_password
from zaklon.plan.tests.pages import client_of

pytestmark = pytest.mark.slow

CASE_ROUTES = [(name, arguments) for name, arguments in ALL_ROUTES if name.startswith(("cases:", "signal:"))]
WRONG = {"reason": "x", "words": "", "part": "4", "query": "kanarinka", "text": "x" * 50, "code": "no code", "sent": ""}
# Of no case, though its check letter is right.
ABSENT = "BCDF-GHJ" + check_letter("BCDFGHJ")
# Of the request, not of the answer.
CHANGING = {"Content-Length", "X-Request-Id", "Server-Timing"}
EVERYTHING = os.environ.get("ZAKLON_WALLS") == "all"
ROLES = (*sorted(role for role in Role if role.value in oracle.MAY or role.value in oracle.WATCHES), *planted.STRANGERS)


@dataclass
class Seen:
    """What was asked and what leaked."""

    sent: int = 0
    leaks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    """The planted case, made once; what is done to it afterwards is taken back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        # What a country allows in a day is not what is asked here.
        patch.setattr(watch, "limits", lambda: Limits(90_000, 90_000, 90_000, 90_000))
        patch.setattr(reveals, "persons_to_reveal", lambda: 1)
        patch.setattr(exporting, "export_limits", lambda _now: ExportLimits(9_000, timedelta(days=1)))
        yield make_planted()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(request, base):
    """The planted case in the relation that the test asks for."""
    with transaction.atomic():
        world = copy.deepcopy(base)
        (RELATIONS | ONE_PART)[request.param](world)
        world.relation = request.param
        yield world
        transaction.set_rollback(True)


def in_relations(*names):
    return pytest.mark.parametrize("made", names, indirect=True)


def reaches(made, role, part):
    """How far the oracle lets the role into the part."""
    return oracle.reach(made.file, made.post(made.people[role]), part.name.lower(), now())


def may_meet(made, role, revealed=()):
    """Every planted word that the role may meet; identity and testimony only after a reason was given."""
    words = {PURPOSE, GLASS} if role is Role.DATA_PROTECTION_OFFICER else set()
    for part in INNER:
        if reaches(made, role, part) >= oracle.READ and (part not in DELIBERATE or part in revealed):
            words |= canaries(part)
    post = made.post(made.people[role])
    works = oracle.Post(post.user, post.body, set())
    if oracle.reach(made.file, works, "shell", now()) >= oracle.READ:
        words |= {FLAG, DUTY}
    if role is Role.DATA_PROTECTION_OFFICER or reaches(made, role, Part.SHELL) >= oracle.READ:
        words |= {made.code}
    return words


EVERY_WORD = frozenset({FLAG, DUTY, GLASS, PURPOSE, LOOK}).union(*(canaries(part) for part in INNER))


def look(seen, made, role, response, *, address, revealed=()):
    """Note each planted word in the answer that the role may not meet."""
    seen.sent += 1
    found, allowed = readable(response), may_meet(made, role, revealed)
    # Whoever types a code into the address has it already.
    words = EVERY_WORD if made.code in address else EVERY_WORD | {made.code}
    seen.leaks += [f"{role} {address}: {word}" for word in sorted(words - allowed) if word in found]
    assert response.status_code < 500, address
    return found


def parts_of(turn):
    """Three parts in turn, so that the relations together meet all of them several times."""
    return [INNER[(3 * turn + step) % len(INNER)] for step in range(3)] if not EVERYTHING else INNER


def addresses(made, parts) -> Iterator[str]:
    """An address of every route of cases; of those that name a part, a row of it or a form, one for each."""
    places = [INNER.index(part) for part in parts]
    ids = {
        **made.ids,
        "part": parts,
        "record_id": [made.ids["record_id"][place] for place in places],
        "sealed_file_id": [made.ids["sealed_file_id"][place] for place in places],
        "form": ["page", "pdf"],
        "form_code": ["f7_needs"],
        **{
            name: [made.person_id]
            for name in ("alert_id", "assignment_id", "conflict_id", "consent_id", "erasure_id", "hold_id", "signal_id")
        },
    }
    for name, arguments in CASE_ROUTES:
        if name == "cases:write":
            yield from (reverse(name, args=[made.code, part, KINDS_OF[part][0]]) for part in parts)
            continue
        for values in itertools.product(*(ids[argument] for argument in arguments)):
            yield reverse(name, kwargs=dict(zip(arguments, values, strict=True)))


def asked(client, method, address):
    """The answer, leaving the world as it was."""
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, WRONG)
        transaction.set_rollback(True)
    return response


def clients_of(made):
    found = {}
    for role in ROLES:
        found[role] = client_of(made.people[role])
        found[role].raise_request_exception = False
    return found


def unpacked(content):
    """The text of every file in a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


def tell(record_property, seen):
    """The figures of a test, in its report and on its output."""
    record_property("requests", seen.sent)
    record_property("leaks", len(seen.leaks))
    print(f"requests sent {seen.sent}, leaks {len(seen.leaks)}")  # noqa: T201 - shown with -rP


@in_relations(*RELATIONS)
def test_no_route_shows_a_part_that_the_oracle_denies(made, record_property):
    clients, seen, turn = clients_of(made), Seen(), list(RELATIONS).index(made.relation)
    everybody = set()
    for place, address in enumerate(addresses(made, parts_of(turn))):
        who = ROLES if EVERYTHING else [ROLES[(place + 5 * turn) % len(ROLES)]]
        for role in who:
            for method in ("GET", "POST") if place % 3 == turn % 3 or EVERYTHING else ("GET",):
                look(seen, made, role, asked(clients[role], method, address), address=address)
            everybody.add(role)
    for place, role in enumerate(ROLES):
        others = (reverse("cases:home"), reverse("cases:exports"), "/cases/no-such-page")
        for address in (reverse("cases:case", args=[made.code]), others[(place + turn) % len(others)]):
            look(seen, made, role, asked(clients[role], "GET", address), address=address)
    tell(record_property, seen)
    assert seen.leaks == []
    assert everybody == set(ROLES)


def opened(seen, made, client, role, part):
    """What a role meets of a part on its page or, after a reason, by a look; with its file."""
    if part not in DELIBERATE:
        address, revealed = reverse("cases:part", args=[made.code, part]), ()
    else:
        ask = reverse("cases:reveal", args=[made.code, made.person_id, part])
        answer = client.post(ask, {"reason": "Invented: the person calls and asks"})
        look(seen, made, role, answer, address=ask)
        address, revealed = answer.headers.get("Location", ask), (part,)
    text = look(seen, made, role, client.get(address), address=address, revealed=revealed)
    paper = reverse("cases:file", args=[made.code, made.ids["sealed_file_id"][INNER.index(part)]])
    return text + look(seen, made, role, client.get(paper), address=paper, revealed=revealed)


def met(seen, made, role, part):
    """The words of a part that the role meets when it does everything to open it; the world stays as it was."""
    with transaction.atomic():
        client = client_of(made.people[role])
        client.raise_request_exception = False
        text = opened(seen, made, client, role, part)
        transaction.set_rollback(True)
    return {word for word in canaries(part) if word in text}


@in_relations(*RELATIONS, *ONE_PART)
def test_a_part_that_the_oracle_allows_is_really_met_and_one_that_it_denies_is_not(made, record_property):
    """So that no other test of this file passes by showing nothing."""
    relation = made.relation
    seen, turn = Seen(), [*RELATIONS, *ONE_PART].index(relation)
    asked_parts = [part for part in INNER if relation in RELATIONS or relation.endswith(part.name.lower())]
    for part in asked_parts:
        allowed = [role for role in ROLES if reaches(made, role, part) >= oracle.READ]
        denied = [role for role in ROLES if role not in allowed]
        everyone = EVERYTHING or relation in ONE_PART
        for role in allowed if everyone else allowed[turn % max(len(allowed), 1) :][:1]:
            if met(seen, made, role, part) != canaries(part):
                seen.missing.append(f"{role} does not meet all of {part.name}")
        for role in denied if everyone else denied[(turn + part) % max(len(denied), 1) :][:1]:
            if met(seen, made, role, part):
                seen.missing.append(f"{role} meets {part.name}")
    tell(record_property, seen)
    assert seen.leaks == []
    assert seen.missing == []


@in_relations("consent")
def test_a_sealed_copy_holds_only_what_the_oracle_allows(made, record_property):
    seen = Seen()
    for role in (Role.CASE_MANAGER, Role.TEAM_SECRETARY, Role.PROSECUTOR):
        client = client_of(made.people[role])
        address = reverse("cases:export", args=[made.code])
        form = {"parts": [str(part.value) for part in INNER if reaches(made, role, part) >= oracle.READ]}
        form |= {"purpose": "For an invented hearing of a court", "form": "xlsx", "language": "en"}
        answer = client.post(address, {**form, "request_key": str(uuid.uuid4())})
        page = look(seen, made, role, answer, address=address)
        password = re.search(r"(?:[2-9B-Z]{4}-){5}[2-9B-Z]{4}", page)[0]
        fetch = re.search(r"/cases/exports/[0-9a-f-]{36}", page)[0]
        sealed = client.get(fetch)
        look(seen, made, role, sealed, address=fetch)
        text = unpacked(opened_with_password(sealed.content, password))
        allowed = may_meet(made, role)
        assert {word for word in EVERY_WORD if word in text} <= allowed
        answers = {word for word in allowed if "-answer" in word}
        assert answers <= {word for word in answers if word in text}, f"{role} gets a copy without its parts"
    tell(record_property, seen)
    assert seen.leaks == []


@in_relations("none", "circle", "former", "conflict", "sealed", "glass")
def test_a_search_by_name_finds_the_person_for_whom_the_oracle_lets_know_who_it_is(made):
    name = planted.canary(Part.IDENTITY, "answer0")
    for role in ROLES:
        actor = made.people[role]
        if not actor.may(Permission.CASE_WORK):
            continue
        with acting_as(actor):
            found = search_people(name, SearchPurpose.CALL, actor=actor, now=now())
        is_found = made.code in {hit.code for hit in found}
        assert is_found == (reaches(made, role, Part.IDENTITY) >= oracle.READ), (
            f"{role} in the relation {made.relation}"
        )
        assert name not in str(found)


def same_answer(response, code):
    """Status, headers and body without what differs between any two requests, and without the code itself."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "token", response.content.decode())
    body = re.sub(r'nonce="[^"]+"', "nonce", body)
    headers = {name: value for name, value in response.headers.items() if name not in CHANGING}
    headers = {name: re.sub(r"'nonce-[^']+'", "nonce", value) for name, value in headers.items()}
    return response.status_code, str(headers).replace(code, "code"), body.replace(code, "code")


@in_relations("none", "conflict", "sealed")
def test_a_hidden_case_and_an_absent_one_answer_alike_to_the_byte(made, record_property):
    role = Role.CASE_MANAGER if made.relation == "none" else Role.COORDINATOR
    client, compared = client_of(made.people[role]), 0
    client.raise_request_exception = False
    for address in dict.fromkeys(addresses(made, [Part.SERVICES])):
        if made.code not in address:
            continue
        other = address.replace(made.code, ABSENT)
        for method in ("GET", "POST"):
            pair = [
                same_answer(asked(client, method, each), code) for each, code in ((address, made.code), (other, ABSENT))
            ]
            assert pair[0] == pair[1], f"{method} {address}"
            assert pair[0][0] in {403, 404, 405}
            compared += 1
    for typed in (made.code, ABSENT):
        answer = client.post(reverse("cases:find"), {"code": typed})
        assert answer.status_code == 422
    record_property("compared", compared)
    print(f"pairs compared {compared}")  # noqa: T201 - shown with -rP
