"""The file of a course, and the questions of one as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.capacity.rules.content import Content, Question
from zaklon.capacity.rules.packaging import MOST_MEGABYTES
from zaklon.capacity.rules.wording import text_in
from zaklon.cases.forms.shared import CommandForm


class CourseForm(CommandForm):
    """The file of a course."""

    file = forms.FileField(label=_("The course (ZIP)"), allow_empty_file=False)

    def clean_file(self) -> bytes:
        """The content of the file, checked whole before anything of it is kept."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1_000_000:
            text = _("The file is larger than %(most)s MB. Make the pictures smaller.")
            raise forms.ValidationError(text % {"most": MOST_MEGABYTES})
        content: bytes = file.read()
        return content


class QuestionsForm(CommandForm):
    """All questions of a course in the reader's language; fields are called question-1, question-2 and so on."""

    def __init__(self, content: Content, language: str, data: Any = None) -> None:
        super().__init__(data)
        for number, question in enumerate(content.questions, start=1):
            self.fields[f"question-{number}"] = _field(number, question, language)

    def chosen(self) -> dict[int, frozenset[int]]:
        """What was chosen, by the number of the question from 0."""
        return {
            place: frozenset(int(each) for each in _listed(self.cleaned_data[name]))
            for place, name in enumerate(self.fields)
        }


def _field(number: int, question: Question, language: str) -> forms.Field:
    choices = [(str(place), text_in(each.texts, language)) for place, each in enumerate(question.answers)]
    label = f"{number}. {text_in(question.texts, language)}"
    if question.is_single:
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    hint = _("Choose all that are right.")
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint)


def _listed(said: object) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else [str(said)]
