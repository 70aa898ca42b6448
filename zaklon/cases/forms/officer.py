"""What the data-protection officer enters, and the requests that workers record for persons."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.cases.kinds import AlertKind, RightKind, RightOutcome
from zaklon.web.inputs import DayField


def _reason(label: str | Promise, hint: str | Promise, longest: int, *, is_required: bool = True) -> forms.CharField:
    words: dict[str, Any] = {"label": label, "help_text": hint}
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=longest, required=is_required, widget=area, **words)


class AlertFilter(forms.Form):
    """Which of the noticed uses are listed."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Not looked at yet")), ("reviewed", _("Looked at")), ("all", _("All"))],
    )
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Everything")), *AlertKind.choices])


class AlertReviewForm(CommandForm):
    """What somebody made of an unusual use."""

    words = _reason(
        _("What did you find out, and what follows?"),
        _("It stays with the alert. Write no names of persons in a case."),
        2000,
    )


class RightForm(CommandForm):
    """What a person asks of those who hold the file."""

    person = forms.ChoiceField(label=_("Who asks"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("What does the person ask for?"),
        choices=RightKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the person asks for.")},
    )

    def __init__(self, persons: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "person", persons)
        if len(persons) == 1:
            self.fields["person"].widget = forms.HiddenInput()
            self.fields["person"].initial = persons[0][0]


class RightAnswerForm(CommandForm):
    """What comes of a request."""

    outcome = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=RightOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the answer.")},
    )
    reason = _reason(
        _("Reasons"),
        _("Needed for what is refused or granted in part. The person is told; write it so that it can be read out."),
        2000,
        is_required=False,
    )


class HoldForm(CommandForm):
    """Which file is kept whatever its time, and why."""

    code = forms.CharField(
        label=_("Code of the case"),
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    reason = _reason(
        _("Which court or inquiry needs the file?"), _("With the number of the matter there. Write no names."), 400
    )


class LiftHoldForm(CommandForm):
    """Why a hold ends."""

    reason = _reason(_("Why does the hold end?"), _("Such as: the judgment is final. Write no names."), 400)


class KeepLongerForm(CommandForm):
    """Until when a file is kept beyond its time, and why."""

    until = DayField(label=_("Keep until"))
    reason = _reason(_("Why is it still needed?"), _("Write no names."), 400)
