"""One activity: reading it, beginning a report, naming who reports."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.people import name_reporter
from zaklon.plan.commands.progress import start_report
from zaklon.plan.forms.work import ReporterForm
from zaklon.plan.queries.activity import ActivityPage, activity_page
from zaklon.plan.views import work_facts, work_words
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def activity(request: ActorRequest, activity_id: UUID) -> HttpResponse:
    """Everything about one activity."""
    page = _page(request, activity_id)
    return _answer(request, page, _reporter_form(page))


@require_POST
def start(request: ActorRequest, activity_id: UUID, period_id: UUID) -> HttpResponse:
    """Begin the report for a period, or go on with the one that is there."""
    report_id = start_report(activity_id, period_id, actor=request.actor, now=timezone.now())
    return redirect("plan:report_entry", report_id)


@require_POST
def reporter(request: ActorRequest, activity_id: UUID) -> HttpResponse:
    """The head of the lead body names who reports."""
    page = _page(request, activity_id)
    form = ReporterForm(page.reporters or (), request.POST)
    if form.is_valid():
        try:
            name_reporter(activity_id, form.reporter_id(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("You have named who reports on this activity."))
            return redirect("plan:activity", activity_id)
    return _answer(request, page, form, status=422)


def _page(request: ActorRequest, activity_id: UUID) -> ActivityPage:
    return activity_page(activity_id, actor=request.actor, today=timezone.localdate(), language=current().code)


def _reporter_form(page: ActivityPage) -> ReporterForm | None:
    if page.reporters is None:
        return None
    return ReporterForm(page.reporters, initial={"reporter": str(page.reporter_id or "nobody")})


def _answer(request: ActorRequest, page: ActivityPage, form: ReporterForm | None, *, status: int = 200) -> HttpResponse:
    hrefs: dict[object, str] = {step.report_id: reverse("plan:report", args=[step.report_id]) for step in page.steps}
    context = {
        "page": page,
        "words": work_words,
        "form": form,
        "has_errors": status != 200,
        "crumbs": [
            Crumb(page.head.plan_title, reverse("plan:plan", args=[page.head.plan_id])),
            Crumb(_("Activity %(code)s") % {"code": page.head.code}),
        ],
        "facts": work_facts.activity_facts(page),
        "period_columns": work_facts.period_columns(),
        "result_columns": work_facts.result_columns(page),
        "money_columns": work_facts.money_columns(),
        "entries": work_words.entries_of(page.steps, hrefs),
    }
    return respond(request, "plan/activity.html", context, status=status)
