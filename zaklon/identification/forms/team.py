"""What pages of the Team ask: mandates, the roster, sessions, votes and opinions, how a decision was told."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.cases.kinds import Stance
from zaklon.identification.kinds import Function
from zaklon.identification.queries.people import MemberRow
from zaklon.identification.values import NewMember, NewShift, Told
from zaklon.web.inputs import DayField

_CLOCK = {"inputmode": "numeric", "autocomplete": "off", "placeholder": ""}


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=_("Hours and minutes, such as 14:30."),
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput(_CLOCK),
        error_messages={"required": _("Enter the time."), "invalid": _("Enter hours and minutes, such as 14:30.")},
    )


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class AppointForm(CommandForm):
    """A new mandate."""

    body = forms.ChoiceField(label=_("Body"), error_messages={"required": _("Choose a body.")})
    address = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("The person must hold the post in the Team already; the administrator gives posts."),
        error_messages={"required": _("Enter the work e-mail address.")},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    function = forms.ChoiceField(label=_("Function"), choices=Function.choices, widget=forms.RadioSelect)
    is_deputy = forms.BooleanField(
        label=_("Deputy, who stands in for somebody who is missing or may not decide"), required=False
    )
    profile = forms.ChoiceField(label=_("Profile"), error_messages={"required": _("Choose a profile.")})
    starts = DayField(label=_("First day of the mandate"))
    ends = DayField(label=_("Last day of the mandate (optional)"), required=False)

    def __init__(self, bodies: Choices, profiles: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "body", bodies, _("Choose a body"))
        offer(self, "profile", profiles, _("Choose a profile"))

    def new(self) -> NewMember:
        """The mandate."""
        said = self.cleaned_data
        return NewMember(
            address=said["address"],
            body_id=UUID(said["body"]),
            function=Function(said["function"]),
            profile=said["profile"],
            starts_on=said["starts"],
            ends_on=said["ends"],
            is_deputy=said["is_deputy"],
        )


class EndMandateForm(CommandForm):
    """The last day of a mandate."""

    ends = DayField(label=_("Last day of the mandate"))


class ShiftForm(CommandForm):
    """Who is on call, from when until when."""

    member = forms.ChoiceField(label=_("Member"), error_messages={"required": _("Choose a member.")})
    starts = DayField(label=_("From day"))
    starts_time = _time(_("From"))
    ends = DayField(label=_("Until day"))
    ends_time = _time(_("Until"))

    def __init__(self, rows: Iterable[MemberRow], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "member", [(str(row.member_id), row.name) for row in rows], _("Choose a member"))

    def new(self) -> NewShift:
        """The shift."""
        said = self.cleaned_data
        return NewShift(
            UUID(said["member"]),
            _moment(said["starts"], said["starts_time"]),
            _moment(said["ends"], said["ends_time"]),
        )


class SessionForm(CommandForm):
    """What kind of session, and when."""

    kind = forms.ChoiceField(
        label=_("Kind"), widget=forms.RadioSelect, error_messages={"required": _("Choose the kind.")}
    )
    day = DayField(label=_("Day"))
    clock = _time(_("Time"))

    def __init__(self, kinds: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "kind", kinds)

    def planned_at(self) -> datetime:
        """The moment."""
        return _moment(self.cleaned_data["day"], self.cleaned_data["clock"])


class PresentForm(CommandForm):
    """Who is present, or expected."""

    members = forms.MultipleChoiceField(
        label=_("Who is present, or expected?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, choices: Choices, present: Iterable[UUID], data: Any = None) -> None:
        super().__init__(data, initial={"members": [str(each) for each in present]})
        offer(self, "members", choices)

    def chosen(self) -> list[UUID]:
        """Keys of the mandates."""
        return [UUID(each) for each in self.cleaned_data["members"]]


class AgendaForm(CommandForm):
    """Which person who waits is put on the agenda."""

    person = forms.ChoiceField(
        label=_("Who waits for the Team?"),
        help_text=_("Persons are told by the code of their case and their number in it."),
        error_messages={"required": _("Choose a person.")},
    )

    def __init__(self, choices: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "person", choices, _("Choose a person"))

    def chosen(self) -> tuple[str, UUID]:
        """The code of the case, and the key of the person."""
        code, person_id = self.cleaned_data["person"].split()
        return code, UUID(person_id)


class AsideForm(CommandForm):
    """Why a member steps aside, in a code."""

    stance = forms.ChoiceField(
        label=_("What ties you to the case?"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what ties you to the case.")},
    )


class VoteForm(CommandForm):
    """What a member chooses."""

    choice = forms.ChoiceField(
        label=_("Your vote"), widget=forms.RadioSelect, error_messages={"required": _("Choose one of these.")}
    )

    def __init__(self, choices: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "choice", choices)


class OpinionForm(CommandForm):
    """A member's opinion; `request_key` makes one of a form that is sent twice."""

    opinion = forms.CharField(
        label=_("Your opinion"),
        help_text=_("What you found, and what follows from it in your field. It is sealed in the person's file."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write your opinion.")},
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)


class ToldForm(CommandForm):
    """How and when a decision was told."""

    ways = forms.MultipleChoiceField(
        label=_("How was it told?"),
        help_text=_("Never to a child without a trusted adult."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose how it was told.")},
    )
    on = DayField(label=_("Day"))

    def __init__(self, ways: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "ways", ways)

    def told(self) -> Told:
        """The same as the command takes it."""
        return Told(tuple(self.cleaned_data["ways"]), self.cleaned_data["on"])
