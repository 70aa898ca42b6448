"""What a first responder meets: what is open at the post, and what to do after a signal."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.due import my_due
from zaklon.signal.queries.owners import owner_mark
from zaklon.signal.queries.reports import my_reports, report_of
from zaklon.signal.rules.advice import told
from zaklon.signal.words import ADVICE, CAME_BACK, SURE, TONES
from zaklon.vocabulary.pack import Advice
from zaklon.vocabulary.wording import Wording
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_MOST_DUE = 10


@dataclass(frozen=True)
class AdviceLine:
    """A sentence of advice, the number to call, and where it comes from."""

    text: str
    number: str
    source: str
    sure: str | Promise


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """One large button; then what was sent, what came back, and what is due."""
    actor, now, law = request.actor, timezone.now(), law_now()
    rows = my_reports(actor=actor, now=now)
    context = {
        "rows": rows,
        "owner": owner_mark(actor),
        "urgency": {row.urgency: law.wording.label("urgency", row.urgency) for row in rows if row.urgency},
        "came_back": CAME_BACK,
        "tones": TONES,
        "due": my_due(law, actor=actor, now=now)[:_MOST_DUE],
        "columns": [Column("code", _("Case")), Column("sent", _("Sent")), Column("stands", _("How it stands"))],
    }
    return respond(request, "signal/home.html", context)


@require_GET
def next_steps(request: ActorRequest, signal_id: UUID) -> HttpResponse:
    """What to do next, in the responder's language: whom to call, what to do, what never to do."""
    report = report_of(signal_id, actor=request.actor)
    law = law_now()
    advice = told(law.words.advice, responder=report.responder, urgency=report.urgency, age_group=report.age_group)
    context = {
        "report": report,
        "groups": [
            (ADVICE[kind], kind.value, [_line(each, law.wording) for each in found])
            for kind, found in advice.items()
            if found
        ],
        "crumbs": [Crumb(_("My signals"), reverse("signal:home")), Crumb(_("What to do next"))],
    }
    return respond(request, "signal/next.html", context)


def _line(advice: Advice, wording: Wording) -> AdviceLine:
    return AdviceLine(wording.text(advice.labels), advice.number, advice.source, SURE[advice.certainty])
