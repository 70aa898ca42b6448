"""Reports whose numbers are kept: by themselves when their days are over, and again when somebody says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.tests.pages import client_of, page
from zaklon.registers import elsewhere
from zaklon.registers.commands.keeping import keep_due_reports, keep_report
from zaklon.registers.counting import Days
from zaklon.registers.elsewhere import ReportPage
from zaklon.registers.models import KeptReport
from zaklon.registers.queries.found import find, packed, unpacked
from zaklon.registers.queries.reports import kept_report, kept_reports
from zaklon.registers.rules.rhythms import last_stretch
from zaklon.registers.tests.factories import Desk
from zaklon.vocabulary.queries import vocabulary

Message = apps.get_model("notify", "Message")
NIGHT = datetime(2021, 1, 2, 3, 25, tzinfo=UTC)
YEAR = Days(date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture
def desk(db):
    return Desk()


def address(name, *arguments):
    return reverse(f"registers:{name}", args=arguments)


def keep(desk, code="R06", days=YEAR, *, by=None, now=NIGHT):
    with acting_as(by or desk.office):
        return keep_report(code, days, actor=by or desk.office, now=now)


def numbers(made, order):
    """Row and number of the table with this place in the report, without the sums."""
    grid = next(each.grid for each in made.tables if each.table.order == order)
    return {row: int(grid.value(row, grid.columns[0])) for row in grid.rows}


@pytest.mark.parametrize(
    ("rhythm", "today", "start", "end"),
    [
        ("monthly", date(2021, 1, 1), date(2020, 12, 1), date(2020, 12, 31)),
        ("monthly", date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        ("quarterly", date(2026, 11, 23), date(2026, 7, 1), date(2026, 9, 30)),
        ("semi_annual", date(2026, 11, 23), date(2026, 1, 1), date(2026, 6, 30)),
        ("semi_annual", date(2026, 6, 30), date(2025, 7, 1), date(2025, 12, 31)),
        ("annual", date(2026, 11, 23), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_rhythm_ends_with_the_last_whole_stretch(rhythm, today, start, end):
    assert last_stretch(rhythm, today) == Days(start, end)


@pytest.mark.parametrize("rhythm", ["daily", "per_round", "end_of_cycle", "on_receipt", "continuous", ""])
def test_what_no_calendar_sets_is_never_over(rhythm):
    assert last_stretch(rhythm, date(2026, 11, 23)) is None


@given(st.sampled_from(["monthly", "quarterly", "semi_annual", "annual"]), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_stretches_follow_each_other_without_gap_and_today_lies_in_none(rhythm, today):
    last = last_stretch(rhythm, today)
    assert last.start <= last.end < today
    before = last_stretch(rhythm, last.end)
    assert before.end + timedelta(days=1) == last.start
    assert last_stretch(rhythm, last.end + timedelta(days=1)) == last


@pytest.mark.django_db
def test_what_is_over_is_kept_in_the_night_once_and_the_coordinator_is_told(desk):
    desk.enter(number="3")
    assert keep_due_reports(now=NIGHT) == 1
    assert keep_due_reports(now=NIGHT + timedelta(days=1)) == 0
    with acting_as(SYSTEM):
        kept = KeptReport.objects.get()
        told = Message.objects.filter(role=Role.COORDINATOR)
        assert (kept.report, kept.start_date, kept.end_date, kept.revision) == ("R06", YEAR.start, YEAR.end, 1)
        assert [each.path for each in told] == ["/reports/"]
        assert next(iter(entries(subject=str(kept.pk)))).action == "register_report.kept"


@pytest.mark.django_db
def test_nobody_is_told_of_a_report_for_which_nothing_was_entered(desk):
    assert keep_due_reports(now=NIGHT) == 0
    with acting_as(SYSTEM):
        assert not Message.objects.filter(role=Role.COORDINATOR).exists()


@pytest.mark.django_db
def test_a_late_entry_changes_nothing_that_is_kept_and_shows_in_the_next_revision(desk):
    desk.enter(number="3")
    first = keep(desk)
    desk.enter(number="40", day="2020-07-01")
    second = keep(desk, now=NIGHT + timedelta(days=30))
    with acting_as(desk.office):
        before = kept_report(first, actor=desk.office, language="en")
        after = kept_report(second, actor=desk.office, language="en")
        lines = kept_reports(desk.office, "en")
    assert numbers(before, 1) == {"2020-05-01": 3}
    assert numbers(after, 1) == {"2020-05-01": 3, "2020-06-01": 0, "2020-07-01": 40}
    assert [(line.kept_id, line.revision) for line in lines] == [(second, 2), (first, 1)]


@pytest.mark.django_db
def test_the_same_numbers_are_not_kept_twice(desk):
    desk.enter(number="3")
    keep(desk)
    with pytest.raises(NotAllowedNow, match="kept_report_unchanged"):
        keep(desk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "days", "why"),
    [
        ("R01", YEAR, "report_unknown"),
        ("nonsense", YEAR, "report_unknown"),
        ("R06", Days(YEAR.end, YEAR.start), "days_upside_down"),
    ],
)
def test_what_cannot_be_kept_is_refused(desk, code, days, why):
    with pytest.raises(RuleBroken, match=why):
        keep(desk, code, days)


@pytest.mark.django_db
def test_only_who_meets_exact_numbers_keeps_and_reads_them(desk):
    desk.enter(number="3")
    kept = keep(desk)
    for role, body in ((Role.REPORTER, desk.inspection), (Role.ANALYST, None), (Role.BOARD_MEMBER, None)):
        other = make_actor(role, body=body) if body else make_actor(role)
        with acting_as(other):
            assert kept_reports(other, "en") == ()
            with pytest.raises(NotPermitted, match="kept_report_not_for_you"):
                kept_report(kept, actor=other, language="en")
        with pytest.raises(NotPermitted):
            keep(desk, by=other)
    auditor = make_actor(Role.AUDITOR)
    with acting_as(auditor):
        assert numbers(kept_report(kept, actor=auditor, language="en"), 1) == {"2020-05-01": 3}


@pytest.mark.django_db
def test_bodies_do_not_see_the_rows(desk):
    desk.enter(number="3")
    keep(desk)
    with acting_as(desk.inspector):
        assert not KeptReport.objects.exists()


@pytest.mark.django_db
def test_every_table_of_the_country_comes_back_from_its_packing(desk):
    desk.enter(number="3")
    desk.enter("campaign", by=desk.reporter)
    with acting_as(SYSTEM):
        for table in vocabulary().report_tables:
            found = find(table, YEAR)
            again = unpacked(packed(found))
            assert (again.cells, again.entries) == (found.cells, found.entries)
            assert packed(again) == packed(found)


@pytest.mark.django_db
def test_the_coordinator_keeps_numbers_on_the_page_and_reads_them_in_every_form(desk):
    desk.enter(number="3")
    client = client_of(desk.office)
    values = {"report": "R06", "start": "2020-01-01", "end": "2020-12-31"}
    there = client.post(address("keep"), values).headers["Location"]
    assert "Revision 1: the numbers as they stood" in page(client, there)
    for form, mark in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = client.get(there.replace("/page", f"/{form}"))
        assert (answer.status_code, answer.content[: len(mark)]) == (200, mark)
    answer = client.post(address("keep"), values, follow=True)
    # The days that were chosen stay chosen.
    assert answer.redirect_chain[-1][0].endswith("?start=2020-01-01&end=2020-12-31")
    again = answer.content.decode()
    assert "Nothing has changed since revision 1" in again
    assert there in page(client, address("reports"))
    assert client.post(address("keep"), {**values, "end": "x"}).status_code == 404


@pytest.mark.django_db
def test_another_body_is_offered_no_keeping(desk):
    desk.enter(number="3")
    lawyers = make_actor(Role.REPORTER, body=make_body("SCM", kind="court"))
    for actor in (desk.inspector, lawyers):
        shown = page(client_of(actor), address("reports"))
        assert "Keep the numbers" not in shown
        assert "Kept numbers" not in shown


@pytest.mark.django_db
def test_reports_of_other_pages_are_listed_and_announced_on_the_day_after_their_days(desk, monkeypatch):
    monkeypatch.setattr(elsewhere, "_pages", {"R02": ReportPage("registers:measures", Permission.REGISTER_READ)})
    for day, told in ((datetime(2021, 1, 2, 3, tzinfo=UTC), 0), (datetime(2021, 7, 1, 3, tzinfo=UTC), 1)):
        assert keep_due_reports(now=day) == 0
        with acting_as(SYSTEM):
            assert Message.objects.filter(role=Role.COORDINATOR).count() == told
    shown = page(client_of(desk.office), address("reports"))
    assert "Reports made on other pages" in shown
    assert "SOS line semi-annual graphical analysis" in shown


@pytest.mark.django_db
def test_a_page_that_the_reader_may_not_open_is_not_offered(desk, monkeypatch):
    monkeypatch.setattr(elsewhere, "_pages", {"R02": ReportPage("registers:measures", Permission.CALL_OVERSEE)})
    assert "SOS line semi-annual" not in page(client_of(desk.inspector), address("reports"))
