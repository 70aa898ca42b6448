"""Asking for the erasure of a person's data."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import CommandForm, offer
from zaklon.cases.kinds import ErasureBasis


class EraseForm(CommandForm):
    """Whose data, and on what basis."""

    position = forms.TypedChoiceField(
        label=_("Whose data?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person.")},
    )
    basis = forms.ChoiceField(
        label=_("On what basis?"),
        choices=[(each.value, each.label) for each in ErasureBasis if each is not ErasureBasis.RESTORED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the basis.")},
    )
    words = forms.CharField(
        label=_("Which law, order or request?"),
        help_text=_("It stays with the number that is kept. Write no names."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, positions: Iterable[int], data: Any = None) -> None:
        super().__init__(data)
        named = [(str(each), _("Person %(number)s") % {"number": each}) for each in positions]
        offer(self, "position", named)
