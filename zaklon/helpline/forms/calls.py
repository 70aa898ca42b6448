"""What the pages about calls ask. No field of any of them asks who calls."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.helpline.queries.calls import CallFilter
from zaklon.helpline.rules.codes import BY_LETTERS, CHANNEL, LISTS, NEEDED, STRUCTURE, USUAL_CHANNEL, keys_for
from zaklon.helpline.rules.times import OLDEST, began_at, length_in_seconds
from zaklon.helpline.values import Corrected, NewCall
from zaklon.vocabulary.wording import Choice
from zaklon.web.inputs import DayField

LABELS: Mapping[str, Any] = {
    STRUCTURE: _("What the call is about"),
    "caller": _("Who is speaking"),
    "language": _("Language"),
    "sex": _("Sex, if it was said"),
    "age_group": _("Age, if it was said"),
    "municipality": _("Municipality"),
    "form": _("What is suspected"),
    "urgency": _("How urgent it is"),
    "action": _("What was done"),
    CHANNEL: _("Way of getting in touch"),
}
_NOT_SAID = _("Not said")
_LONGEST_NOTE = 4000
_MOST_MINUTES, _MOST_NUMBER = 24 * 60, 10**12
_NO_TRACE = {"autocomplete": "off", "spellcheck": "false"}


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Enter hours and minutes, such as 14:30.")},
    )


def _whole(label: Any, hint: Any = "", *, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class CodesForm(CommandForm):
    """The codes of a call; the label of each value begins with the key by which it is chosen."""

    def __init__(self, choices: Mapping[str, tuple[Choice, ...]], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for field in LISTS:
            self.fields[field] = forms.ChoiceField(label=LABELS[field], required=field in NEEDED)
            offer(self, field, _keyed(field, choices[field]), _("Choose") if field in NEEDED else _NOT_SAID)
        self.fields[CHANNEL].initial = USUAL_CHANNEL

    def codes(self) -> dict[str, str]:
        """The codes that were chosen."""
        return {field: self.cleaned_data[field] for field in LISTS}


def _keyed(field: str, choices: tuple[Choice, ...]) -> Choices:
    if field in BY_LETTERS:
        return [(choice.code, choice.label) for choice in choices]
    keys = keys_for(tuple(choice.code for choice in choices))
    return [(choice.code, f"{keys.get(choice.code, '')} {choice.label}".strip()) for choice in choices]


class LogForm(CodesForm):
    """A new call. `opened` is when the page was opened or started anew, in seconds since 1970."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.FloatField(widget=forms.HiddenInput)
    started = _clock(_("Began at"))
    minutes = _whole(_("Length in minutes"), _("Empty: counted until you save."), least=0, most=_MOST_MINUTES)
    earlier = _whole(_("Number of an earlier call"), _("If it is about the same."), least=1, most=_MOST_NUMBER)
    day = DayField(label=_("Day, if it was not today"), required=False)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("No names, addresses or telephone numbers. It is sealed, and deleted after a set time."),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea({**_NO_TRACE, "rows": "2"}),
    )

    def __init__(
        self, choices: Mapping[str, tuple[Choice, ...]], data: Any = None, *, now: datetime, zone: ZoneInfo
    ) -> None:
        here = now.astimezone(zone)
        initial = {"request_key": uuid.uuid4(), "opened": f"{now.timestamp():.0f}", "started": f"{here:%H:%M}"}
        super().__init__(choices, data, initial=initial)
        self.now, self.zone = now, zone
        # For the script: how far the country's clock is from the one that all agree on, in seconds.
        self.offset = int((here.utcoffset() or timedelta(0)).total_seconds())

    def new(self) -> NewCall:
        """The call."""
        said = self.cleaned_data
        began = began_at(self._opened(), said["started"], said["day"], now=self.now, zone=self.zone)
        return NewCall(
            codes=self.codes(),
            started_at=began,
            request_key=said["request_key"],
            seconds=length_in_seconds(began, said["minutes"], now=self.now),
            earlier=said["earlier"],
            note=said["note"],
        )

    def _opened(self) -> datetime:
        """When the page was opened; now for what no page can have said."""
        oldest = (self.now - OLDEST).timestamp()
        told = float(self.cleaned_data["opened"])
        return datetime.fromtimestamp(told, tz=UTC) if oldest <= told <= self.now.timestamp() else self.now


class CorrectForm(CodesForm):
    """A call as it should be."""

    day = DayField(label=_("Day"))
    started = _clock(_("Began at"))
    minutes = _whole(_("Length in minutes"), least=0, most=_MOST_MINUTES)
    earlier = _whole(_("Number of an earlier call"), least=1, most=_MOST_NUMBER)
    reason = forms.ChoiceField(label=_("Why it is corrected"), required=False)

    def __init__(
        self,
        choices: Mapping[str, tuple[Choice, ...]],
        reasons: Choices,
        data: Any = None,
        *,
        initial: Mapping[str, Any],
        needs_reason: bool,
    ) -> None:
        super().__init__(choices, data, initial=dict(initial))
        offer(self, "reason", reasons, _("Choose"))
        if not needs_reason:
            del self.fields["reason"]

    def corrected(self, began: datetime, seconds: int | None, zone: ZoneInfo) -> Corrected:
        """The call as it should be; what was not touched keeps its seconds."""
        said = self.cleaned_data
        here = began.astimezone(zone)
        clock: time = said["started"] or here.time().replace(tzinfo=None)
        is_same = (said["day"], clock.hour, clock.minute) == (here.date(), here.hour, here.minute)
        minutes = said["minutes"]
        is_same_length = minutes == (None if seconds is None else -(-seconds // 60))
        return Corrected(
            codes=self.codes(),
            started_at=began if is_same else datetime.combine(said["day"], clock, tzinfo=zone),
            seconds=seconds if is_same_length else None if minutes is None else minutes * 60,
            earlier=said["earlier"],
            reason=said.get("reason", ""),
        )


class FilterForm(forms.Form):
    """Which calls of the list."""

    structure = forms.ChoiceField(label=_("What the call is about"), required=False)
    urgency = forms.ChoiceField(label=_("How urgent it is"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, choices: Mapping[str, tuple[Choice, ...]], data: Any) -> None:
        super().__init__(data)
        for field in (STRUCTURE, "urgency"):
            offer(self, field, [(each.code, each.label) for each in choices[field]], _("All"))

    def wanted(self) -> CallFilter:
        """What is chosen; what is wrong takes nothing away."""
        if not self.is_valid():
            return CallFilter()
        return CallFilter(**self.cleaned_data)
