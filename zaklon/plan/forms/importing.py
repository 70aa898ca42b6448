"""Forms of the import: the file, the facts of plan and strategy, the questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.plan.forms.amendments import quarter_choices
from zaklon.plan.forms.lines import payer_choices
from zaklon.plan.forms.work import CommandForm
from zaklon.plan.imports_sentences import choice_text
from zaklon.plan.kinds import Payer
from zaklon.plan.queries.drafting import Choices, Offered
from zaklon.plan.settling.drafts import NEW_STRATEGY, DraftPaper
from zaklon.plan.settling.questions import AS_READ, Asked, Reply
from zaklon.plan.settling.replies import LEAVE_OUT
from zaklon.web.languages import LANGUAGES

_YEARS: Final = range(2000, 2061)
_LONGEST_NAME = 200
_NOT_ANSWERED = ("", _("Not answered yet"))


class UploadForm(CommandForm):
    """A plan file."""

    file = forms.FileField(
        label=_("Plan file"),
        help_text=_("A Word document (.docx), an Excel workbook (.xlsx) or plain text (.txt), up to 20 MB."),
        allow_empty_file=True,
        max_length=_LONGEST_NAME,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.txt"}),
    )
    strategy = forms.ChoiceField(label=_("Strategy"), help_text=_("It can also be chosen later."), required=False)
    year = forms.TypedChoiceField(
        label=_("Year of the plan"),
        help_text=_("Only where you know it better than the file."),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("As the file says")), *((str(year), str(year)) for year in _YEARS)],
    )

    def __init__(self, strategies: Choices, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["strategy"].choices = [("", _("Not chosen yet")), *strategies]  # type: ignore[attr-defined]


class PaperForm(CommandForm):
    """The facts of the plan and, where the file begins a strategy, those of the strategy."""

    title = forms.CharField(label=_("Title of the plan"), max_length=400)
    year = forms.TypedChoiceField(label=_("Year of the plan"), coerce=int)
    language = forms.ChoiceField(label=_("Language of the plan"), choices=LANGUAGES)
    currency = forms.ChoiceField(label=_("Currency of the plan"))
    strategy = forms.ChoiceField(label=_("To which strategy does the plan belong?"), widget=forms.RadioSelect)
    strategy_code = forms.CharField(
        label=_("Code of the new strategy"),
        help_text=_("Short, such as NS-2019. It stands in addresses and files and does not change."),
        max_length=40,
        required=False,
    )
    strategy_title = forms.CharField(label=_("Title of the new strategy"), max_length=400, required=False)
    first_year = forms.TypedChoiceField(label=_("First year"), coerce=int, empty_value=None, required=False)
    last_year = forms.TypedChoiceField(label=_("Last year"), coerce=int, empty_value=None, required=False)
    vision = forms.CharField(
        label=_("Vision"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000, required=False
    )
    mission = forms.CharField(
        label=_("Mission"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000, required=False
    )

    NEW = ("strategy_code", "strategy_title", "first_year", "last_year")

    def __init__(self, paper: DraftPaper, strategies: Choices, currencies: Iterable[str], data: Any = None) -> None:
        initial = {name: getattr(paper, name) for name in self.base_fields}
        initial |= {name: str(initial[name] or "") for name in ("year", "first_year", "last_year")}
        super().__init__(data, initial=initial)
        years = [("", _("Not known")), *((str(year), str(year)) for year in _YEARS)]
        for name in ("year", "first_year", "last_year"):
            self.fields[name].choices = years  # type: ignore[attr-defined]
        known = dict.fromkeys([paper.currency, *currencies])
        self.fields["currency"].choices = [(code, code) for code in known]  # type: ignore[attr-defined]
        begin = (NEW_STRATEGY, _("A new strategy begins with this file"))
        self.fields["strategy"].choices = [*strategies, begin]  # type: ignore[attr-defined]
        self._taken = {code for code, _title in strategies}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("strategy") != NEW_STRATEGY:
            return cleaned
        for name in self.NEW:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("A new strategy needs this."))
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The strategy would end before it begins."))
        if cleaned.get("strategy_code") in self._taken:
            self.add_error("strategy_code", _("Another strategy has this code."))
        return cleaned

    def paper(self) -> DraftPaper:
        """What was entered."""
        return DraftPaper(**{name: self.cleaned_data[name] for name in self.base_fields})


@dataclass(frozen=True)
class QuestionContext:
    """What the answers to questions can be chosen from; `objectives` are those of the strategy in question."""

    offered: Offered
    objectives: Choices


class QuestionsForm(forms.Form):
    """Several questions on one page, each with a field of its own; what stays empty stays open."""

    def __init__(
        self, asked: Sequence[Asked], texts: dict[str, tuple[str, str]], context: QuestionContext, data: Any = None
    ) -> None:
        super().__init__(data)
        self._asked = {f"q-{each.key}": each for each in asked}
        for name, each in self._asked.items():
            label, hint = texts[each.key]
            made = _field(each, context)
            if made is None:
                continue
            made.label, made.help_text, made.required = label, hint, False
            self.fields[name] = made
            self.initial[name] = [each.answer] if isinstance(made, forms.MultipleChoiceField) else each.answer

    def field_for(self, asked: Asked) -> forms.BoundField | None:
        """The question's field; None where the row itself has to be corrected."""
        name = f"q-{asked.key}"
        return self[name] if name in self.fields else None

    def said(self) -> list[tuple[str, str, str]]:
        """Row, field and text of every answer that is new."""
        found = []
        for name in self.fields:
            asked = self._asked[name]
            value = self.cleaned_data[name]
            text = "".join(value or "")
            if text != asked.answer:
                found.append((asked.row, asked.field, text))
        return found


def _field(asked: Asked, context: QuestionContext) -> forms.Field | None:
    reply = asked.kind.reply
    if reply is Reply.AS_READ:
        yes = [(AS_READ, _("Yes, it is right as read"))]
        return forms.MultipleChoiceField(choices=yes, widget=forms.CheckboxSelectMultiple)
    if reply is Reply.CHOICE:
        choices = [(choice, choice_text(asked, choice)) for choice in asked.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    if reply is Reply.TEXT:
        return forms.CharField(max_length=_text_length(asked))
    choices = _choices(asked, context)
    return forms.ChoiceField(choices=[_NOT_ANSWERED, *choices]) if choices else None


def _text_length(asked: Asked) -> int:
    return {"code": 20, "number": 40, "results": 40}.get(asked.kind.about, 2_000)


def _choices(asked: Asked, context: QuestionContext) -> list[tuple[str, Any]]:
    offered, reply = context.offered, asked.kind.reply
    if reply is Reply.BODY:
        leave = [] if asked.code == "lead_missing" else [(LEAVE_OUT, _("It is no body: leave it out"))]
        return [*leave, *offered.bodies]
    if reply is Reply.PAYER:
        unclear = (Payer.UNCLEAR.value, _("It stays unclear for now"))
        return [*(choice for choice in payer_choices(offered) if choice[0] not in {"", "budget"}), unclear]
    if reply is Reply.CURRENCY:
        return [(code, code) for code in dict.fromkeys([asked.facts["currency"], *offered.currencies])]
    plain: dict[Reply, Sequence[tuple[str, Any]]] = {
        Reply.QUARTER: quarter_choices(offered.first_year, offered.last_year)[1:],
        Reply.YEAR: [(str(year), str(year)) for year in _YEARS],
        Reply.OBJECTIVE: context.objectives,
        Reply.LIST: offered.lists,
    }
    return list(plain.get(reply, ()))


class RowsFilterForm(forms.Form):
    """Which rows of a reading to show."""

    only = forms.ChoiceField(
        label=_("Rows"), choices=[("", _("All")), ("unsure", _("Only those not read with certainty"))]
    )
