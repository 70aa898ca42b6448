"""Daily reports, frozen and revised; half-year analyses whose sums are the days'; what the plan measures."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.common.errors import NotPermitted
from zaklon.helpline.commands import days
from zaklon.helpline.commands.correcting import correct_call
from zaklon.helpline.kinds import Disclosure
from zaklon.helpline.models import Analysis, Call, DayCount, DayReport
from zaklon.helpline.queries.counts import day_of, days_reported, disclosed, half_year_of, levels_for, years
from zaklon.helpline.queries.facts import call_facts, day_facts
from zaklon.helpline.queries.measures import analyses_made, calls_received, daily_reports_made
from zaklon.helpline.rules.counting import ALONE, STRUCTURE, TOTAL, Cell
from zaklon.helpline.tests.factories import CODES, Line
from zaklon.helpline.values import Corrected

pytestmark = pytest.mark.django_db
MAY_DAY = date(2026, 5, 1)
# 00:06 on the wall of the second of May, in the country's summer.
AFTER_MIDNIGHT = datetime(2026, 5, 1, 22, 6, tzinfo=UTC)
SEVEN = ("suspicion", "suspicion", "counselling", "counselling", "services_info", "followup", "silent_test_abuse")


@pytest.fixture
def line():
    return Line()


def noon(day):
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


def seven_calls(line, day=MAY_DAY):
    return [line.log(at=noon(day) + timedelta(minutes=place), structure=code) for place, code in enumerate(SEVEN)]


def reported(day, actor):
    with acting_as(actor):
        return day_of(day, actor=actor)


def half(level, actor, year=2026, number=1):
    with acting_as(actor):
        return half_year_of(year, number, level, actor=actor)


def test_seven_calls_of_a_day_are_reported_after_its_midnight_by_structure_and_number(line):
    seven_calls(line)
    assert days.make_due_reports(now=AFTER_MIDNIGHT - timedelta(minutes=10)) in (0, 0)
    assert days.make_due_reports(now=AFTER_MIDNIGHT) == 1
    assert days.make_due_reports(now=AFTER_MIDNIGHT + timedelta(hours=1)) == 0
    found = reported(MAY_DAY, line.supervisor)
    assert found.counts.value(TOTAL) == 7
    assert {code: found.counts.value(STRUCTURE, code) for code in found.counts.structures()} == Counter(SEVEN)
    assert found.seconds == 7 * 120
    assert reported(MAY_DAY + timedelta(days=1), line.supervisor) is None


def test_a_call_shortly_before_midnight_belongs_to_its_day_on_the_wall(line):
    line.log(at=AFTER_MIDNIGHT - timedelta(minutes=5), started_at=AFTER_MIDNIGHT - timedelta(minutes=7))
    days.make_due_reports(now=AFTER_MIDNIGHT)
    assert reported(MAY_DAY, line.supervisor).counts.value(TOTAL) == 1


def test_a_day_without_calls_is_reported_too_and_missed_nights_are_made_up_for(line):
    seven_calls(line)
    assert days.make_due_reports(now=AFTER_MIDNIGHT + timedelta(days=4)) == 5
    with acting_as(SYSTEM):
        assert [report.calls for report in DayReport.objects.order_by("day")] == [7, 0, 0, 0, 0]
    assert daily_reports_made(MAY_DAY, MAY_DAY + timedelta(days=2)) == 3


def test_more_missed_nights_than_are_made_at_once_are_all_made(line):
    seven_calls(line)
    assert days.make_due_reports(now=AFTER_MIDNIGHT + timedelta(days=69)) == 70


def test_a_late_call_makes_a_revision_of_its_day_and_keeps_what_was_reported(line):
    seven_calls(line)
    days.make_due_reports(now=AFTER_MIDNIGHT)
    line.log(at=AFTER_MIDNIGHT + timedelta(hours=2), started_at=noon(MAY_DAY), structure="legal_info")
    found = reported(MAY_DAY, line.supervisor)
    assert [(each.number, each.calls) for each in found.revisions] == [(1, 7), (2, 8)]
    assert found.counts.value(STRUCTURE, "legal_info") == 1
    with acting_as(SYSTEM):
        assert DayCount.objects.filter(is_current=False, table=TOTAL).get().calls == 7


def test_a_correction_counts_both_of_its_days_again(line):
    numbers = seven_calls(line)
    seven_calls(line, MAY_DAY + timedelta(days=1))
    days.make_due_reports(now=AFTER_MIDNIGHT + timedelta(days=1))
    with acting_as(line.supervisor):
        call = Call.objects.get(pk=numbers[0])
        moved = Corrected(CODES | {"structure": "suspicion"}, call.started_at + timedelta(days=1), 120, None, "other")
        correct_call(call.pk, moved, actor=line.supervisor, now=AFTER_MIDNIGHT + timedelta(days=2))
    first, second = (reported(MAY_DAY + timedelta(days=step), line.supervisor) for step in range(2))
    assert [first.counts.value(TOTAL), second.counts.value(TOTAL)] == [6, 8]
    assert [len(first.revisions), len(second.revisions)] == [2, 2]


def test_several_lines_are_reported_apart_and_added_up_for_the_office(line):
    other = Line(is_loaded=True)
    seven_calls(line)
    seven_calls(other)
    days.make_due_reports(now=AFTER_MIDNIGHT)
    office = make_actor(Role.COORDINATOR)
    assert reported(MAY_DAY, line.operator).counts.value(TOTAL) == 7
    found = reported(MAY_DAY, office)
    assert (found.counts.value(TOTAL), found.lines) == (14, 2)
    with acting_as(office):
        assert days_reported(actor=office) == ((MAY_DAY, 14),)


def test_who_reads_only_hidden_numbers_reads_no_day(line):
    seven_calls(line)
    days.make_due_reports(now=AFTER_MIDNIGHT)
    board = make_actor(Role.BOARD_MEMBER)
    with pytest.raises(NotPermitted):
        reported(MAY_DAY, board)
    with pytest.raises(NotPermitted, match="report_not_for_you"):
        half(Disclosure.INTERNAL, board)
    with acting_as(board):
        assert not DayCount.objects.exists()
        assert levels_for(board) == (Disclosure.COORDINATION, Disclosure.PUBLIC)
        assert years(actor=board, today=MAY_DAY) == (2026,)


@given(
    st.lists(
        st.tuples(st.integers(0, 45), st.sampled_from(sorted(set(SEVEN))), st.sampled_from(["phone", "message"])),
        max_size=25,
    )
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_of_the_half_year_are_the_sums_of_its_days(line, calls):
    from django.db import transaction

    with transaction.atomic():
        for step, structure, channel in calls:
            day = date(2026, 3, 1) + timedelta(days=step)
            line.log(at=noon(day), structure=structure, channel=channel)
        days.make_due_reports(now=noon(date(2026, 4, 20)))
        whole = half(Disclosure.INTERNAL, line.supervisor)
        each = [reported(date(2026, 3, 1) + timedelta(days=step), line.supervisor) for step in range(50)]
        by_days: Counter[Cell] = Counter()
        for found in each:
            by_days.update(found.counts.counts if found else {})
        assert whole.counts.value(TOTAL) == len(calls) == by_days[Cell(TOTAL)]
        for table in (STRUCTURE, "channel", *ALONE):
            cells = {cell for cell in (*whole.counts.counts, *by_days) if cell.table == table}
            assert all(whole.counts.counts.get(cell, 0) == by_days[cell] for cell in cells)
        transaction.set_rollback(True)


def test_the_board_sees_no_count_under_three_and_the_public_none_under_five_and_no_months(line):
    for day in range(4):
        seven_calls(line, MAY_DAY + timedelta(days=day))
    line.log(at=noon(MAY_DAY), structure="legal_info")
    days.make_due_reports(now=AFTER_MIDNIGHT + timedelta(days=5))
    board, public = (half(level, line.supervisor) for level in (Disclosure.COORDINATION, Disclosure.PUBLIC))
    exact = half(Disclosure.INTERNAL, line.supervisor)
    for found, smallest in ((board, 3), (public, 5)):
        shown = {cell: number for cell, number in found.counts.counts.items() if cell not in found.counts.hidden}
        assert all(number >= smallest or number == 0 for number in shown.values())
        assert found.counts.value(STRUCTURE, "legal_info") is None
        # A second one is hidden with it, else it could be reckoned from the whole.
        assert sum(cell.table == STRUCTURE for cell in found.counts.hidden) >= 2
    assert exact.counts.hidden == frozenset()
    assert board.counts.values("month") == ("2026-05",)
    assert public.counts.values("month") == ()


def test_a_half_year_that_is_over_is_analysed_once_and_again_when_its_sum_has_changed(line):
    seven_calls(line)
    july = datetime(2026, 7, 2, 6, tzinfo=UTC)
    assert days.make_due_analyses(now=july) == 0
    days.make_due_reports(now=july)
    assert days.make_due_analyses(now=july) == 1
    assert days.make_due_analyses(now=july) == 0
    line.log(at=july, started_at=noon(MAY_DAY))
    assert days.make_due_analyses(now=july) == 1
    with acting_as(SYSTEM):
        assert [(row.revision, row.calls) for row in Analysis.objects.order_by("revision")] == [(1, 7), (2, 8)]
    assert analyses_made(date(2026, 1, 1), date(2026, 12, 31)) == 1
    assert analyses_made(date(2026, 1, 1), date(2026, 6, 29)) == 0
    assert [each.calls for each in half(Disclosure.INTERNAL, line.operator).analyses] == [7, 8]


def test_calls_received_are_those_of_reported_days_and_of_today(line):
    seven_calls(line)
    other = Line(is_loaded=True)
    other.log(at=noon(MAY_DAY + timedelta(days=1)))
    assert calls_received(MAY_DAY, MAY_DAY) == 7
    days.make_due_reports(now=AFTER_MIDNIGHT)
    line.log(at=noon(MAY_DAY + timedelta(days=1)))
    assert calls_received(MAY_DAY, MAY_DAY) == 7
    assert calls_received(MAY_DAY, MAY_DAY + timedelta(days=1)) == 9
    assert calls_received(date(2026, 6, 1), date(2026, 6, 30)) == 0


def test_facts_of_days_are_counts_and_name_nobody(line):
    seven_calls(line)
    days.make_due_reports(now=AFTER_MIDNIGHT)
    assert call_facts(MAY_DAY, MAY_DAY)[MAY_DAY, Cell(STRUCTURE, "suspicion")] == 2
    (fact,) = day_facts(MAY_DAY, MAY_DAY)
    assert (fact.calls, fact.revision, fact.body_id) == (7, 1, line.body.pk)


def test_without_a_pack_nothing_is_hidden_that_need_not_be():
    counts = {Cell(TOTAL): 2, Cell(STRUCTURE, "suspicion"): 2}
    assert disclosed(counts, Disclosure.INTERNAL).hidden == frozenset()
