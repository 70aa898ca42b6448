"""Keeping the numbers of a report as they stand: by itself when its days are over, or when the coordinator says so."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.registers.addresses import kept_reports_href
from zaklon.registers.counting import Days
from zaklon.registers.elsewhere import report_pages
from zaklon.registers.models import KeptReport
from zaklon.registers.queries.found import find, packed
from zaklon.registers.rules.rhythms import last_stretch
from zaklon.vocabulary.queries import vocabulary

# Two at once would both find the same last revision; the second waits for the first.
_ONE_AT_A_TIME = 7_306_014


@transaction.atomic
def keep_report(code: str, days: Days, *, actor: Actor, now: datetime) -> UUID:
    """Keep what the registers say now; where these days were kept before, as the next revision.

    Raises NotPermitted; RuleBroken for a report that no register makes, and for days upside down; NotAllowedNow where
    the last revision says the same.
    """
    actor.must(Permission.REGISTER_KEEP)
    if code not in {table.report for table in vocabulary().report_tables}:
        raise RuleBroken("report_unknown", field="report")
    if days.end < days.start:
        raise RuleBroken("days_upside_down", field="end")
    with acting_as(SYSTEM):
        _wait_for_others()
        tables = _tables(code, days)
        last = _revisions(code, days).order_by("-revision").first()
        if last is not None and last.tables == tables:
            raise NotAllowedNow("kept_report_unchanged", facts={"revision": last.revision})
        return _keep(code, days, tables, by=actor, now=now)


@transaction.atomic
def keep_due_reports(*, now: datetime) -> int:
    """Keep each report that is owed in a rhythm for its last days that are over, once; returns how many were kept.

    A report for which nothing was entered is not kept: nobody is told of an empty paper. The coordinator is told of
    those that are kept, and of those that other pages make on the day after their days are over.
    """
    today = timezone.localdate(now)
    with acting_as(SYSTEM):
        _wait_for_others()
        kept, is_due = 0, False
        for kind in vocabulary().reports.values():
            days = last_stretch(kind.rhythm, today)
            if days is None or _revisions(kind.code, days).exists():
                continue
            is_due |= kind.code in report_pages() and days.end + timedelta(days=1) == today
            tables = _tables(kind.code, days)
            if any(each["cells"] or each["entries"] for each in tables):
                _keep(kind.code, days, tables, by=SYSTEM, now=now)
                kept += 1
        if kept or is_due:
            enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, None, path=kept_reports_href(), now=now)
    return kept


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _tables(code: str, days: Days) -> list[dict[str, Any]]:
    tables = [table for table in vocabulary().report_tables if table.report == code]
    return [packed(find(table, days)) for table in tables]


def _revisions(code: str, days: Days) -> QuerySet[KeptReport]:
    return KeptReport.objects.filter(report=code, start_date=days.start, end_date=days.end)


def _keep(code: str, days: Days, tables: Sequence[dict[str, Any]], *, by: Actor, now: datetime) -> UUID:
    last = _revisions(code, days).aggregate(last=Max("revision"))["last"] or 0
    kept = KeptReport.objects.create(
        report=code, start_date=days.start, end_date=days.end, revision=last + 1, tables=tables, kept_at=now
    )
    record("register_report.kept", str(kept.pk), by=by, at=now)
    return kept.pk
