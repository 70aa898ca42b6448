"""Taking a sealed copy of case files out."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import CommandForm, offer
from zaklon.cases.kinds import Part
from zaklon.cases.rules.codes import read_code
from zaklon.cases.rules.exports import SHORTEST_PURPOSE, NewExport
from zaklon.common.errors import RuleBroken
from zaklon.web.languages import INTERFACE_LANGUAGES

_MOST_TYPED = 20_000


class ExportForm(CommandForm):
    """What is taken out, for what, in which form, and how it is sealed."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    parts = forms.TypedMultipleChoiceField(
        label=_("Which parts?"),
        coerce=lambda value: Part(int(value)),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Identity and testimony go along only of persons whom you have just revealed."),
        error_messages={"required": _("Choose at least one part.")},
    )
    purpose = forms.CharField(
        label=_("What is the copy for?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on every page with your name and the time. Write no names of persons in the case."),
        error_messages={"required": _("Say what the copy is for.")},
        min_length=SHORTEST_PURPOSE,
    )
    form = forms.ChoiceField(
        label=_("Form"),
        choices=[("pdf", _("PDF, to read and print")), ("xlsx", _("Excel, to reckon with"))],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the copy"))
    receiver = forms.CharField(
        label=_("Public key of the receiver"),
        required=False,
        max_length=80,
        help_text=_("It begins with age1. Empty: a password is made and shown to you once."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    others = forms.CharField(
        label=_("Codes of other cases in the same copy"),
        required=False,
        max_length=_MOST_TYPED,
        help_text=_("One on each line. The same parts of them, as far as they are open to you."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, parts: Iterable[Part], language: str, data: Any = None) -> None:
        super().__init__(data, initial={"request_key": uuid.uuid4(), "form": "pdf", "language": language})
        offer(self, "parts", [(str(part.value), part.label) for part in parts])
        offer(self, "language", [(each.code, each.name) for each in INTERFACE_LANGUAGES])

    def new_export(self, code: str) -> NewExport:
        """What was entered. Raises RuleBroken for a line that cannot be a code."""
        said = self.cleaned_data
        codes = [code]
        for line in said["others"].split():
            read = read_code(line)
            if read is None:
                raise RuleBroken("code_mistyped", field="others")
            codes.append(read)
        return NewExport(
            codes=tuple(dict.fromkeys(codes)),
            parts=frozenset(said["parts"]),
            purpose=said["purpose"],
            language=said["language"],
            form=said["form"],
            receiver=said["receiver"].strip(),
            request_key=said["request_key"],
        )
