"""Every refusal of the plan has a sentence of its own."""

import ast
from pathlib import Path

import pytest

from zaklon.access import workflow
from zaklon.plan.sentences import SENTENCES
from zaklon.web.sentences import known_codes

CONTEXT = Path(__file__).resolve().parents[1]
REFUSALS = {"RuleBroken", "NotAllowedNow", "NotPermitted"}


def codes_in(path):
    """Codes that a module raises by name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


@pytest.mark.parametrize("path", sorted((CONTEXT / "commands").glob("*.py")), ids=lambda path: path.stem)
def test_a_command_refuses_only_in_words_that_a_person_can_read(path):
    assert set(codes_in(path)) <= known_codes()


def test_no_sentence_is_left_over():
    folders = [CONTEXT / folder for folder in ("commands", "views", "queries")]
    # Steps are refused by the table of steps that every context shares.
    paths = [*(path for folder in folders for path in folder.glob("*.py")), Path(workflow.__file__)]
    assert set(SENTENCES) - {code for path in paths for code in codes_in(path)} == set()
