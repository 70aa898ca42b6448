"""The printed form of a plan, and the questions that go with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zaklon.plan.importing import as_json, read_plan
from zaklon.plan.importing.doubts import DOUBTS, Doubts
from zaklon.plan.importing.readings import Place
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_plans import make_plan, render


def test_the_printed_plan_has_exactly_the_promised_keys():
    plan = read_plan(render(make_plan(5, seed=2), "xlsx"), "plan.xlsx", bodies=made_words.directory())
    printed = json.loads(json.dumps(as_json(plan)))
    assert list(printed) == [
        "objectives", "measures", "performance_indicators", "result_indicators", "total_minor", "donations_minor",
        "currency", "unfunded", "activities", "questions",
    ]  # fmt: skip
    activity = printed["activities"][0]
    assert set(activity) == {
        "code", "title", "lead", "lead_body", "lead_unit", "lead_code", "partners", "start", "end",
        "result_indicators", "funding",
    }  # fmt: skip
    assert set(activity["result_indicators"][0]) == {"text", "comparator", "target", "unit"}
    lines = [line for one in printed["activities"] for line in one["funding"]]
    assert all(set(line) == {"amount_minor", "currency", "source", "is_donation"} for line in lines)
    assert all(set(question) == {"row", "field", "text"} for question in printed["questions"])


def test_a_question_is_asked_once_and_keeps_its_place_out_of_comparison():
    doubts, others = Doubts(), Doubts()
    doubts.ask("1.1.1", "money_missing", Place(3))
    doubts.ask("1.1.1", "money_missing", Place(4))
    others.ask("1.1.1", "money_missing", Place(9, 2))
    assert len(doubts.all()) == 1
    assert doubts.all() == others.all()


@pytest.mark.parametrize("code", sorted(DOUBTS))
def test_every_question_is_a_whole_sentence(code):
    field, sentence = DOUBTS[code]
    assert field
    assert sentence.rstrip("”").endswith((".", "?"))


def test_a_plan_is_read_without_settings_and_without_a_database():
    """`zaklon plan import FILE --dry-run` works on a machine where nothing is set up."""
    root = Path(__file__).resolve().parents[4]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    program = "import sys, zaklon.plan.importing; sys.exit('django' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], cwd=root, env=environment, check=False)  # noqa: S603 - our own
    assert result.returncode == 0
