"""The tracker of conclusions, and the annual work plan."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.views.shared import Question, posted
from zaklon.documents.values import Upload
from zaklon.partnership.commands import conclusions as commands
from zaklon.partnership.commands import work_plans
from zaklon.partnership.forms.board import (
    AdoptPlanForm,
    ConclusionForm,
    DoneForm,
    MovedDayForm,
    TaskEndForm,
    TaskForm,
    YearForm,
)
from zaklon.partnership.forms.shared import DayForm
from zaklon.partnership.kinds import ConclusionStatus
from zaklon.partnership.queries import conclusions as queries
from zaklon.partnership.queries.sessions import session_page, sessions
from zaklon.partnership.views.shared import Back, ask, board_crumbs, bodies_offered
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.parts import Crumb, Figure
from zaklon.web.respond import respond


@require_GET
def tracker(request: ActorRequest) -> HttpResponse:
    """All conclusions that the reader sees: late ones first."""
    found = queries.conclusions(current().code, actor=request.actor, now=timezone.now())
    context = {
        "tracker": found,
        "rows": sorted(found.rows, key=lambda row: not row.is_late),
        "figures": (
            Figure(_("late"), str(found.late), needs_attention=found.late > 0),
            Figure(_("open"), str(found.open)),
            Figure(_("done"), str(found.done)),
        ),
        "crumbs": board_crumbs(request, Crumb(_("Conclusions"))),
    }
    return respond(request, "board/conclusions.html", context)


@require_GET
def conclusion(request: ActorRequest, conclusion_id: UUID) -> HttpResponse:
    """One conclusion, with what was done."""
    row = _row(request, conclusion_id)
    context = {
        "row": row,
        "may_manage": request.actor.may(Permission.BOARD_MANAGE),
        "is_open": row.status is ConclusionStatus.OPEN,
        "crumbs": [*_at_tracker(request).crumbs, Crumb(_("Conclusion"))],
    }
    return respond(request, "board/conclusion.html", context)


@require_http_methods(["GET", "POST"])
def conclude(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Write down a conclusion of a session."""
    request.actor.must(Permission.BOARD_MANAGE)
    page = session_page(meeting_id, current().code, actor=request.actor, now=timezone.now())
    items = [(str(item.item_id), item.title) for item in page.items]
    form = ConclusionForm(bodies_offered(), items, posted(request))
    question = Question(
        _("Add a conclusion"), _("Add"), _("The conclusion stands in the tracker, and the body is told.")
    )
    href = reverse("board:session", args=[meeting_id])
    back = Back(href, tuple(board_crumbs(request, Crumb(moment(page.planned_at), href))))
    return ask(
        request,
        form,
        question,
        back,
        lambda: commands.conclude(meeting_id, form.new(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def finish(request: ActorRequest, conclusion_id: UUID) -> HttpResponse:
    """Say that a conclusion is done, with a word or a file."""
    request.actor.must(Permission.CONCLUSION_ANSWER)
    row = _row(request, conclusion_id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DoneForm(data, files)
    question = Question(
        _("Say that it is done"), _("It is done"), _("It is recorded as done."), (row.text,), is_upload=True
    )

    def deed() -> None:
        said, actor, now = form.cleaned_data, request.actor, timezone.now()
        if said["file"] is not None:
            commands.attach_proof(conclusion_id, Upload.received(said["file"]), actor=actor, now=now)
        commands.finish(conclusion_id, said["done_on"], said["word"], actor=actor, now=now)

    return ask(request, form, question, _at(request, conclusion_id), deed)


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, conclusion_id: UUID, verb: str) -> HttpResponse:
    """Move the last day of a conclusion, or open it again."""
    if verb not in ("reopen", "move"):
        raise Http404
    request.actor.must(Permission.BOARD_MANAGE)
    row, form = _row(request, conclusion_id), MovedDayForm(posted(request))
    is_reopening = verb == "reopen"
    question = Question(
        _("Open the conclusion again") if is_reopening else _("Move the last day"),
        _("Open it again") if is_reopening else _("Move it"),
        _("It is changed, and the body is told."),
        (row.text,),
    )

    def deed() -> None:
        said, actor, now = form.cleaned_data, request.actor, timezone.now()
        if is_reopening:
            commands.reopen(conclusion_id, said["reason"], said["due_on"], actor=actor, now=now)
        else:
            commands.move_day(conclusion_id, said["due_on"], said["reason"], actor=actor, now=now)

    return ask(request, form, question, _at(request, conclusion_id), deed)


@require_GET
def plans(request: ActorRequest) -> HttpResponse:
    """Work plans, the newest first."""
    context = {
        "plans": queries.work_plans(current().code, actor=request.actor),
        "may_manage": request.actor.may(Permission.BOARD_MANAGE),
        "crumbs": board_crumbs(request, Crumb(_("Work plans"))),
    }
    return respond(request, "board/plans.html", context)


@require_http_methods(["GET", "POST"])
def draft_plan(request: ActorRequest) -> HttpResponse:
    """Begin the work plan of a year."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = YearForm(posted(request))
    question = Question(_("Begin a work plan"), _("Begin"), _("The work plan is begun. Add what is to be done."))

    def deed() -> None:
        work_plans.draft_work_plan(form.cleaned_data["year"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at_plans(request), deed)


@require_GET
def plan(request: ActorRequest, work_plan_id: UUID) -> HttpResponse:
    """A work plan with its items."""
    found = queries.work_plan(work_plan_id, current().code, actor=request.actor)
    context = {
        "plan": found,
        "title": _plan_name(found.year),
        "may_manage": request.actor.may(Permission.BOARD_MANAGE),
        "crumbs": [*_at_plans(request).crumbs, Crumb(_plan_name(found.year))],
    }
    return respond(request, "board/plan.html", context)


@require_http_methods(["GET", "POST"])
def add_task(request: ActorRequest, work_plan_id: UUID) -> HttpResponse:
    """Put an item into a work plan."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = TaskForm(bodies_offered(), posted(request))
    question = Question(_("Add an item"), _("Add"), _("The item is in the work plan."))
    return ask(
        request,
        form,
        question,
        _at_plan(request, work_plan_id),
        lambda: work_plans.add_task(work_plan_id, form.new(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def adopt_plan(request: ActorRequest, work_plan_id: UUID) -> HttpResponse:
    """Say that a work plan was adopted."""
    request.actor.must(Permission.BOARD_MANAGE)
    now = timezone.now()
    offered = [
        (str(row.session_id), f"{moment(row.planned_at)} ({row.manner.label})")
        for row in sessions(actor=request.actor, now=now, limit=20)
    ]
    form = AdoptPlanForm(offered, posted(request))
    question = Question(_("Adopt the work plan"), _("Adopt"), _("The work plan is adopted."))

    def deed() -> None:
        on, session_id = form.cleaned_data["on"], form.session_id()
        work_plans.adopt_work_plan(work_plan_id, on, actor=request.actor, now=now, session_id=session_id)

    return ask(request, form, question, _at_plan(request, work_plan_id), deed)


@require_http_methods(["GET", "POST"])
def implement_plan(request: ActorRequest, work_plan_id: UUID) -> HttpResponse:
    """Say that a whole work plan was implemented."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = DayForm(posted(request))
    question = Question(
        _("The work plan is implemented"),
        _("Record it"),
        _("It is recorded that the work plan was implemented."),
        (_("That it was adopted and that it was implemented are two facts, each with its day."),),
    )

    def deed() -> None:
        work_plans.say_implemented(work_plan_id, form.cleaned_data["on"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at_plan(request, work_plan_id), deed)


@require_http_methods(["GET", "POST"])
def end_task(request: ActorRequest, plan_task_id: UUID, verb: str) -> HttpResponse:
    """Say that an item was implemented, or is dropped."""
    if verb not in ("implement", "drop"):
        raise Http404
    request.actor.must(Permission.BOARD_MANAGE)
    form, is_done = TaskEndForm(posted(request)), verb == "implement"
    question = Question(
        _("The item is implemented") if is_done else _("Drop the item"),
        _("Record it") if is_done else _("Drop it"),
        _("It is recorded."),
    )

    def deed() -> None:
        said, actor, now = form.cleaned_data, request.actor, timezone.now()
        command = work_plans.implement_task if is_done else work_plans.drop_task
        command(plan_task_id, said["on"], said["word"], actor=actor, now=now)

    return ask(request, form, question, _at_plan(request, queries.plan_of_task(plan_task_id)), deed)


def _row(request: ActorRequest, conclusion_id: UUID) -> queries.ConclusionRow:
    return queries.conclusion(conclusion_id, current().code, actor=request.actor, now=timezone.now())


def _at_tracker(request: ActorRequest) -> Back:
    href = reverse("board:conclusions")
    return Back(href, tuple(board_crumbs(request, Crumb(_("Conclusions"), href))))


def _at(request: ActorRequest, conclusion_id: UUID) -> Back:
    href = reverse("board:conclusion", args=[conclusion_id])
    return Back(href, (*_at_tracker(request).crumbs, Crumb(_("Conclusion"), href)))


def _at_plans(request: ActorRequest) -> Back:
    href = reverse("board:plans")
    return Back(href, tuple(board_crumbs(request, Crumb(_("Work plans"), href))))


def _at_plan(request: ActorRequest, plan_id: UUID) -> Back:
    href = reverse("board:plan", args=[plan_id])
    return Back(href, (*_at_plans(request).crumbs, Crumb(_("Work plan"), href)))


def _plan_name(year: int) -> str:
    return _("Work plan for %(year)s") % {"year": year}
