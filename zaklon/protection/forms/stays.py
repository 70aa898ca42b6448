"""Forms for stays and for safe contact."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, languages, offer
from zaklon.protection.kinds import Channel, Profile
from zaklon.protection.values import Limits, NewStay
from zaklon.web.inputs import DayField

# The code of a provider and that of a service.
_OFFER = re.compile(r"[A-Z0-9-]{1,20} [a-z_]{1,40}")


class _ProviderOffered(forms.ChoiceField):
    """A provider and a service as the page offered them. Offers end between page and answer; the command says why."""

    def valid_value(self, value: Any) -> bool:
        return _OFFER.fullmatch(str(value)) is not None


class AskForm(CommandForm):
    """A place that is asked for; providers stand by their code, with how many places are free."""

    profile = forms.ChoiceField(
        label=_("For which group?"),
        choices=Profile.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the group.")},
    )
    provider = _ProviderOffered(label=_("Provider"), error_messages={"required": _("Choose a provider.")})
    wanted_from = DayField(label=_("From which day?"))
    may_wait = forms.BooleanField(
        label=_("Put the person on the waiting list if there is no free place"), required=False
    )

    def __init__(self, offers: Iterable[tuple[str, str]], data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"wanted_from": today})
        offer(self, "provider", offers, _("Choose a provider"))

    def new(self, person_id: UUID) -> NewStay:
        """What was entered."""
        said = self.cleaned_data
        code, _space, service = said["provider"].partition(" ")
        return NewStay(person_id, code, service, Profile(said["profile"]), said["wanted_from"], said["may_wait"])


class EnterForm(CommandForm):
    """The day on which somebody came."""

    on = DayField(label=_("Day of entry"))
    until = DayField(label=_("Planned until"), required=False)
    has_agreed = forms.BooleanField(
        label=_("The rules of the house were explained, and the person agreed to them"), required=False
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class LeaveForm(CommandForm):
    """The day and the reason of leaving."""

    on = DayField(label=_("Day of leaving"))
    reason = forms.ChoiceField(
        label=_("Reason of leaving"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason of leaving.")},
    )

    def __init__(self, reasons: Choices, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        offer(self, "reason", reasons)


class LimitsForm(CommandForm):
    """How a person may be reached, agreed with the person."""

    forbidden = forms.MultipleChoiceField(
        label=_("Never in this way"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    allowed = forms.MultipleChoiceField(
        label=_("Only in this way"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty if every other way is safe."),
    )
    never_message = forms.BooleanField(label=_("Never leave a message behind, with nobody and nowhere"), required=False)
    no_post = forms.BooleanField(label=_("Nothing by post"), required=False)
    hour_from = forms.TimeField(
        label=_("Only from this hour"),
        required=False,
        help_text=_("Such as 9:00. Leave both empty if any hour is safe."),
        error_messages={"invalid": _("Enter an hour such as 9:00.")},
    )
    hour_until = forms.TimeField(
        label=_("Until this hour"), required=False, error_messages={"invalid": _("Enter an hour such as 17:30.")}
    )
    language = forms.ChoiceField(
        label=_("Language"), error_messages={"required": _("Choose the language in which the person is reached.")}
    )

    def __init__(self, data: Any = None, *, limits: Limits | None = None) -> None:
        super().__init__(data, initial=_shown(limits) if limits else None)
        offer(self, "language", languages(), _("Choose a language"))

    def limits(self) -> Limits:
        """What was entered."""
        said = self.cleaned_data
        return Limits(
            language=said["language"],
            allowed=frozenset(Channel(each) for each in said["allowed"]),
            forbidden=frozenset(Channel(each) for each in said["forbidden"]),
            hour_from=said["hour_from"],
            hour_until=said["hour_until"],
            never_message=said["never_message"],
            no_post=said["no_post"],
        )


def _shown(limits: Limits) -> dict[str, object]:
    return {
        "forbidden": sorted(limits.forbidden),
        "allowed": sorted(limits.allowed),
        "never_message": limits.never_message,
        "no_post": limits.no_post,
        "hour_from": limits.hour_from and f"{limits.hour_from:%H:%M}",
        "hour_until": limits.hour_until and f"{limits.hour_until:%H:%M}",
        "language": limits.language,
    }
