"""The reads of dashboard, tree, strategies and indicators."""

from datetime import date
from decimal import Decimal

import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.common.dates import Quarter
from zaklon.common.errors import NotPermitted
from zaklon.plan.commands.measurements import IndicatorEntry, record_indicator_value, record_measurement
from zaklon.plan.kinds import Payer
from zaklon.plan.models import PerformanceIndicator, Strategy, YearlyPlan
from zaklon.plan.queries.choosing import choose
from zaklon.plan.queries.dashboard import dashboard, only_of
from zaklon.plan.queries.indicators import indicator, indicators
from zaklon.plan.queries.standing import NO_REPORT, tally
from zaklon.plan.queries.strategies import strategies, strategy
from zaklon.plan.queries.tree import Order, Reader, Wanted, plan_tree
from zaklon.plan.rules.indicators import Standing
from zaklon.plan.tests.factories import make_plan
from zaklon.plan.tests.made_overview import JULY, Told, make_year, many, tell

pytestmark = pytest.mark.django_db


def board(actor, *, today=JULY, plan_id=None, period_id=None, language="en"):
    with acting_as(actor):
        return dashboard(plan_id, period_id, actor=actor, language=language, today=today)


def tree_of(year, wanted=Wanted(), order=Order(), *, actor=SYSTEM, language="en", window=None):  # noqa: B008
    with acting_as(actor):
        choice = choose(year.plan.pk, year.first.pk, today=JULY)
        reader = Reader(language, JULY, window or (lambda _found: slice(None)))
        return plan_tree(choice.plan, choice.period, wanted, order, actor=actor, reader=reader)


def codes(tree):
    return [row.code for row in tree.rows]


def test_the_dashboard_lists_what_is_late_oldest_deadline_first():
    year = make_year()
    tell(year, year.first, "2.1.3", Told(0))
    found = board(SYSTEM, today=date(2021, 2, 1))
    assert [(row.code, row.status_code) for row in found.late] == [
        ("1.1.3", NO_REPORT),
        ("2.1.1", "NI"),
        ("1.1.2", NO_REPORT),
        ("2.1.2", NO_REPORT),
    ]


def test_the_dashboard_counts_what_waits_by_step_and_body():
    year = make_year()
    found = board(SYSTEM)
    moi, soc = year.bodies["MOI"].pk, year.bodies["SOC"].pk
    assert {(row.step.value, row.lead_body_id): row.count for row in found.waiting} == {
        ("approved", soc): 2,
        ("draft", moi): 1,
    }
    oldest = next(row for row in found.waiting if row.step.value == "approved")
    assert oldest.since.date() == date(2020, 6, 30)


def test_a_partner_s_answer_waits_until_it_is_given():
    year = make_year(reported=False)
    tell(year, year.first, "1.1.1", Told(2, way=()))
    assert [(row.body_id, row.count) for row in board(SYSTEM).confirmations] == [(year.bodies["SOC"].pk, 1)]


def test_what_nobody_began_to_report_on_is_counted_by_lead_body():
    year = make_year()
    half = {row.lead_body_id: row.count for row in board(SYSTEM).not_begun}
    assert half == {}
    whole = {row.lead_body_id: row.count for row in board(SYSTEM, today=date(2021, 1, 5)).not_begun}
    # Not the implemented 1.1.1, not the dropped 2.1.3.
    assert whole == {year.bodies["SOC"].pk: 1, year.bodies["COURT"].pk: 1}


def test_the_next_deadlines_are_those_of_activities_that_are_not_dropped():
    make_year(reported=False)
    found = board(SYSTEM, today=date(2020, 6, 15))
    assert [(row.due_date, row.count) for row in found.deadlines] == [(date(2020, 6, 30), 2), (date(2020, 9, 30), 1)]


def test_indicators_stand_as_they_did_at_the_end_of_the_period():
    year = make_year()
    record(year, 2020, 430)
    assert board(SYSTEM).indicators[0].latest is None
    later = board(SYSTEM, today=date(2021, 2, 1))
    assert later.indicators[0].latest.number == Decimal(430)


def test_a_head_sees_its_own_body_first_and_only_its_own_open_reports():
    year = make_year()
    head = make_actor("head", body=year.bodies["MOI"])
    found = board(head)
    assert {row.step.value for row in found.waiting} == {"draft"}
    own = tally(only_of(found.counts, found.own))
    assert (own.total, own.counts["I"], own.counts["IP"]) == (2, 1, 1)


def test_the_unit_of_a_body_belongs_to_it():
    year = make_year()
    unit = make_body("UNIT", parent=year.bodies["MOI"], kind="unit")
    found = board(make_actor("head", body=year.bodies["MOI"]))
    assert found.own == {year.bodies["MOI"].pk, unit.pk}


def test_the_dashboard_is_for_those_who_read_plans():
    make_year()
    with acting_as(PUBLIC), pytest.raises(NotPermitted):
        dashboard(None, None, actor=PUBLIC, language="en", today=JULY)


def test_without_a_plan_in_force_there_is_no_dashboard():
    make_year(adopted=False, reported=False)
    assert board(SYSTEM) is None


def test_the_dashboard_costs_the_same_for_one_activity_as_for_thirty(django_assert_num_queries):
    make_body("MANY")
    small = make_plan(*many(1, lead="MANY"), year=2020)
    big = make_plan(*many(30, lead="MANY"), year=2021, strategy=small.strategy)
    with acting_as(SYSTEM):
        for plan, count in ((small, 1), (big, 30)):
            with django_assert_num_queries(24):
                found = dashboard(plan.pk, None, actor=SYSTEM, language="cnr", today=date(2022, 2, 1))
            assert tally(found.counts).total == count


def test_the_tree_keeps_the_paper_s_order_and_its_labels():
    year = make_year()
    tree = tree_of(year)
    assert codes(tree) == ["1.1.1", "1.1.2", "1.1.3", "2.1.1", "2.1.2", "2.1.3"]
    assert [measure.label for measure in tree.measures.values()] == ["1", "2.1./2.2."]
    assert (tree.found, tree.total) == (6, 6)


WANTED = (
    ({"status": "PI"}, ["1.1.3"]),
    ({"is_late": True}, ["1.1.3"]),
    ({"quarter": Quarter(2020, 2)}, ["1.1.1", "2.1.3"]),
    ({"payer": Payer.DONATION}, ["1.1.1", "2.1.1"]),
    ({"is_unclear": True}, ["1.1.3"]),
    ({"text": "activity 1.1.2"}, ["1.1.2"]),
    ({"text": "2.1"}, ["2.1.1", "2.1.2", "2.1.3"]),
    ({"text": "no such words"}, []),
)


def test_the_tree_shows_what_is_wanted():
    year = make_year()
    for wanted, expected in WANTED:
        assert codes(tree_of(year, Wanted(**wanted))) == expected, wanted


def test_the_tree_finds_a_body_as_lead_and_as_partner():
    year = make_year()
    social = year.bodies["SOC"].pk
    assert codes(tree_of(year, Wanted(body_id=social))) == ["1.1.1", "1.1.3", "2.1.1"]
    assert codes(tree_of(year, Wanted(lead_ids=frozenset({social})))) == ["1.1.3", "2.1.1"]
    area = next(row.area_id for row in tree_of(year).rows if row.code == "2.1.1")
    assert codes(tree_of(year, Wanted(area_id=area, lead_ids=frozenset({social})))) == ["2.1.1"]


def test_one_source_of_a_body_is_not_the_budget_of_another():
    year = make_year()
    own = Wanted(payer=Payer.BUDGET, payer_body_id=year.bodies["MOI"].pk)
    other = Wanted(payer=Payer.BUDGET, payer_body_id=year.bodies["SOC"].pk)
    assert (codes(tree_of(year, own)), codes(tree_of(year, other))) == (["1.1.1"], [])


def test_the_tree_is_sorted_by_deadline_and_by_what_needs_attention():
    year = make_year()
    assert codes(tree_of(year, order=Order("due")))[:2] == ["1.1.3", "1.1.1"]
    assert codes(tree_of(year, order=Order("status")))[0] == "1.1.3"
    assert codes(tree_of(year, order=Order("code", is_descending=True)))[0] == "2.1.3"


def test_words_are_found_whatever_their_script_and_marks():
    make_body("MANY")
    plan = make_plan(*many(1, lead="MANY"), wordings={"cnr": "Plan"})
    with acting_as(SYSTEM):
        choice = choose(plan.pk, None, today=JULY)
        for words in ("Invented ACTIVITY", "Инвентед ацтивитy"):
            reader = Reader("en", JULY)
            tree = plan_tree(choice.plan, choice.period, Wanted(text=words), Order(), actor=SYSTEM, reader=reader)
            assert tree.found == 1


def test_a_window_shows_its_part_and_says_how_many_there_are():
    tree = tree_of(make_year(), window=lambda found: slice(found - 2, found))
    assert (codes(tree), tree.found) == (["2.1.2", "2.1.3"], 6)


def test_measures_and_titles_come_in_the_readers_language():
    tree = tree_of(make_year(), language="cnr-cyrl")
    assert next(iter(tree.measures.values())).text == "Измишљена мјера"


def test_the_tree_costs_the_same_for_one_activity_as_for_thirty(django_assert_num_queries):
    make_body("MANY")
    small = make_plan(*many(1, lead="MANY"), year=2020)
    big = make_plan(*many(30, lead="MANY"), year=2021, strategy=small.strategy)
    with acting_as(SYSTEM):
        for plan, count in ((small, 1), (big, 30)):
            choice = choose(plan.pk, None, today=JULY)
            with django_assert_num_queries(10):
                found = plan_tree(
                    choice.plan, choice.period, Wanted(), Order(), actor=SYSTEM, reader=Reader("cnr", JULY)
                )
            assert len(found.rows) == count


def test_strategies_come_with_their_plans_and_the_public_sees_no_draft():
    year = make_year(reported=False)
    make_plan(*many(1, lead="MOI"), year=2021, strategy=year.strategy, adopted=False)
    with acting_as(SYSTEM):
        (row,) = strategies(actor=SYSTEM, language="cnr")
        assert (row.title, [plan.year for plan in row.plans]) == ("Izmišljena strategija", [2020, 2021])
    with acting_as(make_actor("head")) as head:
        (row,) = strategies(actor=head, language="en")
        assert [plan.year for plan in row.plans] == [2020]


def test_a_strategy_knows_what_came_before_and_after():
    first = make_year(reported=False).strategy
    with acting_as(SYSTEM):
        second = Strategy.objects.create(
            code="NEXT",
            title="Next",
            language="en",
            first_year=2025,
            last_year=2028,
            vision="",
            mission="",
            adopted_by="",
            predecessor=first,
        )
        page = strategy(first.pk, actor=SYSTEM, language="en")
        assert [link.title for link in page.successors] == ["Next"]
        assert page.predecessor is None
        assert strategy(second.pk, actor=SYSTEM, language="en").predecessor.strategy_id == first.pk


def test_a_strategy_costs_the_same_with_one_plan_as_with_thirty(django_assert_num_queries):
    make_body("MANY")
    first = make_plan(*many(1, lead="MANY"), year=2020)
    with acting_as(SYSTEM):
        with django_assert_num_queries(13):
            strategy(first.strategy_id, actor=SYSTEM, language="en")
        for year in (2021, 2022, 2023):
            YearlyPlan.objects.create(
                strategy_id=first.strategy_id,
                year=year,
                title=f"Plan {year}",
                language="en",
                currency="EUR",
                adopted_by="",
                source_fingerprint="",
            )
        with django_assert_num_queries(13):
            assert len(strategy(first.strategy_id, actor=SYSTEM, language="en").row.plans) == 4
        with django_assert_num_queries(5):
            strategies(actor=SYSTEM, language="en")


def record(year, of_year, number, **changes):
    """A value of the calls for a whole year."""
    with acting_as(SYSTEM):
        pk = PerformanceIndicator.objects.get(strategy=year.strategy).pk
        entry = IndicatorEntry(
            date(of_year, 1, 1),
            date(of_year, 12, 31),
            number=None if number is None else Decimal(number),
            note="Counted from invented lists.",
            **changes,
        )
        record_indicator_value(pk, entry, actor=SYSTEM, now=NOON)
        return pk


def test_an_indicator_keeps_replaced_values_in_sight():
    year = make_year(reported=False)
    pk = record(year, 2020, 400)
    record(year, 2020, 430)
    with acting_as(SYSTEM):
        row = indicator(pk, actor=SYSTEM, language="en")
    assert ([value.number for value in row.values], [value.number for value in row.replaced]) == ([430], [400])
    assert row.latest.verdict.standing is Standing.MET


def test_what_was_not_measured_stands_as_such():
    year = make_year(reported=False)
    pk = record(year, 2020, None, is_measured=False)
    with acting_as(SYSTEM):
        assert indicator(pk, actor=SYSTEM, language="en").latest.verdict.standing is Standing.NOT_MEASURED


def test_a_computed_value_says_by_which_measure():
    year = make_year(reported=False)
    with acting_as(SYSTEM):
        PerformanceIndicator.objects.filter(strategy=year.strategy).update(measure_name="helpline.calls")
        entry = IndicatorEntry(date(2020, 1, 1), date(2020, 12, 31), number=Decimal(500))
        assert record_measurement("helpline.calls", entry, actor=SYSTEM, now=NOON) == 1
        (row,) = indicators(year.strategy.pk, actor=SYSTEM, language="en", day=date(2021, 1, 1))
    assert (row.latest.origin.value, row.latest.measure_name) == ("computed", "helpline.calls")


def test_the_public_may_not_ask_for_indicators_by_the_internal_way():
    year = make_year(reported=False)
    with acting_as(PUBLIC), pytest.raises(NotPermitted):
        indicators(year.strategy.pk, actor=PUBLIC, language="en", day=JULY)


def test_indicators_cost_the_same_with_one_value_as_with_thirty(django_assert_num_queries):
    year = make_year(reported=False)
    record(year, 2019, 410)
    for count in (1, 30):
        with acting_as(SYSTEM), django_assert_num_queries(6):
            (row,) = indicators(year.strategy.pk, actor=SYSTEM, language="en", day=date(2060, 1, 1))
        assert len(row.values) == count
        for later in range(2020, 2049) if count == 1 else ():
            record(year, later, 420)
