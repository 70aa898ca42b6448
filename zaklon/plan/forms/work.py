"""Small forms of the working pages: filters, reasons, who reports, how long bodies may take."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zaklon.common.errors import Refusal
from zaklon.web.sentences import sentence_for

Choices = Sequence[tuple[str, Any]]


class FilterForm(forms.Form):
    """A filter whose values stand in the address; what the lists do not offer is left aside.

    It is never bound: a link with an outdated value shows the whole list rather than an error.
    """

    def __init__(self, query: QueryDict, choices: Mapping[str, Choices]) -> None:
        self.chosen = {name: _offered(query.get(name, ""), offered) for name, offered in choices.items()}
        self.chosen["q"] = query.get("q", "").strip()[:200]
        super().__init__(initial=self.chosen)
        self.offered = choices
        for name, offered in choices.items():
            if name in self.fields:
                self.fields[name].choices = offered  # type: ignore[attr-defined]
            if len(offered) < 3:  # "all" and a single one: there is nothing to choose
                self.fields.pop(name, None)

    def uuid(self, name: str) -> UUID | None:
        """A chosen id, None when nothing is chosen."""
        return UUID(self.chosen[name]) if self.chosen[name] else None

    def chosen_labels(self) -> list[tuple[str, str]]:
        """Name and wording of each choice that is made."""
        labels = {name: {str(value): str(label) for value, label in offered} for name, offered in self.offered.items()}
        return [
            (name, labels[name][value] if name in labels else value) for name, value in self.chosen.items() if value
        ]


class TaskFilterForm(FilterForm):
    """Which tasks to show."""

    q = forms.CharField(label=_("Code or words in the title"), max_length=200)
    turn = forms.ChoiceField(label=_("What is to be done"))
    period = forms.ChoiceField(label=_("Period"))
    plan = forms.ChoiceField(label=_("Plan"))
    body = forms.ChoiceField(label=_("Lead body"))


class ReviewFilterForm(FilterForm):
    """Which reports to review."""

    q = forms.CharField(label=_("Code or words in the title"), max_length=200)
    plan = forms.ChoiceField(label=_("Plan"))
    period = forms.ChoiceField(label=_("Period"))
    body = forms.ChoiceField(label=_("Lead body"))
    code = forms.ChoiceField(label=_("Status of the activity"))
    attention = forms.ChoiceField(label=_("Needs attention"))


class CommandForm(forms.Form):
    """A form whose command may refuse: the refusal becomes an error of the field that it names."""

    def add_refusal(self, refusal: Refusal) -> None:
        """Say the refusal's sentence at its field, or above all fields."""
        self.add_error(self.field_of(refusal), sentence_for(refusal))

    def field_of(self, refusal: Refusal) -> str | None:
        """The field that a refusal speaks of; None when it is not one of this form's."""
        return refusal.field if refusal.field in self.fields else None


class ReasonForm(CommandForm):
    """A reason that must be given."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": _("Give the reason, so that others can act on it.")},
    )

    def __init__(self, *args: Any, label: Any = "", hint: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = hint


class AnswerForm(CommandForm):
    """What a partner says of its part; a dispute needs the reason."""

    verb = forms.ChoiceField(choices=[("confirm", ""), ("dispute", "")], widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What you want to say about your part"),
        help_text=_("Needed when you dispute: say what is wrong, so that the lead body can correct it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verb") == "dispute" and not cleaned.get("text", "").strip():
            self.add_error("text", _("Say what is wrong, so that the lead body can correct it."))
        return cleaned


class ReporterForm(CommandForm):
    """Who reports on the activity."""

    reporter = forms.ChoiceField(label=_("Who reports on this activity?"))

    def __init__(self, people: Iterable[tuple[UUID, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(user_id), name) for user_id, name in people]
        self.fields["reporter"].choices = [("nobody", _("Any reporter of the body")), *named]  # type: ignore[attr-defined]

    def reporter_id(self) -> UUID | None:
        """The chosen person; None for nobody in particular."""
        chosen = self.cleaned_data["reporter"]
        return None if chosen == "nobody" else UUID(chosen)


class OpenPeriodsForm(CommandForm):
    """How long bodies may take to report after a period has ended."""

    days = forms.IntegerField(
        label=_("Days to report after the end of a period"),
        min_value=1,
        max_value=180,
        initial=15,
        widget=forms.NumberInput(),
    )


def _offered(value: str, offered: Choices) -> str:
    return value if any(str(code) == value for code, _label in offered) else ""
