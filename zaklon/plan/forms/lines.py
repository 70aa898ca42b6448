"""Lines of an activity's form: bodies in order, results with their targets, money with its payers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.common.money import Money
from zaklon.plan.forms.numerals import AmountField
from zaklon.plan.kinds import Comparator, Payer, Periodicity, ResultKind
from zaklon.plan.queries.drafting import Offered
from zaklon.plan.settling.drafts import DraftMoney, DraftPart
from zaklon.plan.settling.replies import BODY_PREFIX, LEAVE_OUT
from zaklon.plan.values import MoneyValues, ResultValues

_TEXT = 2_000
MOST_LINES = 60
_NOBODY = ("", _("Nobody"))


class Line(forms.Form):
    """One line of a list; left empty it is no line."""

    def __init__(self, *arguments: Any, offered: Offered, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offered = offered


class BodyLine(Line):
    """A body of the activity. The name that the paper gives it travels along."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    as_written = forms.CharField(widget=forms.HiddenInput, required=False, max_length=_TEXT)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices: list[tuple[str, Any]] = [_NOBODY, *self.offered.bodies]
        written, body = self["as_written"].value(), self.initial.get("body", "")
        if written and not body:
            choices.insert(1, (LEAVE_OUT, _("It is no body: leave it out")))
            self.fields["body"].help_text = _("In the file: “%(name)s”") % {"name": written}
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    def part(self) -> DraftPart | None:
        """The body; a name that nobody has placed stays as it is."""
        body, written = self.cleaned_data.get("body", ""), self.cleaned_data.get("as_written", "")
        if body == LEAVE_OUT or not (body or written):
            return None
        if not body and self.initial.get("body"):
            return None
        return DraftPart(body, written)


class ResultLine(Line):
    """A result indicator."""

    text = forms.CharField(
        label=_("Result indicator"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=_TEXT
    )
    kind = forms.ChoiceField(label=_("What it asks for"), choices=ResultKind.choices, initial=ResultKind.NUMBER)
    comparator = forms.ChoiceField(
        label=_("Compared with the target"),
        choices=[choice for choice in Comparator.choices if choice[0] != Comparator.NONE],
        initial=Comparator.AT_LEAST,
    )
    target = AmountField(label=_("Target"), required=False)
    unit = forms.CharField(label=_("Counted in"), required=False, max_length=40)
    periodicity = forms.ChoiceField(label=_("How often"), choices=Periodicity.choices, initial=Periodicity.NONE)
    measure_name = forms.ChoiceField(
        label=_("Counted from a register"),
        required=False,
        help_text=_("Then nobody types the number; what exactly is counted stands under Measures."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        held = str(self.initial.get("measure_name") or "")
        known = [*self.offered.counted_by]
        if held and held not in dict(known):
            known.append((held, held))
        counted: forms.ChoiceField = self.fields["measure_name"]  # type: ignore[assignment]
        counted.choices = [("", _("No: a person types it")), *known]
        for code, label in self.offered.regions:
            self.fields[f"quota_{code}"] = AmountField(label=label, required=False)

    @property
    def quota_fields(self) -> list[forms.BoundField]:
        """The share of each region."""
        return [self[f"quota_{code}"] for code, _label in self.offered.regions]

    @property
    def has_quota(self) -> bool:
        """Whether a region has a share, or one that has to be corrected."""
        return any(bound.value() or bound.errors for bound in self.quota_fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text") and cleaned.get("target") is not None:
            self.add_error("text", _("Say in words what is promised."))
        return cleaned

    def result(self) -> ResultValues | None:
        """The result; nothing when the line is empty."""
        cleaned = self.cleaned_data
        if not cleaned.get("text"):
            return None
        target: Decimal | None = cleaned["target"]
        return ResultValues(
            text=cleaned["text"],
            kind=ResultKind(cleaned["kind"]),
            comparator=Comparator.NONE if target is None else Comparator(cleaned["comparator"]),
            target=target,
            unit=cleaned["unit"],
            periodicity=Periodicity(cleaned["periodicity"]),
            quotas=self._quotas(),
            measure_name=cleaned["measure_name"],
        )

    def _quotas(self) -> dict[str, Decimal]:
        """The shares entered, and those of places that the country's pack does not list as regions."""
        shares = {code: self.cleaned_data[f"quota_{code}"] for code, _label in self.offered.regions}
        foreign = {
            name.removeprefix("quota_"): share
            for name, share in self.initial.items()
            if name.startswith("quota_") and name not in self.fields
        }
        return {code: share for code, share in {**shares, **foreign}.items() if share}


class MoneyLine(Line):
    """A sum from one source."""

    amount = AmountField(label=_("Amount"), help_text=_("Leave it empty where the paper is not clear."), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    payer = forms.ChoiceField(label=_("Who pays"), required=False)
    as_written = forms.CharField(widget=forms.HiddenInput, required=False, max_length=_TEXT)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = filter(None, (self.initial.get("currency"), *self.offered.currencies))
        self.fields["currency"].choices = [(code, code) for code in dict.fromkeys(known)]  # type: ignore[attr-defined]
        self.fields["payer"].choices = payer_choices(self.offered)  # type: ignore[attr-defined]

    def money(self) -> DraftMoney | None:
        """The line; nothing when neither amount nor payer is given."""
        amount, payer = self.cleaned_data.get("amount"), self.cleaned_data.get("payer", "")
        if amount is None and not payer:
            return None
        kind, body = payer_of(payer)
        written = self.cleaned_data["as_written"]
        currency = self.cleaned_data["currency"] or self.offered.currencies[0]
        minor = None if amount is None else Money.of(currency, amount).minor
        return DraftMoney(MoneyValues(minor, currency, kind, body, written))


def payer_choices(offered: Offered) -> list[tuple[str, Any]]:
    """Who can pay: a gift, everybody, the budget of a body."""
    return [
        ("", _("Not said")),
        (Payer.DONATION.value, Payer.DONATION.label),
        (Payer.ALL_IMPLEMENTERS.value, Payer.ALL_IMPLEMENTERS.label),
        (Payer.BUDGET.value, _("Budgets of several bodies")),
        *((f"{BODY_PREFIX}{code}", _("Budget: %(body)s") % {"body": name}) for code, name in offered.bodies),
    ]


def payer_of(choice: str) -> tuple[Payer, str]:
    """The kind of payer and the code of its body."""
    if choice.startswith(BODY_PREFIX):
        return Payer.BUDGET, choice.removeprefix(BODY_PREFIX)
    return (Payer(choice), "") if choice else (Payer.UNCLEAR, "")


def payer_choice(values: MoneyValues) -> str:
    """The choice that stands for a line's payer."""
    if values.payer is Payer.BUDGET and values.payer_body:
        return f"{BODY_PREFIX}{values.payer_body}"
    return "" if values.payer is Payer.UNCLEAR else values.payer.value


BodyLines = forms.formset_factory(BodyLine, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)
ResultLines = forms.formset_factory(ResultLine, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)
MoneyLines = forms.formset_factory(MoneyLine, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)


def body_initial(parts: Sequence[DraftPart]) -> list[dict[str, Any]]:
    """What the lines of bodies show."""
    return [{"body": part.body, "as_written": part.as_written} for part in parts]


def result_initial(results: Sequence[ResultValues]) -> list[dict[str, Any]]:
    """What the lines of results show."""
    return [
        {
            "text": each.text,
            "kind": each.kind.value,
            "comparator": Comparator.AT_LEAST.value if each.target is None else each.comparator.value,
            "target": each.target,
            "unit": each.unit,
            "periodicity": each.periodicity.value,
            "measure_name": each.measure_name,
            **{f"quota_{region}": share for region, share in each.quotas.items()},
        }
        for each in results
    ]


def money_initial(money: Sequence[DraftMoney]) -> list[dict[str, Any]]:
    """What the lines of money show."""
    return [
        {
            "amount": None
            if each.values.amount_minor is None
            else Money(each.values.currency, each.values.amount_minor).amount,
            "currency": each.values.currency,
            "payer": payer_choice(each.values),
            "as_written": each.values.as_written,
        }
        for each in money
    ]
