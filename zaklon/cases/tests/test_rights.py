"""What a person may ask, who answers, and how long a file is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.commands import rights
from zaklon.cases.kinds import AgeGroup, ClosingReason, RightKind, RightOutcome
from zaklon.cases.models import Case, Person, RightsRequest
from zaklon.cases.queries.retention import due_for_erasure
from zaklon.cases.rules.retention import Times, kept_until
from zaklon.cases.tests.factories import Circle, now
from zaklon.common.dates import months_later
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

TIMES = Times(dismissed_months=12, refused_months=36, closed_months=120, child_age=28)
CLOSED = date(2026, 2, 28)


@pytest.mark.parametrize(
    ("reason", "age", "born", "until", "needs_a_look"),
    [
        (ClosingReason.NOT_TRAFFICKING, AgeGroup.CHILD, date(2015, 5, 5), date(2027, 2, 28), False),
        (ClosingReason.GOALS_MET, AgeGroup.ADULT, None, date(2036, 2, 28), False),
        (ClosingReason.GOALS_MET, AgeGroup.CHILD, date(2015, 5, 5), date(2043, 5, 5), False),
        (ClosingReason.GOALS_MET, AgeGroup.CHILD, date(2008, 3, 1), date(2036, 3, 1), False),
        (ClosingReason.GOALS_MET, AgeGroup.CHILD, date(2008, 1, 1), date(2036, 2, 28), False),
        (ClosingReason.LOST_CONTACT, AgeGroup.IN_DOUBT, None, date(2036, 2, 28), True),
    ],
)
def test_identifiers_are_kept_for_their_time(reason, age, born, until, needs_a_look):
    kept = kept_until(reason, CLOSED, age, born, TIMES)
    assert (kept.until, kept.needs_a_look) == (until, needs_a_look)


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), months=st.integers(0, 600))
def test_months_later_keeps_the_day_or_takes_the_last_of_the_month(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.fixture
def circle(db):
    return Circle()


def ask(circle, kind):
    with acting_as(circle.manager):
        return rights.ask_right(circle.code, circle.person.pk, kind, actor=circle.manager, now=now())


@pytest.mark.django_db
def test_a_request_is_answered_by_the_officer_with_a_reason(circle):
    asked = ask(circle, RightKind.COPY)
    with acting_as(circle.manager), pytest.raises(NotPermitted):
        rights.decide_right(asked, RightOutcome.GRANTED, "", actor=circle.manager, now=now())
    with acting_as(circle.officer):
        with pytest.raises(RuleBroken, match="rights_reason_missing"):
            rights.decide_right(asked, RightOutcome.REFUSED, " ", actor=circle.officer, now=now())
        rights.decide_right(asked, RightOutcome.IN_PART, "Guards another child", actor=circle.officer, now=now())
        with pytest.raises(NotAllowedNow, match="right_decided_already"):
            rights.decide_right(asked, RightOutcome.GRANTED, "", actor=circle.officer, now=now())
        assert RightsRequest.objects.get().outcome == RightOutcome.IN_PART
    with acting_as(circle.worker):
        assert not RightsRequest.objects.exists()


@pytest.mark.django_db
def test_a_granted_restriction_takes_hold_and_can_be_lifted(circle):
    asked = ask(circle, RightKind.RESTRICTION)
    with acting_as(circle.officer):
        rights.decide_right(asked, RightOutcome.GRANTED, "", actor=circle.officer, now=now())
    with acting_as(SYSTEM):
        assert Person.objects.get(pk=circle.person.pk).is_restricted
    with acting_as(circle.officer):
        rights.lift_restriction(circle.person.pk, actor=circle.officer, now=now())
    with acting_as(SYSTEM):
        assert not Person.objects.get(pk=circle.person.pk).is_restricted


@pytest.mark.django_db
def test_a_hold_keeps_a_file_off_the_list_of_those_whose_time_has_passed(circle):
    with acting_as(SYSTEM):
        Case.objects.filter(code=circle.code).update(retain_until=date(2020, 1, 1))
    with acting_as(circle.officer):
        assert due_for_erasure(actor=circle.officer, today=date(2026, 1, 1)) == [circle.code]
        rights.set_hold(circle.code, "Invented inquiry", actor=circle.officer, now=now())
        assert due_for_erasure(actor=circle.officer, today=date(2026, 1, 1)) == []
        with pytest.raises(NotAllowedNow, match="hold_set_already"):
            rights.set_hold(circle.code, "Again", actor=circle.officer, now=now())
        with pytest.raises(RuleBroken, match="hold_lift_reason_missing"):
            rights.lift_hold(circle.code, " ", actor=circle.officer, now=now())
        rights.lift_hold(circle.code, "Invented inquiry ended", actor=circle.officer, now=now())
        assert due_for_erasure(actor=circle.officer, today=date(2026, 1, 1)) == [circle.code]
    with acting_as(circle.manager), pytest.raises(NotPermitted):
        due_for_erasure(actor=circle.manager, today=date(2026, 1, 1))
