"""The numbers of the reports: what counts, what is unknown, what is never zero."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.money import Money
from zaklon.plan.kinds import ActivityCode, FundingState, Payer, PeriodKind
from zaklon.plan.outputs.figures import Line, count, line_of, money_of, realisation, share, sources_of
from zaklon.plan.queries.outputs_rows import ActivityRow, MoneyRow, PeriodRow, ReportRow
from zaklon.plan.states import PeriodStatus, ReportStatus

FIRST, SECOND = uuid.uuid4(), uuid.uuid4()
YEAR = PeriodRow(
    SECOND,
    uuid.uuid4(),
    PeriodKind.HALF_YEAR,
    2,
    date(2020, 1, 1),
    date(2020, 12, 31),
    date(2021, 1, 15),
    PeriodStatus.OPEN,
    None,
)
AFTERWARDS = date(2021, 2, 1)


def an_activity(**changes):
    values = {
        "activity_id": uuid.uuid4(),
        "code": "1.1.1",
        "title": "Invented",
        "lead_id": uuid.uuid4(),
        "lead": "Invented body",
        "partners": (),
        "start_date": date(2020, 1, 1),
        "due_date": date(2020, 6, 30),
        "is_continuous": False,
        "funding": FundingState.FUNDED,
        "money": (MoneyRow(Money("EUR", 100_000), Payer.BUDGET, "Invented body"),),
        "results": (),
        "reference_ids": (),
        "carried_from": None,
        "dropped_on": None,
        "dropped_reason": "",
    }
    return ActivityRow(**{**values, **changes})


def a_report(code, *, period_id=SECOND, is_late=False, spent=()):
    return ReportRow(
        report_id=uuid.uuid4(),
        activity_id=uuid.uuid4(),
        period_id=period_id,
        status=ReportStatus.ADOPTED,
        revision=1,
        correction_reason="",
        code=code,
        is_late=is_late,
        late_accepted_reason="",
        done_text="",
        obstacles_text="",
        next_step_text="",
        completed_on=None,
        adopted_at=None,
        spent=spent,
    )


def euros(minor, payer=Payer.BUDGET, body="Invented body"):
    return MoneyRow(None if minor is None else Money("EUR", minor), payer, body)


def test_what_was_implemented_earlier_in_the_year_stays_implemented():
    line = line_of(an_activity(), a_report(ActivityCode.IMPLEMENTED, period_id=FIRST), YEAR, AFTERWARDS)
    assert (line.code, line.is_late) == (ActivityCode.IMPLEMENTED, False)


@pytest.mark.parametrize("code", [ActivityCode.PARTLY, ActivityCode.CONTINUOUS, ActivityCode.IN_PROGRESS])
def test_any_other_status_of_an_earlier_period_says_nothing_of_this_one(code):
    line = line_of(an_activity(), a_report(code, period_id=FIRST), YEAR, AFTERWARDS)
    assert (line.code, line.is_late) == (None, True)


def test_an_activity_without_a_report_is_late_only_after_its_due_date():
    activity = an_activity(due_date=date(2020, 12, 31))
    assert line_of(activity, None, YEAR, date(2020, 11, 1)).is_late is False
    assert line_of(activity, None, YEAR, AFTERWARDS).is_late is True


def test_the_plan_itself_says_what_is_dropped_and_what_has_not_begun():
    dropped = an_activity(dropped_on=date(2020, 3, 1), dropped_reason="Replaced")
    later = an_activity(start_date=date(2021, 1, 1), due_date=date(2021, 3, 31))
    assert line_of(dropped, None, YEAR, AFTERWARDS).code is ActivityCode.DROPPED
    assert line_of(later, None, YEAR, AFTERWARDS).code is ActivityCode.NOT_DUE


@given(st.lists(st.sampled_from([None, *ActivityCode]), max_size=60))
def test_every_activity_is_counted_once_and_the_rate_stays_a_share(codes):
    lines = [Line(an_activity(), None, code) for code in codes]
    counts = count(lines)
    assert counts.total == len(codes)
    assert counts.unknown == codes.count(None)
    rate = realisation(lines)
    assert rate.done == counts.done <= rate.due <= counts.total - counts.unknown
    assert rate.percent is None or 0 <= rate.percent <= 100


def test_unclear_money_is_counted_and_never_added_as_zero():
    lines = [
        Line(an_activity(money=(euros(100), euros(None))), None, None),
        Line(an_activity(money=(), funding=FundingState.UNCLEAR), None, None),
        Line(an_activity(money=(MoneyRow(Money("", 500_000), Payer.BUDGET, ""),)), None, None),
    ]
    total = money_of(lines, day=YEAR.end_date)
    assert total.planned == (Money("EUR", 100),)
    assert total.planned_unclear == 3
    assert total.share_spent is None


def test_spending_that_nobody_reported_is_unknown_and_spends_no_share():
    reported = a_report(ActivityCode.IMPLEMENTED, spent=(euros(90_000),))
    lines = [Line(an_activity(), reported, ActivityCode.IMPLEMENTED), Line(an_activity(), None, None)]
    total = money_of(lines, day=YEAR.end_date)
    assert (total.spent, total.spent_unknown, total.share_spent) == ((Money("EUR", 90_000),), 1, None)
    assert money_of(lines[:1], day=YEAR.end_date).share_spent == Decimal("0.9")


def test_an_activity_that_needs_no_money_owes_no_spending():
    free = an_activity(money=(), funding=FundingState.NONE_REQUIRED)
    total = money_of([Line(free, a_report(ActivityCode.IMPLEMENTED), ActivityCode.IMPLEMENTED)], day=YEAR.end_date)
    assert (total.planned, total.planned_unclear, total.spent_unknown) == ((), 0, 0)


def test_currencies_are_never_mixed():
    money = (euros(100), MoneyRow(Money("USD", 50), Payer.DONATION, ""))
    total = money_of([Line(an_activity(money=money), None, None)], day=YEAR.end_date)
    assert total.planned == (Money("EUR", 100), Money("USD", 50))
    assert share((Money("USD", 50),), (Money("EUR", 100),)) is None
    assert share((Money("EUR", 50),), (Money("EUR", 0),)) is None


@given(st.lists(st.tuples(st.sampled_from(list(Payer)), st.sampled_from(["", "A", "B"]), st.integers(0, 10**9))))
def test_the_sources_add_up_to_the_whole(money):
    rows = tuple(euros(minor, payer, body) for payer, body, minor in money)
    lines = [Line(an_activity(money=rows), None, None)]
    sources = sources_of(lines)
    added = sum(amount.minor for each in sources.values() for amount in each.planned)
    assert added == sum(minor for _payer, _body, minor in money)
    assert [payer for payer, _body in sources] == sorted((p for p, _ in sources), key=list(Payer).index)
