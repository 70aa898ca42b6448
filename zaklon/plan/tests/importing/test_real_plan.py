"""The Government's plan in its three forms: every figure known, every lead, partner, quarter and sum compared."""

import csv
import os
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from zaklon.plan.importing import ReadActivity, ReadPlan, as_json, fingerprint, read_plan
from zaklon.plan.importing.readings import Certainty, CrossReference, Funding, MeasureKind
from zaklon.plan.tests.importing.real_bodies import directory

FORMS = ("txt", "docx", "xlsx")
# Facts that the list of the field adds beyond the words of the plan; the plan's words rule.
ADDED_BY_THE_LIST = {
    "partners": {"1.1.3", "4.1.4"},  # the accrediting body; the NGOs, whom the plan names in the title only
    "lead_unit": {"1.1.12", "2.1.4"},  # the plan names the police as a whole
}


def _shared(*parts: str) -> Path | None:
    for folder in Path(__file__).resolve().parents:
        candidate = folder.joinpath("shared", *parts)
        if candidate.exists():
            return candidate
    return None


@cache
def _plan(form: str) -> ReadPlan:
    path = _shared("plan", f"action-plan-2020.{form}")
    assert path is not None
    return read_plan(path.read_bytes(), path.name, bodies=directory())


@pytest.fixture(autouse=True)
def _needs_the_real_plan() -> None:
    if _shared("plan", "action-plan-2020.txt") is None:
        if os.environ.get("CI"):
            pytest.fail("the real plan must be there in CI")
        pytest.skip("the real plan is not here")


def _listed() -> Iterator[dict[str, str]]:
    path = _shared("codelists", "action_plan_2020_activities.csv")
    assert path is not None
    with path.open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def _by_code() -> dict[str, ReadActivity]:
    return {activity.code: activity for activity in _plan("docx").activities}


@pytest.mark.parametrize("form", FORMS)
def test_the_plan_has_its_known_figures(form):
    printed = as_json(_plan(form))
    figures = {key: value for key, value in printed.items() if key not in {"activities", "questions"}}
    assert figures == {
        "objectives": 4,
        "measures": 15,
        "performance_indicators": 11,
        "result_indicators": 59,
        "total_minor": 17_390_000,
        "donations_minor": 8_250_000,
        "currency": "EUR",
        "unfunded": 20,
    }
    assert len(printed["activities"]) == 48
    assert len({activity["code"] for activity in printed["activities"]}) == 48


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_every_form_of_the_file_gives_the_same_plan(form):
    assert _plan(form) == _plan("txt")
    assert fingerprint(_plan(form)) == fingerprint(_plan("txt"))


@pytest.mark.parametrize("form", FORMS)
def test_the_plan_is_read_in_under_two_seconds(form):
    path = _shared("plan", f"action-plan-2020.{form}")
    assert path is not None
    content = path.read_bytes()
    started = time.process_time()
    read_plan(content, path.name, bodies=directory())
    assert time.process_time() - started < 2


def test_measures_keep_their_printed_labels():
    measures = _plan("docx").measures
    assert [measure.label for measure in measures] == [
        "1",
        "1.2",
        "1.3",
        "1.4",
        "1.5",
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "3.1",
        "3.3./3.4.",
        "3.5",
        "4.1",
        "4.2",
        "4.3",
    ]
    assert measures[0].numbers == ("1.1",)
    assert measures[0].certainty is Certainty.LIKELY
    assert measures[10].numbers == ("3.3", "3.4")
    assert [measure.objective for measure in measures] == list("111112222333444")


@pytest.mark.parametrize("row", list(_listed()) if _shared("codelists", "action_plan_2020_activities.csv") else [])
def test_lead_partners_quarters_and_money_are_those_of_the_list(row):
    activity = _by_code()[row["activity"]]
    lead = activity.lead
    assert lead is not None
    assert lead.body == _name(row["lead_body"])
    if row["activity"] not in ADDED_BY_THE_LIST["lead_unit"]:
        assert (lead.unit or "") == _name(row["lead_unit"])
    partners = [_name(name) for name in row["partners"].split(";") if name.strip()]
    if row["activity"] not in ADDED_BY_THE_LIST["partners"]:
        assert [partner.label for partner in activity.partners] == partners
    quarters = (activity.start and activity.start.number, activity.end and activity.end.number)
    assert quarters == (int(row["start_quarter"]), int(row["end_quarter"]))
    assert {activity.start and activity.start.year, activity.end and activity.end.year} == {2020}
    assert sum(line.amount_minor for line in activity.money) == int(row["amount_eur"]) * 100
    assert (activity.funding is Funding.NOT_REQUIRED) == (row["funding_kind"] == "none")


def _name(listed: str) -> str:
    """The list abbreviates and spells some names in its own way."""
    name = re.sub(r"\bTHB\b", "Trafficking in Human Beings", listed.strip())
    return {"Police administration": "Police Administration"}.get(name, name)


def test_the_plan_lists_no_partner_where_the_list_of_the_field_adds_one():
    assert _by_code()["1.1.3"].partners == _by_code()["4.1.4"].partners == ()


def test_numbers_of_result_indicators_are_those_of_the_plan():
    read = {
        f"{activity.code}/{place}": (indicator.comparator, indicator.target and int(indicator.target), indicator.unit)
        for activity in _plan("docx").activities
        for place, indicator in enumerate(activity.indicators, 1)
    }
    trainings = [read[key][1] for key in read if read[key][2] == "trainings"]
    assert trainings == [1, 3, 1, 4, 6, 1, 3, 3, 1, 1, 1, 1, 1, 3]
    people = [read[key] for key in read if read[key][2] == "people" and read[key][1]]
    assert people == [
        ("=", 45, "people"),
        ("=", 20, "people"),
        (">=", 45, "people"),
        (">=", 10, "people"),
        ("=", 10, "people"),
        (">=", 15, "people"),
    ]
    assert [read[key][1] for key in read if read[key][2] == "copies"] == [1000, 500, 300, 500]
    assert read["1.3.3/1"] == (">=", 5, "municipalities")
    assert read["2.1.3/1"] == (">=", 6000, "inspections")
    assert read["2.1.4/1"] == (">=", 300, "controls")
    assert read["2.3.1/1"] == ("=", 4000, "euros")
    assert read["2.4.1/1"] == ("=", 6, "facilities")
    assert read["3.1.3/1"] == (">=", 100, "actions")
    assert read["4.3.1/1"] == (">=", 10, "conferences")
    assert read["4.3.2/1"] == (">=", 2, "projects")
    assert read["1.2.3/1"] == (None, None, "workshops")


def test_region_quotas_and_rhythms_are_read():
    activities = _by_code()
    assert activities["1.1.7"].indicators[0].quota == (("north", 2), ("centre", 2), ("south", 2))
    assert activities["1.1.9"].indicators[0].quota == (("north", 1), ("centre", 1), ("south", 1))
    inferred = activities["1.1.10"].indicators[0]
    assert (dict(inferred.quota), inferred.is_quota_inferred) == ({"north": 1, "centre": 1, "south": 1}, True)
    assert [indicator.periodicity for indicator in activities["1.4.1"].indicators] == ["daily", "semi_annual"]
    assert activities["3.1.1"].indicators[0].periodicity == "quarterly"


def test_two_money_lines_on_one_activity():
    budget, donation = _by_code()["4.3.1"].money
    assert (budget.amount_minor, budget.all_implementers, budget.is_donation) == (1_500_000, True, False)
    assert (donation.amount_minor, donation.all_implementers, donation.is_donation) == (500_000, False, True)


def test_a_sum_without_currency_is_taken_as_euros_and_asked_about():
    (line,) = _by_code()["4.3.2"].money
    assert (line.amount_minor, line.currency, line.certainty) == (500_000, "EUR", Certainty.LIKELY)
    asked = [question for question in _plan("docx").questions if question.row == "4.3.2"]
    assert [question.code for question in asked] == ["money_currency"]


def test_money_within_an_indicator_is_no_funding():
    assert [line.amount_minor for line in _by_code()["2.3.1"].money] == [400_000]


def test_budgets_know_their_payer():
    paid: dict[tuple[str, ...], int] = {}
    for activity in _plan("docx").activities:
        for line in activity.money:
            if not line.is_donation:
                paid[line.payer_codes] = paid.get(line.payer_codes, 0) + line.amount_minor // 100
    assert paid == {
        ("MOI",): 41_500,
        (): 15_000,  # all implementers
        ("MHMR",): 10_000,
        ("ISCP",): 5_000,
        ("MOC",): 5_000,
        ("MSDT",): 5_000,
        ("HRMA",): 4_700,
        ("MLSW",): 4_000,
        ("POL",): 500,
        ("CTJ",): 500,
        ("MOD",): 200,
    }


def test_performance_indicators_are_read_with_their_traps():
    read = {indicator.code: indicator for indicator in _plan("docx").performance_indicators}
    assert {code: (i.direction, i.kind.value) for code, i in read.items()} == {
        "PI-1.1": ("up", "percent"),
        "PI-1.2": ("up", "number"),
        "PI-1.3": ("up", "number"),
        "PI-2.1": ("up", "percent"),
        "PI-2.2": ("up", "boolean"),
        "PI-2.3": ("up", "number"),
        "PI-3.1": ("up", "number"),
        "PI-3.2": ("up", "text"),
        "PI-4.1": ("up", "number"),
        "PI-4.2": (None, "category"),
        "PI-4.3": ("down", "number"),
    }
    assert read["PI-1.1"].baseline.is_unknown
    assert (read["PI-1.2"].baseline.value, read["PI-1.2"].baseline.period) == (Decimal(2815), (2012, 2018))
    assert read["PI-1.3"].baseline.value == 3
    assert read["PI-2.1"].baseline.values == (Decimal(1), Decimal(3))
    assert (read["PI-2.1"].mid.kind, read["PI-2.1"].mid.change_number) == (MeasureKind.NUMBER, Decimal(3))
    assert (read["PI-2.1"].final.kind, read["PI-2.1"].final.level) == (MeasureKind.PERCENT, Decimal(100))
    assert read["PI-4.1"].mid.change_number == 1
    assert read["PI-4.1"].final.change_number == 2
    changes = [(i.mid.change_percent, i.final.change_percent) for i in read.values()]
    assert [(int(mid), int(final)) for mid, final in changes if mid and final] == [
        (5, 10),
        (5, 10),
        (25, 50),
        (10, 20),
        (10, 20),
        (5, 20),
    ]
    assert {(i.mid.year, i.final.year) for i in read.values()} == {(2021, 2024)}


def test_what_the_indicators_leave_open_is_asked():
    asked: dict[str, set[str]] = {}
    for question in _plan("docx").questions:
        asked.setdefault(question.row, set()).add(question.code)
    assert asked["PI-1.1"] >= {"baseline_unknown", "percent_or_points"}
    for code in ("PI-1.2", "PI-1.3", "PI-2.3", "PI-3.1"):
        assert asked[code] >= {"baseline_period_total", "target_not_whole"}
    assert asked["PI-2.1"] >= {"unit_changes", "baseline_several"}
    assert asked["PI-2.2"] >= {"target_compound"}
    assert asked["PI-4.2"] >= {"target_same", "category_order"}


def test_the_year_is_that_of_most_mentions_and_the_file_name():
    year = _plan("docx").year
    assert (year.year, year.certainty) == (2020, Certainty.SURE)


def test_a_period_that_runs_backwards_is_asked_about_and_never_printed():
    plan = _plan("docx")
    assert plan.period is None
    assert [question.code for question in plan.questions if question.field == "period"] == ["period_backwards"]
    assert not any("2019-2014" in question.text for question in plan.questions)


def test_benchmarks_of_the_introduction_are_found():
    assert _plan("docx").cross_references == (CrossReference("benchmark", "25"), CrossReference("benchmark", "28"))


def test_the_file_asks_few_questions():
    assert len(_plan("docx").questions) <= 30
    assert not any(question.field == "bodies" for question in _plan("docx").questions)
