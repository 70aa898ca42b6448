"""A country of invented case files written straight into the tables, as the commands would have left them.

Case `n` has person `n`. One in ten is open and has a case manager with keys; the closed ones have had one. A body has
one in twenty of all cases, two hundred others share the rest, and one has but a few.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import psycopg

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.models import Body, Post, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import CaseStatus, Part
from zaklon.cases.models import Case, DataKey, Record
from zaklon.cases.rules.decide import LEVELS
from zaklon.cases.rules.matrix import MATRIX
from zaklon.cases.vault import keys
from zaklon.common.sealing import fresh_key

BODIES, USERS = 202, 10
LONG, SMALL = 0, 1
# Bodies that have somebody who only reports signals.
RESPONDERS = 60
# The first manager of the long list works on so many cases, the others there share the rest.
FEW = 40
# Cases that commands open have numbers from here on, so that more can be written below them.
BEYOND = 1_000_000_000
JOINED = datetime(2026, 1, 1, tzinfo=UTC)
# Parts in which each open case has an entry.
WRITTEN = (Part.IDENTITY, Part.SERVICES, Part.RISK)

_PEOPLE = f"""
CREATE FUNCTION bench_body(n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$ SELECT ('b0000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
CREATE FUNCTION bench_user(n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$ SELECT ('a0000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
CREATE FUNCTION bench_person(n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$ SELECT lpad(to_hex(n), 32, '0')::uuid $$;
CREATE FUNCTION bench_code(n bigint) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT overlay(string_agg(substr('23456789BCDFGHJKMNPQRSTVWXZ',
        ((n * 7919 + 104729) % 282429536481 / place % 27)::int + 1, 1), '') PLACING '-' FROM 5 FOR 0)
    FROM unnest('{{1,27,729,19683,531441,14348907,387420489,10460353203}}'::bigint[]) place
$$;
INSERT INTO access_body (id, code, kind, is_generic, source, certainty, kept_by_pack)
SELECT bench_body(n), 'BENCH-' || n, 'ministry', false, 'invented', 'proposed', false
FROM generate_series(0, {BODIES - 1}) n;
INSERT INTO access_bodyname (body_id, language, name, is_official, source, certainty)
SELECT bench_body(n), 'en', 'Invented body ' || n, true, 'invented', 'proposed'
FROM generate_series(0, {BODIES - 1}) n;
INSERT INTO access_user (id, email, password, full_name, language, is_active, joined_at)
SELECT bench_user(n), 'bench' || n || '@example.invalid', '!' || n, 'Invented Manager ' || n, 'en', true, now()
FROM generate_series(0, {BODIES * USERS - 1}) n;
INSERT INTO access_post (id, user_id, body_id, role, start_date)
SELECT gen_random_uuid(), bench_user(n), bench_body(n / {USERS}), 'case_manager', '2020-01-01'
FROM generate_series(0, {BODIES * USERS - 1}) n;
SELECT setval(pg_get_serial_sequence('cases_case', 'id'), {BEYOND});
"""  # noqa: S608 - numbers of this module
# What is told of a case by its number; the tables are written from it.
_PLAN = f"""
CREATE UNLOGGED TABLE bench_case AS
SELECT n, bench_body(b) AS body, bench_user(b * {USERS} + u) AS worker, is_open, is_sealed,
    is_open AND n / 200 %% 25 <> 7 AS is_led,
    timestamptz '2024-11-01' + n * interval '1 minute' AS opened,
    CASE WHEN is_open AND n %% 4 = 1 AND b <> 2 THEN ARRAY[bench_body(2), bench_body(b)] ELSE ARRAY[bench_body(b)] END
        AS circle
FROM (
    SELECT n, b, is_open, n %% 100 = 77 AS is_sealed,
        CASE WHEN b = {LONG} AND n / 200 < 2 * {FEW} AND n %% 400 = 0 THEN 0
            WHEN b = {LONG} THEN 1 + n / 400 %% {USERS - 1}
            ELSE n / 200 %% {USERS} END AS u
    FROM (
        SELECT n, n / 20 %% 10 = 0 AS is_open,
            CASE WHEN n %% 20 = 0 THEN {LONG} WHEN n %% 5000 IN (1, 201) THEN {SMALL}
                ELSE 2 + (n / 20 + n %% 20 * 7) %% {BODIES - 2} END AS b
        FROM generate_series(%(first)s::bigint, %(last)s) n
    ) placed
) told
"""  # noqa: S608 - the same
_TABLES = (
    """
INSERT INTO cases_case (id, code, status, owner_body_id, circle, is_sealed, is_referred, is_on_hold, is_led, opened_at,
    closed_at, closing_reason, retain_until, changed_at)
SELECT n, bench_code(n), CASE WHEN is_open THEN 'open' ELSE 'closed' END, body, circle, is_sealed, false, false, is_led,
    opened, CASE WHEN NOT is_open THEN opened + interval '90 days' END, CASE WHEN is_open THEN '' ELSE 'goals_met' END,
    CASE WHEN NOT is_open THEN (opened + interval '5 years')::date END, opened
FROM bench_case
""",
    """
INSERT INTO cases_listing (body_id, case_id, status, is_sealed, is_led, opened_at)
SELECT member, n, CASE WHEN is_open THEN 'open' ELSE 'closed' END, is_sealed, is_led, opened
FROM bench_case, unnest(circle) member
""",
    """
INSERT INTO cases_person (id, case_id, position, sex, age_group, citizenship, added_at, is_restricted, circle,
    is_sealed)
SELECT bench_person(n), n, 1, 'female', 'adult', 'ME', opened, false, circle, is_sealed FROM bench_case
""",
    """
INSERT INTO cases_track (case_id, part, state, since, circle, is_sealed)
SELECT n, part, CASE WHEN is_open THEN 'begun' ELSE 'not_begun' END, opened, circle, is_sealed
FROM bench_case, generate_series(1, 10) part WHERE is_open OR part IN (3, 9)
""",
    """
INSERT INTO cases_assignment (id, case_id, user_id, body_id, role, starts_at, ends_at, is_lead, is_sealed)
SELECT gen_random_uuid(), n, worker, body, 'case_manager', opened, CASE WHEN NOT is_open THEN opened END, is_led,
    is_sealed
FROM bench_case
""",
    """
INSERT INTO cases_accesskey (case_id, user_id, body_id, number, ground, starts_at, ends_at)
SELECT n, worker, body, n * 64 + number, 'assignment', opened, NULL
FROM bench_case, unnest(%(numbers)s::int[]) number WHERE is_open
""",
    """
INSERT INTO cases_event (case_id, part, kind, happened_at, user_id, body_id, about)
SELECT n, 0, CASE line WHEN 1 THEN 'opened' ELSE 'task_done' END, opened + line * interval '1 day', worker, body, ''
FROM bench_case, generate_series(1, 10) line WHERE is_open OR line = 1
""",
    """
INSERT INTO cases_task (id, case_id, kind, body_id, user_id, due_at, made_at, is_sealed)
SELECT gen_random_uuid(), n, 'follow_up', body, worker, opened + interval '900 days', opened, is_sealed
FROM bench_case WHERE is_open
""",
    """
INSERT INTO cases_flag (id, case_id, kind, raised_at, raised_by_id, resolution)
SELECT gen_random_uuid(), n, 'interpreter', opened, worker, '' FROM bench_case WHERE is_open AND n %% 11 = 0
""",
    # Keys and entries that open with nothing, as large as real ones; `seal_for` puts real ones where somebody reads.
    """
INSERT INTO cases_datakey (person_id, case_id, wrapped, key_id, made_at)
SELECT bench_person(n), n, decode(repeat(md5(n::text), 4), 'hex'), 'bench', opened FROM bench_case
""",
    """
INSERT INTO cases_record (id, case_id, person_id, part, kind, body_id, author_id, written_at, sealed)
SELECT gen_random_uuid(), n, bench_person(n), part, 'note', body, worker, opened,
    decode(repeat(md5(n::text), 40), 'hex')
FROM bench_case, unnest(%(written)s::int[]) part WHERE is_open
""",
)


@dataclass(frozen=True)
class Cast:
    """Who asks, and for whom."""

    manager: Actor
    busy: Actor
    others: tuple[Actor, ...]
    responders: tuple[Actor, ...]
    supervisor: Actor
    supervisor_of_few: Actor
    coordinator: Actor


def write_people(super_url: str) -> Cast:
    """Bodies and those who work there; once, before any case."""
    with psycopg.connect(super_url, autocommit=True) as connection:
        connection.execute(_PEOPLE)
    return Cast(
        manager=_manager(LONG * USERS),
        busy=_manager(LONG * USERS + 1),
        others=tuple(_manager(body * USERS + body % USERS) for body in range(2, BODIES)),
        responders=tuple(_new(Role.FIRST_RESPONDER, body) for body in range(2, 2 + RESPONDERS)),
        supervisor=_new(Role.CASE_SUPERVISOR, LONG),
        supervisor_of_few=_new(Role.CASE_SUPERVISOR, SMALL),
        coordinator=_new(Role.COORDINATOR, SMALL),
    )


def write_cases(super_url: str, first: int, last: int) -> None:
    """Add the cases of these numbers, with everything that hangs on them."""
    letters = MATRIX[Role.CASE_MANAGER]
    numbers = [
        part * 4 + level for part in Part if letters[part] in "OARS" for level in range(LEVELS[letters[part]] + 1)
    ]
    given = {"first": first, "last": last, "numbers": numbers, "written": [int(part) for part in WRITTEN]}
    with psycopg.connect(super_url) as connection:
        # Foreign keys hold by the way in which the rows are made; asking for each would take most of the time.
        connection.execute("SET session_replication_role = replica")
        for statement in ("DROP TABLE IF EXISTS bench_case", _PLAN, *_TABLES):
            # One that binds by itself: PostgreSQL takes no parameters in CREATE TABLE AS.
            psycopg.ClientCursor(connection).execute(statement, given)
    with psycopg.connect(super_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def seal_for(actor: Actor, count: int) -> list[str]:
    """Give the persons of some cases that the actor works on real keys and real entries; gives the cases' codes."""
    user_id, _body_id = actor.post()
    with acting_as(SYSTEM):
        found = list(
            Case.objects.filter(
                assignments__user_id=user_id, assignments__ends_at=None, status=CaseStatus.OPEN, is_sealed=False
            ).order_by("pk")[:count]
        )
        for held in DataKey.objects.filter(case__in=found, key_id="bench"):
            key, ring = fresh_key(), keys.keyring()
            held.wrapped, held.key_id = keys.wrap(held.person_id, key, ring), ring.newest
            held.save(update_fields=["wrapped", "key_id"])
            own = keys.PersonKey(held.person_id, key)
            for row in Record.objects.filter(person_id=held.person_id):
                row.sealed = own.seal(keys.ContentPlace.of(row), {"text": "invented " * 55})
                row.save(update_fields=["sealed"])
    return [case.code for case in found]


def user_of(number: int) -> UUID:
    """The user of a number, as the database reckons it."""
    return UUID(f"a0000000-0000-4000-8000-{number:012x}")


def body_of(number: int) -> UUID:
    """The body of a number."""
    return UUID(f"b0000000-0000-4000-8000-{number:012x}")


def _manager(number: int) -> Actor:
    roles = frozenset({Role.CASE_MANAGER})
    return Actor.holding(roles, user_id=user_of(number), body_id=body_of(number // USERS))


def _new(role: Role, body_number: int) -> Actor:
    with acting_as(SYSTEM):
        body = Body.objects.get(pk=body_of(body_number))
        user = User(
            email=f"{role.value}-{body_number}@example.invalid",
            full_name="Invented Overseer",
            language="en",
            joined_at=JOINED,
        )
        user.set_unusable_password()
        user.save()
        Post.objects.create(user=user, body=body, role=role, start_date=JOINED.date())
    return Actor.holding(frozenset({role}), user_id=user.pk, body_id=body.pk)
