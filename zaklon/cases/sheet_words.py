"""What entries and their answers are called, on pages and papers: plain entries and sheets of the forms."""

from collections.abc import Mapping

from django.utils import timezone

from zaklon.cases.kinds import RecordKind
from zaklon.cases.rules.sheets import answers_of, version_of
from zaklon.common.errors import NotAllowedNow
from zaklon.forms.queries import definition_of, title_of
from zaklon.forms.reading import ReadForm, read_form
from zaklon.web.languages import current

Content = Mapping[str, str | list[str]]


def kind_name(kind: str) -> str:
    """What an entry of the kind is called; the code itself for one that neither the program nor the pack knows."""
    if kind in RecordKind.values:
        return str(RecordKind(kind).label)
    try:
        return title_of(kind, current().code, on=timezone.localdate())
    except (KeyError, NotAllowedNow):
        # No pack is loaded yet, or it does not know the form.
        return kind


def sheet_of(kind: str, content: Content) -> ReadForm | None:
    """A filled form in the words of the version that asked; None for an entry that is no sheet."""
    version = version_of(content)
    if version is None:
        return None
    definition = definition_of(kind, current().code, on=timezone.localdate(), version=version)
    return read_form(definition, answers_of(content))
