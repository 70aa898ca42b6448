"""What stands beside the questions of a register: what it serves, for whom it is entered, and reasons."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import CommandForm, offer
from zaklon.registers.queries.serving import Offered

_MOST_FILE_MB = 5


class ServesForm(CommandForm):
    """The activities of the plan that an entry serves; the body's own come first."""

    activities = forms.MultipleChoiceField(
        label=_("Which activities of the plan does it serve?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It then counts for them by itself. Leave it open if it serves none."),
    )
    other = forms.ChoiceField(label=_("An activity that your body has no part in"), required=False)

    def __init__(self, offered: Offered, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        mine: forms.MultipleChoiceField = self.fields["activities"]  # type: ignore[assignment]
        chosen = {str(each) for each in self.initial.get("activities", ())}
        kept = [each for each in offered.others if str(each.activity_id) in chosen]
        mine.choices = [(str(each.activity_id), f"{each.code} {each.title}") for each in (*offered.of_body, *kept)]
        others = [(str(each.activity_id), f"{each.code} {each.title}") for each in offered.others if each not in kept]
        offer(self, "other", others, _("None"))
        if not mine.choices:
            del self.fields["activities"]
        if not others:
            del self.fields["other"]

    def chosen(self) -> tuple[UUID, ...]:
        """The activities that were chosen."""
        picked = [*self.cleaned_data.get("activities", []), self.cleaned_data.get("other", "")]
        return tuple(UUID(each) for each in picked if each)


class BodyForm(CommandForm):
    """For which body the coordinator's office enters."""

    body = forms.ChoiceField(label=_("Whose entry is it?"))

    def __init__(self, bodies: Iterable[tuple[str, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer(self, "body", bodies)

    def body_id(self) -> UUID:
        """The body that was chosen."""
        return UUID(self.cleaned_data["body"])


class ReasonForm(CommandForm):
    """Why an entry is corrected or withdrawn."""

    reason = forms.CharField(
        label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 3}), help_text=_("It stays with the entry.")
    )


class UploadForm(CommandForm):
    """A filled template."""

    file = forms.FileField(label=_("The filled template (Excel)"), allow_empty_file=False)

    def clean_file(self) -> bytes:
        """The content of the file, which is read at once and not kept."""
        file = self.cleaned_data["file"]
        if file.size > _MOST_FILE_MB * 1_000_000:
            raise forms.ValidationError(_("The file is larger than 5 MB. Send it in parts."))
        content: bytes = file.read()
        return content


class FilterForm(forms.Form):
    """Which entries a list shows."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    place = forms.ChoiceField(label=_("Municipality"), required=False)
    withdrawn = forms.BooleanField(label=_("Also withdrawn ones"), required=False)
