"""Measures count what their definition says, for all or for one activity, and the plan takes their numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.progress import ProgressEntry, move_report, save_report, start_report
from zaklon.plan.queries.measured import named_measures
from zaklon.registers import counting
from zaklon.registers.commands.computing import recompute
from zaklon.registers.commands.entries import withdraw
from zaklon.registers.counting import Days
from zaklon.registers.queries.evidence import behind_measure, behind_result, measures_for
from zaklon.registers.queries.measures import read_measure
from zaklon.registers.tests.factories import Desk, now, today
from zaklon.vocabulary.pack.registers import How
from zaklon.vocabulary.queries import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
YEAR, MAY = Days(date(2020, 1, 1), date(2020, 12, 31)), Days(date(2020, 5, 1), date(2020, 5, 31))


@pytest.fixture
def desk():
    return Desk()


def said(measure, days=YEAR, **about):
    with acting_as(SYSTEM):
        return read_measure(vocabulary().measures[measure], days, **about).number


def test_a_sum_adds_up_what_the_entries_say(desk):
    desk.enter(number="3")
    desk.enter(number="40")
    assert said("inspections_done") == 43


def test_only_days_of_the_stretch_count(desk):
    desk.enter(day="2019-12-31", number="5")
    desk.enter(day="2020-01-01", number="1")
    desk.enter(day="2020-12-31", number="2")
    desk.enter(day="2021-01-01", number="7")
    assert said("inspections_done") == 3


def test_a_withdrawn_entry_counts_no_more(desk):
    key = desk.enter(number="3")
    with acting_as(desk.inspector):
        withdraw(key, "Entered twice", actor=desk.inspector, now=now())
    assert said("inspections_done") == 0


def test_conditions_choose_what_counts(desk):
    desk.enter(number="3", seasonal="yes")
    desk.enter(number="4", seasonal="no")
    desk.enter(number="5")
    assert said("inspections_seasonal") == 3


def test_different_regions_are_counted_once_each(desk):
    for region in ("north", "north", "south", "abroad"):
        desk.enter("training", by=desk.reporter, held_in=region, state="held")
    assert said("regions_covered") == 2


def test_people_of_all_groups_are_added_up(desk):
    training = desk.enter("training", by=desk.reporter, state="held")
    desk.enter("training_group", by=desk.reporter, parent=training, women="12", men="9")
    desk.enter("training_group", by=desk.reporter, parent=training, women="1", men="0", sex_unknown="2")
    assert said("people_trained") == 24


def test_for_an_activity_only_what_serves_it_counts_and_its_parts_with_it(desk):
    activity, _period = desk.activity("people_trained")
    served = desk.enter("training", by=desk.reporter, activities=[activity.pk])
    other = desk.enter("training", by=desk.reporter)
    for training in (served, other):
        desk.enter("training_group", by=desk.reporter, parent=training, women="10", men="0")
    assert said("people_trained") == 20
    assert said("people_trained", activity_id=activity.pk) == 10


def test_a_programmed_measure_asks_whoever_registered_it(desk, monkeypatch):
    with acting_as(desk.office):
        pack = vocabulary()
    code = next(each.code for each in pack.measures.values() if each.how is How.PROGRAMMED)
    monkeypatch.setitem(counting._counters, code, lambda days: (days.end - days.start).days)
    assert said(code) == 365
    monkeypatch.delitem(counting._counters, code)
    assert said(code) is None


def test_every_measure_of_the_first_country_can_be_counted(desk):
    with acting_as(desk.office):
        lines = measures_for(desk.office, YEAR, "en", {})
        known = vocabulary().measures
    assert len(lines) == len(known) > 80
    assert all(line.definition and line.name for line in lines)
    assert {line.number for line in lines if not line.is_programmed} == {Decimal(0), None}


def test_no_entry_is_not_zero_where_nobody_has_told(desk):
    assert (said("inspections_done"), said("public_knowledge")) == (0, None)


def test_what_lasts_counts_on_every_day_that_it_stands(desk):
    desk.enter("agreement", by=desk.office, behalf=desk.other.pk, signed_on="2014-12-01", in_force_on="2014-12-15")
    before = Days(date(2013, 1, 1), date(2013, 12, 31))
    assert (said("agreements_in_force", before), said("agreements_in_force")) == (0, 1)


def report_of(activity, period, by):
    with acting_as(by):
        return start_report(activity.pk, period.pk, actor=by, now=now())


def value_of(report_id):
    with acting_as(SYSTEM):
        found = apps.get_model("plan", "ResultValue").objects.filter(report_id=report_id)
        return [(each.number, each.origin) for each in found]


def test_a_report_begins_with_what_the_registers_know(desk):
    activity, period = desk.activity("inspections_done")
    desk.enter(number="3", activities=[activity.pk])
    assert value_of(report_of(activity, period, desk.inspector)) == [(3, "computed")]


def test_an_open_report_follows_the_registers(desk):
    activity, period = desk.activity("inspections_done")
    report_id = report_of(activity, period, desk.inspector)
    desk.enter(number="3", activities=[activity.pk])
    assert recompute(today=today(), now=now()) >= 1
    assert value_of(report_id) == [(3, "computed")]
    assert recompute(today=today(), now=now()) == 0 or value_of(report_id) == [(3, "computed")]


def test_what_left_the_reporter_keeps_its_number_and_the_late_entry_shows(desk):
    activity, period = desk.activity("inspections_done")
    desk.enter(number="3", activities=[activity.pk])
    report_id = report_of(activity, period, desk.inspector)
    finish(report_id, desk)
    desk.enter(number="4", activities=[activity.pk])
    recompute(today=today(), now=now())
    assert value_of(report_id) == [(3, "computed")]
    with acting_as(desk.inspector):
        found = behind_result(activity.results.get().pk, period.end_date, actor=desk.inspector, language="en")
    assert (found.result.kept, found.behind.line.number, found.is_late) == (3, 7, True)


def finish(report_id, desk):
    with acting_as(desk.inspector):
        save_report(report_id, ProgressEntry((), done_text="Done"), actor=desk.inspector, now=now())
        move_report(report_id, "submit", actor=desk.inspector, now=now())


def test_one_click_shows_the_entries_behind_a_number_as_far_as_rights_go(desk):
    desk.enter(number="3")
    with acting_as(desk.inspector):
        seen = behind_measure("inspections_done", YEAR, actor=desk.inspector, language="en")
    assert (seen.line.number, len(seen.rows), seen.hidden) == (3, 1, 0)
    with acting_as(desk.reporter):
        unseen = behind_measure("inspections_done", YEAR, actor=desk.reporter, language="en")
    assert (unseen.line.number, len(unseen.rows), unseen.hidden) == (3, 0, 1)


def test_an_unknown_measure_and_days_upside_down_are_refused(desk):
    wrong = Days(date(2020, 2, 1), date(2020, 1, 1))
    with acting_as(desk.office):
        for code, days in (("nothing", YEAR), ("inspections_done", wrong)):
            with pytest.raises(RuleBroken):
                behind_measure(code, days, actor=desk.office, language="en")


def test_a_measure_says_which_indicators_name_it(desk):
    desk.activity("inspections_done")
    with acting_as(desk.office):
        lines = measures_for(desk.office, YEAR, "en", named_measures())
    assert {line.code: line.named_by for line in lines if line.named_by} == {"inspections_done": ("1.1.1 (2020)",)}


@pytest.mark.parametrize(
    ("referred", "days", "number", "is_withheld"),
    [("7", YEAR, 7, False), ("4", YEAR, None, True), ("0", YEAR, 0, False), ("7", MAY, None, True)],
)
def test_other_readers_get_persons_by_the_year_and_no_small_numbers(desk, referred, days, number, is_withheld):
    desk.enter(screened="9", referred=referred)
    with acting_as(desk.reporter):
        seen = behind_measure("inspection_referred", days, actor=desk.reporter, language="en")
    assert (seen.line.number, seen.line.is_withheld) == (number, is_withheld)
    assert seen.hidden == 0  # how many entries there are would tell as much
    with acting_as(desk.office):
        exact = behind_measure("inspection_referred", days, actor=desk.office, language="en")
    assert exact.line.number == int(referred)
