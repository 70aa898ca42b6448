"""The list of calls, one call, its note, its correction, and the safety plan."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.cases.views.shared import Question, posted
from zaklon.common.errors import NotPermitted
from zaklon.helpline.commands import correcting, shifts
from zaklon.helpline.forms.calls import LABELS, CorrectForm, FilterForm
from zaklon.helpline.forms.handing import PlanForm
from zaklon.helpline.queries.calls import MOST_COUNTED, PAGE, CallPage, call_page, calls, count_calls
from zaklon.helpline.queries.choices import choices_of
from zaklon.helpline.queries.settings import zone_of
from zaklon.helpline.rules.codes import LISTS
from zaklon.helpline.views.shared import Back, ask, crumbs, labeller, offered, wording_now
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column, page_of
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Calls in codes, the newest first."""
    actor = request.actor
    choices = choices_of(vocabulary(), current().code, on=timezone.localdate())
    form = FilterForm(choices, request.GET)
    wanted = form.wanted()
    count = count_calls(wanted, actor=actor)
    page = page_of(request.GET, min(count, MOST_COUNTED), PAGE)
    context = {
        "form": form,
        "rows": calls(wanted, actor=actor, offset=page.offset),
        "page": page,
        "is_capped": count > MOST_COUNTED,
        "most": MOST_COUNTED,
        "label": labeller(),
        "clear": "" if wanted.is_empty else reverse("helpline:calls"),
        "columns": [
            Column("number", _("Number")),
            Column("began", _("Began")),
            Column("about", _("About")),
            Column("who", _("Who")),
            Column("where", _("Where")),
            Column("done", _("Done")),
        ],
        "crumbs": crumbs(actor, Crumb(_("Calls"))),
    }
    return respond(request, "helpline/calls.html", context)


@require_GET
def call(request: ActorRequest, number: int) -> HttpResponse:
    """One call and what came of it."""
    return _page_of(request, call_page(number, actor=request.actor))


@require_POST
def note(request: ActorRequest, number: int) -> HttpResponse:
    """The same with its sealed note, opened with a line on the trail; never kept by a browser."""
    text = shifts.read_note(number, actor=request.actor, now=timezone.now())
    return _page_of(request, call_page(number, actor=request.actor), note=text)


def _page_of(request: ActorRequest, found: CallPage, note: str = "") -> HttpResponse:
    actor, wording = request.actor, wording_now()
    may_log = actor.may(Permission.CALL_LOG) and found.is_of_body
    context = {
        "found": found,
        "note": note,
        "label": labeller(),
        "fields": [(LABELS[field], field) for field in LISTS],
        "field_name": _field_name,
        "codes_of": frozenset(LISTS),
        "term": wording.label,
        "bodies": names_in(current().code),
        "may_log": may_log,
        "may_refer": may_log and actor.may(Permission.SIGNAL_REPORT) and not found.is_referred,
        "crumbs": crumbs(
            actor,
            Crumb(_("Calls"), reverse("helpline:calls")),
            Crumb(_("Call %(number)s") % {"number": found.row.number}),
        ),
    }
    response = respond(request, "helpline/call.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _field_name(name: str) -> object:
    others = {
        "started_at": _("Beginning"),
        "day": _("Day"),
        "hour": _("Hour"),
        "seconds": _("Length in seconds"),
        "earlier": _("Earlier call"),
    }
    return LABELS.get(name) or others[name]


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, number: int) -> HttpResponse:
    """Correct a call: without a reason within the own shift."""
    actor, now, words = request.actor, timezone.now(), vocabulary()
    row = correcting.to_correct(number, actor=actor, now=now)
    zone = zone_of(words)
    here = row.started_at.astimezone(zone)
    initial: dict[str, object] = dict(row.codes) | {
        "day": here.date(),
        "started": f"{here:%H:%M}",
        "minutes": None if row.seconds is None else -(-row.seconds // 60),
        "earlier": row.earlier,
    }
    form = CorrectForm(
        choices_of(words, current().code, on=timezone.localdate()),
        offered(correcting.REASONS),
        posted(request),
        initial=initial,
        needs_reason=row.needs_reason,
    )
    question = Question(
        _("Correct call %(number)s") % {"number": number},
        _("Save the correction"),
        _("The call is corrected."),
        (_("What it was is kept. If its day is reported already, the report gets a further revision."),),
    )
    return ask(
        request,
        form,
        question,
        at_call(number),
        lambda: correcting.correct_call(
            number, form.corrected(row.started_at, row.seconds, zone), actor=actor, now=now
        ),
    )


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, number: int) -> HttpResponse:
    """The safety plan: read out calmly; what is agreed is ticked."""
    actor = request.actor
    actor.must(Permission.CALL_LOG)
    found = call_page(number, actor=actor)
    if not found.is_of_body:
        raise NotPermitted("call_correction_not_yours")
    form = PlanForm(offered(shifts.SAFETY_STEPS), posted(request))
    question = Question(
        _("Safety plan"),
        _("Save what was agreed"),
        _("The safety plan is recorded."),
        (
            _("Read it out slowly, one step at a time, and wait. Leave out what does not fit."),
            _("Only what is ticked is kept, and nothing of what the caller says about it."),
        ),
    )
    return ask(
        request,
        form,
        question,
        at_call(number),
        lambda: shifts.agree_plan(number, form.cleaned_data["steps"], actor=actor, now=timezone.now()),
    )


def at_call(number: int) -> Back:
    """Back to a call."""
    href = reverse("helpline:call", args=[number])
    return Back(href, (Crumb(_("Call %(number)s") % {"number": number}, href),))
