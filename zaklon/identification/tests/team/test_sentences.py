"""Every refusal of the Team has a sentence, and every sentence of this context is of a refusal that there is."""

import ast
from pathlib import Path

import pytest

from zaklon.identification.sentences import SENTENCES
from zaklon.web.sentences import known_codes

CONTEXT = Path(__file__).resolve().parents[2]
REFUSALS = {"RuleBroken", "NotAllowedNow", "NotPermitted"}
PATHS = [path for folder in ("commands", "rules", "queries", "views") for path in (CONTEXT / folder).rglob("*.py")]


def codes_in(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_team_refuses_only_in_words_that_a_person_can_read(path):
    assert set(codes_in(path)) <= known_codes()


def test_no_sentence_is_left_over():
    """Some refusals of screening are chosen in a variable, so any text of the code that is the code counts."""
    texts = set()
    for path in (path for path in CONTEXT.rglob("*.py") if "tests" not in path.parts and path.stem != "sentences"):
        texts |= {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
    assert set(SENTENCES) - texts == set()
