"""Indicators on their pages: every trap in words, and recording a value."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.plan.commands.measurements import IndicatorEntry, record_indicator_value
from zaklon.plan.kinds import AreaKind, BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.models import IndicatorValue, PerformanceIndicator
from zaklon.plan.tests.factories import make_strategy, strategy_values
from zaklon.plan.tests.pages import client_of, page
from zaklon.plan.values import IndicatorValues, ObjectiveValues, TargetValues

pytestmark = pytest.mark.django_db
MID, FINAL = date(2021, 12, 31), date(2024, 12, 31)


def words(html):
    """The text of a page, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def an_indicator(**changes):
    """A value to reach by 2021."""
    values = {
        "code": "PI-1",
        "text": "Invented indicator",
        "kind": ValueKind.NUMBER,
        "direction": Direction.UP,
        "unit": "calls",
        "baseline_text": "As the invented paper says",
        "base_rule": BaseRule.VALUE,
        "baseline_value": Decimal(4),
        "targets": (a_target(MID, TargetForm.CHANGE_NUMBER, 3),),
        **changes,
    }
    return IndicatorValues(**values)


def a_target(day, form, number=None, **changes):
    number = None if number is None else Decimal(number)
    return TargetValues(
        Milestone.MID if day == MID else Milestone.FINAL, day, "as stated", form, number=number, **changes
    )


def made(indicator, **entry):
    """The page's text of an indicator with one value for 2021; returns its id too."""
    strategy = make_strategy(objectives=(ObjectiveValues(1, "Objective", AreaKind.PREVENTION, "Area", (indicator,)),))
    with acting_as(SYSTEM):
        pk = PerformanceIndicator.objects.get(strategy=strategy).pk
        if entry:
            keep(pk, **entry)
    return pk


def keep(pk, **entry):
    """Record a value for 2021."""
    entry = {"period_start": date(2021, 1, 1), "period_end": MID, "note": "Invented list.", **entry}
    with acting_as(SYSTEM):
        record_indicator_value(pk, IndicatorEntry(**entry), actor=SYSTEM, now=NOON)


def said_of(pk, role="analyst"):
    return words(page(client_of(make_actor(role)), f"/plan/indicators/{pk}/"))


def calls():
    return strategy_values().objectives[0].indicators[0]


def test_a_total_of_years_is_said_with_its_mean_and_its_targets_with_their_numbers():
    said = said_of(made(calls(), number=Decimal(423)))
    assert "2,815 in 2012–2018, a yearly mean of 402.1" in said
    assert "At least 422.3 a year" in said
    assert "At least 442.4 a year" in said
    assert "Measured for 2021: 423. Target by 31 December 2021: At least 422.3 a year. It is met." in said


def test_an_unknown_baseline_is_said_plainly():
    unknown = an_indicator(
        base_rule=BaseRule.UNKNOWN, baseline_value=None, targets=(a_target(MID, TargetForm.CHANGE_PERCENT, 5),)
    )
    said = said_of(made(unknown, number=Decimal(40)))
    assert "Not known. A change against it cannot be counted before there is a first measurement." in said
    assert "a change against a baseline that nobody knows" in said


def test_a_total_is_compared_with_a_total_of_equal_length_only():
    total = an_indicator(
        baseline_value=Decimal(2815), baseline_first_year=2012, baseline_last_year=2018, base_rule=BaseRule.PERIOD_TOTAL
    )
    said = said_of(made(total, number=Decimal(500)))
    assert "2,815 in 2012–2018, to be compared with a total of 7 years" in said
    assert "The target is for a total of 7 years, and this value is for another length of time." in said


def test_half_a_year_is_not_called_a_failure():
    said = said_of(made(calls(), number=Decimal(200), period_end=date(2021, 6, 30)))
    assert "This value is for another length of time and cannot be held against it." in said
    assert "Cannot be compared" in said


def test_a_fraction_of_a_case_is_forgiven_where_the_strategy_says_so():
    cases = an_indicator(
        baseline_value=Decimal(3), tolerance=Decimal("0.5"), targets=(a_target(MID, TargetForm.CHANGE_PERCENT, 50),)
    )
    said = said_of(made(cases, number=Decimal(4)))
    assert "A difference of 0.5 is forgiven" in said
    assert "Measured for 2021: 4. Target by 31 December 2021: At least 4.5. It is met." in said


def test_fewer_is_better_where_the_strategy_says_so():
    fewer = an_indicator(
        baseline_value=Decimal(25), direction=Direction.DOWN, targets=(a_target(MID, TargetForm.CHANGE_PERCENT, 5),)
    )
    said = said_of(made(fewer, number=Decimal(24)))
    assert "At most 23.75. It is not met." in said
    assert "Lower is better" in said


def test_the_change_since_the_baseline_stands_beside_the_one_that_was_wanted():
    recommendations = an_indicator(
        baseline_value=Decimal(25),
        direction=Direction.DOWN,
        targets=(a_target(MID, TargetForm.CHANGE_PERCENT, 5), a_target(FINAL, TargetForm.CHANGE_PERCENT, 20)),
    )
    assert (
        "The change from the baseline is −16%. By 31 December 2021, −5% is wanted: met. "
        "By 31 December 2024, −20% is wanted: not met."
    ) in said_of(made(recommendations, number=Decimal(21)))


def test_without_a_value_no_change_is_told():
    assert "The change from the baseline" not in said_of(made(calls()))


def test_a_unit_that_changes_between_milestones_is_said():
    providers = an_indicator(
        targets=(
            a_target(MID, TargetForm.CHANGE_NUMBER, 3, unit="calls"),
            a_target(FINAL, TargetForm.VALUE, 100, unit="percent"),
        )
    )
    said = said_of(made(providers, number=Decimal(7)))
    assert "The unit changes between the milestones" in said
    assert "At least 100%" in said
    assert "At least 7. It is met." in said


def test_a_place_in_a_list_that_no_pack_knows_cannot_be_compared():
    tier = an_indicator(
        kind=ValueKind.CATEGORY,
        baseline_value=None,
        baseline_category="low",
        category_list="invented_list",
        targets=(a_target(MID, TargetForm.CATEGORY, category="high"),),
    )
    assert "is not in the list, so they cannot be compared" in said_of(made(tier, category="high"))


def test_not_measured_is_not_zero():
    pk = made(calls())
    assert "Nothing has been recorded yet. That is not zero: nobody knows." in said_of(pk)
    keep(pk, is_measured=False)
    assert "Nothing was measured for this period. That is not zero: nobody knows." in said_of(pk)


def test_a_target_in_words_is_for_a_person_to_judge():
    state = an_indicator(
        kind=ValueKind.TEXT, baseline_value=None, targets=(a_target(MID, TargetForm.TEXT),), baseline_text="No system"
    )
    said = said_of(made(state, text="The system was set up."))
    assert "The target is stated in words, so a person has to judge it." in said
    assert "For a person to judge" in said


def test_behind_the_path_is_said_before_the_milestone_comes():
    said = said_of(made(calls(), number=Decimal(405), period_start=date(2019, 1, 1), period_end=date(2019, 12, 31)))
    assert "The value is behind its path: it was to be 408.8 by the end of that time." in said


def test_when_a_milestone_passed_without_a_measurement_that_is_what_the_list_says():
    pk = made(calls(), number=Decimal(423))
    with acting_as(SYSTEM):
        strategy_id = PerformanceIndicator.objects.get(pk=pk).strategy_id
    assert "Not measured since" in words(
        page(client_of(make_actor("analyst")), f"/plan/strategies/{strategy_id}/indicators/")
    )


def test_a_replaced_value_stays_visible_as_a_revision():
    pk = made(calls(), number=Decimal(400))
    keep(pk, number=Decimal(430))
    said = said_of(pk)
    assert "1 replaced value" in said
    assert "Replaced on" in said


def test_the_values_come_as_a_file():
    pk = made(calls(), number=Decimal("430.5"))
    answer = client_of(make_actor("analyst")).get(f"/plan/indicators/{pk}/", {"format": "csv"})
    assert "PI-1,2021-01-01,2021-12-31,yes,430.5" in answer.content.decode("utf-8-sig")


FORM = {
    "first-day": "1",
    "first-month": "1",
    "first-year": "2021",
    "last-day": "31",
    "last-month": "12",
    "last-year": "2021",
    "measured": "yes",
    "number": "431",
    "note": "The invented daily reports.",
}


def send(pk, role="coordinator", **changes):
    client = client_of(make_actor(role))
    return client, client.post(f"/plan/indicators/{pk}/record/", {**FORM, **changes})


def values():
    with acting_as(SYSTEM):
        return list(IndicatorValue.objects.filter(replaced_at__isnull=True).values_list("number", "is_measured"))


def test_the_coordinator_records_a_value_with_its_source():
    pk = made(calls())
    client, answer = send(pk)
    assert (answer.status_code, answer["Location"]) == (302, f"/plan/indicators/{pk}/")
    said = words(client.get(answer["Location"]).content.decode())
    assert "The value is recorded." in said
    assert "The invented daily reports." in said
    assert values() == [(Decimal(431), True)]


def test_the_form_is_for_those_who_may_record():
    pk = made(calls())
    for role in ("analyst", "head", "board_member"):
        client, answer = send(pk, role)
        assert (answer.status_code, client.get(f"/plan/indicators/{pk}/record/").status_code) == (403, 403)
        assert "Record a value" not in said_of(pk, role)
    assert "Record a value" in said_of(pk, "coordinator")
    assert values() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"last-year": "2020"}, "The last day is before the first one."),
        ({"number": ""}, "Enter the value, or say that nothing was measured."),
        ({"number": "many"}, "Enter a number, in digits."),
        ({"measured": "no"}, "Leave this empty when nothing was measured."),
        ({"note": " "}, "Where does this come from?"),
        ({"first-month": "13"}, "Enter a date that exists"),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_not_kept(changes, message):
    client, answer = send(made(calls()), **changes)
    assert client
    assert answer.status_code == 422
    said = words(answer.content.decode())
    assert "There is a problem" in said
    assert message in said
    assert values() == []


def test_that_nothing_was_measured_is_kept_as_such():
    send(made(calls()), measured="no", number="")
    assert values() == [(None, False)]


def test_yes_and_no_are_chosen_and_not_typed():
    pk = made(
        an_indicator(kind=ValueKind.BOOLEAN, baseline_value=Decimal(0), targets=(a_target(MID, TargetForm.VALUE, 1),))
    )
    send(pk, number="1")
    assert values() == [(Decimal(1), True)]
    assert "Measured for 2021: Yes. Target by 31 December 2021: Yes. It is met." in said_of(pk)


def test_an_indicator_that_is_not_there_is_not_found():
    pk = made(calls())
    stranger = client_of(make_actor("head", body=make_body("OTHER")))
    assert stranger.get(f"/plan/indicators/{pk}/").status_code == 200
    assert stranger.get("/plan/indicators/00000000-0000-4000-8000-000000000000/").status_code == 404
