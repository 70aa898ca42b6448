"""Entering, reading, correcting and withdrawing one entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.queries.bodies import directory
from zaklon.access.roles import Role
from zaklon.cases.views.shared import posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.forms.forms import PREFIX, AnswerForm, form_of
from zaklon.forms.queries import definition_of
from zaklon.registers.commands.entries import correct, enter, withdraw
from zaklon.registers.forms.entries import BodyForm, ReasonForm, ServesForm
from zaklon.registers.models import Entry
from zaklon.registers.panels import panels_for
from zaklon.registers.queries import pages
from zaklon.registers.queries.law import must_enter_as, register_named
from zaklon.registers.queries.serving import offered_to
from zaklon.registers.rules.entering import columns_of
from zaklon.registers.values import Correction, NewEntry
from zaklon.registers.views.words import entry_title, to_entry, to_register
from zaklon.vocabulary.pack.registers import Register
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for


@dataclass(frozen=True)
class _Page:
    """The frame of a page with the questions of a register."""

    title: str
    button: str
    back: list[Crumb]
    lead: str = ""


@require_GET
def entry(request: ActorRequest, register: str, number: int) -> HttpResponse:
    """One entry with its parts and its history."""
    page = pages.entry_of(register, number, request.actor, current().code)
    context = {
        "page": page,
        "panels": panels_for(page, actor=request.actor, now=timezone.now()),
        "title": entry_title(page.register.name, page.number),
        "crumbs": [*to_entry(page)[:-1], Crumb(entry_title(page.register.name, page.number))],
    }
    return respond(request, "registers/entry.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, register: str, parent: int | None = None) -> HttpResponse:
    """Enter something, for itself or as a part of another entry."""
    actor, language, today = request.actor, current().code, timezone.localdate()
    found = register_named(register)
    if bool(found.under) != (parent is not None):
        raise Http404
    line = pages.line_of(register, actor, language)
    above = pages.entry_of(found.under, parent, actor, language) if parent is not None else None
    body_id = must_enter_as(found, actor.body_id, actor)
    sheet = form_of(definition_of(register, language, on=today), posted(request), today=today, is_final=True)
    serves = None if above else _serves(request, body_id, _years(request, found), ())
    body = _body_form(request) if Role.COORDINATOR in actor.roles and not above else None
    beside = [each for each in (body, serves) if each is not None]
    back = to_entry(above) if above else to_register(line)
    page = _Page(_("Enter: %(register)s") % {"register": line.name}, _("Save"), back, line.lead)
    if sheet.is_bound and sheet.is_valid() and all(each.is_valid() for each in beside):
        new = NewEntry(
            register,
            sheet.answers(),
            above.entry_id if above else None,
            serves.chosen() if serves else (),
            above.body_id if above else body.body_id() if body else None,
        )
        try:
            entry_id = enter(new, actor=actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            return _ask(request, page, sheet, beside, sentence_for(refusal))
        return _after(request, entry_id, above)
    return _ask(request, page, sheet, beside)


def _years(request: ActorRequest, register: Register) -> set[int]:
    """The years whose activities are offered: this one, and the one that the form says."""
    said = request.POST.get(f"{PREFIX}-{register.day}-year", "")
    return {timezone.localdate().year, *([int(said)] if said.isascii() and said.isdigit() and len(said) == 4 else [])}


def _after(request: ActorRequest, entry_id: UUID, above: pages.EntryPage | None) -> HttpResponse:
    made = Entry.objects.get(pk=entry_id)
    messages.success(request, _("It is entered as no. %(number)s.") % {"number": made.number})
    if above is not None:
        return redirect("registers:entry", above.register.code, above.number)
    if "again" in request.POST:
        return redirect("registers:add", made.register)
    return redirect("registers:entry", made.register, made.number)


def _body_form(request: ActorRequest) -> BodyForm:
    rows = sorted(directory(current().code).values(), key=lambda row: row.name.casefold())
    today = timezone.localdate()
    bodies = [(str(row.body_id), row.name) for row in rows if row.exists_on(today) and not row.is_generic]
    return BodyForm(bodies, posted(request), initial={"body": str(request.actor.body_id)})


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, register: str, number: int) -> HttpResponse:
    """Correct an entry with a reason."""
    actor, language, today = request.actor, current().code, timezone.localdate()
    shown = pages.entry_of(register, number, actor, language)
    found = register_named(register)
    must_enter_as(found, shown.body_id, actor)
    if not shown.is_complete:
        # The office does not see what stays with the body, and could only lose it.
        raise Http404
    answers, revision, activities = pages.answers_of(shown.entry_id)
    definition = definition_of(register, language, on=today)
    sheet = form_of(definition, posted(request), today=today, former=answers, is_final=True)
    years = _years(request, found) | {(columns_of(found, answers).day or shown.day).year}
    serves = None if shown.parent else _serves(request, shown.body_id, years, activities)
    reason = ReasonForm(posted(request))
    beside = [each for each in (serves, reason) if each is not None]
    title = _("Correct %(entry)s") % {"entry": entry_title(shown.register.name, number)}
    page = _Page(title, _("Save the correction"), to_entry(shown))
    seen = _seen(request)
    if sheet.is_bound and sheet.is_valid() and all(each.is_valid() for each in beside):
        chosen = serves.chosen() if serves else ()
        correction = Correction(sheet.answers(), chosen, reason.cleaned_data["reason"], seen)
        try:
            correct(shown.entry_id, correction, actor=actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            return _ask(request, page, sheet, beside, sentence_for(refusal), seen=seen)
        messages.success(request, _("The correction is saved; what stood there before is kept."))
        return redirect("registers:entry", register, number)
    return _ask(request, page, sheet, beside, seen=seen or revision)


def _serves(request: ActorRequest, body_id: UUID, years: set[int], activities: Iterable[UUID]) -> ServesForm:
    offered = offered_to(body_id, years=years, language=current().code)
    return ServesForm(offered, posted(request), initial={"activities": [str(each) for each in activities]})


def _seen(request: ActorRequest) -> int:
    """The revision that the writer had before the eyes; 0 where the page is only opened."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, register: str, number: int) -> HttpResponse:
    """Withdraw an entry with a reason."""
    actor = request.actor
    shown = pages.entry_of(register, number, actor, current().code)
    must_enter_as(register_named(register), shown.body_id, actor)
    form = ReasonForm(posted(request))
    page = _Page(
        _("Withdraw %(entry)s") % {"entry": entry_title(shown.register.name, number)},
        _("Withdraw"),
        to_entry(shown),
        _("It stays readable with the reason, and counts no more; so do its parts."),
    )
    if form.is_bound and form.is_valid():
        try:
            withdraw(shown.entry_id, form.cleaned_data["reason"], actor=actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            return _ask(request, page, None, [form], sentence_for(refusal))
        messages.success(request, _("The entry is withdrawn."))
        return redirect("registers:entry", register, number)
    return _ask(request, page, None, [form])


def _ask(
    request: ActorRequest,
    page: _Page,
    sheet: AnswerForm | None,
    beside: Sequence[ServesForm | BodyForm | ReasonForm],
    refusal: str = "",
    *,
    seen: int = 0,
) -> HttpResponse:
    is_bound = request.method == "POST"
    context = {
        "page": page,
        "sheet": sheet,
        "beside": beside,
        "every": [each for each in (sheet, *beside) if each is not None],
        "refusal": refusal,
        "seen": seen,
        "has_errors": is_bound,
        "may_repeat": sheet is not None and not seen and not refusal and page.back[-1].href.endswith("/"),
        "cancel_href": page.back[-1].href or reverse("registers:home"),
        "crumbs": [*page.back, Crumb(page.title)],
    }
    return respond(request, "registers/ask.html", context, status=422 if is_bound else 200)
