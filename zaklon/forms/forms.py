"""A Django form made from a definition, and what a page needs to show it section by section."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zaklon.forms.definition import Answer, Answers, Definition, Question
from zaklon.forms.rules.carrying import without_untouched
from zaklon.forms.rules.checking import Checked, check
from zaklon.forms.rules.completeness import Completeness, completeness
from zaklon.forms.wording import amount_of, condition_text, day_of, problem_text, yes_no
from zaklon.vocabulary.pack import FieldKind
from zaklon.web.inputs import DayField, DecimalInput, NumberField

PREFIX = "answer"
LEAVE_OUT, BEGUN = "leave_out", "begun_with"
# More choices than these are a drop-down list; so are those that may be left open, since a radio cannot be cleared.
_MOST_RADIOS = 10
# A browser keeps nothing of what is typed into sealed answers, for forms or for its spelling.
_NO_TRACE = {"autocomplete": "off", "spellcheck": "false"}


@dataclass(frozen=True)
class Asked:
    """A question on a page; `conditions` is the JSON that the script reads, `when` the same in words.

    `begun` is, for the script too, the answer with which the form began; empty for none.
    """

    code: str
    bound: BoundField
    label: str
    when: str
    conditions: str
    begun: str = ""
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AskedSection:
    """A section on a page."""

    code: str
    label: str
    questions: tuple[Asked, ...]


class _AnyChoice(forms.ChoiceField):
    """A choice whose rules stand in rules.checking, so that the API and the page say the same."""

    def valid_value(self, value: Any) -> bool:  # noqa: ARG002
        return True


class _AnyChoices(forms.MultipleChoiceField):
    def valid_value(self, value: Any) -> bool:  # noqa: ARG002
        return True


class AnswerForm(forms.Form):
    """The answers of one form; once valid, `checked` holds them as they are sealed."""

    checked: Checked

    def __init__(
        self,
        definition: Definition,
        data: Any = None,
        *,
        today: date,
        former: Answers | None = None,
        begins: Answers | None = None,
        is_final: bool = False,
    ) -> None:
        self.definition, self.today, self.is_final = definition, today, is_final
        self.former = dict(former or {})
        at_first = self.former or dict(begins or {})
        # A sheet that comes back remembers what it began with; it decides of untouched answers only.
        self.begun = _read_begun(data.get(f"{PREFIX}-{BEGUN}", "")) if data is not None else dict(begins or {})
        shown = {question.code: _shown(question, at_first.get(question.code, "")) for question in definition}
        super().__init__(data, prefix=PREFIX, initial=shown)
        for question in definition:
            self.fields[question.code] = _field_of(question, self.former.get(question.code, ""))
        self.fields[BEGUN] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self._begun())

    def clean(self) -> dict[str, Any]:
        """Hold the answers against the rules; every problem stands at its question."""
        cleaned = super().clean() or {}
        posted = {code: _posted(cleaned.get(code)) for code in self.definition.by_code}
        leaves_out = self.data.get(self.add_prefix(LEAVE_OUT)) == "on"
        self.checked = check(
            self.definition,
            without_untouched(self.definition, posted, self.begun),
            today=self.today,
            former=self.former,
            leaves_out=leaves_out,
            is_final=self.is_final,
        )
        for problem in self.checked.problems:
            if problem.question not in self.errors:
                self.add_error(problem.question, problem_text(problem))
        if self.checked.set_aside:
            self._offer_to_leave_out(self.checked.set_aside)
        return cleaned

    def _offer_to_leave_out(self, set_aside: dict[str, Answer]) -> None:
        labels = "; ".join(self.definition.by_code[code].label for code in set_aside)
        text = ngettext(
            "Leave out %(num)s answer to a question that does not apply: %(questions)s",
            "Leave out %(num)s answers to questions that do not apply: %(questions)s",
            len(set_aside),
        )
        label = text % {"num": len(set_aside), "questions": labels}
        self.fields[LEAVE_OUT] = forms.BooleanField(label=label, required=False)

    def answers(self) -> dict[str, Answer]:
        """What is to be sealed: the answers, and those of the former sheet that this version does not know."""
        unknown = {code: said for code, said in self.former.items() if code not in self.definition.by_code}
        return unknown | self.checked.answers

    def completeness(self) -> Completeness:
        """How complete the sheet is with what was posted."""
        return completeness(self.definition, self.checked.answers)

    def sections(self) -> Iterator[AskedSection]:
        """The form as a page shows it."""
        for section in self.definition.sections:
            questions = tuple(self._asked(question) for question in section.questions)
            yield AskedSection(section.code, section.label, questions)

    def leave_out(self) -> BoundField | None:
        """The box by which the writer lets go of answers that do not apply; None while there are none."""
        return self[LEAVE_OUT] if LEAVE_OUT in self.fields else None

    def begun_input(self) -> BoundField:
        """What the form began with, so that what nobody touched can be told from what somebody wrote."""
        return self[BEGUN]

    def _begun(self) -> str:
        kept = {q.code: self.begun[q.code] for q in self.definition if q.shown_if and self.begun.get(q.code)}
        return json.dumps(kept) if kept else ""

    def _asked(self, question: Question) -> Asked:
        label = _("%(label)s (needed)") % {"label": question.label} if question.is_needed else question.label
        conditions = [[each.field, each.relation.value, each.value] for each in question.shown_if]
        return Asked(
            question.code,
            self[question.code],
            label,
            condition_text(self.definition, question.shown_if),
            json.dumps(conditions) if conditions else "",
            _listed(self.begun.get(question.code)) if conditions else "",
            _OPTIONS.get(question.kind, {}),
        )


_OPTIONS: dict[FieldKind, dict[str, Any]] = {
    FieldKind.YES_NO: {"inline": True, "small": True},
    FieldKind.CHOICE: {"small": True},
    FieldKind.CHOICES: {"small": True},
    FieldKind.NUMBER: {"width": 5},
    FieldKind.AMOUNT: {"width": 10},
    FieldKind.LINES: {"rows": 3},
}


def form_of(
    definition: Definition,
    data: Any = None,
    *,
    today: date,
    former: Answers | None = None,
    begins: Answers | None = None,
    is_final: bool = False,
) -> AnswerForm:
    """The form in the language of its definition; unbound without `data`.

    `former` are the answers that are corrected; `begins` what a new sheet offers, to be looked at and changed. A final
    sheet (`is_final`) must answer every needed question.
    """
    return AnswerForm(definition, data, today=today, former=former, begins=begins, is_final=is_final)


def _field_of(question: Question, former: Answer) -> forms.Field:
    words: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": False}
    kind = question.kind
    if kind is FieldKind.DAY:
        return DayField(**words)
    if kind is FieldKind.AMOUNT:
        return NumberField(minimum=0, decimals=2, widget=DecimalInput(_NO_TRACE), **words)
    if kind is FieldKind.YES_NO:
        return _AnyChoice(choices=yes_no(), widget=forms.RadioSelect, **words)
    if kind is FieldKind.CHOICES:
        return _AnyChoices(choices=_choices(question, former), widget=forms.CheckboxSelectMultiple, **words)
    if kind is FieldKind.CHOICE:
        return _choice_field(question, former, words)
    return forms.CharField(strip=True, widget=_box_of(kind), **_with_hint(kind, words))


def _choice_field(question: Question, former: Answer, words: dict[str, Any]) -> forms.Field:
    choices = _choices(question, former)
    if question.is_needed and len(choices) <= _MOST_RADIOS:
        return _AnyChoice(choices=choices, widget=forms.RadioSelect, **words)
    return _AnyChoice(choices=[("", _("Not answered")), *choices], widget=forms.Select(_NO_TRACE), **words)


def _choices(question: Question, former: Answer) -> list[tuple[str, str]]:
    """What is offered today, and what was chosen before and is not offered any more."""
    held = former if isinstance(former, list) else [former]
    return [(o.code, o.label) for o in question.options if o.is_offered or o.code in held]


def _box_of(kind: FieldKind) -> forms.Widget:
    if kind in {FieldKind.TEXT, FieldKind.LINES}:
        return forms.Textarea(_NO_TRACE)
    return forms.TextInput(_NO_TRACE | ({"inputmode": "numeric"} if kind is FieldKind.NUMBER else {}))


_ONE_LINE_EACH = gettext_lazy("One in each line.")


def _with_hint(kind: FieldKind, words: dict[str, Any]) -> dict[str, Any]:
    return words | ({"help_text": _ONE_LINE_EACH} if kind is FieldKind.LINES and not words["help_text"] else {})


def _shown(question: Question, said: Answer) -> Any:
    if question.kind is FieldKind.DAY:
        return day_of(str(said))
    if question.kind is FieldKind.AMOUNT:
        return amount_of(str(said))
    if question.kind is FieldKind.LINES:
        return "\n".join(said)
    return said


def _read_begun(said: str) -> dict[str, Any]:
    """What a page says that it began with; nothing for what no page of ours says."""
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _listed(answer: Any) -> str:
    """An answer as the list of values that a script finds in its controls; empty for none."""
    if not answer:
        return ""
    return json.dumps(answer if isinstance(answer, list) else [answer])


def _posted(value: Any) -> Answer:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, list) else str(value or "")
