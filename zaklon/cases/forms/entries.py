"""Writing sealed entries: what is asked for in each, in the words of the page."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.cases.kinds import Part, RecordKind
from zaklon.cases.rules.entries import ASKED, Asked, Shape
from zaklon.cases.values import NewRecord
from zaklon.documents.checks import ACCEPTED
from zaklon.web.inputs import DayField

Content = Mapping[str, str | list[str]]
_ONE_LINE_EACH = _("One in each line.")
# name of an answer: (label, hint)
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "given_names": (_("Given names"), ""),
    "family_names": (_("Family names"), ""),
    "aliases": (_("Other names, nicknames"), _ONE_LINE_EACH),
    "birth_date": (_("Date of birth"), _("Leave it empty when it is not known. Do not guess.")),
    "birth_place": (_("Place of birth"), ""),
    "documents": (_("Numbers of documents"), _ONE_LINE_EACH),
    "phones": (_("Telephone numbers"), _("One in each line. How to call safely stands in the part on safe contact.")),
    "remarks": (_("Remarks"), ""),
    "safe_way": (_("How may the person be reached safely?"), ""),
    "safe_times": (_("When"), ""),
    "never_do": (_("What must never be done"), _("Such as calling, writing, or coming to the door.")),
    "trusted_person": (_("Somebody whom the person trusts"), ""),
    "indicators_seen": (_("What was seen or heard"), _("Write facts. What they may mean comes further down.")),
    "told_by_person": (_("What the person said about it"), ""),
    "assessment": (_("What this may mean"), ""),
    "next_step": (_("Next step"), ""),
    "taken_on": (_("Told on"), ""),
    "language": (_("In which language"), ""),
    "present": (_("Who was present"), ""),
    "statement": (
        _("What the person told"),
        _("In the person's own words. Ask nothing only to complete the form: one telling is enough."),
    ),
    "need": (_("What the person needs"), ""),
    "treatment": (_("Treatment"), ""),
    "medicines_allergies": (_("Medicines and allergies"), ""),
    "next_appointment": (_("Next appointment"), ""),
    "place": (_("Where the person stays"), _("The address is seen only by those who need it for their work.")),
    "from_day": (_("From"), ""),
    "until_day": (_("Until"), ""),
    "safety_of_place": (_("What keeps the place safe"), ""),
    "authority": (_("Before which authority"), ""),
    "reference_number": (_("Number of the file there"), ""),
    "happened_on": (_("Day"), ""),
    "step": (_("What happened"), ""),
    "protection_measures": (_("Protection of the person as a witness"), ""),
    "before_whom": (_("Before whom"), ""),
    "claimed_on": (_("Claimed on"), ""),
    "claim": (_("What is claimed, and how it stands"), ""),
    "goal": (_("What is to be reached"), ""),
    "service": (_("Service, and who gives it"), ""),
    "agreed_with_person": (_("What was agreed with the person"), ""),
    "danger": (_("What is the danger?"), ""),
    "from_whom": (_("From whom"), ""),
    "measures": (_("What is done about it"), ""),
    "look_again_on": (_("To be looked at again on"), ""),
    "note": (_("Note"), _("Write only what others need for their work.")),
}
_LONGEST_LINE, _LONGEST_TEXT = 200, 20_000


def _no_trace(**more: object) -> dict[str, object]:
    """A browser keeps nothing of what is typed into sealed entries, for forms or for its spelling."""
    return {"autocomplete": "off", "spellcheck": "false", **more}


def _field_of(asked: Asked) -> forms.Field:
    label, hint = WORDS.get(asked.name, (asked.name, ""))
    words: dict[str, Any] = {"label": label, "help_text": hint, "required": asked.is_needed}
    if asked.shape is Shape.DAY:
        return DayField(**words)
    if asked.shape is Shape.LINE:
        return forms.CharField(max_length=_LONGEST_LINE, widget=forms.TextInput(_no_trace()), **words)
    rows = 3 if asked.shape is Shape.LINES else 5
    return forms.CharField(max_length=_LONGEST_TEXT, widget=forms.Textarea(_no_trace(rows=rows)), **words)


def asked_in(kind: str, content: Content) -> tuple[Asked, ...]:
    """What an entry asks for; of a kind that is not known here, what stands in it."""
    if kind in RecordKind.values:
        return ASKED[RecordKind(kind)]
    return tuple(Asked(name, Shape.LINES if isinstance(said, list) else Shape.TEXT) for name, said in content.items())


class EntryForm(CommandForm):
    """An entry of one kind; with the former content when it is corrected. The key makes one of a form sent twice."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, kind: str, data: Any = None, *, persons: Choices = (), former: Content | None = None) -> None:
        self.kind, self.former = kind, dict(former or {})
        self.asked = asked_in(kind, self.former)
        shown = {asked.name: _shown(asked, self.former.get(asked.name, "")) for asked in self.asked}
        super().__init__(data, initial={"request_key": uuid.uuid4(), **shown})
        if former is None:
            self._ask_for_person(persons)
        for asked in self.asked:
            self.fields[asked.name] = _field_of(asked)

    def _ask_for_person(self, persons: Choices) -> None:
        widget = forms.RadioSelect if len(persons) > 1 else forms.HiddenInput
        self.fields["person"] = forms.ChoiceField(label=_("About whom"), widget=widget)
        offer(self, "person", persons)
        self.fields["person"].initial = persons[0][0] if len(persons) == 1 else None

    def content(self) -> dict[str, str | list[str]]:
        """What was written, without what was left empty; answers that this form does not know stay as they were."""
        known = {asked.name for asked in self.asked}
        written = {asked.name: _written(asked, self.cleaned_data[asked.name]) for asked in self.asked}
        kept = {name: said for name, said in self.former.items() if name not in known}
        return kept | {name: said for name, said in written.items() if said}

    def new_record(self, part: Part) -> NewRecord:
        """A new entry."""
        said = self.cleaned_data
        return NewRecord(UUID(said["person"]), part, self.kind, self.content(), said["request_key"])


def _shown(asked: Asked, said: str | Sequence[str]) -> object:
    if asked.shape is Shape.DAY:
        return day_of(str(said))
    return said if isinstance(said, str) else "\n".join(said)


def _written(asked: Asked, said: Any) -> str | list[str]:
    if asked.shape is Shape.DAY:
        return said.isoformat() if said else ""
    if asked.shape is Shape.LINES:
        return [line.strip() for line in said.splitlines() if line.strip()]
    return str(said)


def day_of(said: str) -> date | None:
    """The day that was written, or None for what is no day."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


class RevealForm(CommandForm):
    """Why somebody must see a part that opens on purpose only."""

    reason = forms.CharField(
        label=_("Why do you need to see this now?"),
        help_text=_("At least 10 letters. The reason is kept. Write no names."),
        max_length=400,
        widget=forms.Textarea(attrs=_no_trace(rows=3)),
        error_messages={"required": _("Say why you need it.")},
    )


class FileForm(CommandForm):
    """A paper or picture that belongs to an entry."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        help_text=_("At most 10 MB. These kinds are taken: %(accepted)s.") % {"accepted": ACCEPTED},
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"request_key": uuid.uuid4()})
