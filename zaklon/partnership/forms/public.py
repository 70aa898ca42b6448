"""What organisations fill in without signing in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.common.money import Money
from zaklon.partnership.forms.shared import FilesField, words_field
from zaklon.partnership.queries.calls import CallRow
from zaklon.partnership.values import Contact, NewApplication
from zaklon.web.formats import money
from zaklon.web.inputs import MoneyField


class ApplyForm(CommandForm):
    """An application, on one page; `request_key` makes one of a form that is sent twice."""

    applicant = forms.CharField(label=_("Name of the organisation"), max_length=160)
    registered_as = forms.CharField(label=_("Number in the register of organisations"), max_length=60)
    project = forms.CharField(label=_("Title of the project"), max_length=200)
    summary = words_field(_("What the project does"), help_text=_("Write no names of people whom you help."), rows=8)
    municipalities = forms.MultipleChoiceField(
        label=_("Municipalities where it works"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one municipality.")},
    )
    person = forms.CharField(label=_("Contact person"), max_length=120)
    email = forms.EmailField(label=_("E-mail address of the contact person"))
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    papers = FilesField(
        label=_("Papers that the call asks for"),
        required=False,
        help_text=_("At most 5 files: PDF, Word, Excel, text or pictures."),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, call: CallRow, places: Choices, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        currency = call.total.currency
        bounds = {"least": money(call.least), "most": money(call.most)}
        self.fields["asked"] = MoneyField(
            currency=currency,
            label=_("Amount that you ask for (%(currency)s)") % {"currency": currency},
            help_text=_("From %(least)s to %(most)s for one project.") % bounds,
        )
        self.fields["own"] = MoneyField(
            currency=currency,
            label=_("Own money and that of others (%(currency)s)") % {"currency": currency},
            help_text=_("0 if there is none."),
        )
        offer(self, "municipalities", places)
        self.order_fields(["applicant", "registered_as", "project", "summary", "municipalities", "asked", "own"])

    def new(self) -> NewApplication:
        """The application."""
        said = self.cleaned_data
        asked: Money = said["asked"]
        return NewApplication(
            applicant=said["applicant"],
            registered_as=said["registered_as"],
            project=said["project"],
            summary=said["summary"],
            municipalities=tuple(said["municipalities"]),
            asked=asked,
            own=said["own"],
            contact=Contact(said["person"], said["email"], said["telephone"]),
            request_key=said["request_key"],
        )


class CodeForm(CommandForm):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Code of the receipt"),
        max_length=40,
        help_text=_("Sixteen letters and digits in four groups."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class CompleteForm(CommandForm):
    """What was missing, under the code of the receipt."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    papers = FilesField(label=_("Papers that were missing"), error_messages={"required": _("Choose the files.")})
