"""Where a shift begins, notes from one shift to the next, and how the helpline stands."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.cases.views.shared import Question, posted
from zaklon.helpline.commands import shifts
from zaklon.helpline.forms.handing import ShiftForm
from zaklon.helpline.queries.home import home_of
from zaklon.helpline.queries.settings import line_number
from zaklon.helpline.queries.standing import standing_of
from zaklon.helpline.views.shared import Back, ask, crumbs, labeller
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """One large button; then what waits, the last calls, and notes of the former shift."""
    actor = request.actor
    context = {
        "found": home_of(actor=actor, now=timezone.now()),
        "label": labeller(),
        "bodies": names_in(current().code),
        "line": line_number(vocabulary()),
        "may_oversee": actor.may(Permission.CALL_OVERSEE),
    }
    return respond(request, "helpline/home.html", context)


@require_http_methods(["GET", "POST"])
def shift(request: ActorRequest) -> HttpResponse:
    """Leave a note for the next shift."""
    actor = request.actor
    actor.must(Permission.CALL_LOG)
    form = ShiftForm(posted(request))
    question = Question(
        _("Hand the shift over"),
        _("Leave the note"),
        _("The note is left for the next shift."),
        (_("What waits for an answer stands on the next shift's first page by itself. Write what stands nowhere."),),
    )
    return ask(
        request,
        form,
        question,
        Back(reverse("helpline:home")),
        lambda: shifts.write_shift_note(form.cleaned_data["note"], actor=actor, now=timezone.now()),
    )


@require_GET
def shift_note(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """A note of a former shift, opened with a line on the trail."""
    text = shifts.read_shift_note(note_id, actor=request.actor, now=timezone.now())
    context = {"text": text, "crumbs": crumbs(request.actor, Crumb(_("Note of a shift")))}
    response = respond(request, "helpline/shift_note.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """How the helpline stands, for whoever oversees it."""
    found = standing_of(actor=request.actor, now=timezone.now())
    most = max(found.by_hour) or 1
    context = {
        "found": found,
        "hours": [(hour, number, round(100 * number / most)) for hour, number in enumerate(found.by_hour)],
        "label": labeller(),
        "bodies": names_in(current().code),
        "columns": [Column("call", _("Call")), Column("to", _("To")), Column("stands", _("How it stands"))],
        "hour_columns": [Column("hour", _("Hour")), Column("calls", _("Calls"), is_number=True)],
        "may_log": request.actor.may(Permission.CALL_LOG),
        "may_answer": request.actor.may(Permission.CALL_ANSWER),
    }
    return respond(request, "helpline/overview.html", context)
