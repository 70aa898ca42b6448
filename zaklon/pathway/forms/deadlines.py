"""Changing a deadline: it stands still, runs again, or is extended; always with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import CommandForm, offer
from zaklon.pathway.queries.due import DueRow

PAUSE, RESUME, EXTEND = "pause", "resume", "extend"


class DeadlineForm(CommandForm):
    """What shall happen to a deadline, as far as the law allows it for this one."""

    deed = forms.ChoiceField(
        label=_("What shall happen?"), widget=forms.RadioSelect, error_messages={"required": _("Choose one.")}
    )
    amount = forms.IntegerField(
        label=_("By how much?"), required=False, min_value=1, error_messages={"invalid": _("Write a whole number.")}
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names. Those who read this part of the file see it."),
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, row: DueRow, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        deeds = []
        if row.is_paused:
            deeds.append((RESUME, _("It runs again")))
        elif row.pauses:
            deeds.append((PAUSE, _("It stands still")))
        if row.extend_by and not row.is_paused:
            deeds.append((EXTEND, _("It is extended")))
            self.fields["amount"].help_text = _("At most %(most)s. Unit: %(unit)s.") % {
                "most": row.extend_by,
                "unit": row.unit,
            }
        else:
            del self.fields["amount"]
        offer(self, "deed", deeds)

    def clean(self) -> dict[str, Any]:
        """An extension says by how much."""
        given = super().clean() or {}
        if given.get("deed") == EXTEND and given.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Say by how much."))
        return given
