"""What the database server must be and must not do."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.probe import probe
from zaklon.access.queries.locking import LOCK_THRESHOLD, lock_minutes
from zaklon.access.rls import acting_as
from zaklon.config.demo.accounts import DOMAIN
from zaklon.config.deploy.findings import Finding
from zaklon.config.deploy.open_tables import OPEN_TABLES

_MOST_SKEW_SECONDS = 5.0
_LONGEST_LOCK_MINUTES = 30
# Settings that lose what was acknowledged, with the values that do not.
_DURABLE = {
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
    "fsync": {"on"},
    "full_page_writes": {"on"},
}
# Settings that write names into the server's log, with the values that do not: statements carry what was typed.
_SILENT = {
    "log_error_verbosity": {"terse"},
    "log_statement": {"none", "ddl"},
    "log_parameter_max_length": {"0"},
    "log_parameter_max_length_on_error": {"0"},
    "log_min_error_statement": {"fatal", "panic"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
}
_TABLES = """
SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname
"""


def of_database() -> list[Finding]:
    """Everything that is wrong with the server, its settings and the role that the pages use."""
    found = [
        Finding(
            each.code,
            each.text,
            "the PostgreSQL server",
            "Update it, or connect as the application's role (README.md).",
        )
        for each in probe()
    ]
    return [*found, *_settings(), *_walls(), *_clock(), *_demonstration(), *_lock()]


def wrong_settings(current: dict[str, str]) -> list[Finding]:
    """The findings for a server with these settings."""
    found = [
        Finding(
            "not_durable",
            f"What was acknowledged can be lost: {name} is {current[name]}.",
            "postgresql.conf",
            f"Set {name} = on, also for the role and the database.",
        )
        for name, right in _DURABLE.items()
        if current.get(name, "on") not in right
    ]
    found += [
        Finding(
            "log_of_values",
            f"The server's log can hold names: {name} is {current[name]}.",
            "postgresql.conf",
            f"Set {name} to {' or '.join(sorted(right))}.",
        )
        for name, right in _SILENT.items()
        if name in current and current[name] not in right
    ]
    return found


def _settings() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [[*_DURABLE, *_SILENT]])
        return wrong_settings(dict(cursor.fetchall()))


def _walls() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        bare = [name for name, is_forced in cursor.fetchall() if not is_forced and name not in OPEN_TABLES]
    if bare:
        yield Finding(
            "row_security",
            "Row policies are not forced.",
            ", ".join(bare),
            "Somebody switched them off: ALTER TABLE … FORCE ROW LEVEL SECURITY, and read the trail.",
        )


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        before = datetime.now(tz=UTC)
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]
        after = datetime.now(tz=UTC)
    skew = max((before - there).total_seconds(), (there - after).total_seconds())
    if skew > _MOST_SKEW_SECONDS:
        yield Finding(
            "clock",
            f"The clocks of database and application are {skew:.0f} s apart.",
            "both machines",
            "Let both follow one time server: terms, locks and openings end by these clocks.",
        )


def _demonstration() -> Iterator[Finding]:
    with acting_as(SYSTEM):
        has_them = User.objects.filter(email__endswith=f"@{DOMAIN}").exists()
    if has_them:
        yield Finding(
            "demonstration",
            "Accounts of the invented demonstration are here, whose passwords everybody knows.",
            f"accounts at {DOMAIN}",
            "Set up an empty database; never seed one of real people.",
        )


def _lock() -> Iterator[Finding]:
    minutes = lock_minutes()
    if not 0 < minutes <= _LONGEST_LOCK_MINUTES:
        yield Finding(
            "idle_lock",
            f"Pages lock after {minutes} minutes without use." if minutes else "Pages never lock.",
            f"{LOCK_THRESHOLD} in thresholds.csv of the country pack",
            "Set it to 10, at most 30, and load the pack.",
        )
