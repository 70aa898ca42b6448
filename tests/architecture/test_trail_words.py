"""Everything that code puts on the trail has a name that an auditor can read, and every name is used."""

import ast
from pathlib import Path

from zaklon.audit.actions import known_actions
from zaklon.cases.kinds import EventKind
from zaklon.config.printing import STATE_TABLES
from zaklon.pathway.kinds import ChangeKind

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path for path in (ROOT / "zaklon").rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
]
VERBS = {step.verb for _title, steps in STATE_TABLES.values() for step in steps} | {"added", "removed"}
# The timeline of a case and the trail say the same (cases.commands.gate).
VERBS |= set(EventKind.values) | set(ChangeKind.values)


def first_arguments():
    """What stands first in every call of record() or disclosed(): a text, one with a verb in it, a choice of two."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"record", "disclosed"}
                and node.args
            ):
                yield from (
                    [node.args[0]]
                    if not isinstance(node.args[0], ast.IfExp)
                    else [
                        node.args[0].body,
                        node.args[0].orelse,
                    ]
                )


def recorded():
    """Actions that the code can record; a verb in braces stands for every step of the state tables."""
    for argument in first_arguments():
        if isinstance(argument, ast.Constant):
            yield {str(argument.value)}
        elif isinstance(argument, ast.JoinedStr):
            prefix = str(argument.values[0].value)
            yield {prefix + verb for verb in VERBS}


def test_every_action_that_code_records_has_a_name():
    for actions in recorded():
        assert actions & known_actions(), f"{sorted(actions)[0]} has no name: register_actions"


def test_every_name_is_of_an_action_that_code_records():
    listed = {"body.added", "body.changed", "body.ended", "body.named"}  # written in a loop by load_bodies
    assert known_actions() <= set().union(*recorded()) | listed
