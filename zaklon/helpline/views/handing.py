"""Handing a call on: to a body, or to the Team as a signal; and what the receiving body does with it."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.cases.views.shared import Question, posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.forms.definition import Answers
from zaklon.forms.forms import AnswerForm, form_of
from zaklon.forms.queries import definition_of
from zaklon.helpline.commands import handing
from zaklon.helpline.commands.referring import refer_call
from zaklon.helpline.forms.handing import GroundForm, HandOverForm, OutcomeForm, SureForm
from zaklon.helpline.queries.calls import CallPage, call_page
from zaklon.helpline.queries.handed import handed_of, open_verbs, received
from zaklon.helpline.rules.codes import TOLD
from zaklon.helpline.values import NewReferral
from zaklon.helpline.views.calls import at_call
from zaklon.helpline.views.shared import Back, ask, crumbs, labeller, offered, wording_now
from zaklon.signal.rules.steps import first_step
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_RECEIVERS = "helpline_receiver"
# Which question of the country's form of a signal a field of a call answers.
_ANSWERS = {
    "channel": "channel",
    "caller": "caller",
    "language": "language",
    "topic": "structure",
    "sex": "sex",
    "age_group": "age_group",
    "municipality": "municipality",
    "urgency": "urgency",
}
_LISTS = {"forms_suspected": "form", "actions": "action"}


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, number: int) -> HttpResponse:
    """Hand a call over to another body."""
    actor = request.actor
    actor.must(Permission.CALL_LOG)
    found = call_page(number, actor=actor)
    wording = wording_now()
    receivers = [
        (str(body_id), wording.label(_RECEIVERS, code))
        for code, body_id in handing.receivers().items()
        if body_id != actor.body_id
    ]
    told = [field for field in TOLD if found.row.code(field)]
    form = HandOverForm(receivers, offered(handing.GROUNDS), told, posted(request))
    question = Question(
        _("Hand call %(number)s over") % {"number": number},
        _("Hand over"),
        _("The call is handed over. Their answer comes to this page."),
        (_("If somebody is in danger now, telephone first; this makes sure that it is answered."),),
    )
    return ask(
        request,
        form,
        question,
        at_call(number),
        lambda: handing.hand_over(number, form.new(), actor=actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def refer(request: ActorRequest, number: int) -> HttpResponse:
    """Pass a call on as a signal: the country's own form, filled in as far as the call tells."""
    actor = request.actor
    actor.must(Permission.CALL_LOG)
    actor.must(Permission.SIGNAL_REPORT)
    found = call_page(number, actor=actor)
    if found.is_referred and request.method == "GET":
        raise NotAllowedNow("call_referred_already")
    answers = _sheet(found, posted(request))
    ground = GroundForm(offered(handing.GROUNDS), posted(request))
    refusal, shown = "", [form for form in (ground, answers) if form is not None]
    # Each is asked, so that all problems are told at once.
    problems = [form for form in shown if not form.is_valid()]
    if request.method == "POST" and not problems:
        said = ground.cleaned_data
        new = NewReferral(said["ground"], said["request_key"], {} if answers is None else answers.answers())
        try:
            code = refer_call(number, new, actor=actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refused:
            refusal = _put(answers, refused)
        else:
            return redirect("cases:case", code)
    context = {
        "answers": answers,
        "ground": ground,
        "shown": shown,
        "refusal": refusal,
        "has_errors": request.method == "POST",
        "number": number,
        "crumbs": crumbs(actor, *at_call(number).crumbs, Crumb(_("Pass on as a signal"))),
    }
    return respond(request, "helpline/refer.html", context, status=422 if request.method == "POST" else 200)


def _sheet(found: CallPage, data: QueryDict | None) -> AnswerForm | None:
    """The country's form of a signal, begun with what the call tells; None where it has none."""
    words, today = vocabulary(), timezone.localdate()
    step = first_step(words.steps, words.ways)
    if not step.form:
        return None
    definition = definition_of(step.form, current().code, on=today)
    known = {code: said for code, said in _known(found).items() if code in definition.by_code}
    return form_of(definition, data, today=today, begins=known, is_final=True)


def _put(answers: AnswerForm | None, refused: RuleBroken | NotAllowedNow) -> str:
    """The refusal at its question, else for above the form."""
    if answers is not None and refused.field in answers.fields:
        answers.add_error(refused.field, sentence_for(refused))
        return ""
    return sentence_for(refused)


def _known(found: CallPage) -> Answers:
    """What the call tells of the form's questions."""
    row, here = found.row, timezone.localtime(found.row.started_at)
    known: dict[str, str | list[str]] = {
        "received_on": here.date().isoformat(),
        "received_time": f"{here:%H:%M}",
        "responder": "hotline",
    }
    known |= {question: row.code(field) for question, field in _ANSWERS.items() if row.code(field)}
    known |= {question: [row.code(field)] for question, field in _LISTS.items() if row.code(field)}
    if row.minutes is not None and row.code("channel") == "phone":
        known["minutes"] = str(row.minutes)
    return known


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """What the helpline has handed over to the own body."""
    context = {
        "rows": received(actor=request.actor),
        "label": labeller(),
        "columns": [Column("told", _("Told")), Column("what", _("What")), Column("stands", _("How it stands"))],
        "crumbs": [Crumb(_("From the helpline"))],
    }
    return respond(request, "helpline/received.html", context)


@require_GET
def handed(request: ActorRequest, handed_id: UUID) -> HttpResponse:
    """One hand-over, without its words."""
    return _handed_page(request, handed_id)


@require_POST
def words(request: ActorRequest, handed_id: UUID) -> HttpResponse:
    """The same with the words that were told, opened with a line on the trail."""
    text = handing.read_handed_words(handed_id, actor=request.actor, now=timezone.now())
    return _handed_page(request, handed_id, text)


def _handed_page(request: ActorRequest, handed_id: UUID, text: str = "") -> HttpResponse:
    actor = request.actor
    row = handed_of(handed_id, actor=actor)
    is_receiver = row.receiver_id == actor.body_id
    above = Crumb(_("From the helpline"), reverse("helpline:received"))
    context = {
        "row": row,
        "text": text,
        "is_receiver": is_receiver,
        "steps": [(verb, _verb_names()[verb]) for verb in open_verbs(row, actor=actor)],
        "label": labeller(),
        "term": wording_now().label,
        "bodies": names_in(current().code),
        "crumbs": [above, Crumb(_("A hand-over"))] if is_receiver else crumbs(actor, *at_call(row.number).crumbs),
    }
    response = respond(request, "helpline/handed.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _verb_names() -> dict[str, str]:
    return {
        "accept": _("Take it on"),
        "decline": _("Not ours"),
        "finish": _("Say what came of it"),
        "take_back": _("Take it back"),
    }


@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, handed_id: UUID, verb: str) -> HttpResponse:
    """Take a step of a hand-over."""
    actor = request.actor
    if verb not in _verb_names():
        raise Http404
    row = handed_of(handed_id, actor=actor)
    outcomes = offered(handing.OUTCOMES)
    form = OutcomeForm(outcomes, posted(request)) if verb == "finish" else SureForm(posted(request))
    question = Question(_verb_names()[verb], _verb_names()[verb], _("Recorded. The other side is told."))
    href = reverse("helpline:handed", args=[row.handed_id])

    def deed() -> None:
        outcome = form.cleaned_data.get("outcome", "")
        handing.move_hand_over(handed_id, verb, actor=actor, now=timezone.now(), outcome=outcome)

    return ask(request, form, question, Back(href, (Crumb(_("A hand-over"), href),)), deed)
