"""Forms for the directory of providers."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.protection.kinds import Profile
from zaklon.protection.values import NewLicence, NewProvider
from zaklon.web.inputs import DayField, MoneyField


class ProviderForm(CommandForm):
    """A provider; where it is is never asked."""

    name = forms.CharField(
        label=_("Name of the provider"),
        max_length=120,
        help_text=_("No address, no town and no telephone number: files name it by its code only."),
        error_messages={"required": _("Enter the name of the provider, without an address.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind of provider"), error_messages={"required": _("Choose the kind.")})
    body = forms.ChoiceField(
        label=_("Body that runs it"),
        help_text=_("Its shelter staff answer when a place is asked for."),
        error_messages={"required": _("Choose a body.")},
    )
    services = forms.MultipleChoiceField(
        label=_("Services"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one service from the list.")},
    )

    def __init__(self, kinds: Choices, bodies: Choices, services: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "kind", kinds, _("Choose the kind"))
        offer(self, "body", bodies, _("Choose a body"))
        offer(self, "services", services)

    def new(self) -> NewProvider:
        """What was entered."""
        said = self.cleaned_data
        return NewProvider(said["name"], said["kind"], UUID(said["body"]), tuple(said["services"]))


class LicenceForm(CommandForm):
    """A licence with its places for each group."""

    service = forms.ChoiceField(label=_("Service"), error_messages={"required": _("Choose the service.")})
    number = forms.CharField(
        label=_("Number of the licence"),
        max_length=60,
        error_messages={"required": _("Enter the number of the licence.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    valid_from = DayField(label=_("Valid from"))
    valid_until = DayField(label=_("Valid until"))

    def __init__(self, services: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "service", services, _("Choose the service"))
        for profile in Profile:
            self.fields[f"places_{profile}"] = forms.IntegerField(
                label=_("Places: %(group)s") % {"group": profile.label},
                required=False,
                min_value=0,
                max_value=500,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    def new(self) -> NewLicence:
        """What was entered."""
        said = self.cleaned_data
        places = {profile: said[f"places_{profile}"] or 0 for profile in Profile}
        return NewLicence(said["service"], said["number"], said["valid_from"], said["valid_until"], places)


class ReasonForm(CommandForm):
    """One reason out of a list of the pack."""

    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, error_messages={"required": _("Choose the reason.")}
    )

    def __init__(self, reasons: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "reason", reasons)


class OutcomeForm(CommandForm):
    """What came of a complaint."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), widget=forms.RadioSelect, error_messages={"required": _("Choose what came of it.")}
    )

    def __init__(self, outcomes: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "outcome", outcomes)


class RateForm(CommandForm):
    """What a night costs from a day on."""

    from_date = DayField(label=_("From"))

    def __init__(self, currency: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["amount"] = MoneyField(currency=currency, label=_("Rate for a night"))


class EndForm(CommandForm):
    """The day from which a provider is no longer in the directory."""

    on = DayField(label=_("From which day is it no longer in the directory?"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class HouseIncidentForm(CommandForm):
    """What the staff of a provider file themselves, in codes: nobody is named outside a file."""

    reported_on = DayField(label=_("Day of the report"))
    severity = forms.ChoiceField(
        label=_("How serious is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how serious it is.")},
    )
    kind = forms.MultipleChoiceField(
        label=_("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it is about.")},
    )
    stop = forms.BooleanField(label=_("Nobody should be placed here until this is settled"), required=False)

    def __init__(self, severities: Choices, kinds: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "severity", severities)
        offer(self, "kind", kinds)
