"""The year of a plan: from its words, its file name, its dates, or from the person who brings it."""

import pytest

from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.readings import Certainty
from zaklon.plan.importing.years import plan_year, strategy_period


def _year(texts=(), name="plan.docx", times=(), given=None):
    doubts = Doubts()
    found = plan_year(texts, [name], times, given, doubts)
    return found.year, found.certainty, [question.code for question in doubts.all()]


@pytest.mark.parametrize(
    "text",
    [
        "Action plan for safe rivers for 2027",
        "ACTION PLAN FOR THE STRATEGY FOR THE YEAR 2027",
        "Akcioni plan za sprovođenje Strategije za 2027. godinu",
        "Акциони план за 2027. годину",
        "Plani i veprimit për lumenj për vitin 2027",
        "Plan 2027",
    ],
)
def test_a_title_names_the_year(text):
    assert _year([text]) == (2027, Certainty.SURE, [])


def test_the_year_of_an_older_plan_loses_to_the_one_that_the_file_name_confirms():
    texts = ["together with the Action plan for 2019", "Action plan for 2020"]
    assert _year([*texts, "Action plan for the rivers for 2020"], "plan-2020.docx") == (2020, Certainty.SURE, [])


def test_years_that_disagree_are_asked_about():
    assert _year(["Action plan for 2019", "Action plan for 2020", "Action plan for 2020"]) == (
        2020, Certainty.LIKELY, ["year_differs"],
    )  # fmt: skip


def test_a_file_name_alone_makes_the_year_likely():
    assert _year(["Some words"], "akcioni_plan_2027.xlsx") == (2027, Certainty.LIKELY, [])


def test_years_of_a_strategy_are_not_the_year_of_the_plan():
    assert _year(["Strategy for rivers 2025-2028"], "strategy 2025-2028.docx") == (
        None,
        Certainty.UNSURE,
        ["year_missing"],
    )


def test_dates_of_the_activities_are_the_last_resort():
    assert _year(times=["Q1 2027", "Q2 2027", "Q1 2028"]) == (2027, Certainty.LIKELY, [])


def test_the_person_who_brings_the_file_has_the_last_word():
    assert _year(["Action plan for 2020"], given=2027) == (2027, Certainty.SURE, ["year_given_differs"])


def test_the_period_of_the_strategy_is_found():
    assert strategy_period(["Strategy for rivers for the period 2025–2028"], Doubts()) == (2025, 2028)


def test_a_period_that_runs_backwards_is_asked_about():
    doubts = Doubts()
    assert strategy_period(["Strategija za rijeke 2025-2020"], doubts) is None
    assert [question.code for question in doubts.all()] == ["period_backwards"]
