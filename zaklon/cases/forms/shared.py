"""What the forms of cases have in common: refusals beside their field, lists of countries and languages."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from babel import Locale
from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.common.errors import Refusal
from zaklon.web.languages import current
from zaklon.web.sentences import sentence_for

Choices = Sequence[tuple[str, str | Promise]]

# Languages in which a person may be told what consent means: those of the country, of its neighbours, and those that
# people come with; three-letter codes where ISO 639 has no shorter one.
CONSENT_LANGUAGES = (
    "cnr", "sq", "en", "rom", "sr", "bs", "hr", "mk", "tr", "ru", "uk", "ar", "fa", "ps", "ur", "zh", "es", "fr",
    "ro", "hu", "de", "it",
)  # fmt: skip


class CommandForm(forms.Form):
    """A form whose command may refuse: the refusal becomes an error of the field that it names."""

    def add_refusal(self, refusal: Refusal) -> None:
        """Say the refusal's sentence at its field, or above all fields."""
        self.add_error(refusal.field if refusal.field in self.fields else None, sentence_for(refusal))


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]], empty: str | Promise = "") -> None:
    """Set the choices of a field on this page, after a first one that says what choosing nothing means."""
    field: forms.ChoiceField = form.fields[name]  # type: ignore[assignment]
    field.choices = [("", empty), *choices] if empty else list(choices)


def countries() -> Choices:
    """Countries by name in the active language."""
    names = Locale.parse(current().locale).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NOT_ONE]
    return [("", _("Not known, or none")), *sorted(found, key=lambda pair: pair[1].casefold())]


# Codes that CLDR keeps for unions and for what is not known.
_NOT_ONE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def country_name(code: str) -> str:
    """The name of a country in the active language; empty for none."""
    return str(Locale.parse(current().locale).territories.get(code, code)) if code else ""


def languages() -> Choices:
    """Languages of consent texts by name in the active language."""
    return sorted(((code, language_name(code)) for code in CONSENT_LANGUAGES), key=lambda pair: pair[1].casefold())


def language_name(code: str) -> str:
    """The name of a language in the active language."""
    if code == "cnr":
        return str(_("Montenegrin"))
    return str(Locale.parse(current().locale).languages.get(code, code))


def end_of(day: date | None) -> datetime | None:
    """The moment at which a day is over, here."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def post_choice(user_id: UUID, body_id: UUID) -> str:
    """A person acting for a body, as one value of a form."""
    return f"{user_id} {body_id}"


def read_post(value: str) -> tuple[UUID, UUID]:
    """The same, read back; only values that the form offered come here."""
    user_id, body_id = value.split()
    return UUID(user_id), UUID(body_id)
