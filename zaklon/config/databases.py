"""Database addresses as Django settings."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(url: str, *, setting: str) -> dict[str, Any]:
    """Django's settings for a postgresql:// address; libpq's own parser reads it. Raises ImproperlyConfigured."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"{setting} is not a PostgreSQL address: {error}") from error
    found = {django: str(parts.pop(libpq)) for libpq, django in _DJANGO_NAMES.items() if libpq in parts}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "zaklon",
        # Persistent connections: a fresh one for each request costs 15 to 20 ms of the database (PERFORMANCE.md 7).
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # A failed view rolls back its own savepoint inside the middleware's transaction.
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {name: str(value) for name, value in parts.items() if value is not None},
        **found,
    }
