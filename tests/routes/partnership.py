"""A session with an item and a conclusion, and a call with an application on its way: rows made by hand."""

import uuid
from datetime import timedelta

from django.utils import timezone

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.money import Money
from zaklon.partnership import models
from zaklon.partnership.commands import applying
from zaklon.partnership.values import Contact, NewApplication
from zaklon.vocabulary.queries import vocabulary


def make_partnership(colleague, body, now):
    """The ids of a session, a call and what hangs on them; the colleague assesses the application."""
    with acting_as(SYSTEM):
        return {**_board(colleague, body, now), **_grants(colleague, body, now)}


def _board(colleague, body, now):
    today = timezone.localdate(now)
    member = models.BoardMember.objects.create(
        standing="member", user=colleague, body=body, name="", comes_from="", starts_on=today, appointed_at=now
    )
    session = models.BoardSession.objects.create(
        manner="in_person", status="closed", planned_at=now, place="", called_by=colleague, opened_at=now, ended_at=now
    )
    item = models.BoardItem.objects.create(
        session=session, position=1, title="kanarinac-board", proposal="Invented", is_voted=True, record=""
    )
    owed = models.Conclusion.objects.create(
        session=session, position=1, concluded_on=today, text="kanarinac-owed", owner=body, due_on=today,
        done_word="", reason="",
    )  # fmt: skip
    plan = models.WorkPlan.objects.create(year=2026)
    task = models.WorkPlanTask.objects.create(plan=plan, position=1, text="Invented", owner=body, due_on=today, word="")
    return {
        "seat_id": [member.pk],
        "meeting_id": [session.pk],
        "point_id": [item.pk],
        "conclusion_id": [owed.pk],
        "work_plan_id": [plan.pk],
        "plan_task_id": [task.pk],
    }


def _grants(colleague, body, now):
    day, today = timedelta(days=1), timezone.localdate(now)
    call = models.GrantCall.objects.create(
        year=2026, title="Invented call", priority="Invented", reference="", currency="EUR", sum_minor=100_000,
        least_minor=0, most_minor=100_000, least_percent=0, opens_at=now - day, closes_at=now + day,
        status="published", owner=body, drafted_by=colleague, published_on=today,
    )  # fmt: skip
    new = NewApplication(
        applicant="kanarinac-applicant",
        registered_as="",
        project="Invented",
        summary="Invented",
        municipalities=tuple(vocabulary().municipalities)[:1],
        asked=Money("EUR", 1000),
        own=Money("EUR", 0),
        contact=Contact("kanarinac-contact", "kanarinac-contact@example.invalid"),
        request_key=uuid.uuid4(),
    )
    with acting_as(PUBLIC):
        applying.apply(call.pk, new, (), now=now)
    models.GrantApplication.objects.update(status="contracted", granted_minor=1000)
    application = models.GrantApplication.objects.get()
    contract = models.GrantContract.objects.create(
        application=application, reference="K", signed_on=today, starts_on=today, ends_on=today
    )
    part = models.GrantInstalment.objects.create(contract=contract, amount_minor=10, planned_on=today)
    report = models.GrantReport.objects.create(contract=contract, kind="final", due_on=today, results="", reason="")
    models.GrantAssessor.objects.create(call=call, user=colleague, body=body)
    assessment = models.GrantAssessment.objects.create(
        application=application, user=colleague, body=body, given_at=now, is_free=True, declared_at=now
    )
    return {
        "call_id": [call.pk],
        "application_id": [application.pk],
        "contract_id": [contract.pk],
        "instalment_id": [part.pk],
        "grant_report_id": [report.pk],
        "assessment_id": [assessment.pk],
    }
