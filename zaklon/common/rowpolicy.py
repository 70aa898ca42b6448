"""The database's half of the walls: which rows exist for the acting person.

Every table carries forced row policies, written in its own migration with `row_policy(...)`. A policy asks four
functions about the acting context, which the migrations of `common` create. Each raises when no
genuine context is set, so a forgotten context is an error and never an empty page:

    app_reach()   public | sign_in | body | office | audit | admin | system | maintenance
    app_user()    uuid of the acting user, or null
    app_body()    uuid of the body that the person acts for, or null
    app_roles()   codes of the roles that the person holds in that body

Only three shapes are allowed in a policy, because PostgreSQL 15.18, 16.14 and 18.4 give wrong answers, leaks among
them, for correlated EXISTS under OR (ADR 2; `access.probe` shows it):

    a plain column test           status = 'adopted'
    me in the row's own array     (SELECT app_body()) = ANY (visible_to)
    key in one uncorrelated list  plan_id = ANY (ARRAY(SELECT id FROM plan_yearlyplan))

Write every call as `(SELECT app_reach())`: PostgreSQL then asks once for a statement instead of once for a row.
"""

import re
from typing import Any

from django.db import migrations

APP_ROLE = "zaklon_app"

REACHES = ("public", "sign_in", "body", "office", "audit", "admin", "system", "maintenance")

EVERYONE = "(SELECT app_reach()) IS NOT NULL"
INTERNAL = "(SELECT app_reach()) <> 'public'"
SYSTEM = "(SELECT app_reach()) IN ('system', 'maintenance')"
NOBODY = "false"

# What RunSQL takes beside plain text; none of ours needs parameters.
_Bound = tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | tuple[()] | None]

_TABLE = re.compile(r"[a-z][a-z0-9_]*")


def row_policy(
    table: str,
    *,
    visible: str,
    insertable: str,
    changeable: str | None = None,
    removable: str = NOBODY,
) -> migrations.RunSQL:
    """Force row policies on a table and grant the application's role what they may allow.

    `visible`, `insertable`, `changeable` (default: like `insertable`) and `removable` are SQL conditions on one row.
    """
    if _TABLE.fullmatch(table) is None:
        raise ValueError(f"not a table name: {table!r}")
    changeable = insertable if changeable is None else changeable
    rules = {"SELECT": visible, "INSERT": insertable, "UPDATE": changeable, "DELETE": removable}
    forward: list[str | _Bound] = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    ]
    backward: list[str | _Bound] = []
    for verb, condition in rules.items():
        if condition == NOBODY:
            continue
        forward.append(f"CREATE POLICY {table}_{verb.lower()} ON {table} FOR {verb} {_clauses(verb, condition)}")
        forward.append(f"GRANT {verb} ON {table} TO {APP_ROLE}")
        backward.append(f"DROP POLICY {table}_{verb.lower()} ON {table}")
    backward.append(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    backward.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    return migrations.RunSQL(sql=forward, reverse_sql=backward)


def removable(table: str, condition: str) -> migrations.RunSQL:
    """Let rows of a table that has its policies be deleted where the condition holds."""
    if _TABLE.fullmatch(table) is None:
        raise ValueError(f"not a table name: {table!r}")
    forward: list[str | _Bound] = [
        f"CREATE POLICY {table}_delete ON {table} FOR DELETE {_clauses('DELETE', condition)}",
        f"GRANT DELETE ON {table} TO {APP_ROLE}",
    ]
    backward: list[str | _Bound] = [
        f"REVOKE DELETE ON {table} FROM {APP_ROLE}",
        f"DROP POLICY {table}_delete ON {table}",
    ]
    return migrations.RunSQL(sql=forward, reverse_sql=backward)


def open_table(table: str, *, verbs: str = "SELECT, INSERT, UPDATE, DELETE") -> migrations.RunSQL:
    """Grant a third party's table without policy; the table must stand in the allow-list with its reason."""
    if _TABLE.fullmatch(table) is None:
        raise ValueError(f"not a table name: {table!r}")
    return migrations.RunSQL(
        sql=f"GRANT {verbs} ON {table} TO {APP_ROLE}", reverse_sql=f"REVOKE {verbs} ON {table} FROM {APP_ROLE}"
    )


def _clauses(verb: str, condition: str) -> str:
    if verb == "INSERT":
        return f"WITH CHECK ({condition})"
    if verb == "UPDATE":
        return f"USING ({condition}) WITH CHECK ({condition})"
    return f"USING ({condition})"
