"""The vault: opening a person, writing tokens, search by name, and what a dump tells."""

import os
import random
import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import psycopg

from bench import leaks
from bench.ground import Ground, ground

if TYPE_CHECKING:  # its models need the settings that the ground makes
    from bench.invented_persons import Crowd
    from zaklon.access.actor import Actor

_SMALL, _LARGE = 100_000, 1_000_000
# The large table is left out where writing it would take longer than this, reckoned from the small one, unless
# BENCH_LARGE is set.
_MOST_SECONDS = 180
_SEARCHES = 120


def measure() -> dict[str, object]:
    """All figures; prints tables."""
    with ground() as place:
        from bench.invented_persons import Crowd, write_crowd

        figures: dict[str, object] = {"open": _opening()}
        began = time.monotonic()
        small = Crowd.of(_SMALL)
        write_crowd(place.super_url, small)
        spent = time.monotonic() - began
        print(f"\n{_SMALL} persons with tokens written in {spent:.0f} s")
        figures["leaks"] = _leaks(small)
        figures["write"] = _writing()
        figures["search"] = {str(_SMALL): _searching(place, small)}
        if spent * (_LARGE / _SMALL) > _MOST_SECONDS and "BENCH_LARGE" not in os.environ:
            print(f"{_LARGE} persons are left out: they would take {spent * _LARGE / _SMALL:.0f} s to write here")
            return figures
        return figures | _large(place)


def _large(place: Ground) -> dict[str, object]:
    from bench.invented_persons import Crowd, write_crowd

    began = time.monotonic()
    large = Crowd.of(_LARGE)
    write_crowd(place.super_url, large)
    print(f"\n{_LARGE} persons with tokens written in {time.monotonic() - began:.0f} s")
    return {f"search {_LARGE}": _searching(place, large)}


def _opening() -> dict[str, float]:
    """Milliseconds to unwrap a person's key and to open ten records of half a kilobyte, without the database."""
    from zaklon.cases.vault import keys
    from zaklon.common.sealing import fresh_key

    person_id, ring, key = uuid.uuid4(), keys.keyring(), fresh_key()
    wrapped = keys.wrap(person_id, key, ring)
    places = [keys.ContentPlace("cases_record", uuid.uuid4(), person_id, 1) for _ in range(10)]
    sealed = [keys.PersonKey(person_id, key).seal(place, {"text": "invented " * 55}) for place in places]

    def open_person() -> None:
        own = keys.PersonKey(person_id, keys.unwrap(person_id, wrapped, ring.newest, keys.keyring()))
        for place, content in zip(places, sealed, strict=True):
            own.open(place, content)

    median, p95 = _timed([open_person] * 500)
    print(f"\na person opened, with ten records: {median:.3f} ms, p95 {p95:.3f} ms (key and seals only)")
    return {"median_ms": median, "p95_ms": p95}


def _writing() -> dict[str, float]:
    """Milliseconds to write the tokens of one person more, each in a transaction of its own."""
    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as
    from zaklon.cases.models import Person
    from zaklon.cases.vault import tokens

    with acting_as(SYSTEM):
        persons = list(Person.objects.order_by("pk")[:200])

    def write(number: int) -> None:
        tokens.write(persons[number], ["Milova Novićeva"], [f"INV{number:06}"])

    works = [partial(write, number) for number in range(len(persons))]
    median, p95 = _timed(works)
    print(f"tokens of a person written: {median:.1f} ms, p95 {p95:.1f} ms")
    return {"median_ms": median, "p95_ms": p95}


def _searching(place: Ground, crowd: "Crowd") -> dict[str, dict[str, float]]:
    """Milliseconds of a search, by kind of question and by who asks; beside plain tokens without policies."""
    from bench.invented_persons import make_readers, plain_search

    lot = random.Random(7)  # noqa: S311
    questions = crowd.questions(lot, _SEARCHES)
    figures: dict[str, dict[str, float]] = {}
    print(f"\n{'search among ' + str(len(crowd.names)):46} {'median':>9} {'p95':>9} {'hits':>6}")
    for who, actor in make_readers(place.super_url, crowd).items():
        for kind, texts in questions.items():
            _report(figures, f"{who}: {kind}", partial(_hits, actor), texts)
    with psycopg.connect(place.super_url, autocommit=True) as connection:
        for kind, texts in questions.items():
            _report(figures, f"reference, plain tokens: {kind}", partial(plain_search, connection), texts)
    for who in ("overseer", "reader of 50 cases"):
        ratio = figures[f"{who}: full name"]["median_ms"] / figures["reference, plain tokens: full name"]["median_ms"]
        print(f"{who}, full name: {ratio:.1f} x the plain tokens")
    return figures


def _hits(actor: "Actor", text: str) -> int:
    from zaklon.access.rls import acting_as
    from zaklon.cases.vault.search import search

    with acting_as(actor):
        return len(search(text))


def _report(figures: dict[str, dict[str, float]], name: str, ask: Callable[[str], int], texts: Sequence[str]) -> None:
    hits: list[int] = []
    median, p95 = _timed([lambda text=text: hits.append(ask(text)) for text in texts])  # type: ignore[misc]
    figures[name] = {"median_ms": median, "p95_ms": p95, "hits": statistics.mean(hits)}
    print(f"{name:46} {median:7.1f}ms {p95:7.1f}ms {statistics.mean(hits):6.1f}")


def _timed(works: Sequence[Callable[[], None]]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds; the first few are left out, they fill caches."""
    times = []
    for work in works:
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    times = times[len(times) // 10 :]
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _leaks(crowd: "Crowd") -> dict[str, object]:
    """The attacks of bench.leaks on the first names of the table as it lies in the database, and on simpler ones."""
    from bench.invented_persons import rows_in_database
    from zaklon.cases.vault.spelling import name_parts, variants

    country = leaks.Country([name_parts([name])[0] for name in crowd.names])
    listed = {name: tuple(variants(name)) for name, _count in country.known}
    tables = {
        "one token for a name": leaks.plain(country),
        "one for sixteen persons": leaks.sixteens(country),
        "the same for each variant": leaks.sixteens_with_variants(country, listed.__getitem__),
        "one for each person (ours)": rows_in_database(),
    }
    figures = leaks.measure(tables, country)
    by_lot, commonest = leaks.chance(country)
    print(f"\n{'first names got right from a dump':34} {'by size':>9} {'by pace':>9} {'chained':>9} {'largest':>8}")
    for name, each in figures.items():
        print(f"{name:34} {each['size']:9.1%} {each['pace']:9.1%} {each['chain']:9.1%} {each['largest']:8.0f}")
    print(f"without a dump: {by_lot:.1%} by lot, {commonest:.1%} by always naming the commonest")
    return {**figures, "by_lot": by_lot, "commonest": commonest}
