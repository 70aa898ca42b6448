"""Which entries go into the copy that a person asked for."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm
from zaklon.cases.kinds import Part
from zaklon.cases.queries.copies import PartToDecide
from zaklon.web.formats import short_date

# A choice like the others, so that nobody takes the decision for something that can be left open.
_GIVEN = "given"


class CopyForm(CommandForm):
    """One choice for each entry: it is given, or withheld on a ground of the law."""

    def __init__(self, parts: Iterable[PartToDecide], grounds: Choices, data: Any = None) -> None:
        super().__init__(data)
        self._part_of: dict[str, tuple[Part, UUID]] = {}
        choices: Sequence[tuple[str, Any]] = [(_GIVEN, _("It goes into the copy")), *grounds]
        for row in parts:
            for number, entry in enumerate(row.entries, start=1):
                name = f"e{entry.record_id.hex}"
                self._part_of[name] = row.part, entry.record_id
                facts = {"part": row.part.label, "number": number, "day": short_date(entry.written_at)}
                self.fields[name] = forms.ChoiceField(
                    label=_("%(part)s, entry %(number)s, %(day)s") % facts,
                    help_text=entry.body,
                    choices=choices,
                    initial=entry.ground or _GIVEN,
                )

    def decided(self) -> dict[Part, dict[UUID, str]]:
        """For each part, the ground of each entry that is withheld."""
        found: dict[Part, dict[UUID, str]] = {}
        for name, (part, record_id) in self._part_of.items():
            ground = self.cleaned_data[name]
            of_part = found.setdefault(part, {})
            if ground != _GIVEN:
                of_part[record_id] = ground
        return found
