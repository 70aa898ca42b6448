"""What pages of calls and grants ask inside."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.common.money import Money
from zaklon.partnership.forms.shared import clock_field, moment_of, words_field
from zaklon.partnership.kinds import ReportKind
from zaklon.partnership.queries.calls import CriterionRow
from zaklon.partnership.values import NewCall, NewContract, NewCriterion, NewReport, ReportGiven
from zaklon.web.inputs import DayField, MoneyField, NumberField


class CallForm(CommandForm):
    """A call, in the country's currency."""

    year = forms.IntegerField(
        label=_("Year"), min_value=2000, max_value=2199, widget=forms.TextInput({"inputmode": "numeric"})
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    priority = words_field(_("What the call is meant for"))
    reference = forms.CharField(label=_("Number of the decision about the call"), max_length=100, required=False)
    least_percent = NumberField(label=_("Least score to be chosen, in per cent"), minimum=0, decimals=0)
    opens = DayField(label=_("Opens on"))
    opens_clock = clock_field(_("Opens at"))
    closes = DayField(label=_("Closes on"))
    closes_clock = clock_field(_("Closes at"))

    def __init__(self, currency: str, data: Any = None) -> None:
        super().__init__(data)
        in_currency = {"currency": currency}
        amounts = {
            "total": _("Whole sum (%(currency)s)") % in_currency,
            "least": _("Least for one project (%(currency)s)") % in_currency,
            "most": _("Most for one project (%(currency)s)") % in_currency,
        }
        for name, label in amounts.items():
            self.fields[name] = MoneyField(currency=currency, label=label)
        self.order_fields(["year", "title", "priority", "reference", *amounts])

    def new(self) -> NewCall:
        """The call."""
        said = self.cleaned_data
        return NewCall(
            year=said["year"],
            title=said["title"],
            priority=said["priority"],
            reference=said["reference"],
            total=said["total"],
            least=said["least"],
            most=said["most"],
            least_percent=int(said["least_percent"]),
            opens_at=moment_of(said["opens"], said["opens_clock"]),
            closes_at=moment_of(said["closes"], said["closes_clock"]),
        )


class CriterionForm(CommandForm):
    """A criterion."""

    text = forms.CharField(label=_("What is judged"), max_length=200)
    weight = NumberField(label=_("Weight in per cent"), minimum=1, decimals=0)
    most_points = NumberField(label=_("Most points"), minimum=1, decimals=0)

    def new(self) -> NewCriterion:
        """The criterion."""
        said = self.cleaned_data
        return NewCriterion(said["text"], int(min(said["weight"], 101)), int(min(said["most_points"], 1000)))


class AssessorForm(CommandForm):
    """Who assesses."""

    body = forms.ChoiceField(label=_("Body"), error_messages={"required": _("Choose a body.")})
    address = forms.EmailField(label=_("Work e-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))

    def __init__(self, bodies: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "body", bodies, _("Choose a body"))


class GiveForm(CommandForm):
    """To whom an application is given."""

    assessors = forms.MultipleChoiceField(
        label=_("Who assesses it?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose among these.")},
    )

    def __init__(self, choices: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "assessors", choices)

    def chosen(self) -> list[UUID]:
        """Keys of the assessors."""
        return [UUID(each) for each in self.cleaned_data["assessors"]]


class ScoresForm(CommandForm):
    """Points for each criterion, and the reasons."""

    def __init__(self, criteria: tuple[CriterionRow, ...], data: Any = None) -> None:
        super().__init__(data)
        self.criteria = criteria
        for each in criteria:
            facts = {"text": each.text, "most": each.most_points, "weight": each.weight}
            self.fields[f"points-{each.position}"] = NumberField(
                label=_("%(text)s: points from 0 to %(most)s") % facts,
                help_text=_("Weight: %(weight)s per cent.") % facts,
                minimum=0,
                decimals=0,
            )
        self.fields["remark"] = words_field(_("Reasons for your points"), rows=6)

    def points(self) -> list[int]:
        """Points in the order of the criteria."""
        return [int(min(self.cleaned_data[f"points-{each.position}"], 10_000)) for each in self.criteria]


class AmountForm(CommandForm):
    """An amount in the call's currency."""

    def __init__(self, amount: Money, label: Any, data: Any = None) -> None:
        super().__init__(data, initial={"amount": amount})
        self.fields["amount"] = MoneyField(currency=amount.currency, label=label)


class InstalmentForm(AmountForm):
    """A payment that is planned."""

    on = DayField(label=_("Planned for"))

    def __init__(self, rest: Money, data: Any = None) -> None:
        super().__init__(rest, _("Amount (%(currency)s)") % {"currency": rest.currency}, data)
        self.order_fields(["amount", "on"])


class ContractForm(CommandForm):
    """A signed contract."""

    reference = forms.CharField(label=_("Number of the contract"), max_length=100)
    signed_on = DayField(label=_("Signed on"))
    starts_on = DayField(label=_("First day of the project"))
    ends_on = DayField(label=_("Last day of the project"))

    def new(self) -> NewContract:
        """The contract."""
        said = self.cleaned_data
        return NewContract(said["reference"], said["signed_on"], said["starts_on"], said["ends_on"])


class ExpectForm(CommandForm):
    """A report that is due."""

    kind = forms.ChoiceField(label=_("Which report?"), choices=ReportKind.choices, widget=forms.RadioSelect)
    due_on = DayField(label=_("Due on"))

    def new(self) -> NewReport:
        """The report."""
        return NewReport(ReportKind(self.cleaned_data["kind"]), self.cleaned_data["due_on"])


class ReportForm(CommandForm):
    """What a report says."""

    received_on = DayField(label=_("Came in on"))
    reached = NumberField(label=_("People reached"), minimum=0, decimals=0)
    results = words_field(_("What the project achieved"), help_text=_("The report about grants shows it."), rows=6)
    file = forms.FileField(label=_("The report itself"), required=False)

    def __init__(self, currency: str, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        label = _("Spent so far (%(currency)s)") % {"currency": currency}
        self.fields["spent"] = MoneyField(currency=currency, label=label)
        self.order_fields(["received_on", "spent"])

    def given(self) -> ReportGiven:
        """The same as the command takes it."""
        said = self.cleaned_data
        reached = int(min(said["reached"], 2_000_000_000))
        return ReportGiven(said["received_on"], said["spent"], reached, said["results"])
