"""Who works on a case: taking somebody on, relieving, handing over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.roles import Role
from zaklon.cases.commands import posts
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.forms.work import ColleagueForm, HandOverForm, OutsiderForm
from zaklon.cases.queries.page import must_see
from zaklon.cases.queries.staff import Choices, choices
from zaklon.cases.values import NewAssignment
from zaklon.cases.views import words
from zaklon.cases.views.shared import Question, ask, crumbs_to, opened, page_of, posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


def _choices(request: ActorRequest) -> Choices:
    return choices(actor=request.actor, today=timezone.localdate(), language=current().code)


@require_http_methods(["GET", "POST"])
def assign(request: ActorRequest, code: str) -> HttpResponse:
    """Let a colleague, or somebody of another body, work on the case."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_staff)
    offered, data = _choices(request), posted(request)
    is_outsider = "outside-body" in request.POST
    colleague = ColleagueForm(offered.colleagues, None if is_outsider else data, prefix="inside")
    outsider = OutsiderForm(offered, data if is_outsider else None, prefix="outside")
    form = outsider if is_outsider else colleague
    if form.is_bound and form.is_valid():
        try:
            _assign(request, code, colleague, outsider)
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The person works on this case from now."))
            return redirect(page_of(code))
    context = {
        "colleague": colleague if offered.colleagues else None,
        "outsider": outsider if page.rights.may_write else None,
        "form": form,
        "has_errors": form.is_bound,
        "crumbs": crumbs_to(code, Crumb(_("Let somebody work on the case"))),
        "cancel_href": page_of(code),
    }
    return respond(request, "cases/assign.html", context, status=422 if form.is_bound else 200)


def _assign(request: ActorRequest, code: str, colleague: ColleagueForm, outsider: OutsiderForm) -> None:
    actor, now = request.actor, timezone.now()
    if outsider.is_bound:
        said = outsider.cleaned_data
        posts.assign_by_address(code, said["address"], UUID(said["body"]), Role(said["role"]), actor=actor, now=now)
        return
    chosen = colleague.chosen()
    _user_id, body_id = actor.post()
    posts.assign(code, NewAssignment(chosen.user_id, body_id, chosen.role), actor=actor, now=now)


@require_http_methods(["GET", "POST"])
def relieve(request: ActorRequest, code: str, assignment_id: UUID) -> HttpResponse:
    """End somebody's work on the case."""
    page = opened(request, code)
    row = next((row for row in page.staff if row.assignment_id == assignment_id), None)
    if row is None:
        raise Http404(str(assignment_id))
    must_see(page, lambda rights: rights.may_staff)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        posts.relieve(code, assignment_id, actor=request.actor, now=timezone.now())

    question = Question(
        _("End this work on the case?"),
        _("End the work"),
        _("The person no longer works on this case."),
        (words.who(row.who), _("From now the case is not shown to this person any more.")),
        kind="warning",
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, code: str) -> HttpResponse:
    """Give the lead to somebody else."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_hand_over)
    role = (page.head.lead.role if page.head.lead else None) or Role.CASE_MANAGER
    form = HandOverForm(_choices(request), role, posted(request))

    def deed() -> str | None:
        said, actor, now = form.cleaned_data, request.actor, timezone.now()
        if said["user"]:
            posts.hand_over(code, UUID(said["user"]), actor.post()[1], actor=actor, now=now)
        else:
            posts.hand_over_by_address(code, said["address"], UUID(said["body"]), actor=actor, now=now)
        return reverse("cases:home")

    question = Question(
        _("Hand the case over"),
        _("Hand over"),
        _("The case is handed over. The person who leads it now has been told."),
        (
            words.leads(page.head.lead),
            _("Whoever takes over must hold this post: %(role)s.") % {"role": role.label},
            _("The case is not shown to the former lead any more, unless the person works on it in another role."),
        ),
    )
    return ask(request, form, question, deed, code=code)
