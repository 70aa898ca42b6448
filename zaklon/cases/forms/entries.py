"""Writing sealed entries: what is asked for in each, in the words of the page."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.entry_words import WORDS
from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.cases.kinds import Part, RecordKind
from zaklon.cases.rules.entries import ASKED, Asked, Shape
from zaklon.cases.values import NewRecord
from zaklon.documents.checks import ACCEPTED
from zaklon.web.inputs import DayField

Content = Mapping[str, str | list[str]]
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
