"""Sums of money against a count by hand."""

import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.common.errors import NotPermitted
from zaklon.plan.kinds import Payer
from zaklon.plan.models import MoneyLine, SpentLine, YearlyPlan
from zaklon.plan.queries.money import money_page, plan_money
from zaklon.plan.tests.factories import make_plan
from zaklon.plan.tests.made_overview import FEBRUARY, JULY, make_year, many

pytestmark = pytest.mark.django_db


def money_of(year, period, today, actor=SYSTEM):
    with acting_as(actor):
        return plan_money(year.plan.pk, period, today=today)


def sums(rows):
    """Key and currency to planned, spent, unclear."""
    return {(row.key, row.currency): (row.planned_minor, row.spent_minor, row.unclear) for row in rows}


def test_both_lines_of_one_activity_are_summed_under_their_own_source():
    year = make_year()
    found = money_of(year, year.half, JULY)
    ministry, social = year.bodies["MOI"].pk, year.bodies["SOC"].pk
    assert sums(found.by_source()) == {
        ((Payer.BUDGET, ministry), "EUR"): (600_000, 590_000, 0),
        # Spent from a source that the plan does not name.
        ((Payer.BUDGET, social), "EUR"): (None, 10_000, 0),
        ((Payer.ALL_IMPLEMENTERS, None), "EUR"): (1_500_000, 700_000, 0),
        ((Payer.DONATION, None), "EUR"): (100_050, 100_050, 0),
        ((Payer.DONATION, None), "USD"): (50_000, None, 0),
        ((Payer.UNCLEAR, None), "EUR"): (None, None, 1),
    }


def test_currencies_are_never_mixed_and_unclear_is_no_zero():
    year = make_year()
    found = money_of(year, year.half, JULY)
    assert sums(found.totals()) == {
        ("", "EUR"): (2_200_050, 1_400_050, 1),
        ("", "USD"): (50_000, None, 0),
    }


def test_money_by_lead_body_and_by_area():
    year = make_year()
    found = money_of(year, year.half, JULY)
    moi, soc, court = (year.bodies[code].pk for code in ("MOI", "SOC", "COURT"))
    assert sums(found.by_body()) == {
        (moi, "EUR"): (700_050, 690_050, 0),
        (court, "EUR"): (1_500_000, 700_000, 0),
        (soc, "USD"): (50_000, None, 0),
        (soc, "EUR"): (None, 10_000, 1),
    }
    assert sorted(row.planned_minor or 0 for row in found.by_area()) == [50_000, 700_050, 1_500_000]


def test_every_table_adds_up_to_the_lines_themselves():
    year = make_year()
    found = money_of(year, year.half, JULY)
    with acting_as(SYSTEM):
        planned, spent = {}, {}
        for line in MoneyLine.objects.filter(plan=year.plan, amount_minor__isnull=False):
            planned[line.currency] = planned.get(line.currency, 0) + line.amount_minor
        for line in SpentLine.objects.filter(plan=year.plan):
            spent[line.currency] = spent.get(line.currency, 0) + line.amount_minor
    for rows in (found.totals(), found.by_kind_of_source(), found.by_source(), found.by_body(), found.by_area()):
        for currency, whole in planned.items():
            assert sum(row.planned_minor or 0 for row in rows if row.currency == currency) == whole
            assert sum(row.spent_minor or 0 for row in rows if row.currency == currency) == spent.get(currency, 0)


def test_money_spent_by_an_earlier_report_is_spent_still():
    year = make_year()
    assert sums(money_of(year, year.whole, FEBRUARY).totals())[("", "EUR")] == (2_200_050, 1_400_050, 1)


def test_activities_are_counted_by_what_the_paper_says_of_their_money():
    year = make_year()
    funding = money_of(year, year.half, JULY).funding
    assert (funding.funded, funding.unclear, funding.none_required) == (3, 1, 2)


def test_the_public_sees_planned_money_and_of_the_spent_what_is_adopted():
    year = make_year()
    assert sums(money_of(year, year.half, JULY, PUBLIC).totals())[("", "EUR")] == (2_200_050, 1_390_050, 1)
    draft = make_year_of_draft(year)
    assert money_of(draft, None, JULY, PUBLIC).cells == ()


def make_year_of_draft(year):
    """A draft of the next year under the same strategy."""
    year.plan = make_plan(*many(1, lead="MOI"), year=2021, strategy=year.strategy, adopted=False)
    return year


def test_the_page_needs_the_right_to_read_plans_and_a_plan_that_the_reader_sees():
    year = make_year(reported=False)
    with acting_as(PUBLIC), pytest.raises(NotPermitted):
        money_page(year.plan.pk, None, actor=PUBLIC, language="en", today=JULY)
    draft = make_year_of_draft(year).plan
    stranger = make_actor("head")
    with acting_as(stranger), pytest.raises(YearlyPlan.DoesNotExist):
        money_page(draft.pk, None, actor=stranger, language="en", today=JULY)


def test_the_page_costs_the_same_for_one_activity_as_for_thirty(django_assert_num_queries):
    make_body("MANY")
    small = make_plan(*many(1, lead="MANY"), year=2020)
    big = make_plan(*many(30, lead="MANY"), year=2021, strategy=small.strategy)
    with acting_as(SYSTEM):
        for plan, count in ((small, 1), (big, 30)):
            with django_assert_num_queries(10):
                page = money_page(plan.pk, None, actor=SYSTEM, language="en", today=JULY)
            assert sums(page.money.totals()) == {("", "EUR"): (300 * count, None, 0)}
