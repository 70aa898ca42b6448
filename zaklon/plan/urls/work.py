"""Tasks, activities, progress reports, review."""

from django.urls import URLPattern, path

from zaklon.plan.views import (
    work_activity,
    work_deciding,
    work_evidence,
    work_periods,
    work_report,
    work_review,
    work_tasks,
)

urlpatterns: list[URLPattern] = [
    path("plan/tasks/", work_tasks.tasks, name="tasks"),
    path("plan/activities/<uuid:activity_id>/", work_activity.activity, name="activity"),
    path("plan/activities/<uuid:activity_id>/reporter", work_activity.reporter, name="activity_reporter"),
    path(
        "plan/activities/<uuid:activity_id>/periods/<uuid:period_id>/report",
        work_activity.start,
        name="start_report",
    ),
    path("plan/reports/<uuid:report_id>/", work_report.report, name="report"),
    path("plan/reports/<uuid:report_id>/entry", work_report.entry, name="report_entry"),
    path("plan/reports/<uuid:report_id>/step/<slug:verb>", work_deciding.step, name="report_step"),
    path("plan/reports/<uuid:report_id>/correction", work_deciding.correct, name="correct_report"),
    path("plan/reports/<uuid:report_id>/delay", work_deciding.accept_late, name="accept_late"),
    path(
        "plan/reports/<uuid:report_id>/partners/<uuid:confirmation_id>", work_deciding.answer, name="answer_for_partner"
    ),
    path("plan/reports/<uuid:report_id>/files/<uuid:file_id>/remove", work_evidence.remove, name="remove_evidence"),
    path("plan/review/", work_review.review, name="review"),
    path("plan/plans/<uuid:plan_id>/periods/", work_periods.periods, name="periods"),
    path("plan/plans/<uuid:plan_id>/periods/open", work_periods.open_plan_periods, name="open_periods"),
    path("plan/periods/<uuid:period_id>/freeze", work_periods.freeze, name="freeze_period"),
]
