"""The trail: who did what, for those who watch over the others."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.actor import Actor
from zaklon.access.forms.trail import PurposeForm, TrailForm
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import BodyRow, directory
from zaklon.access.queries.people import everyone_by_name
from zaklon.access.queries.trail import ReadablePage, action_choices, readable_trail, seal_of_trail
from zaklon.audit.commands import disclosed, record
from zaklon.audit.queries import TrailFilter
from zaklon.web.download import csv_answer
from zaklon.web.languages import current
from zaklon.web.listing import query_without
from zaklon.web.respond import respond

# More would keep everyone else waiting; whoever needs more narrows the days and takes several files.
_MOST_EXPORTED = 20_000


@dataclass(frozen=True)
class _Question:
    """What somebody looks for: the form, the filter, the names of the filled fields, bodies by id."""

    form: TrailForm
    chosen: TrailFilter
    filled: list[str]
    bodies: dict[UUID, BodyRow]

    @property
    def subject(self) -> object:
        """Whom or what the question is about, for the trail."""
        return self.chosen.user_id or self.chosen.subject


@require_GET
def trail(request: ActorRequest) -> HttpResponse:
    """One page of the trail; looking is itself put on it, with what was looked for."""
    actor = request.actor
    asked = _question(request.GET, actor)
    page = readable_trail(asked.chosen, after=request.GET.get("after", ""), bodies=asked.bodies, actor=actor)
    record("trail.read", asked.subject, by=actor, at=timezone.now(), fields=asked.filled)
    context = {
        "form": asked.form,
        "page": page,
        "rest": query_without(request.GET, "after"),
        "is_later_page": bool(request.GET.get("after")),
        "is_filtered": bool(asked.filled),
        "seal": seal_of_trail(actor=actor, now=timezone.now()),
    }
    return respond(request, "access/trail.html", context, status=422 if asked.form.errors else 200)


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest) -> HttpResponse:
    """Take the chosen rows out as CSV, once it is said what for; the purpose is put on the trail first."""
    actor = request.actor
    asked = _question(request.GET, actor)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not asked.form.errors:
        # The trail separates names of fields by commas.
        purpose = "purpose: " + form.cleaned_data["purpose"].replace(",", ";")
        fields = [*asked.filled, purpose]
        with disclosed("trail.exported", asked.subject, by=actor, at=timezone.now(), fields=fields):
            page = readable_trail(asked.chosen, after="", bodies=asked.bodies, actor=actor, limit=_MOST_EXPORTED)
            return _file(page)
    context = {"form": form, "rest": query_without(request.GET, "after"), "most": _MOST_EXPORTED}
    return respond(request, "access/export_trail.html", context, status=422 if form.errors else 200)


def _question(data: QueryDict, actor: Actor) -> _Question:
    actor.must(Permission.AUDIT_READ)
    bodies = directory(current().code)
    people = everyone_by_name(actor=actor)
    form = TrailForm(data, people=people, directory=bodies.values(), actions=action_choices(actor=actor))
    chosen = form.chosen()
    return _Question(form, chosen, [name for name in form.fields if form.cleaned_data.get(name)], bodies)


def _file(page: ReadablePage) -> HttpResponse:
    columns = [
        _("When"), _("What was done"), _("Action"), _("Who"), _("Number of the person"), _("Body"),
        _("Number of the body"), _("Roles"), _("To which record"), _("Fields"),
    ]  # fmt: skip
    rows = [
        [
            row.at.isoformat(), row.action, row.action_code, row.person, str(row.user_id or ""), row.body,
            str(row.body_id or ""), ", ".join(row.roles), row.subject, ", ".join(row.fields),
        ]
        for row in page.rows
    ]  # fmt: skip
    if page.older:
        rows.append([_("Only the newest rows are in this file. Narrow the days to get the others.")])
    response = csv_answer("trail.csv", columns, rows)
    response.headers["Cache-Control"] = "no-store"
    return response
