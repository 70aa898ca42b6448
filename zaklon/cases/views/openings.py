"""What opens parts of a case to others: consent, withdrawal, legal duties."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.roles import Role
from zaklon.cases.commands import consents
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.forms.openings import ConsentForm, DutyForm
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page import must_see
from zaklon.cases.queries.page_rows import CasePage
from zaklon.cases.queries.staff import choices
from zaklon.cases.values import Withdrawal
from zaklon.cases.views import words
from zaklon.cases.views.shared import Question, ask, crumbs_to, opened, page_of, posted
from zaklon.common.errors import NotAllowedNow
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

Bodies = list[tuple[UUID, str]]


def _bodies(request: ActorRequest, page: CasePage) -> tuple[Bodies, Bodies]:
    """Bodies that work on the case, and all the others."""
    circle = {row.body_id for row in page.staff}
    offered = choices(actor=request.actor, today=timezone.localdate(), language=current().code).bodies
    return [each for each in offered if each[0] in circle], [each for each in offered if each[0] not in circle]


@require_http_methods(["GET", "POST"])
def consent(request: ActorRequest, code: str) -> HttpResponse:
    """Record what a person agreed to."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_write)
    circle, others = _bodies(request, page)
    persons = [(str(row.person_id), words.person(row)) for row in page.persons if not row.is_erased]
    guardians = [(str(row.user_id), words.who(row.who)) for row in page.staff if row.who.role is Role.GUARDIAN]
    form = ConsentForm(persons, circle, others, guardians, posted(request))

    def deed() -> None:
        consents.give_consent(code, form.given(), actor=request.actor, now=timezone.now())

    question = Question(
        _("Record a consent"),
        _("Record the consent"),
        _("The consent is recorded. What it names is open from now."),
        (
            _("Help does not depend on consent. What a law demands is recorded as a legal duty, not here."),
            _("For a child, or when the age is in doubt, the guardian consents and the child is asked."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def duty(request: ActorRequest, code: str) -> HttpResponse:
    """Open a part by a legal duty."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_write)
    circle, others = _bodies(request, page)
    form = DutyForm([*circle, *others], posted(request))

    def deed() -> None:
        consents.open_by_duty(code, form.named(), actor=request.actor, now=timezone.now())

    question = Question(
        _("Open a part by a legal duty"),
        _("Open the part"),
        _("The part is open to that body. The duty and its reason stand in the case."),
        (_("Use this only where a law or an order demands it. The person is told openly."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, code: str, consent_id: UUID) -> HttpResponse:
    """Close what a consent had opened, and say who has already seen it."""
    page = opened(request, code)
    row = next((row for row in page.consents if row.consent_id == consent_id), None)
    if row is None:
        raise Http404(str(consent_id))
    must_see(page, lambda rights: rights.may_write)
    form = ConfirmForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            outcome = consents.withdraw_consent(consent_id, actor=request.actor, now=timezone.now())
        except NotAllowedNow as refusal:
            messages.warning(request, sentence_for(refusal))
        else:
            return _withdrawn(request, code, outcome)
    context = {
        "row": row,
        "words": words,
        "form": form,
        "has_errors": False,
        "crumbs": crumbs_to(code, Crumb(_("Withdraw a consent"))),
        "cancel_href": page_of(code),
        "action": reverse("cases:withdraw", args=[code, consent_id]),
    }
    return respond(request, "cases/withdraw.html", context)


def _withdrawn(request: ActorRequest, code: str, outcome: Withdrawal) -> HttpResponse:
    names = names_for([seen.user_id for seen in outcome.seen], current().code)
    context = {
        "closed": outcome.closed,
        "seen": [
            [words.who(names.who(seen.user_id, seen.body_id)), str(seen.part.label), moment(seen.at)]
            for seen in outcome.seen
        ],
        "columns": [Column("who", _("Who")), Column("part", _("Part")), Column("when", _("When"))],
        "crumbs": crumbs_to(code, Crumb(_("Consent withdrawn"))),
        "back": page_of(code),
    }
    return respond(request, "cases/withdrawn.html", context)
