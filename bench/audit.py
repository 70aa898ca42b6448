"""The trail: mutations found, rows sealed and checked a second, what an officer asks at a million rows."""

import statistics
import time
from collections import Counter
from datetime import UTC, datetime
from importlib import import_module
from random import Random
from typing import Any
from uuid import UUID

from bench.ground import Ground
from bench.pages import run_as_superuser

MUTATIONS = 12_000
ROWS = 1_000_000
_TURNS = 20
_NOW = datetime(2026, 3, 1, tzinfo=UTC)

# Two thousand users, forty bodies, a hundred thousand cases; one row in a thousand is a refusal. Written as the trail
# writes them, ten thousand to a transaction.
_FILL = """
INSERT INTO audit_entry (at, action, subject, user_id, body_id, roles, fields, request_id)
SELECT timestamptz '2025-01-01' + n * interval '20 seconds',
    CASE WHEN n % 1000 = 7 THEN 'refused.permission'
         ELSE (ARRAY['trail.read','attachment.opened','progress.saved','post.given','sign_in.done'])[1 + n % 5] END,
    lpad(to_hex((n * 7919) % 100000), 32, '0')::uuid::text,
    lpad(to_hex((n * 104729) % 2000), 32, '0')::uuid,
    lpad(to_hex((n * 31) % 40), 32, '0')::uuid,
    'case_manager', 'name,phone', md5(n::text)
FROM generate_series({first}::bigint, {last}) n
"""


def measure_mutations() -> dict[str, object]:
    """Random edits, deletions, insertions, duplicates, swaps, reorders: how many, over what, how many were missed."""
    worlds: Any = import_module("zaklon.audit.tests.worlds")
    make_world, seal_all, ways = worlds.make_world, worlds.seal_all, worlds.MUTATIONS
    tried: Counter[str] = Counter()
    missed = cut_missed = rewritten_missed = outside = 0
    began = time.monotonic()
    world = make_world(Random(0))  # noqa: S311 - invented trails
    for seed in range(MUTATIONS):
        rng = Random(seed)  # noqa: S311
        if seed % 20 == 0:
            world = make_world(rng)
        mutated, what = ways[seed % len(ways)](world, rng)
        tried[what] += 1
        missed += mutated.fault() is None
        if seed % 20 == 0:
            outside += 1
            head = worlds.head_of_last(world)
            kept = world.blocks[:-1]
            cut_missed += type(world)(world.rows, kept).fault(heads=[head]) is None
            rows = [[*row[:4], "other.act", *row[5:]] for row in world.rows]
            rewritten_missed += type(world)(rows, seal_all(rows)).fault(heads=[head]) is None
    seconds = time.monotonic() - began
    print(f"\n{MUTATIONS} mutations of the trail in {seconds:.0f} s: {missed} missed")
    print("  " + ", ".join(f"{what} {count}" for what, count in sorted(tried.items())))
    print(f"  {outside} cut tails, {cut_missed} missed; {outside} rewrites, {rewritten_missed} missed (with heads)")
    return {
        "mutations": MUTATIONS,
        "missed": missed,
        "over": dict(tried),
        "cut_missed": cut_missed,
        "rewritten_missed": rewritten_missed,
        "seconds": seconds,
    }


def measure(place: Ground) -> dict[str, object]:
    """Fill, seal, check, and ask what an officer asks."""
    step = ROWS // 100
    began = time.monotonic()
    run_as_superuser(
        place.super_url, [_FILL.format(first=first, last=first + step - 1) for first in range(1, ROWS, step)]
    )
    run_as_superuser(place.super_url, ["ANALYZE audit_entry"])
    print(f"\n{ROWS} invented rows of the trail written in {time.monotonic() - began:.0f} s")
    return {**_sealing(), "pages": _questions()}


def _sealing() -> dict[str, object]:
    from zaklon.access.actor import SYSTEM
    from zaklon.access.commands.seals import seal_trail
    from zaklon.access.rls import acting_as
    from zaklon.audit.commands.sealing import verify

    began = time.monotonic()
    rows = seal_trail(now=_NOW)
    sealing = rows / (time.monotonic() - began)
    before = _megabytes()
    with acting_as(SYSTEM):
        verdict = verify()
    grown = _megabytes() - before
    if verdict.fault is not None:
        raise RuntimeError(f"the check found {verdict.fault} in a trail that nobody touched")
    checking = verdict.rows / verdict.seconds
    print(
        f"  sealed {sealing:,.0f} rows/s; checked {verdict.rows} rows in {verdict.blocks} blocks {checking:,.0f} rows/s"
    )
    print(f"  peak of memory grew by {grown:.1f} MB while checking")
    return {"seal_rows_per_second": sealing, "verify_rows_per_second": checking, "verify_megabytes": grown}


def _megabytes() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _questions() -> dict[str, object]:
    """Median and 95th percentile of the query behind each page, first page and a deep one, and the index it takes."""
    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as
    from zaklon.audit.queries import TrailFilter
    from zaklon.audit.queries.seal import seal_status

    case, user, body = UUID(int=4242), UUID(int=1234), UUID(int=17)
    asked = {
        "newest rows": TrailFilter(),
        "who saw this case": TrailFilter(subject=str(case), kind="read"),
        "everything about this case": TrailFilter(subject=str(case)),
        "what did this user see": TrailFilter(user_id=user, kind="read"),
        "everything of this user": TrailFilter(user_id=user),
        "what was this user refused": TrailFilter(user_id=user, kind="refused"),
        "what was this body refused": TrailFilter(body_id=body, kind="refused"),
        "everything of this body": TrailFilter(body_id=body),
        "everything seen": TrailFilter(kind="read"),
        "everything refused": TrailFilter(kind="refused"),
        "refused in one month": TrailFilter(kind="refused", since=datetime(2025, 3, 1, tzinfo=UTC)),
    }
    figures: dict[str, object] = {}
    print(f"  {'question':30} {'first page':>22} {'deep page':>22}  indexes")
    for name, chosen in asked.items():
        with acting_as(SYSTEM):
            deep = "1741000000000000-500000"
            figures[name] = {"first": _time(chosen, ""), "deep": _time(chosen, deep), "plan": _indexes(chosen)}
            _show(name, figures[name])
    with acting_as(SYSTEM):
        began = time.perf_counter()
        seal_status()
        print(f"  {'seal of the trail':30} {(time.perf_counter() - began) * 1000:13.1f} ms")
    return figures


def _time(chosen: object, after: str) -> dict[str, float]:
    from zaklon.audit.queries import trail

    spent = []
    for _ in range(_TURNS):
        began = time.perf_counter()
        trail(chosen, after=after)  # type: ignore[arg-type]
        spent.append((time.perf_counter() - began) * 1000)
    return {"median_ms": statistics.median(spent), "p95_ms": statistics.quantiles(spent, n=20)[-1]}


def _indexes(chosen: object) -> list[str]:
    """The indexes of the plans, and "whole table" where one is read from end to end."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from zaklon.audit.queries import trail

    with CaptureQueriesContext(connection) as queries:
        trail(chosen)  # type: ignore[arg-type]
    found: set[str] = set()
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query['sql']}")
            plan = [line for (line,) in cursor.fetchall()]
        found |= {line.split(" using ")[1].split(" on ")[0] for line in plan if " using " in line}
        found |= {line.split("Bitmap Index Scan on ")[1].split(" ")[0] for line in plan if "Bitmap Index Scan" in line}
        found |= {"whole table" for line in plan if "Seq Scan on audit_entry" in line}
    return sorted(found)


def _show(name: str, figures: object) -> None:
    assert isinstance(figures, dict)  # noqa: S101 - made a line above
    first, deep = figures["first"], figures["deep"]
    times = "".join(f" {each['median_ms']:8.1f} / {each['p95_ms']:6.1f} ms" for each in (first, deep))
    print(f"  {name:30}{times}  {', '.join(figures['plan'])}")
