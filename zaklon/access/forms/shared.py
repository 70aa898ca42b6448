"""What the forms of this context have in common: choices of bodies, roles, languages; refusals beside their field."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.access.models import BodyKind
from zaklon.access.queries.bodies import BodyRow
from zaklon.access.roles import Role
from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.certainty import Certainty
from zaklon.web.languages import INTERFACE_LANGUAGES
from zaklon.web.sentences import sentence_for

Choices = list[tuple[str, str | Promise]]

CERTAINTIES: Choices = [
    (Certainty.READ.value, _("Read in the source")),
    (Certainty.PROPOSED.value, _("Proposed by us")),
    (Certainty.MEMORY.value, _("From memory, still to be checked")),
]
LANGUAGES: Choices = [(language.code, language.name) for language in INTERFACE_LANGUAGES]


def roles() -> Choices:
    """Roles that somebody can hold as a post."""
    return [(role.value, role.label) for role in Role if role is not Role.PUBLIC]


def bodies(rows: Iterable[BodyRow], *, today: date | None = None) -> Choices:
    """Bodies by name; with a day, only those in which somebody can hold a post on it."""
    fit = [row for row in rows if today is None or (row.kind != BodyKind.GENERIC and row.exists_on(today))]
    return [(str(row.body_id), row.name) for row in sorted(fit, key=lambda row: (row.name.casefold(), row.code))]


class OneOf(forms.TypedChoiceField):
    """A choice among ids: cleans to a UUID, or None when it may stay open."""

    def __init__(self, **options: object) -> None:
        super().__init__(coerce=UUID, empty_value=None, **options)  # type: ignore[arg-type]

    def offer(self, choices: Sequence[tuple[str, str | Promise]], empty: str | Promise) -> None:
        """Set the choices of this page, after a first one that says what choosing nothing means."""
        self.choices = [("", empty), *choices]


def put_refusal(form: forms.Form, refusal: RuleBroken) -> None:
    """Show a command's refusal beside the field it is about."""
    form.add_error(refusal.field if refusal.field in form.fields else None, sentence_for(refusal))
