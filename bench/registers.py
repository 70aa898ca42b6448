"""Registers at 1 000 000 calls and 200 000 inspections: logging, daily report, half-year analysis, all indicators.

On top of the demonstration, whose plan names the measures. Each piece of work is the product's own command or query as
the application's role under the signed context. Beside it stand its own statements as a superuser runs them, whom no
policy holds, and, where one statement counts the same, that one as anybody would write it.
`BENCH_CALLS=20000 BENCH_INSPECTIONS=5000` measures other sizes.
"""

import os
import resource
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg

from bench import pages
from bench.ground import Ground, ground
from bench.replay import captured, compare

if TYPE_CHECKING:  # its models need the settings that the ground makes
    from zaklon.access.actor import Actor

_CALLS, _INSPECTIONS = 1_000_000, 200_000
_ROUNDS = 20
_HALF = (2025, 1)
# Straight into the tables: calls over seven years until the first half of 2025 is over.
_WRITE_CALLS = """
INSERT INTO helpline_call (body_id, user_id, started_at, day, hour, seconds, channel, structure, caller, language, sex,
    age_group, municipality, urgency, form, action, logged_at, request_key)
SELECT '{body}', '{user}', at, at::date, extract(hour from at)::int, 30 + (n %% 900),
    (ARRAY['phone','online'])[1 + n %% 2],
    (ARRAY['counselling','prevention_info','services_info','suspicion','silent_test_abuse','followup'])[1 + n %% 6],
    (ARRAY['self','family','citizen'])[1 + n %% 3], (ARRAY['cnr','sq','en'])[1 + n %% 3], '', '',
    (ARRAY['ME-16','ME-12','ME-02',''])[1 + n %% 4], (ARRAY['immediate','day',''])[1 + n %% 3], '', '', at,
    gen_random_uuid()
FROM (SELECT n, timestamptz '2018-07-01 00:00+02' + n * (interval '2556 days' / %(count)s) AS at
      FROM generate_series(0, %(count)s - 1) AS n) AS made
"""
_WRITE_INSPECTIONS = """
INSERT INTO registers_entry (id, register, version, number, body_id, day, municipality, read_by, readers, answers,
    revision, entered_at)
SELECT gen_random_uuid(), 'inspection', 1, 100000 + n, '{body}', date '2020-01-01' + (n %% 2190),
    (ARRAY['ME-16','ME-12','ME-02','ME-05'])[1 + n %% 4], 'own', '{{}}',
    jsonb_build_object('day', (date '2020-01-01' + (n %% 2190))::text, 'counted_as', 'single', 'number', '1',
        'municipality', 'ME-16', 'sector', (ARRAY['isic_f','isic_i','isic_a'])[1 + n %% 3], 'workers', (n %% 40)::text,
        'findings', jsonb_build_array((ARRAY['none','undeclared'])[1 + n %% 2]), 'screened', (n %% 3)::text,
        'referred', '0', 'seasonal', (ARRAY['yes','no'])[1 + n %% 2]),
    1, now()
FROM generate_series(1, %(count)s) AS n
"""

_BY_DAY = "SELECT structure, channel, count(*) FROM helpline_call WHERE day = '{day}' GROUP BY 1, 2"
_BY_MONTH = """
SELECT date_trunc('month', day), structure, count(*) FROM helpline_call
WHERE day BETWEEN '{first}' AND '{last}' GROUP BY 1, 2
"""
_ADDED = """
SELECT sum((answers->>'number')::numeric) FROM registers_entry
WHERE register = 'inspection' AND day BETWEEN '{first}' AND '{last}' AND withdrawn_at IS NULL
"""


@dataclass(frozen=True)
class Work:
    """One thing that is done, and the bare SQL that counts the same; empty where there is none."""

    name: str
    actor: "Actor"
    do: Callable[[], object]
    bare: str = ""


def measure() -> dict[str, object]:
    """All figures; prints a table."""
    calls = int(os.environ.get("BENCH_CALLS", _CALLS))
    inspections = int(os.environ.get("BENCH_INSPECTIONS", _INSPECTIONS))
    with ground() as place:
        from zaklon.config.demo.seeding import seed

        began = time.monotonic()
        seed()
        print(f"\nthe demonstration written in {time.monotonic() - began:.0f} s", flush=True)
        began = time.monotonic()
        _write(place, calls, inspections)
        print(f"{calls} calls and {inspections} inspections written in {time.monotonic() - began:.0f} s", flush=True)
        _report_days()
        print(f"\n{'work':40} {'median':>10} {'p95':>10} queries {'its SQL':>11} ratio   {'bare SQL':>9} {'ratio':>7}")
        figures: dict[str, object] = {work.name: _time(place, work) for work in _works()}
    figures["peak memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory of this process {figures['peak memory MB']} MB")
    return figures


def _people() -> dict[str, "Actor"]:
    from zaklon.access.actor import SYSTEM, Actor
    from zaklon.access.models import User
    from zaklon.access.queries.bodies import ids_by_code
    from zaklon.access.rls import acting_as
    from zaklon.config.demo.accounts import PEOPLE

    with acting_as(SYSTEM):
        users = dict(User.objects.values_list("email", "pk"))
        bodies = ids_by_code({person.body for person in PEOPLE})
    return {
        f"{person.body} {role.value}": Actor.holding(
            frozenset(person.roles), user_id=users[person.email], body_id=bodies[person.body]
        )
        for person in PEOPLE
        for role in person.roles
    }


def _write(place: Ground, calls: int, inspections: int) -> None:
    from zaklon.access.actor import SYSTEM
    from zaklon.access.queries.bodies import ids_by_code
    from zaklon.access.rls import acting_as

    operator = _people()["MLA hotline_operator"]
    with acting_as(SYSTEM):
        inspection = ids_by_code({"AIA"})["AIA"]
    with psycopg.connect(place.super_url, autocommit=True) as connection:
        said = _WRITE_CALLS.format(body=operator.body_id, user=operator.user_id)
        connection.execute(said, {"count": calls})
        connection.execute(_WRITE_INSPECTIONS.format(body=inspection), {"count": inspections})
    pages.run_as_superuser(place.super_url, ["VACUUM ANALYZE helpline_call", "VACUUM ANALYZE registers_entry"])


def _report_days() -> None:
    """The daily reports of the half-year, by the product's own command, as each midnight makes them."""
    from zaklon.helpline.commands import days as daily

    first, last = _half_days()
    _user_id, line = _people()["MLA hotline_operator"].post()
    began = time.monotonic()
    wanted = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    for place in range(0, len(wanted), 31):
        daily._make_days(line, wanted[place : place + 31], datetime.now(tz=UTC))
    print(f"{len(wanted)} daily reports made in {time.monotonic() - began:.1f} s", flush=True)


def _half_days() -> tuple[date, date]:
    from zaklon.helpline.queries.counts import half_days

    return half_days(*_HALF)


def _works() -> list[Work]:
    from zaklon.access.actor import SYSTEM
    from zaklon.helpline.commands.days import recount
    from zaklon.helpline.commands.logging import log_call
    from zaklon.helpline.kinds import Disclosure
    from zaklon.helpline.queries.counts import half_year_of
    from zaklon.helpline.values import NewCall
    from zaklon.plan.queries.measured import named_measures
    from zaklon.registers.commands.computing import recompute
    from zaklon.registers.counting import Days
    from zaklon.registers.queries.evidence import measures_for
    from zaklon.registers.queries.measures import read_measure
    from zaklon.registers.queries.reports import make_report
    from zaklon.vocabulary.queries import vocabulary

    people = _people()
    _user_id, line = people["MLA hotline_operator"].post()
    operator, office = people["MLA hotline_operator"], people["MOI-DEP coordinator"]
    first, last = _half_days()
    day = date(2025, 3, 3)
    year = Days(date(2024, 1, 1), date(2024, 12, 31))
    now = datetime.now(tz=UTC)

    def log() -> object:
        codes = {"structure": "suspicion", "channel": "phone"}
        return log_call(NewCall(codes, now - timedelta(minutes=2), uuid.uuid4(), 120), actor=operator, now=now)

    by_day = _BY_DAY.format(day=day)
    by_month = _BY_MONTH.format(first=first, last=last)
    added = _ADDED.format(first=year.start, last=year.end)
    return [
        Work("log a call", operator, log),
        Work("make the daily report R01", SYSTEM, lambda: recount(line, [day], actor=SYSTEM, now=now), by_day),
        Work(
            "half-year analysis R02", office, lambda: half_year_of(*_HALF, Disclosure.INTERNAL, actor=office), by_month
        ),
        Work(
            "one measure of a year",
            office,
            lambda: read_measure(vocabulary().measures["inspections_done"], year),
            added,
        ),
        Work("every measure of a year", office, lambda: measures_for(office, year, "en", named_measures())),
        Work("report R06 of a year", office, lambda: make_report("R06", year, actor=office, language="en")),
        Work("recompute the indicators of all plans", SYSTEM, lambda: recompute(today=date(2026, 11, 22), now=now)),
    ]


def _time(place: Ground, work: Work) -> dict[str, float]:
    """Milliseconds of rounds that are each undone, and of the bare SQL in turns with them."""
    from django.db import transaction

    from zaklon.access.rls import acting_as

    spent, bare = [], []
    with psycopg.connect(place.super_url, autocommit=True) as free:
        for turn in range(_ROUNDS + 1):
            with transaction.atomic():
                with acting_as(work.actor):
                    began = time.perf_counter()
                    work.do()
                    elapsed = (time.perf_counter() - began) * 1000
                transaction.set_rollback(True)
            began = time.perf_counter()
            if work.bare:
                free.execute(work.bare).fetchall()
            if turn:  # the first warms up
                spent.append(elapsed)
                bare.append((time.perf_counter() - began) * 1000)
    statements = captured(work.actor, work.do)
    _walled, own = compare(place.super_url, statements)
    found = {
        "median_ms": round(statistics.median(spent), 2),
        "p95_ms": round(sorted(spent)[int(len(spent) * 0.95) - 1], 2),
        "queries": len([each for each in statements if not each.is_frame]),
        "own_sql_ms": round(own, 2),
        "own_sql_ratio": round(statistics.median(spent) / own, 2),
    }
    if work.bare:
        found["bare_ms"] = round(statistics.median(bare), 2)
        found["ratio"] = round(found["median_ms"] / found["bare_ms"], 2)
    print(
        f"{work.name:40} {found['median_ms']:8.1f}ms {found['p95_ms']:8.1f}ms {found['queries']:8}"
        f" {found['own_sql_ms']:8.1f}ms {found['own_sql_ratio']:6.1f}"
        + (f" {found['bare_ms']:8.1f}ms {found['ratio']:7.1f}" if work.bare else ""),
        flush=True,
    )
    return found
