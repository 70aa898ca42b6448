"""What an assessor does: declare, read, give points."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.views.shared import Question, posted
from zaklon.common.errors import NotAllowedNow
from zaklon.partnership.commands import assessing as commands
from zaklon.partnership.forms.grants import ScoresForm
from zaklon.partnership.queries.applications import AssessmentPage, assessment_page, my_assessments
from zaklon.partnership.views.shared import Back, ask, grant_crumbs, place_names
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """Applications that wait for the reader's points, then those that are done."""
    context = {
        "rows": my_assessments(actor=request.actor),
        "crumbs": grant_crumbs(request, Crumb(_("To assess"))),
    }
    return respond(request, "grants/mine.html", context)


@require_GET
def assessment(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """An application as its assessor reads it: without the contact, and without others' points before all are in."""
    page = _page(request, assessment_id)
    context = {
        "page": page,
        "application": page.application,
        "places": place_names(page.application.municipalities),
        "crumbs": [*_at_mine(request), Crumb(page.application.applicant)],
    }
    return respond(request, "grants/assessment.html", context)


@require_POST
def declare(request: ActorRequest, assessment_id: UUID, verb: str) -> HttpResponse:
    """Declare to have no tie to the applicant, or step aside."""
    if verb not in ("free", "aside"):
        raise Http404
    commands.declare(assessment_id, is_free=verb == "free", actor=request.actor, now=timezone.now())
    if verb == "aside":
        messages.success(request, _("You have stepped aside. The office gives the application to somebody else."))
        return redirect("grants:mine")
    messages.success(request, _("Your declaration is recorded. Read the application, then give your points."))
    return redirect("grants:assessment", assessment_id)


@require_http_methods(["GET", "POST"])
def score(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Give points for each criterion."""
    page = _page(request, assessment_id)
    if request.method == "GET" and not page.mine.is_free:
        raise NotAllowedNow("assessment_declare_first")
    if request.method == "GET" and page.mine.is_in:
        raise NotAllowedNow("assessment_over")
    form = ScoresForm(page.application.criteria, posted(request))
    question = Question(
        _("Give your points"),
        _("Send the points"),
        _("Your points are in. They are not changed afterwards."),
        (f"{page.application.applicant}: {page.application.project}",),
    )
    href = reverse("grants:assessment", args=[assessment_id])
    back = Back(href, (*_at_mine(request), Crumb(page.application.applicant, href)))

    def deed() -> None:
        commands.score_application(
            assessment_id, form.points(), form.cleaned_data["remark"], actor=request.actor, now=timezone.now()
        )

    return ask(request, form, question, back, deed)


def _page(request: ActorRequest, assessment_id: UUID) -> AssessmentPage:
    request.actor.must(Permission.GRANT_ASSESS)
    now = timezone.now()
    return assessment_page(assessment_id, actor=request.actor, now=now, today=timezone.localdate(now))


def _at_mine(request: ActorRequest) -> list[Crumb]:
    return grant_crumbs(request, Crumb(_("To assess"), reverse("grants:mine")))
