"""Pages of cases over HTTP beside a static answer, with the cost of their statements straight in SQL.

Of each page the statements are taken once, all of them, and run again under the policies and without them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg

from bench import pages
from bench.ground import Ground
from bench.pages import Visit

if TYPE_CHECKING:  # its models need the settings that the ground makes
    from bench.invented_cases import Cast

_STATIC = "/bench/static"
_READS = 1 + 40 + 8 * 25


@dataclass(frozen=True)
class Country:
    """Who asks, codes of the cases on which they work, of one deep in their lists, and how many persons have names."""

    cast: "Cast"
    codes: dict[UUID | None, list[str]]
    deep: dict[UUID | None, str]
    named: int


@dataclass(frozen=True)
class Page:
    """A page by its name, and visits to it: one more than are timed, which goes to the reference."""

    name: str
    visits: list[Visit]


def measure(place: Ground, country: Country) -> dict[str, object]:
    """Median and 95th percentile of each, queries, how many static answers and how many times the bare SQL it takes."""
    targets = [*_read(country), *_done(country)]
    static = pages.load(place, _STATIC, targets[0].visits[0].cookie)
    print(
        f"\n{'page':44} {'median':>9} {'p95':>9} {'req/s':>6} {'queries':>8} {'kB':>4} {'x static':>9} "
        f"{'walled':>9} {'bare SQL':>9} {'ratio':>6} {'x SQL':>6}"
    )
    found: dict[str, object] = {"static answer": static}
    for page in targets:
        found[page.name] = each = pages.load_each(place, page.visits[:-1])
        walled, without = _statements(place, page.visits[-1])
        each |= {
            "ratio_to_static": each["median_ms"] / static["median_ms"],
            "with_policies_ms": walled,
            "without_ms": without,
            "ratio": walled / without,
            "ratio_to_sql": each["median_ms"] / without,
        }
        _show(page.name, each)
    print(f"{'static answer':44} {static['median_ms']:7.1f}ms {static['p95_ms']:7.1f}ms", flush=True)
    return found


def _show(name: str, each: dict[str, float]) -> None:
    print(
        f"{name:44} {each['median_ms']:7.1f}ms {each['p95_ms']:7.1f}ms {each['requests_per_second']:6.0f} "
        f"{each['queries']:8.0f} {each['bytes'] / 1000:4.0f} {each['ratio_to_static']:9.1f} "
        f"{each['with_policies_ms']:7.2f}ms {each['without_ms']:7.2f}ms {each['ratio']:6.2f} "
        f"{each['ratio_to_sql']:6.1f}",
        flush=True,
    )


def _read(country: Country) -> Iterable[Page]:
    """Pages that are only read, as often as one likes."""
    cast, codes, deep = country.cast, country.codes, country.deep
    code, theirs = codes[cast.manager.user_id][0], codes[cast.busy.user_id][0]
    long, whole = cast.supervisor, cast.coordinator
    for name, actor, path in (
        ("list of a long body, first page", long, "/cases/?list=closed"),
        ("list of a long body, deep page", long, f"/cases/?list=closed&after={deep[long.user_id]}"),
        ("list of the country, first page", whole, "/cases/?list=closed"),
        ("list of the country, deep page", whole, f"/cases/?list=closed&after={deep[whole.user_id]}"),
        ("my cases and tasks", cast.manager, "/cases/"),
        ("a case", cast.manager, f"/cases/{code}/"),
        ("a case, busy manager", cast.busy, f"/cases/{theirs}/"),
        ("a case, coordinator", whole, f"/cases/{code}/"),
        ("a sealed part", cast.manager, f"/cases/{code}/parts/services/"),
    ):
        yield Page(name, list(repeat(Visit(path, pages.cookie_of(actor.post()[0])), _READS)))


def _done(country: Country) -> Iterable[Page]:
    """What is sent; each visit is somebody's own deed. A case that came by a signal is opened before it is screened."""
    from bench import deeds

    cast, named, count = country.cast, country.named, pages.ONCE + 1
    begun = deeds.begin_cases(cast, count)
    manager, code = begun[0]
    came = Visit(f"/cases/{code}/", pages.cookie_of(manager.post()[0]))
    yield Page("a case that came by a signal", list(repeat(came, _READS)))
    kinds: tuple[tuple[str, Iterable[deeds.Deed]], ...] = (
        ("search by name", deeds.searches(cast, named, count)),
        ("file a signal", deeds.signals(cast, count)),
        ("file a signal, known name", deeds.signals(cast, count, named=named)),
        ("save a screening", deeds.screenings(begun)),
    )
    for name, done in kinds:
        yield Page(name, [each.visit() for each in done])


def _statements(place: Ground, visit: Visit) -> tuple[float, float]:
    """Milliseconds of all statements of a page, with the policies and without; what it has done is undone."""
    from bench.replay import captured, compare
    from zaklon.access.actor import SIGN_IN

    with psycopg.connect(place.super_url, autocommit=True) as free:
        row = free.execute("SELECT last_value FROM cases_case_id_seq").fetchone()
    assert row is not None  # noqa: S101 - a sequence has one row
    statements = captured(SIGN_IN, _in_process(visit))
    # A case that is opened again has to get the number that the later statements name.
    return compare(place.super_url, statements, before=[f"SELECT setval('cases_case_id_seq', {row[0]})"])


def _in_process(visit: Visit) -> Callable[[], None]:
    """The same visit through the same middleware, without a server."""
    from django.test import Client

    client = Client()
    name, _, value = visit.cookie.partition("=")
    client.cookies[name] = value

    def go() -> None:
        if visit.fields is None:
            answer = client.get(visit.path, HTTP_HOST="127.0.0.1")
        else:
            answer = client.post(visit.path, pages.signed(visit.fields), HTTP_HOST="127.0.0.1")
        if answer.status_code != visit.status:
            raise RuntimeError(f"{visit.path} answered {answer.status_code}")

    return go
