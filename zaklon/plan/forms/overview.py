"""What a reader of the plan may choose, and the form by which a coordinator records an indicator's value."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.common.dates import Quarter
from zaklon.plan.commands.measurements import IndicatorEntry
from zaklon.plan.kinds import ActivityCode, Payer, ValueKind
from zaklon.plan.queries.tree import Wanted
from zaklon.web.inputs import DayField, NumberField

Choices = Iterable[tuple[str, str]]
# In an address nothing chosen is the empty text, so that the status "no report" needs a word of its own.
NO_REPORT_WORD = "none"
OPEN_AMOUNT = "open_amount"
_T = TypeVar("_T")


class ChoosePeriod(forms.Form):
    """Which plan and which period a page is about."""

    plan = forms.ChoiceField(label=gettext_lazy("Plan"))
    period = forms.ChoiceField(label=gettext_lazy("Period"))

    def __init__(self, *, plans: Choices, periods: Choices, **options: Any) -> None:
        super().__init__(**options)
        self.fields["plan"].choices = list(plans)  # type: ignore[attr-defined]
        self.fields["period"].choices = list(periods)  # type: ignore[attr-defined]
        for name in ("plan", "period"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]


class PlanFilter(forms.Form):
    """Which activities of a plan to show. It is never bound: what it shows as chosen is what the address says."""

    text = forms.CharField(label=gettext_lazy("Words or number"), max_length=100)
    status = forms.ChoiceField(label=gettext_lazy("Status"))
    body = forms.ChoiceField(label=gettext_lazy("Lead or partner"))
    area = forms.ChoiceField(label=gettext_lazy("Area"))
    quarter = forms.ChoiceField(label=gettext_lazy("Due in"))
    source = forms.ChoiceField(label=gettext_lazy("Money from"))
    period = forms.ChoiceField(label=gettext_lazy("Figures for"))
    late = forms.BooleanField(label=gettext_lazy("Late only"))

    def __init__(self, *, choices: Mapping[str, Choices], periods: Choices, query: QueryDict, **options: Any) -> None:
        super().__init__(initial=query.dict(), **options)
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]
        self.fields["period"].choices = list(periods)  # type: ignore[attr-defined]
        if not self.fields["period"].choices:  # type: ignore[attr-defined]
            del self.fields["period"], self.fields["status"], self.fields["late"]


def wanted_in(query: QueryDict, own: frozenset[UUID]) -> Wanted:
    """The filter of an address; what cannot be read filters nothing.

    `own` are the reader's own bodies, which "own" in the address stands for; "lead" names one leading body.
    """
    payer, payer_body, is_unclear = read_source(query.get("source", ""))
    lead = _read(UUID, query.get("lead", ""))
    leads = own if query.get("own") else frozenset({lead} if lead else ())
    status = query.get("status", "")
    return Wanted(
        status="" if status == NO_REPORT_WORD else _read(ActivityCode, status),
        body_id=_read(UUID, query.get("body", "")),
        lead_ids=leads,
        area_id=_read(UUID, query.get("area", "")),
        is_late=bool(query.get("late")),
        quarter=_read(Quarter.parse, query.get("quarter", "")),
        payer=payer,
        payer_body_id=payer_body,
        is_unclear=is_unclear,
        text=query.get("text", "")[:100],
    )


def source_value(payer: Payer, payer_body_id: UUID | None) -> str:
    """A source of money as an address carries it."""
    return f"{payer.value}:{payer_body_id}" if payer_body_id else payer.value


def read_source(value: str) -> tuple[Payer | None, UUID | None, bool]:
    """Payer, paying body, and whether only open amounts are wanted."""
    payer, _colon, body = value.partition(":")
    return _read(Payer, payer), _read(UUID, body), value == OPEN_AMOUNT


def _read(make: Callable[[str], _T], text: str) -> _T | None:
    try:
        return make(text) if text else None
    except ValueError:
        return None


class IndicatorValueForm(forms.Form):
    """A value of a performance indicator for a period, with where it comes from."""

    first = DayField(label=gettext_lazy("First day of the period"), help_text=gettext_lazy("For example, 1 1 2020."))
    last = DayField(label=gettext_lazy("Last day of the period"), help_text=gettext_lazy("For example, 31 12 2020."))
    measured = forms.ChoiceField(
        label=gettext_lazy("Was it measured?"),
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No, nothing was measured for this period")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
    number = NumberField(label=gettext_lazy("Value"), decimals=4, required=False)
    category = forms.ChoiceField(label=gettext_lazy("Place in the list"), required=False)
    text = forms.CharField(label=gettext_lazy("Description"), widget=forms.Textarea, required=False, max_length=4000)
    note = forms.CharField(
        label=gettext_lazy("Where does this come from?"),
        help_text=gettext_lazy("Name the document or the register, and its date. Do not name any person."),
        widget=forms.Textarea,
        max_length=2000,
    )

    def __init__(self, *, kind: ValueKind, places: Choices, unit: str, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind
        if kind is ValueKind.CATEGORY:
            self.fields["category"].choices = [("", _("Choose")), *places]  # type: ignore[attr-defined]
        else:
            del self.fields["category"]
        if kind is ValueKind.BOOLEAN:
            self.fields["number"] = forms.ChoiceField(
                label=_("Is it so?"), choices=[("", _("Choose")), ("1", _("Yes")), ("0", _("No"))], required=False
            )
        elif kind in {ValueKind.CATEGORY, ValueKind.TEXT}:
            del self.fields["number"]
        else:
            self.fields["number"].help_text = unit

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        first, last = chosen.get("first"), chosen.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        self._check_value(chosen)
        return chosen

    def _check_value(self, chosen: dict[str, Any]) -> None:
        needed = {ValueKind.CATEGORY: "category", ValueKind.TEXT: "text"}.get(self.kind, "number")
        if needed in self.errors:
            return
        is_given = chosen.get(needed) not in (None, "")
        if chosen.get("measured") == "yes" and not is_given:
            self.add_error(needed, _("Enter the value, or say that nothing was measured."))
        if chosen.get("measured") == "no" and is_given and needed != "text":
            self.add_error(needed, _("Leave this empty when nothing was measured."))

    def entry(self) -> IndicatorEntry:
        """The value as the command takes it; only after the form is valid."""
        chosen = self.cleaned_data
        number = chosen.get("number")
        return IndicatorEntry(
            period_start=chosen["first"],
            period_end=chosen["last"],
            is_measured=chosen["measured"] == "yes",
            number=NumberField(required=False).to_python(number) if isinstance(number, str) else number,
            category=chosen.get("category", ""),
            text=chosen["text"],
            note=chosen["note"],
        )
