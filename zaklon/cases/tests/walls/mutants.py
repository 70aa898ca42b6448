"""Policies with one thing wrong each: a test that lets one of them live proves less than it says.

They are made from the policies as they stand in the database, so a table or a migration cannot be forgotten here.
"""

import re
from dataclasses import dataclass

from django.db import connection

ME = "( SELECT app_user() AS app_user)"
BODY = "( SELECT app_body() AS app_body)"
SYSTEM = "(( SELECT app_reach() AS app_reach) = ANY (ARRAY['system'::text, 'maintenance'::text]))"
INSIDE = r"\(\( SELECT app_reach\(\) AS app_reach\) = ANY \(ARRAY\[(?:'body'::text, )?'office'.*?\]\)\)"
NOW = r"(?:statement_timestamp|now)\(\)"
KEY = r"\b((?:other_)?(?:read|status|write)_key)"


def _role(name: str) -> str:
    return re.escape(f"('{name}'::text = ANY (( SELECT app_roles() AS app_roles)::text[]))")


COORDINATOR, SUPERVISOR, OFFICER = map(_role, ("coordinator", "case_supervisor", "data_protection_officer"))
SHELTER = _role("shelter_staff")
TEAM = {role: _role(role) for role in ("team_member", "team_president", "team_secretary")}
CONFLICTS = r"\((?:case_)?id <> ALL \(ARRAY\( SELECT c\.case_id.*?c\.lifted_at IS NULL\){5}"

# What each piece of a condition becomes, and what the fault would be called in words. Not here, because nobody could
# tell: keys and conflicts of other people, which their tables hide by policies of their own.
FAULTS = (
    ("keys of another post of mine", re.escape(f"(k.body_id = {BODY})"), "true"),
    ("keys that begin later", rf"\(k\.starts_at <= {NOW}\)", "true"),
    ("keys that have ended", rf"\(\(k\.ends_at IS NULL\) OR \({NOW} < k\.ends_at\)\)", "true"),
    ("keys with an end are lost", rf" OR \({NOW} < k\.ends_at\)", ""),
    ("no keys at all", rf"{KEY} = ANY", r"(\1 + 64000000) = ANY"),
    (
        "the key of one case opens all",
        rf"{KEY} = ANY \(ARRAY\( SELECT k\.number",
        r"(\1 % 64) = ANY (ARRAY( SELECT k.number % 64",
    ),
    ("keys of another part", r"\(k\.number & \(63\)::bigint\) = 5", "(k.number & 63) = 9"),
    ("keys of another case", r"\(case_id \* 64\)", "((case_id - 1) * 64)"),
    ("sealed cases are overseen", r"\(NOT is_sealed\) AND", ""),
    ("conflicts do not count", CONFLICTS, "true"),
    ("lifted conflicts count", r"\(c\.lifted_at IS NULL\)", "true"),
    ("everybody is a coordinator", COORDINATOR, "true"),
    ("nobody is a coordinator", COORDINATOR, "false"),
    ("everybody supervises", SUPERVISOR, "true"),
    ("nobody supervises", SUPERVISOR, "false"),
    ("every body is supervised", re.escape(f"({BODY} = ANY (circle))"), "true"),
    ("lines of every body", re.escape(f"(body_id = {BODY})"), "true"),
    ("states of every part are overseen", r"\(part = ANY \(ARRAY\[[0-9, ]+\]\)\)", "true"),
    ("a reader writes", r"\bwrite_key = ANY", "(write_key - 1) = ANY"),
    ("who sees the state reads the content", r"\bread_key = ANY", "(read_key - 1) = ANY"),
    ("one end of a link is enough", r"\)\) AND \(other_read_key", ")) OR (other_read_key"),
    ("everybody is the system", re.escape(SYSTEM), "true"),
    ("everybody is the officer", OFFICER, "true"),
    ("the officer sees nothing", OFFICER, "false"),
    ("everybody is at the shelter", SHELTER, "true"),
    ("nobody is at the shelter", SHELTER, "false"),
    ("stays with other hosts", re.escape(f"(host_id = {BODY})"), "true"),
    ("stays that are over are shown to the host", r"\(\(state\)::text = ANY \(.*?\)::text\[\]\)\)", "true"),
    *((f"everybody is a {role}", condition, "true") for role, condition in TEAM.items()),
    *((f"a {role} sees nothing", condition, "false") for role, condition in TEAM.items()),
    ("only the system is inside", INSIDE, SYSTEM),
    ("everybody is inside", INSIDE, "true"),
    ("rows of other people", r"\(user_id = " + re.escape(ME) + r"\)", "true"),
    ("not even rows of my own", r"\(user_id = " + re.escape(ME) + r"\)", "false"),
)


@dataclass(frozen=True)
class Mutant:
    """A policy in which one piece of the condition says something else."""

    name: str
    table: str
    statement: str

    @property
    def is_about(self) -> str:
        """The table whose rows would tell; "" when rows of other tables would, for which this one is asked."""
        return "" if self.table in {"cases_accesskey", "cases_conflict"} else self.table


def mutants() -> list[Mutant]:
    """Every fault in every policy of the case file that has the piece, and each table without walls."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies "
            "WHERE tablename ~ '^(cases|pathway|identification|protection)_' ORDER BY tablename, policyname"
        )
        policies = cursor.fetchall()
    found = []
    for table, policy, verb, seen, checked in policies:
        for fault, piece, instead in FAULTS:
            if _changes_nothing(fault, table):
                continue
            clauses = {"USING": seen, "WITH CHECK": checked}
            wrong = {name: re.sub(piece, instead, text, flags=re.DOTALL) for name, text in clauses.items() if text}
            if any(wrong[name] != clauses[name] for name in wrong):
                says = " ".join(f"{name} ({text})" for name, text in wrong.items())
                found.append(Mutant(f"{policy}: {fault} ({verb})", table, f"ALTER POLICY {policy} ON {table} {says}"))
    tables = sorted({table for table, *_ in policies})
    open_tables = (
        Mutant(f"{table}: no walls", table, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY") for table in tables
    )
    return [*found, *open_tables]


def _changes_nothing(fault: str, table: str) -> bool:
    """Whoever sees the state of a shell or an identity reads it: the matrix has no S there."""
    of_parts = {"cases_record", "cases_sheetfacts", "pathway_deadlinechange"}
    return fault == "who sees the state reads the content" and table not in of_parts
