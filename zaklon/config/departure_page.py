"""The page on which an administrator says that somebody leaves; it stands up here because it reaches every context."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.forms.people import DepartureForm
from zaklon.access.forms.shared import put_refusal
from zaklon.access.middleware import ActorRequest
from zaklon.access.queries.people import person, successors
from zaklon.cases.commands.people import open_work
from zaklon.common.errors import RuleBroken
from zaklon.config.departure import leave
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def departure(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Ask who takes over, then close the account."""
    actor, today = request.actor, timezone.localdate()
    row = person(user_id, actor=actor, today=today)
    form = DepartureForm(
        request.POST if request.method == "POST" else None, successors=successors(user_id, actor=actor, today=today)
    )
    if request.method == "POST" and form.is_valid():
        try:
            leave(user_id, form.cleaned_data["successor"], actor=actor, now=timezone.now())
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The account is closed. Open work was handed over."))
            return redirect("access:person", user_id)
    work = open_work(user_id, actor=actor, now=timezone.now())
    context = {"person": row, "form": form, "work": work}
    return respond(request, "access/departure.html", context, status=422 if form.errors else 200)
