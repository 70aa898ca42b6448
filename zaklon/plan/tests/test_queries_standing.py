"""Which report of an activity counts, and what the counts add up to."""

from datetime import date
from decimal import Decimal

import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.commands import progress
from zaklon.plan.queries.choosing import choose, period_choice
from zaklon.plan.queries.standing import NO_REPORT, count_rows, standings, tally
from zaklon.plan.tests.factories import make_plan
from zaklon.plan.tests.made_overview import ADOPTED, FEBRUARY, JULY, Told, at, enter, make_year, many, tell

pytestmark = pytest.mark.django_db


def standing_of(year, period, today, actor=SYSTEM):
    """Code and late flag by the number of the activity."""
    with acting_as(actor):
        found = standings(year.plan.pk, period, today=today)
    return {code: (found[each.pk].code, found[each.pk].is_late) for code, each in year.activities.items()}


def tally_of(year, period, today, actor=SYSTEM):
    with acting_as(actor):
        return tally(count_rows(year.plan.pk, period, today=today))


def test_the_first_half_stands_as_its_reports_say():
    year = make_year()
    assert standing_of(year, year.half, JULY) == {
        "1.1.1": ("I", False),
        "1.1.2": ("IP", False),
        "1.1.3": ("PI", True),
        "2.1.1": ("XX", False),
        "2.1.2": ("IC", False),
        "2.1.3": ("CX", False),
    }


def test_what_was_implemented_stays_so_and_what_is_not_reported_again_is_not_known():
    year = make_year()
    assert standing_of(year, year.whole, FEBRUARY) == {
        "1.1.1": ("I", False),
        "1.1.2": (NO_REPORT, True),
        "1.1.3": (NO_REPORT, True),
        "2.1.1": ("NI", True),
        "2.1.2": (NO_REPORT, True),
        "2.1.3": ("CX", False),
    }


def test_without_a_report_nothing_is_late_before_the_day_after_its_deadline():
    year = make_year(reported=False)
    on_the_day = standing_of(year, year.half, date(2020, 6, 30))
    assert on_the_day["1.1.1"] == (NO_REPORT, False)
    assert standing_of(year, year.half, date(2020, 7, 1))["1.1.1"] == (NO_REPORT, True)


def test_a_draft_does_not_count_before_the_head_has_approved_it():
    year = make_year(reported=False)
    report_id = tell(year, year.first, "1.1.1", Told(4, date(2020, 6, 1), way=("submit",)))
    assert standing_of(year, year.half, JULY)["1.1.1"] == (NO_REPORT, True)
    with acting_as(SYSTEM):
        progress.move_report(report_id, "approve", actor=SYSTEM, now=at(2020, 7, 10))
    assert standing_of(year, year.half, JULY)["1.1.1"] == ("I", False)


def test_an_open_correction_leaves_the_adopted_report_in_force():
    year = make_year(reported=False)
    first = tell(year, year.first, "1.1.1", Told(4, date(2020, 6, 1)))
    with acting_as(SYSTEM):
        second = progress.correct_report(first, "One was counted twice.", actor=SYSTEM, now=at(2020, 7, 10))
        enter(second, year.activities["1.1.1"], Told(2), at(2020, 7, 10))
        for verb in ADOPTED[:3]:
            progress.move_report(second, verb, actor=SYSTEM, now=at(2020, 7, 10))
    assert standing_of(year, year.half, JULY)["1.1.1"] == ("I", False)
    with acting_as(SYSTEM):
        progress.move_report(second, "adopt", actor=SYSTEM, now=at(2020, 7, 10))
    assert standing_of(year, year.half, JULY)["1.1.1"] == ("PI", True)


def test_the_realisation_rate_is_that_of_a_hand_count():
    year = make_year()
    half = tally_of(year, year.half, JULY)
    # (I + IC) / (I + IC + PI + NI) = (1 + 1) / (1 + 1 + 1 + 0)
    assert (half.realisation.done, half.realisation.due) == (2, 3)
    assert half.realisation.percent == Decimal("66.67")
    assert (half.total, half.late, half.unreported_due, half.adopted) == (6, 1, 0, 3)
    whole = tally_of(year, year.whole, FEBRUARY)
    # 1 / (1 + 1), and at least 1 / (1 + 1 + 3 without a report)
    assert (whole.realisation.percent, whole.at_least.percent) == (Decimal(50), Decimal(20))
    assert (whole.total, whole.late, whole.unreported_due) == (6, 4, 3)


def test_the_public_counts_only_what_is_adopted():
    year = make_year()
    half = tally_of(year, year.half, JULY, PUBLIC)
    assert half.counts["PI"] == 0
    assert (half.realisation.done, half.realisation.due, half.unreported_due) == (2, 2, 1)
    assert half.at_least.percent == Decimal("66.67")


def test_a_body_counts_its_own_reports_before_adoption_and_the_others_after():
    year = make_year()
    social, court = make_actor("head", body=year.bodies["SOC"]), make_actor("head", body=year.bodies["COURT"])
    assert standing_of(year, year.half, JULY, social)["1.1.3"] == ("PI", True)
    assert standing_of(year, year.half, JULY, court)["1.1.3"] == (NO_REPORT, True)
    assert standing_of(year, year.half, JULY, court)["1.1.1"] == ("I", False)


def test_without_an_open_period_nothing_has_a_status():
    year = make_year(adopted=False, reported=False)
    with acting_as(SYSTEM):
        assert standings(year.plan.pk, None, today=JULY) == {}
        assert count_rows(year.plan.pk, None, today=JULY) == []


def test_standings_and_counts_cost_one_query_each_however_many_activities(django_assert_num_queries):
    body = make_body("MANY")
    plans = [make_plan(*many(1, lead="MANY"), year=2020), None]
    plans[1] = make_plan(*many(30, lead="MANY"), year=2021, strategy=plans[0].strategy)
    assert body
    with acting_as(SYSTEM):
        for plan, count in zip(plans, (1, 30), strict=True):
            period = period_choice(plan.periods.order_by("end_date")[0])
            with django_assert_num_queries(3):
                assert len(standings(plan.pk, period, today=JULY)) == count
                assert tally(count_rows(plan.pk, period, today=JULY)).total == count


def test_the_plan_of_this_year_is_chosen_else_the_latest_before_it():
    make_body("MANY")
    old = make_plan(*many(1, lead="MANY"), year=2020)
    new = make_plan(*many(1, lead="MANY"), year=2022, strategy=old.strategy)
    with acting_as(SYSTEM):
        assert choose(None, None, today=date(2022, 3, 1)).plan.plan_id == new.pk
        assert choose(None, None, today=date(2021, 3, 1)).plan.plan_id == old.pk
        assert choose(None, None, today=date(2019, 3, 1)).plan.plan_id == old.pk


def test_the_period_that_is_being_reported_on_is_chosen():
    year = make_year(reported=False)
    with acting_as(SYSTEM):
        for today, period in (
            (date(2020, 3, 1), year.first),
            (date(2020, 7, 10), year.first),
            (date(2021, 1, 5), year.second),
        ):
            assert choose(None, None, today=today).period.period_id == period.pk
        elsewhere = make_plan(*many(1, lead="MOI"), year=2021, strategy=year.strategy)
        assert choose(elsewhere.pk, year.first.pk, today=JULY).period.period_id != year.first.pk


def test_no_plan_in_force_is_no_choice():
    make_year(adopted=False, reported=False)
    with acting_as(SYSTEM):
        choice = choose(None, None, today=JULY)
    assert (choice.plan, choice.period, choice.plans) == (None, None, ())
