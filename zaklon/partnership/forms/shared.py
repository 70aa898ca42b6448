"""Fields that several forms of partnership ask with."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import CommandForm
from zaklon.web.inputs import DayField

_CLOCK = {"inputmode": "numeric", "autocomplete": "off"}


def clock_field(label: Any, *, required: bool = True) -> forms.TimeField:
    """Hours and minutes."""
    return forms.TimeField(
        label=label,
        required=required,
        help_text=_("Hours and minutes, such as 14:30."),
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput(_CLOCK),
        error_messages={"required": _("Enter the time."), "invalid": _("Enter hours and minutes, such as 14:30.")},
    )


def words_field(label: Any, *, help_text: Any = "", required: bool = True, rows: int = 4) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=10_000,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


def moment_of(day: date, clock: time) -> datetime:
    """The moment, here."""
    return timezone.make_aware(datetime.combine(day, clock))


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of uploaded files, which may be empty when optional."""

    widget: Any = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        """Each file by Django's own checks."""
        sent = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not sent:
            return super().clean(None, None) or []
        return [super(FilesField, self).clean(each, None) for each in sent]


class DayForm(CommandForm):
    """A day on which something happened."""

    on = DayField(label=_("Day"))


class ReasonForm(CommandForm):
    """A reason, as somebody will read it."""

    reason = words_field(_("Reason"))

    def __init__(self, label: Any = "", data: Any = None) -> None:
        super().__init__(data)
        if label:
            self.fields["reason"].label = label


class FileForm(CommandForm):
    """A file."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, Word, Excel, text or a picture."))
