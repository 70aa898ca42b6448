"""What a refusal says to a person: a sentence for each stable code, filled with the refusal's facts."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.common.dates import Quarter
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.common.money import Money
from zaklon.web import formats

_SENTENCES: dict[str, str | Promise] = {}
_BY_KIND: dict[type[Refusal], str | Promise] = {
    NotPermitted: _("Your role does not allow this. If you need it for your work, ask your coordinator."),
    NotAllowedNow: _("This is not possible now: somebody may have changed it. Reload the page to see how it stands."),
    RuleBroken: _("Something you entered cannot be right. Go back and check it."),
    Refusal: _("This is not possible."),
}


def register_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Add the sentences of a context; called once, from its AppConfig.ready.

    Each is a whole sentence in gettext_lazy, with named placeholders for facts. Raises ValueError on a code that
    another context has taken with a different sentence.
    """
    for code, sentence in sentences.items():
        if _SENTENCES.get(code, sentence) is not sentence:
            raise ValueError(f"two sentences for the code {code}")
        _SENTENCES[code] = sentence


def sentence_for(refusal: Refusal) -> str:
    """The sentence in the active language; a general one when the code has none or a fact is missing."""
    facts = {name: _shown(value) for name, value in refusal.facts.items()}
    try:
        return str(_SENTENCES[refusal.code]) % facts
    except KeyError:
        kind = next(kind for kind in type(refusal).__mro__ if kind in _BY_KIND)
        return str(_BY_KIND[kind])


def known_codes() -> set[str]:
    """Codes that have a sentence of their own."""
    return set(_SENTENCES)


def _shown(value: object) -> object:
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, Quarter):
        return formats.quarter(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.long_date(value)
    if isinstance(value, Decimal):
        return formats.number(value)
    return value
