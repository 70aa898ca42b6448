"""Answering a list of the screening on a phone, one section at a time: nothing is sealed before somebody saves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.kinds import Part
from zaklon.cases.queries.page_rows import CaseFront, PersonRow
from zaklon.cases.views import words
from zaklon.cases.views.sealed import row_of
from zaklon.cases.views.shared import crumbs_to, fronted
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.identification.commands.screening import Answered, answer_instrument, offered, read_screening
from zaklon.identification.forms.answering import InstrumentForm
from zaklon.identification.forms.screening import SentForm, elsewhere, sections_of
from zaklon.identification.rules.answers import Answer
from zaklon.identification.values import NewScreening
from zaklon.identification.views.shared import wording_now
from zaklon.pathway.views.history import person_at
from zaklon.vocabulary.pack import Instrument
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class _Asking:
    """A list that is being answered about somebody; `former` are its newest answers, in the same version."""

    page: CaseFront
    person: PersonRow
    instrument: Instrument
    former: Answered | None

    @property
    def code(self) -> str:
        return self.page.code

    @property
    def back(self) -> str:
        return reverse("screening:home", args=[self.code, self.person.position])

    @property
    def answers(self) -> Answers:
        return self.former.sheet.answers if self.former else {}


@dataclass(frozen=True)
class _Shown:
    """What a section shows: the answers of all sections, which one it is, and what goes along unseen."""

    answers: Answers
    section: int
    seen: str
    request_key: str
    refusal: str = ""


@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, code: str, position: int, instrument: str) -> HttpResponse:
    """Answer a list. Whoever was slower keeps what was marked, and meets it put together with the other's answers."""
    now = timezone.now()
    asking = _asking(request, code, position, instrument, now)
    if request.method == "GET":
        seen = str(asking.former.record_id) if asking.former else ""
        return _show(request, asking, _Shown(asking.answers, 0, seen, str(uuid4())))
    whole, sent = InstrumentForm(asking.instrument, wording_now(), request.POST), SentForm(request.POST)
    if not (whole.is_valid() and sent.is_valid()):
        raise RuleBroken("answer_unknown")
    given = sent.cleaned_data
    shown = _Shown(whole.sheet().answers, given["section"], str(given["seen"] or ""), str(given["request_key"]))
    if "save" not in request.POST:
        return _show(request, asking, _Shown(shown.answers, _wanted(request, shown), shown.seen, shown.request_key))
    new = NewScreening(
        asking.person.person_id,
        asking.instrument.code,
        asking.instrument.version,
        shown.answers,
        given["seen"],
        given["request_key"],
    )
    try:
        answer_instrument(code, new, actor=request.actor, now=now)
    except (RuleBroken, NotAllowedNow) as refusal:
        return _show(request, asking, _refused(asking, shown, refusal), status=422)
    messages.success(request, _("The answers are sealed in the file. What they point to stands below; you decide."))
    return redirect(asking.back)


def _asking(request: ActorRequest, code: str, position: int, instrument: str, now: datetime) -> _Asking:
    """The list for the person. Raises Http404 for none, NotPermitted, and RuleBroken for one that is off."""
    page = fronted(request, code)
    person = person_at(page, position)
    if not row_of(page, Part.SCREENING).may_write:
        raise NotPermitted("part_withheld")
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    found, pack = read_screening(code, person.person_id, actor=request.actor, now=now), vocabulary()
    versions = [each for each in pack.instruments.values() if each.code == instrument]
    if not versions:
        raise Http404
    newest = max(versions, key=lambda each: each.version)
    usable = next((each for each in reversed(offered(found, pack, now)) if each.code == instrument), None)
    if usable is None:
        raise RuleBroken("instrument_not_for_age" if newest.is_on else "instrument_off")
    former = found.of(instrument)
    is_same = former is not None and former.sheet.instrument.version == usable.version
    return _Asking(page, person, usable, former if is_same else None)


def _wanted(request: ActorRequest, shown: _Shown) -> int:
    """The section to go to: the one that was asked for, else the next."""
    to = request.POST.get("to", "")
    return int(to) if to.isascii() and to.isdigit() and len(to) < 3 else shown.section + 1


def _refused(asking: _Asking, shown: _Shown, refusal: Refusal) -> _Shown:
    """The same section with what is wrong; somebody else's answers are put to what is not known here."""
    answers, seen = shown.answers, shown.seen
    if refusal.code == "screening_meanwhile" and asking.former is not None:
        mine = {code: said for code, said in answers.items() if said is not Answer.NOT_KNOWN}
        answers, seen = {**asking.answers, **mine}, str(asking.former.record_id)
    return _Shown(answers, shown.section, seen, shown.request_key, sentence_for(refusal))


def _show(request: ActorRequest, asking: _Asking, shown: _Shown, *, status: int = 200) -> HttpResponse:
    instrument, wording = asking.instrument, wording_now()
    names = sections_of(instrument)
    section = min(shown.section, len(names) - 1)
    form = InstrumentForm(instrument, wording, former=shown.answers, dimension=names[section])
    sent = SentForm(initial={"section": section, "seen": shown.seen, "request_key": shown.request_key})
    context = {
        "code": asking.code,
        "person": words.person(asking.person),
        "form": form,
        "sent": sent,
        "along": elsewhere(instrument, shown.answers, [names[section]]),
        "number": section + 1,
        "count": len(names),
        "marked": sum(said is not Answer.NOT_KNOWN for said in shown.answers.values()),
        "refusal": shown.refusal,
        "back": asking.back,
        "crumbs": crumbs_to(asking.code, Crumb(_("Screening"), asking.back), Crumb(form.title)),
    }
    return respond(request, "identification/section.html", context, status=status)
