"""The sheet of a signal, read from what a page or a device has sent, and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.views import words as case_words
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.forms.forms import AnswerForm, form_of
from zaklon.forms.queries import definition_of
from zaklon.signal.commands.looking import look_before
from zaklon.signal.commands.reporting import AGES, SEXES, may_name, report_signal
from zaklon.signal.forms.report import NameForm, SignalForm
from zaklon.signal.queries.owners import owner_mark
from zaklon.signal.queries.reports import reported_before
from zaklon.signal.rules.steps import first_step, reporting_roles
from zaklon.signal.values import Looked, NewSignal, Reported
from zaklon.signal.words import reasons
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.sentences import sentence_for


class Came(StrEnum):
    """What became of a signal that was sent."""

    SENT = "sent"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass
class Sheet:
    """The forms of a page; `answers` is None where the country's first step has no form."""

    signal: SignalForm
    names: NameForm | None
    answers: AnswerForm | None
    refusal: str = ""
    came: Came = Came.ASKED
    reported: Reported | None = None

    def is_valid(self) -> bool:
        """Whether all of them are; each is asked, so that all problems are told at once."""
        found = [form.is_valid() for form in (self.signal, self.names, self.answers) if form is not None]
        return all(found)

    @property
    def shown(self) -> list[object]:
        """The forms of the page in its order, for the summary of problems."""
        return [form for form in (self.answers, self.signal, self.names) if form is not None]


def roles_of(actor: Actor) -> tuple[Role, ...]:
    """Roles in which the person may report. Raises NotAllowedNow before a pack is loaded."""
    words = vocabulary()
    return reporting_roles(first_step(words.steps, words.ways), actor.roles)


def blank_sheet(roles: tuple[Role, ...], data: QueryDict | None, *, names: bool) -> Sheet:
    """The forms, filled with what was sent."""
    words, today = vocabulary(), timezone.localdate()
    step = first_step(words.steps, words.ways)
    answers: AnswerForm | None = None
    if step.form:
        # What is needed is asked for at once here: a signal that says nothing helps nobody.
        answers = form_of(definition_of(step.form, current().code, on=today), data, today=today, is_final=True)
    signal = SignalForm(roles, data, asks_age=not _asking(answers, AGES), asks_sex=not _asking(answers, SEXES))
    return Sheet(signal, NameForm(data) if names else None, answers)


def sheet_of(request: ActorRequest) -> Sheet:
    """The sheet of this post, unbound on a page that is only opened."""
    request.actor.must(Permission.SIGNAL_REPORT)
    roles = roles_of(request.actor)
    if not roles:
        raise NotPermitted("signal_role_missing")
    data = request.POST if request.method == "POST" else None
    return blank_sheet(roles, data, names=any(may_name(role) for role in roles))


def send(request: ActorRequest) -> Sheet:
    """Save what was sent, or say what has to be answered first. Nothing is saved in part.

    Raises NotPermitted for a draft that somebody else wrote.
    """
    sheet = sheet_of(request)
    if not sheet.is_valid():
        return sheet
    if sheet.signal.cleaned_data["owner"] not in ("", owner_mark(request.actor)):
        raise NotPermitted("signal_of_another")
    sheet.reported = reported_before(sheet.signal.request(), actor=request.actor)
    if sheet.reported is None and _is_answered(sheet, request.actor):
        _save(sheet, request.actor)
    if sheet.reported is not None:
        sheet.came = Came.SENT
    return sheet


def _save(sheet: Sheet, actor: Actor) -> None:
    role = sheet.signal.chosen_role()
    answers = sheet.answers.answers() if sheet.answers else {}
    identity = sheet.names.content() if sheet.names and role and may_name(role) else {}
    try:
        if role is None:
            raise NotPermitted("signal_role_missing")
        new = NewSignal(
            persons=sheet.signal.persons(answers, _asking(sheet.answers, AGES), _asking(sheet.answers, SEXES)),
            role=role,
            request_key=sheet.signal.request(),
            answers=answers,
            identity=identity,
            same=sheet.signal.cleaned_data["same"],
            waited=sheet.signal.waited_how(),
        )
        sheet.reported = report_signal(new, actor=actor, now=timezone.now())
    except (RuleBroken, NotAllowedNow) as refusal:
        _put(sheet, refusal)


def _is_answered(sheet: Sheet, actor: Actor) -> bool:
    """Whether nobody is found who may be the same, or it was said whether it is."""
    looked = _look(sheet, actor)
    if looked.is_empty:
        return True
    offered = {hit.code: _hit_text(hit.code, hit.position, hit.why) for hit in looked.seen}
    sheet.signal.ask_same(looked, offered)
    said = sheet.signal.cleaned_data["same"]
    codes = [choice for choice, _label in sheet.signal.fields["same"].choices]  # type: ignore[attr-defined]
    if said not in codes:
        sheet.signal.add_refusal(RuleBroken("signal_same_unknown", field="same"))
    return said in codes


def _hit_text(code: str, position: int, why: tuple[str, ...]) -> str | Promise:
    facts = {"code": code, "person": case_words.person_short(position), "why": reasons(why)}
    return _("Yes: case %(code)s, %(person)s (%(why)s)") % facts


def _look(sheet: Sheet, actor: Actor) -> Looked:
    """Who may be meant. Whoever has searched too much today still reports: a signal is never held up by that."""
    role = sheet.signal.chosen_role()
    if sheet.names is None or role is None or not may_name(role):
        return Looked()
    try:
        return look_before(sheet.names.content(), actor=actor, now=timezone.now())
    except NotAllowedNow:
        return Looked()


def _put(sheet: Sheet, refusal: Refusal) -> None:
    """Say a refusal at the question that it names, else above all."""
    if refusal.code == "signal_day_in_doubt":
        sheet.signal.is_day_asked = True
    for form in sheet.shown:
        if refusal.field in form.fields:  # type: ignore[attr-defined]
            form.add_error(refusal.field, sentence_for(refusal))  # type: ignore[attr-defined]
            return
    sheet.refusal = sentence_for(refusal)


def _asking(form: AnswerForm | None, list_code: str) -> str:
    return next((each.code for each in form.definition if each.list_code == list_code), "") if form else ""
