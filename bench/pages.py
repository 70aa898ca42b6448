"""Dashboard and plan pages under load, beside the same SQL without policies, a static answer, a plain Django view."""

import http.client
import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, repeat
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import psycopg

from bench.ground import Ground

_ROUNDS = 40
_CLIENTS = 8
_PER_CLIENT = 25
# Visits that can be made once, of which there have to be so many.
ONCE = 1 + _ROUNDS + 5 * _CLIENTS
_CSRF = "bench" + "0" * 27
_FORM_TYPE = "application/x-www-form-urlencoded"


def run_as_superuser(url: str, statements: Sequence[str]) -> None:
    """Write invented progress straight into the tables."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def measure(place: Ground, plan_ids: Sequence[str]) -> dict[str, object]:
    """Median and 95th percentile of each page, requests a second with eight clients, queries, and the references."""
    cookie = _session()
    targets = {
        "dashboard": "/plan/",
        "plan tree": f"/plan/plans/{plan_ids[-1]}/",
        "timeline": f"/plan/plans/{plan_ids[-1]}/timeline/",
        "tasks": "/plan/tasks/",
        "public page": "/progress/",
        "reference: static answer": "/bench/static",
        "reference: plain Django view of the same list": f"/bench/plain/{plan_ids[-1]}",
    }
    figures: dict[str, object] = {}
    print(f"{'page':48} {'median':>8} {'p95':>8} {'req/s':>7} {'queries':>8} {'kB':>6}")
    for name, path in targets.items():
        figures[name] = _one(place, name, path, cookie)
    figures["sql"] = _floor(place, plan_ids[-1])
    return figures


def _one(place: Ground, name: str, path: str, cookie: str) -> dict[str, float]:
    found = load(place, path, cookie)
    print(
        f"{name:48} {found['median_ms']:6.1f}ms {found['p95_ms']:6.1f}ms {found['requests_per_second']:7.0f} "
        f"{found['queries']:8.0f} {found['bytes'] / 1000:6.0f}"
    )
    return found


@dataclass(frozen=True)
class Visit:
    """One request of somebody who is signed in; with `fields` it is sent as a browser sends a form."""

    path: str
    cookie: str
    fields: Mapping[str, str | list[str]] | None = None
    status: int = 200


def load(place: Ground, path: str, cookie: str) -> dict[str, float]:
    """Milliseconds of a page with one client, requests a second with eight, queries and size."""
    return load_each(place, repeat(Visit(path, cookie), 1 + _ROUNDS + _CLIENTS * _PER_CLIENT))


def load_each(place: Ground, visits: Iterable[Visit]) -> dict[str, float]:
    """The same for visits each of which can be made once: the first warms up, so many are timed, the rest come at once.

    Raises ValueError for too few.
    """
    left = iter(visits)
    first, timed, rest = next(left), list(islice(left, _ROUNDS)), list(left)
    if len(rest) < _CLIENTS:
        raise ValueError(f"{1 + _ROUNDS + _CLIENTS} visits are needed to {first.path}")
    _go(place, first)
    times, size, queries = [], 0, 0
    for visit in timed:
        began = time.perf_counter()
        size, queries = _go(place, visit)
        times.append((time.perf_counter() - began) * 1000)
    shares = [rest[start::_CLIENTS] for start in range(_CLIENTS)]
    with ThreadPoolExecutor(_CLIENTS) as pool:
        began = time.perf_counter()
        list(pool.map(lambda share: [_go(place, visit) for visit in share], shares))
        rate = len(rest) / (time.perf_counter() - began)
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return {"median_ms": median, "p95_ms": p95, "requests_per_second": rate, "queries": queries, "bytes": size}


def _go(place: Ground, visit: Visit) -> tuple[int, int]:
    connection = http.client.HTTPConnection(urlsplit(place.address).netloc, timeout=60)
    headers = {"Cookie": visit.cookie, "Accept": "text/html"}
    if visit.fields is None:
        connection.request("GET", visit.path, headers=headers)
    else:
        # Cookie and field alike prove that the form came from a page of ours; Django takes any secret.
        headers |= {"Cookie": f"{visit.cookie}; {_csrf_cookie()}={_CSRF}", "Content-Type": _FORM_TYPE}
        sent = urlencode(signed(visit.fields), doseq=True)
        connection.request("POST", visit.path, sent, headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != visit.status:
        raise RuntimeError(f"{visit.path} answered {answer.status}: {answer.getheader('Location')}")
    queries = int(answer.getheader("X-Bench-Queries") or 0)
    connection.close()
    return len(body), queries


def signed(fields: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """What is sent, with the token by which a page of ours is known."""
    return {**fields, "csrfmiddlewaretoken": _CSRF}


def _csrf_cookie() -> str:
    from django.conf import settings

    return str(settings.CSRF_COOKIE_NAME)


def _session() -> str:
    """A signed-in coordinator."""
    import uuid

    from bench.invented import NOW
    from zaklon.access.actor import SYSTEM
    from zaklon.access.models import Body, Post, User
    from zaklon.access.rls import acting_as
    from zaklon.access.roles import Role

    with acting_as(SYSTEM):
        user = User(email="bench@demo.invalid", full_name="Invented Coordinator", language="en", joined_at=NOW)
        user.set_password(uuid.uuid4().hex)
        user.save()
        body = Body.objects.filter(is_generic=False, parent__isnull=False).order_by("code")[0]
        Post.objects.create(user=user, body=body, role=Role.COORDINATOR, start_date=NOW.date())
    return cookie_of(user.pk)


def cookie_of(user_id: UUID) -> str:
    """The cookie of a session that has shown its second factor."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from zaklon.access.actor import SYSTEM
    from zaklon.access.models import User
    from zaklon.access.rls import acting_as

    with acting_as(SYSTEM):
        user = User.objects.get(pk=user_id)
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store["second_factor"] = True
        store["seen"] = time.time()
        store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


# The list that the plan page shows, written by hand.
_LIST = """
SELECT a.code, a.title, a.due_date, r.code, r.is_late, r.status FROM plan_activity a
LEFT JOIN plan_progressreport r ON r.activity_id = a.id
WHERE a.plan_id = %s ORDER BY a.position, a.id
"""
_COUNT = "SELECT status, count(*) FROM plan_progressreport WHERE plan_id = %s GROUP BY status"


def _floor(place: Ground, plan_id: str) -> dict[str, object]:
    """The same two statements under the policies and without them, through the driver alone."""
    from zaklon.access.actor import Actor
    from zaklon.access.rls import signed_context
    from zaklon.access.roles import Role, permissions_of

    actor = Actor(None, None, frozenset({Role.COORDINATOR}), "office", permissions_of([Role.COORDINATOR]))
    figures: dict[str, object] = {}
    print(f"\n{'the same SQL through the driver alone':48} {'with':>8} {'without':>8} {'ratio':>7}")
    with psycopg.connect(place.app_url) as walled, psycopg.connect(place.super_url) as free:
        context = signed_context(actor, walled.info.backend_pid)
        for name, statement in (("list of one plan", _LIST), ("counts of one plan", _COUNT)):
            with_walls, without = [], []
            for _ in range(_ROUNDS):
                with walled.transaction():
                    walled.execute("SELECT set_config('app.context', %s, true)", [context])
                    with_walls.append(_timed(walled, statement, plan_id))
                without.append(_timed(free, statement, plan_id))
            a, b = statistics.median(with_walls), statistics.median(without)
            print(f"{name:48} {a:6.2f}ms {b:6.2f}ms {a / b:7.2f}")
            figures[name] = {"with_policies_ms": a, "without_ms": b, "ratio": a / b}
    return figures


def _timed(connection: "psycopg.Connection[tuple[object, ...]]", statement: str, plan_id: str) -> float:
    began = time.perf_counter()
    connection.execute(statement, [plan_id]).fetchall()
    return (time.perf_counter() - began) * 1000
