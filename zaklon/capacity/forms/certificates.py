"""Names to print, certificates to withdraw, and a certificate to check."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.capacity.rules.codes import DRAWN, read_code
from zaklon.capacity.rules.names import LONGEST, MOST_NAMES
from zaklon.cases.forms.shared import CommandForm
from zaklon.common.errors import RuleBroken
from zaklon.documents.checks import CSV, TXT, checked
from zaklon.web.languages import LANGUAGES

_MOST_BYTES = 200_000
_MOST_TYPED = MOST_NAMES * (LONGEST + 2)
_CELLS = str.maketrans({";": " ", ",": " ", "\t": " ", '"': " "})


class NamesForm(CommandForm):
    """Who gets a certificate: typed or pasted, or as a text file; nothing of it is kept."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    names = forms.CharField(
        label=_("Names of those who attended"),
        required=False,
        max_length=_MOST_TYPED,
        widget=forms.Textarea({"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One on each line, as it shall be printed. The names are printed and not kept."),
    )
    file = forms.FileField(
        label=_("Or a text file with the names"),
        required=False,
        help_text=_("TXT or CSV, one name on each line."),
    )
    language = forms.ChoiceField(label=_("Language of the certificates"), choices=LANGUAGES)

    def __init__(self, data: Any = None, files: Any = None, *, language: str = "en") -> None:
        super().__init__(data, files, initial={"request_key": uuid.uuid4(), "language": language})

    def clean(self) -> dict[str, Any]:
        """The names of both fields as one text."""
        said: dict[str, Any] = super().clean() or {}
        if file := said.get("file"):
            said["names"] = f"{said.get('names', '')}\n{self._read(file)}"
        return said

    def _read(self, file: Any) -> str:
        if file.size <= _MOST_BYTES:
            try:
                kept = checked(file.name, file.read())
            except RuleBroken as refusal:
                self.add_refusal(refusal)
                return ""
            if kept.media_type in {TXT, CSV}:
                text = _decoded(kept.content)
                return text.translate(_CELLS) if kept.media_type == CSV else text
        self.add_refusal(RuleBroken("certificate_names_file", field="file"))
        return ""


def _decoded(content: bytes) -> str:
    """The words of a text that `checked` let through, in the encodings that it knows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250")


class WithdrawForm(CommandForm):
    """Which certificates of a batch are withdrawn, and why."""

    numbers = forms.MultipleChoiceField(
        label=_("Certificates to withdraw"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By the number on the certificate."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only your body and the coordinator's office read it. Write no names."),
    )

    def __init__(self, numbers: list[int], data: Any = None) -> None:
        super().__init__(data)
        field: forms.MultipleChoiceField = self.fields["numbers"]  # type: ignore[assignment]
        field.choices = [(str(number), str(number)) for number in numbers]


class CheckForm(forms.Form):
    """The public check of a certificate."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        help_text=_("Twelve letters and digits, such as XXXX-XXXX-XXXX."),
    )
    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("As it is printed; capitals, marks on letters and the script make no difference."),
    )

    def clean_code(self) -> str:
        """The bare code. One with a slip in it is said at once: its last letter does not fit the others."""
        code = read_code(self.cleaned_data["code"])
        if code is None:
            text = _("This is not a code of a certificate. Check each of the %(count)s letters and digits.")
            raise forms.ValidationError(text % {"count": DRAWN + 1})
        return code
