"""Names that the pages of this context show: of languages, kinds of bodies, certainties."""

from datetime import date

from zaklon.access.forms.shared import CERTAINTIES
from zaklon.access.models import BodyKind
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import INTERFACE_LANGUAGES, current


def certainty_name(code: str) -> str:
    """How sure something is, in words."""
    return str(dict(CERTAINTIES).get(code, code))


def language_name(code: str) -> str:
    """A language in its own words; the code of one that pages are not offered in."""
    return next((language.name for language in INTERFACE_LANGUAGES if language.code == code), code)


def kind_names(today: date) -> dict[str, str]:
    """Kinds of bodies by code, in the words of the country pack and its order."""
    named = {choice.code: choice.label for choice in vocabulary().wording(current().code).terms("body_kind", on=today)}
    return {**named, **{kind.value: kind.value for kind in BodyKind if kind.value not in named}}
