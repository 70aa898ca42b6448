"""The trail: who did what, for those who watch over the others."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zaklon.access.forms.trail import TrailForm
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.access.queries.people import everyone_by_name
from zaklon.access.queries.trail import action_choices, readable_trail
from zaklon.audit.commands import record
from zaklon.web.languages import current
from zaklon.web.listing import query_without
from zaklon.web.respond import respond


@require_GET
def trail(request: ActorRequest) -> HttpResponse:
    """One page of the trail; looking is itself put on it, with what was looked for."""
    actor = request.actor
    actor.must(Permission.AUDIT_READ)
    bodies = directory(current().code)
    people = everyone_by_name(actor=actor)
    form = TrailForm(request.GET, people=people, directory=bodies.values(), actions=action_choices(actor=actor))
    chosen = form.chosen()
    page = readable_trail(chosen, after=request.GET.get("after", ""), bodies=bodies, actor=actor)
    filled = [name for name in form.fields if form.cleaned_data.get(name)]
    record("trail.read", chosen.user_id or chosen.subject, by=actor, at=timezone.now(), fields=filled)
    context = {
        "form": form,
        "page": page,
        "rest": query_without(request.GET, "after"),
        "is_later_page": bool(request.GET.get("after")),
        "is_filtered": bool(filled),
    }
    return respond(request, "access/trail.html", context, status=422 if form.errors else 200)
