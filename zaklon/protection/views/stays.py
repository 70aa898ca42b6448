"""Stays: asking for a place from a case, and what the provider's staff do with it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.forms.shared import CommandForm
from zaklon.cases.kinds import Part
from zaklon.cases.queries.lists import tasks_due
from zaklon.cases.queries.page_rows import CaseFront
from zaklon.cases.views import words as case_words
from zaklon.cases.views.shared import Question, ask, crumbs_to, fronted, page_of, posted
from zaklon.common.errors import NotAllowedNow, NotPermitted
from zaklon.pathway.views.history import person_at
from zaklon.protection.commands import placing
from zaklon.protection.commands.replanning import keep_stay
from zaklon.protection.forms.stays import AskForm, EnterForm, LeaveForm
from zaklon.protection.kinds import StayState
from zaklon.protection.queries import stays as queries
from zaklon.protection.queries.directory import directory, places_of_body
from zaklon.protection.queries.stays import StayRow
from zaklon.protection.views import words
from zaklon.protection.views.shared import ask_at, offered, to_shelter
from zaklon.web.formats import short_date
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


def must_write(page: CaseFront, part: Part) -> None:
    """Refuse a page that asks for writing in a part that the reader does not write."""
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    if not any(row.part is part and row.may_write for row in page.parts):
        raise NotPermitted("part_withheld")


@require_http_methods(["GET", "POST"])
def ask_for_place(request: ActorRequest, code: str, position: int) -> HttpResponse:
    """Ask a provider for a place for a person."""
    page = fronted(request, code)
    must_write(page, Part.PLACEMENT)
    person = person_at(page, position)
    form = AskForm(_offers(request), posted(request), today=timezone.localdate())

    def deed() -> None:
        placing.ask_for_place(code, form.new(person.person_id), actor=request.actor, now=timezone.now())

    question = Question(
        _("Ask for a place"),
        _("Ask for the place"),
        _("The place is asked for. You are told when the provider has answered."),
        (
            case_words.person(person),
            _("The provider learns the group and the day, and works on the case once it takes the person in."),
        ),
    )
    return ask(request, form, question, deed, code=code)


def _offers(request: ActorRequest) -> list[tuple[str, str]]:
    """Providers and services with places, by code: those with a free place first."""
    rows = directory(actor=request.actor, now=timezone.now())
    found = [(row, service) for row in rows for service in row.services if service.places and not service.block]
    found.sort(key=lambda pair: (pair[1].free == 0, pair[0].code))
    return [
        (
            f"{row.code} {service.service}",
            f"{row.code}, {words.term('service_type', service.service)}: {words.places_line(service)}",
        )
        for row, service in found
    ]


@require_http_methods(["GET", "POST"])
def keep(request: ActorRequest, code: str, stay_id: UUID) -> HttpResponse:
    """Record that a stay was planned anew and goes on."""
    must_write(fronted(request, code), Part.PLACEMENT)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        keep_stay(code, stay_id, actor=request.actor, now=timezone.now())

    question = Question(
        _("The stay was planned anew"),
        _("Record it"),
        _("Recorded: the stay goes on for now."),
        (
            _("The provider may not take anybody in now. You have looked at this stay with the person."),
            _("If the person moves, ask for another place instead, and record the leaving."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_GET
def shelter(request: ActorRequest) -> HttpResponse:
    """The home page of shelter staff: who stays, who comes, what is free, what is to be done."""
    request.actor.must(Permission.STAY_ANSWER)
    _user_id, body_id = request.actor.post()
    now = timezone.now()
    rows = queries.stays_at_body(actor=request.actor)
    context = {
        "residents": [row for row in rows if row.state is StayState.STAYING],
        "arrivals": [row for row in rows if row.state in (StayState.ASKED, StayState.ACCEPTED)],
        "waiting": [row for row in rows if row.state is StayState.WAITING],
        "providers": places_of_body(body_id, now=now),
        "tasks": case_words.waiting(tasks_due(actor=request.actor, now=now, language=current().code)),
        "say": words,
        "month": f"{timezone.localdate():%Y-%m}",
    }
    return respond(request, "protection/shelter.html", context)


def _seen(request: ActorRequest, stay_id: UUID) -> tuple[StayRow, list[Crumb]]:
    """The stay, and where its page was opened from: the shelter's home, or the case."""
    request.actor.must(Permission.CASE_WORK)
    row = queries.stay(stay_id)
    if request.actor.may(Permission.STAY_ANSWER):
        return row, to_shelter()
    return row, [*crumbs_to(row.code)[:-1], Crumb(row.code, page_of(row.code))]


def _about(row: StayRow) -> str:
    return _("%(profile)s, from %(day)s. %(state)s.") % {
        "profile": row.profile.label,
        "day": short_date(row.wanted_from),
        "state": row.state.label,
    }


def _one_click(request: ActorRequest, stay_id: UUID, question: Question, deed: Callable[..., None]) -> HttpResponse:
    _row, back = _seen(request, stay_id)
    form: CommandForm = ConfirmForm(posted(request))

    def do() -> None:
        deed(stay_id, actor=request.actor, now=timezone.now())

    return ask_at(request, form, question, do, back)


@require_http_methods(["GET", "POST"])
def accept(request: ActorRequest, stay_id: UUID) -> HttpResponse:
    """Take somebody in."""
    row, _back = _seen(request, stay_id)
    lead = (_about(row), _("You work on the case from then on, and read what the work in the house needs."))
    question = Question(
        _("Take in"), _("Take in"), _("The place is given. Record the day on which the person came."), lead
    )
    return _one_click(request, stay_id, question, placing.accept)


@require_http_methods(["GET", "POST"])
def decline(request: ActorRequest, stay_id: UUID) -> HttpResponse:
    """Say that nobody can be taken in."""
    row, _back = _seen(request, stay_id)
    lead = (_about(row), _("Whoever asked is told and looks for another place."))
    question = Question(_("Decline"), _("Decline"), _("Declined. Whoever asked has been told."), lead, kind="warning")
    return _one_click(request, stay_id, question, placing.decline)


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, stay_id: UUID) -> HttpResponse:
    """Ask no longer."""
    row, _back = _seen(request, stay_id)
    lead = (_about(row), _("The place is free for others at once."))
    question = Question(_("Ask no longer"), _("Withdraw"), _("The place is no longer asked for."), lead)
    return _one_click(request, stay_id, question, placing.withdraw)


@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest, stay_id: UUID) -> HttpResponse:
    """Record the day of entry."""
    row, back = _seen(request, stay_id)
    form = EnterForm(posted(request), today=timezone.localdate())

    def deed() -> None:
        said = form.cleaned_data
        placing.enter_stay(
            stay_id,
            said["on"],
            has_agreed=said["has_agreed"],
            until=said["until"],
            actor=request.actor,
            now=timezone.now(),
        )

    question = Question(_("Record the entry"), _("Record the entry"), _("The entry is recorded."), (_about(row),))
    return ask_at(request, form, question, deed, back)


@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, stay_id: UUID) -> HttpResponse:
    """Record the day and reason of leaving."""
    row, back = _seen(request, stay_id)
    form = LeaveForm(offered("stay_end"), posted(request), today=timezone.localdate())

    def deed() -> None:
        said = form.cleaned_data
        placing.leave(stay_id, said["on"], said["reason"], actor=request.actor, now=timezone.now())

    question = Question(
        _("Record the leaving"),
        _("Record the leaving"),
        _("The leaving is recorded; the place is free."),
        (_about(row),),
    )
    return ask_at(request, form, question, deed, back)
