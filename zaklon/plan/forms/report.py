"""The form in which a reporter enters progress: one field group per result, texts, money."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.common.errors import Refusal
from zaklon.common.money import Money
from zaklon.plan.commands.progress import ProgressEntry, ResultEntry, SpentEntry
from zaklon.plan.forms.numerals import AmountField, MoneyAmountField
from zaklon.plan.forms.work import CommandForm
from zaklon.plan.kinds import Payer, ResultKind
from zaklon.plan.queries.report import ReportPage
from zaklon.plan.queries.report_parts import SpentShown, ValueShown
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.formats import money, number
from zaklon.web.inputs import DayField

# Lines of money beside the plan on one form; more than anybody has had, few enough for one page.
_MOST_LINES = 20
_MET = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("unknown", gettext_lazy("Not known yet")))


class ReportForm(CommandForm):
    """Everything that a reporter enters, for one report."""

    done_text = forms.CharField(
        label=gettext_lazy("What was done?"),
        help_text=gettext_lazy("Two or three sentences for the Government's report, without names of participants."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=20_000,
    )
    obstacles_text = forms.CharField(
        label=gettext_lazy("What stood in the way?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=20_000,
    )
    next_step_text = forms.CharField(
        label=gettext_lazy("What is the next step?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=20_000,
    )
    completed_on = DayField(
        label=gettext_lazy("When was the activity completed?"),
        help_text=gettext_lazy("Leave empty while it goes on."),
        required=False,
    )
    evidence = forms.FileField(
        label=gettext_lazy("Add a file as evidence"),
        help_text=gettext_lazy(
            "Minutes, lists, pictures without children. The partners, the office and the Coordination Body see it; it"
            " is never published. After saving you can add more."
        ),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, page: ReportPage, payers: Iterable[tuple[UUID, str]], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files)
        self._page = page
        self.short_labels: dict[str, str] = {}
        self._typed = [value for value in page.values if not value.is_computed]
        self._planned = [line for line in page.spent if line.is_planned]
        self.initial.update(_texts_of(page), seen=page.fingerprint)
        for value in self._typed:
            self._add_result(value)
        for line in self._planned:
            label, hint = line.source, _planned_hint(line)
            self.fields[f"{line.key}-spent"] = MoneyAmountField(
                currency=line.currency, label=label, help_text=hint, required=False
            )
            self.initial[f"{line.key}-spent"] = line.spent
        self.extra_keys = self._add_lines([line for line in page.spent if not line.is_planned], list(payers))

    def result_fields(self, value: ValueShown) -> list[forms.BoundField]:
        """The fields of one result, in their order; none when a register computes it."""
        return [self[name] for name in self.fields if name.startswith(f"{value.line.key}-")]

    def region_fields(self, value: ValueShown) -> list[forms.BoundField]:
        """Those of the regions alone."""
        return [bound for bound in self.result_fields(value) if bound.name.startswith(f"{value.line.key}-in-")]

    def line_fields(self, key: str) -> list[forms.BoundField]:
        """The fields of one line of money beside the plan."""
        return [self[f"{key}-{part}"] for part in ("amount", "currency", "payer", "body", "note")]

    def has_lines(self) -> bool:
        """Whether money beside the plan is there, or has to be corrected."""
        return any(self[f"{key}-amount"].value() or self[f"{key}-amount"].errors for key in self.extra_keys)

    def field_of(self, refusal: Refusal) -> str | None:
        """A refusal names a result by its id: lead to that result's first field."""
        if refusal.field == "file":
            return "evidence"
        for value in self._typed:
            if refusal.field == str(value.line.result_id):
                return self.result_fields(value)[0].name
        return super().field_of(refusal)

    def is_stale(self) -> bool:
        """Somebody else has saved the report since this form was opened, and this form would undo it."""
        differs = any(name not in {"seen", "lines", "evidence"} for name in self.changed_data)
        return differs and self.cleaned_data.get("seen") != self._page.fingerprint

    def take_as_seen(self, fingerprint: str) -> None:
        """The next sending of this form is meant for the report as it stands now."""
        self.data = dict(self.data.items()) | {"seen": fingerprint}  # items() takes the one value of each field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for value in self._typed:
            if value.regions:
                self._clean_regions(value)
        for key in self.extra_keys:
            self._clean_line(key)
        return cleaned

    def entry(self) -> ProgressEntry:
        """What was entered, for the command."""
        cleaned = self.cleaned_data
        return ProgressEntry(
            results=tuple(self._result_entry(value) for value in self._typed),
            spent=(*self._planned_entries(), *self._line_entries()),
            done_text=cleaned["done_text"],
            obstacles_text=cleaned["obstacles_text"],
            next_step_text=cleaned["next_step_text"],
            completed_on=cleaned["completed_on"],
        )

    def _add_result(self, value: ValueShown) -> None:
        line, key = value.line, value.line.key
        if line.is_counted:
            self._add(f"{key}-number", AmountField(label=line.text, required=False), _number_label(value), value.number)
        else:
            label = _("Was it done?") if line.kind is ResultKind.DONE else _("Has this been reached?")
            radios = forms.ChoiceField(label=line.text, choices=_MET, widget=forms.RadioSelect, required=False)
            self._add(f"{key}-met", radios, label, {True: "yes", False: "no", None: "unknown"}[value.is_met])
        for part in value.regions:
            hint = _("Planned: %(number)s") % {"number": number(part.target)} if part.target is not None else ""
            label = _("%(result)s, %(region)s") % {"result": line.text, "region": part.label}
            field = AmountField(label=label, help_text=hint, required=False)
            self._add(f"{key}-in-{part.region}", field, part.label, part.number)
        note = forms.CharField(label=line.text, widget=forms.Textarea, required=False, max_length=20_000)
        self._add(f"{key}-text", note, _text_label(value), value.text)

    def _add(self, name: str, field: forms.Field, short_label: str, initial: object) -> None:
        """A field whose own label is long enough for the error summary; under its result a short one will do."""
        self.fields[name], self.short_labels[name], self.initial[name] = field, short_label, initial

    def _add_lines(self, beside: Sequence[SpentShown], payers: Sequence[tuple[UUID, str]]) -> list[str]:
        wanted = self.data.get("lines", "") if self.is_bound else ""
        asked = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0
        count = min(max(asked, len(beside) + 2), max(_MOST_LINES, len(beside)))
        self.initial["lines"] = count
        currency = self._page.activity.currency
        currencies = [
            (code, code)
            for code in dict.fromkeys((currency, *vocabulary().currencies(), *(x.currency for x in beside)))
        ]
        bodies = [("", _("No body named")), *((str(body_id), name) for body_id, name in payers)]
        keys = [f"x{position}" for position in range(1, count + 1)]
        for position, key in enumerate(keys):
            self.fields.update(_line_fields(key, currencies, bodies))
            line = beside[position] if position < len(beside) else None
            self.initial.update(_line_initial(key, line, currency))
        return keys

    def _clean_regions(self, value: ValueShown) -> None:
        """The regions make up the number: an empty number is their sum, another one is an error."""
        key = value.line.key
        names = [f"{key}-in-{part.region}" for part in value.regions]
        if any(name not in self.cleaned_data for name in [*names, f"{key}-number"]):
            return
        typed = [self.cleaned_data[name] for name in names if self.cleaned_data[name] is not None]
        total, said = sum(typed, Decimal(0)), self.cleaned_data[f"{key}-number"]
        if typed and said is None:
            self.cleaned_data[f"{key}-number"] = total
        elif typed and said != total:
            facts = {"total": number(total), "number": number(said)}
            sentence = _("The regions add up to %(total)s, but the number is %(number)s. Correct what is wrong.")
            self.add_error(f"{key}-number", sentence % facts)

    def _clean_line(self, key: str) -> None:
        cleaned = self.cleaned_data
        if cleaned.get(f"{key}-amount") is not None:
            return
        said = cleaned.get(f"{key}-note") or cleaned.get(f"{key}-body")
        if said and f"{key}-amount" not in self.errors:
            self.add_error(f"{key}-amount", _("Enter the amount, or clear this line."))

    def _result_entry(self, value: ValueShown) -> ResultEntry:
        key, cleaned = value.line.key, self.cleaned_data
        parts = {part.region: cleaned[f"{key}-in-{part.region}"] for part in value.regions}
        return ResultEntry(
            result_id=value.line.result_id,
            number=cleaned.get(f"{key}-number"),
            is_met={"yes": True, "no": False}.get(cleaned.get(f"{key}-met", "")),
            text=cleaned[f"{key}-text"],
            regions={region: amount for region, amount in parts.items() if amount is not None},
        )

    def _planned_entries(self) -> list[SpentEntry]:
        entries = []
        for line in self._planned:
            spent: Money | None = self.cleaned_data[f"{line.key}-spent"]
            if spent is not None:
                entry = SpentEntry(spent.minor, spent.currency, line.payer, line.body_id, line.line_id, line.note)
                entries.append(entry)
        return entries

    def _line_entries(self) -> list[SpentEntry]:
        cleaned = self.cleaned_data
        return [
            SpentEntry(
                amount_minor=Money.of(cleaned[f"{key}-currency"], cleaned[f"{key}-amount"]).minor,
                currency=cleaned[f"{key}-currency"],
                payer=Payer(cleaned[f"{key}-payer"]),
                payer_body_id=UUID(cleaned[f"{key}-body"]) if cleaned[f"{key}-body"] else None,
                note=cleaned[f"{key}-note"],
            )
            for key in self.extra_keys
            if cleaned[f"{key}-amount"] is not None
        ]


def _texts_of(page: ReportPage) -> dict[str, Any]:
    return {
        "done_text": page.done_text,
        "obstacles_text": page.obstacles_text,
        "next_step_text": page.next_step_text,
        "completed_on": page.completed_on,
    }


def _planned_hint(line: SpentShown) -> str:
    if line.planned is None:
        return _("The plan does not say how much.")
    return _("Planned: %(amount)s") % {"amount": money(line.planned)}


def _number_label(value: ValueShown) -> str:
    if value.regions:
        return _("Number reached in all")
    return _("How many were delivered?") if value.line.kind is ResultKind.PERIODIC else _("Number reached")


def _text_label(value: ValueShown) -> str:
    if value.line.kind is ResultKind.QUALITATIVE:
        return _("In words")
    return _("Note, or why there is no value yet")


def _line_fields(key: str, currencies: Any, bodies: Any) -> dict[str, forms.Field]:
    payers = [(payer.value, payer.label) for payer in Payer if payer is not Payer.UNCLEAR]
    return {
        f"{key}-amount": AmountField(label=_("Amount"), required=False),
        f"{key}-currency": forms.ChoiceField(label=_("Currency"), choices=currencies),
        f"{key}-payer": forms.ChoiceField(label=_("Source"), choices=payers),
        f"{key}-body": forms.ChoiceField(label=_("Body that paid"), choices=bodies, required=False),
        f"{key}-note": forms.CharField(label=_("Note"), required=False, max_length=400),
    }


def _line_initial(key: str, line: SpentShown | None, currency: str) -> dict[str, Any]:
    if line is None:
        return {f"{key}-currency": currency, f"{key}-payer": Payer.DONATION.value}
    return {
        f"{key}-amount": line.spent.amount if line.spent else None,
        f"{key}-currency": line.currency,
        f"{key}-payer": line.payer.value,
        f"{key}-body": str(line.body_id or ""),
        f"{key}-note": line.note,
    }
