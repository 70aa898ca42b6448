"""Every refusal of cases has a sentence of its own, and every sentence is of a refusal that there is."""

import ast
from pathlib import Path

import pytest

from zaklon.cases.sentences import SENTENCES
from zaklon.web.sentences import known_codes

CONTEXT = Path(__file__).resolve().parents[1]
REFUSALS = {"RuleBroken", "NotAllowedNow", "NotPermitted"}
FOLDERS = ("commands", "rules", "queries", "views")
PATHS = [*CONTEXT.glob("*.py"), *(path for folder in FOLDERS for path in (CONTEXT / folder).rglob("*.py"))]


def texts_of(node):
    """The codes that an expression can be: a text, or one of two."""
    if isinstance(node, ast.IfExp):
        return [*texts_of(node.body), *texts_of(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) else []


def codes_in(path):
    """Codes that a module raises by name, and the reasons of `decide` that are passed on as one."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
            yield from (text for arg in node.args[:1] for text in texts_of(arg))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Decision":
            yield from (text for key in node.keywords if key.arg == "why" for text in texts_of(key.value))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_cases_are_refused_only_in_words_that_a_person_can_read(path):
    assert set(codes_in(path)) <= known_codes()


def test_no_sentence_is_left_over():
    assert set(SENTENCES) - {code for path in PATHS for code in codes_in(path)} == set()
