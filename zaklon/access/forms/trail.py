"""Shape of a question to the trail."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zaklon.access.forms.shared import OneOf, bodies
from zaklon.access.queries.bodies import BodyRow
from zaklon.audit.kinds import Kind
from zaklon.audit.queries import TrailFilter
from zaklon.web.inputs import DayField

_RECORD = re.compile(r"\A[\w .:\-]{1,40}\Z")


class TrailForm(forms.Form):
    """Filters of the trail; ids and days may stand in an address, names may not."""

    person = OneOf(label=_("Person"), required=False)
    body = OneOf(label=_("Body for which they acted"), required=False)
    kind = forms.ChoiceField(label=_("Kind of act"), required=False, choices=[("", _("Every kind")), *Kind.choices])
    action = forms.ChoiceField(label=_("What was done"), required=False)
    record = forms.RegexField(_RECORD, label=_("Number of the record"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        people: Iterable[tuple[UUID, str]],
        directory: Iterable[BodyRow],
        actions: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        person: Any = self.fields["person"]
        person.offer([(str(user_id), name) for user_id, name in people], _("Everyone"))
        body: Any = self.fields["body"]
        body.offer(bodies(directory), _("Every body"))
        self.fields["action"].choices = [("", _("Everything")), *actions]  # type: ignore[attr-defined]

    def chosen(self) -> TrailFilter:
        """The filter; what cannot be read filters nothing, and stands marked in the form."""
        self.is_valid()
        said = self.cleaned_data
        until = said.get("until")
        return TrailFilter(
            subject=said.get("record") or "",
            user_id=said.get("person"),
            body_id=said.get("body"),
            action=said.get("action") or "",
            kind=said.get("kind") or "",
            since=_start_of(said.get("since")),
            before=_start_of(until + timedelta(days=1) if until else None),
        )


class PurposeForm(forms.Form):
    """What the rows are taken out for; it comes onto the trail, where it can never be taken back."""

    purpose = forms.CharField(
        label=_("What do you need the rows for?"),
        help_text=_("This comes onto the trail for good. Name the request or the inspection, and no person."),
        min_length=10,
        max_length=200,
        error_messages={
            "required": _("Say what you need the rows for."),
            "min_length": _("Say it in at least ten letters."),
        },
    )


def _start_of(day: date | None) -> datetime | None:
    """The first moment of a day on the clock of the country."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
