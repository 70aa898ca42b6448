"""Invented plans come back from every form, language, script and layout as they were made."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaklon.plan.importing import as_json, fingerprint, read_plan
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_plans import Layout, MadePlan, make_plan, render, truth

DIRECTORY = made_words.directory()
COLUMNS = Layout().columns


def _read(printed: dict[str, Any]) -> list[dict[str, object]]:
    return [
        {
            **{key: activity[key] for key in ("code", "title", "lead", "partners", "start", "end")},
            "result_indicators": [
                {key: indicator[key] for key in ("comparator", "target", "unit")}
                for indicator in activity["result_indicators"]
            ],
            "funding": [
                {key: line[key] for key in ("amount_minor", "currency", "is_donation")} for line in activity["funding"]
            ],
        }
        for activity in printed["activities"]
    ]


def _without_titles(activities: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{key: value for key, value in activity.items() if key != "title"} for activity in activities]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    return Layout(
        columns=draw(st.permutations(COLUMNS)),
        is_header_repeated=draw(st.booleans()),
        are_headings_in_table=draw(st.booleans()),
        heading_style=draw(st.integers(0, 5)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "xlsx", "txt"])
@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(count=st.integers(1, 14), seed=st.integers(0, 10**6), layout=layouts())
def test_a_made_plan_comes_back_as_it_was_made(form, language, count, seed, layout):
    plan = make_plan(count, language=language, seed=seed)
    read = read_plan(render(plan, form, layout), f"plan.{form}", bodies=DIRECTORY)
    assert _read(as_json(read)) == truth(plan)
    assert [measure.label for measure in read.measures] == [measure.label for measure in plan.measures]
    assert _payers(plan) == [line.payer_codes for activity in read.activities for line in activity.money]
    assert (read.year.year, read.language) == (2027, language) if count > 3 else (2027, read.language)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(count=st.integers(1, 10), seed=st.integers(0, 10**6), layout=layouts())
def test_a_plan_in_cyrillic_is_read_like_the_same_plan_in_latin(count, seed, layout):
    plan = make_plan(count, language="cnr", seed=seed)
    cyrillic = Layout(layout.columns, layout.is_header_repeated, layout.are_headings_in_table, is_cyrillic=True)
    read = read_plan(render(plan, "docx", cyrillic), "plan.docx", bodies=DIRECTORY)
    assert _without_titles(_read(as_json(read))) == _without_titles(truth(plan))
    assert read.script == "cyrillic"


def _payers(plan: MadePlan) -> list[tuple[str, ...]]:
    return [(line.payer,) if line.payer else () for activity in plan.activities for line in activity.money]


def test_the_three_forms_of_a_made_plan_are_one_plan():
    plan = make_plan(9, language="sq", seed=5)
    read = [read_plan(render(plan, form), "plan", bodies=DIRECTORY) for form in ("docx", "xlsx", "txt")]
    assert read[0] == read[1] == read[2]
    assert len({fingerprint(one) for one in read}) == 1


def test_another_plan_has_another_fingerprint():
    prints = {
        fingerprint(read_plan(render(make_plan(6, seed=seed), "xlsx"), "plan.xlsx", bodies=DIRECTORY))
        for seed in range(5)
    }
    assert len(prints) == 5


@pytest.mark.slow
def test_the_cost_of_a_long_plan_grows_in_step_with_its_length():
    def seconds(count: int) -> float:
        content = render(make_plan(count, seed=2), "docx")
        started = time.process_time()
        assert len(read_plan(content, "plan.docx", bodies=DIRECTORY).activities) == count
        return time.process_time() - started

    seconds(50)
    assert seconds(1600) < 4 * seconds(400) * 2
