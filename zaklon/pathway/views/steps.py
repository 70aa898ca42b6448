"""Taking a step: the form of the law, or a plain question where the step has none."""

from dataclasses import replace
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.beginnings import Asking, Beginning, begin, beside
from zaklon.cases.queries.page_rows import CaseFront, PersonRow
from zaklon.cases.views import words
from zaklon.cases.views.shared import crumbs_to, fronted, posted
from zaklon.cases.views.sheets import SheetPage, at_its_question, show_sheet, taken_over
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.forms.forms import AnswerForm, form_of
from zaklon.forms.queries import definition_of
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.standing import Law, about, is_seen, state_of
from zaklon.pathway.rules.needs import refuse_unfit_person
from zaklon.pathway.rules.steps import may_take
from zaklon.pathway.values import NewStep
from zaklon.pathway.views.history import person_at
from zaklon.vocabulary.pack import Step
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.sentences import sentence_for


class SentForm(forms.Form):
    """What goes along unseen: the state that was on the screen, and the key by which a form sent twice is one step."""

    seen_state = forms.CharField(widget=forms.HiddenInput, max_length=40)
    request_key = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, code: str, position: int, way: str, verb: str) -> HttpResponse:
    """A step for a person. Whoever was slower sees how things stand now, and keeps what was written."""
    page, law = fronted(request, code), law_now()
    person = person_at(page, position)
    chosen = _chosen(page, law, way, verb)
    if request.method == "GET":  # what was written meanwhile is kept on the page, and refused there
        refuse_unfit_person(chosen.needs, about(person, law))
    state = state_of(person.person_id, way, law)
    asking = _asking(request, code, person, chosen)
    begun = begin(asking) if asking is not None and request.method == "GET" else Beginning()
    sheet = _sheet(request, chosen, asking, begun)
    sent = SentForm(posted(request), initial={"seen_state": state, "request_key": uuid4()})
    refusal: Refusal | None = None
    if request.method == "POST" and sent.is_valid() and (sheet is None or sheet.is_valid()):
        new = _new_step(person, chosen, sheet, sent)
        try:
            take_step(code, new, actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as found:
            refusal = at_its_question(sheet, found)
        else:
            messages.success(request, _("Recorded: %(step)s.") % {"step": law.wording.label("step", chosen.code)})
            return redirect(_back(code))
    if refusal is not None and refusal.code == "moved_meanwhile":
        sent = SentForm(initial={"seen_state": state, "request_key": uuid4()})
    told = (words.person(person), _stands(law, way, state))
    shown = replace(_shown(law, chosen, code, sheet, told), hidden=(sent,))
    if request.method == "GET":
        return show_sheet(request, replace(shown, about=(*shown.about, taken_over(begun)), beside=begun.beside))
    panels = beside(asking) if asking is not None else ()
    refused = sentence_for(refusal) if refusal else ""
    return show_sheet(request, replace(shown, refusal=refused, beside=panels), status=422)


def _new_step(person: PersonRow, chosen: Step, sheet: AnswerForm | None, sent: SentForm) -> NewStep:
    return NewStep(
        person.person_id,
        chosen.way,
        chosen.verb,
        sheet.answers() if sheet else {},
        sent.cleaned_data["seen_state"],
        sent.cleaned_data["request_key"],
    )


def _stands(law: Law, way: str, state: str) -> str:
    facts = {"way": law.wording.label("way", way), "state": law.wording.label(f"state_{way}", state)}
    return _("%(way)s: %(state)s.") % facts


def _shown(law: Law, chosen: Step, code: str, sheet: AnswerForm | None, about: tuple[str, ...]) -> SheetPage:
    title = law.wording.label("step", chosen.code)
    return SheetPage(
        code=code,
        title=title,
        sheet=sheet,
        about=(*about, sheet.definition.lead) if sheet else about,
        button=_("Save this step"),
        cancel_href=reverse("cases:case", args=[code]) + "#ways",
        crumbs=crumbs_to(code, Crumb(title)),
    )


def _chosen(page: CaseFront, law: Law, way: str, verb: str) -> Step:
    found = next((each for each in law.words.steps if (each.way, each.verb) == (way, verb)), None)
    if found is None:
        raise Http404
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    if not may_take(found, page.roles):
        raise NotPermitted("step_of_others")
    return found


def _asking(request: ActorRequest, code: str, person: PersonRow, chosen: Step) -> Asking | None:
    if not chosen.form:
        return None
    definition = definition_of(chosen.form, current().code, on=timezone.localdate())
    return Asking(code, person, definition, request.actor, timezone.now(), chosen.verb)


def _sheet(request: ActorRequest, chosen: Step, asking: Asking | None, begun: Beginning) -> AnswerForm | None:
    if asking is None:
        return None
    today = timezone.localdate()
    return form_of(asking.definition, posted(request), today=today, begins=begun.answers, is_final=chosen.is_complete)


def _back(code: str) -> str:
    """The case; or the list of cases, for whoever does not see it any more after the step."""
    return reverse("cases:case", args=[code]) + "#ways" if is_seen(code) else reverse("cases:home")
