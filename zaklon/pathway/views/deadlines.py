"""What is due, over all cases; and changing a deadline."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.views.shared import Question, ask, fronted, posted
from zaklon.common.errors import NotPermitted
from zaklon.pathway.commands import deadlines
from zaklon.pathway.forms.deadlines import EXTEND, PAUSE, DeadlineForm
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.due import due_in_case, late_in_oversight, my_due
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def due(request: ActorRequest) -> HttpResponse:
    """Everything that waits for this person, over all cases; and, for who oversees, what has passed elsewhere."""
    actor, now = request.actor, timezone.now()
    if not actor.may(Permission.CASE_OVERSEE):
        actor.must(Permission.CASE_WORK)
    law = law_now()
    context = {
        "mine": my_due(law, actor=actor, now=now) if actor.may(Permission.CASE_WORK) else (),
        "works": actor.may(Permission.CASE_WORK),
        "late": late_in_oversight(law, actor=actor, now=now) if actor.may(Permission.CASE_OVERSEE) else (),
        "oversees": actor.may(Permission.CASE_OVERSEE),
        "crumbs": [Crumb(_("Cases"), reverse("cases:home")), Crumb(_("What is due"))],
    }
    return respond(request, "pathway/due.html", context)


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, code: str, deadline_id: UUID) -> HttpResponse:
    """Let a deadline stand still, run again, or extend it."""
    page = fronted(request, code)
    rows = due_in_case(code, page.roles, law_now(), now=timezone.now())
    row = next((each for each in rows if each.deadline_id == deadline_id), None)
    if row is None:
        raise Http404
    if not row.may_change or not page.rights.is_open:
        raise NotPermitted("step_of_others")
    form = DeadlineForm(row, posted(request))

    def deed() -> str:
        given, now = form.cleaned_data, timezone.now()
        if given["deed"] == EXTEND:
            deadlines.extend(code, row.deadline_id, given["amount"], given["reason"], actor=request.actor, now=now)
        else:
            act = deadlines.pause if given["deed"] == PAUSE else deadlines.resume
            act(code, row.deadline_id, given["reason"], actor=request.actor, now=now)
        return reverse("cases:case", args=[code]) + "#ways"

    question = Question(_("Change the deadline"), _("Save"), _("The deadline is changed."), (f"{row.name}.",))
    return ask(request, form, question, deed, code=code)
