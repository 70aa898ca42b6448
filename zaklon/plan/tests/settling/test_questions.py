"""The table of questions: complete, answerable, and in words."""

import ast
from pathlib import Path

import pytest

from zaklon.plan import settling
from zaklon.plan.importing.doubts import DOUBTS
from zaklon.plan.imports_sentences import CHOICES, QUESTIONS, question_text, reason_text
from zaklon.plan.settling.questions import BLOCKING, KINDS, Asked, Reply, answer_field

FAULTS = Path(settling.__file__).with_name("faults.py")


class _AnyFact(dict):
    """Facts of every name, so that a sentence can be filled."""

    def __contains__(self, _name):
        return True

    def __missing__(self, _name):
        return "1"


def fault_codes():
    """Codes that the draft itself raises; a code that is put together stands for each of its quarters."""
    for node in ast.walk(ast.parse(FAULTS.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
            code = node.args[1]
            yield from [code.value] if isinstance(code, ast.Constant) else ["start_missing", "end_missing"]


def test_every_doubt_of_the_reader_has_its_place_in_the_table():
    assert set(DOUBTS) - set(KINDS) == set()


def test_every_fault_of_a_draft_is_a_question_that_stays_open_until_it_is_mended():
    codes = set(fault_codes())
    assert {"strategy_missing", "code_repeated", "lead_missing", "too_long"} <= codes
    assert {code for code in codes if not KINDS[code].is_fault} == set()


def test_the_table_knows_no_question_that_nobody_asks():
    assert set(KINDS) - set(DOUBTS) - set(fault_codes()) == set()


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_question_has_a_sentence_which_its_facts_fill(code):
    sentence = QUESTIONS.get(code) or DOUBTS[code][1]
    assert (sentence % _AnyFact()).strip()


def test_every_question_that_holds_up_a_plan_says_why():
    assert set(BLOCKING) - set(KINDS) == set()
    assert all(reason_text(Asked(code, "", "", {}, ())) for code in BLOCKING)
    assert reason_text(Asked("formula", "", "", {"cell": "B7"}, ())) == ""


def test_a_fault_always_holds_up_the_plan():
    assert {code for code, kind in KINDS.items() if kind.is_fault} - set(BLOCKING) == set()


@pytest.mark.parametrize("code", sorted(code for code, kind in KINDS.items() if kind.reply is Reply.CHOICE))
def test_each_offered_answer_has_words(code):
    choices = KINDS[code].choices
    assert choices or code == "baseline_several"  # whose choices are the numbers of the sentence
    assert set(choices) - set(CHOICES) == set()


def test_the_facts_of_a_question_stand_in_its_sentence():
    asked = Asked("end_before_start", "", "", {"start": "2027-Q3", "end": "2027-Q1"}, ())
    assert "third quarter" in question_text(asked).lower() or "Q3" in question_text(asked)


def test_rows_share_an_answer_where_the_question_is_about_the_same_name():
    first = answer_field("body_unknown", {"name": "Otter Society", "text": "one"})
    second = answer_field("body_unknown", {"name": "Otter Society", "text": "two"})
    other = answer_field("body_unknown", {"name": "Heron Society", "text": "one"})
    assert first == second != other
