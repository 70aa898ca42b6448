"""Policies with one thing wrong each: a test that lets one of them live proves less than it says."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass

row_policies = importlib.import_module("zaklon.cases.migrations.0002_row_policies")


@dataclass(frozen=True)
class Policy:
    """One policy as its migration writes it."""

    name: str
    table: str
    statement: str


@dataclass(frozen=True)
class Mutant:
    """A policy in which one piece of the condition says something else."""

    name: str
    policy: Policy
    statement: str


ME, BODY = row_policies.ME, row_policies.BODY
# What each piece of a condition becomes, and what the fault would be called in words. Not here, because nobody could
# tell: keys of other people, which the table of keys hides by its own policy.
FAULTS = (
    ("keys of another post of mine", f"k.body_id = {BODY}", "true"),
    ("keys that begin later", "k.starts_at <= statement_timestamp()", "true"),
    ("keys that have ended", "(k.ends_at IS NULL OR statement_timestamp() < k.ends_at)", "true"),
    ("keys with an end are lost", "(k.ends_at IS NULL OR statement_timestamp() < k.ends_at)", "k.ends_at IS NULL"),
    ("no keys at all", "read_key = ANY", "read_key + 64000000 = ANY"),
    ("sealed cases are overseen", "NOT is_sealed AND", ""),
    ("conflicts do not count", f"<> ALL ({row_policies.CONFLICTS})", "IS NOT NULL"),
    ("everybody is a coordinator", row_policies.COORDINATOR, "true"),
    ("nobody is a coordinator", row_policies.COORDINATOR, "false"),
    ("everybody supervises", row_policies.SUPERVISOR, "true"),
    ("nobody supervises", row_policies.SUPERVISOR, "false"),
    ("every body is supervised", f"{BODY} = ANY (circle)", "true"),
    ("lines of every body", f"body_id = {BODY})", "true)"),
    ("states of every part to the coordinator", row_policies.COORDINATOR_PARTS, "true"),
    ("states of every part to the supervisor", row_policies.SUPERVISOR_PARTS, "true"),
    ("a reader writes", "write_key =", "write_key - 1 ="),
    ("who sees the state reads the content", "read_key =", "read_key - 1 ="),
    ("one end of a link is enough", ") AND other_read_key =", ") OR other_read_key ="),
    ("everybody is the system", row_policies.SYSTEM, "true"),
    ("everybody is the officer", row_policies.OFFICER, "true"),
    ("the officer sees nothing", row_policies.OFFICER, "false"),
    ("rows of other people", f"user_id = {ME} OR", "true OR"),
)


def policies() -> Iterator[Policy]:
    """The reading and changing policies of the case file's tables."""
    for operation in row_policies.Migration.operations:
        for statement in operation.sql:
            if statement.startswith("CREATE POLICY"):
                words = statement.split()
                yield Policy(words[2], words[4], statement)


def mutants() -> list[Mutant]:
    """Every fault in every policy that has the piece."""
    found = []
    for policy in policies():
        for name, piece, instead in FAULTS:
            if (
                piece in policy.statement
                and " FOR INSERT " not in policy.statement
                and not _changes_nothing(name, policy)
            ):
                mutated = policy.statement.replace(piece, instead)
                found.append(Mutant(f"{policy.name}: {name}", policy, mutated))
    return found


def _changes_nothing(fault: str, policy: Policy) -> bool:
    """Whoever sees the state of a shell or an identity reads it: the matrix has no S there."""
    return fault == "who sees the state reads the content" and policy.table != "cases_record"
