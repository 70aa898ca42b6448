"""The values that a call may have, in a language."""

from collections.abc import Mapping
from datetime import date

from zaklon.helpline.rules.codes import LISTS
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.wording import Choice, Vocabulary, Wording, in_use

_MUNICIPALITY = "municipality"


def choices_of(words: Vocabulary, language: str, *, on: date) -> dict[str, tuple[Choice, ...]]:
    """The values in use on a day by field of a call, each list in its order, municipalities by name."""
    wording = words.wording(language)
    return {field: _choices(words, wording, list_code, on) for field, list_code in LISTS.items()}


def codes_in_use(words: Vocabulary, on: date) -> dict[str, frozenset[str]]:
    """Their codes alone."""
    found: dict[str, set[str]] = {field: set() for field in LISTS}
    fields: Mapping[str, str] = {list_code: field for field, list_code in LISTS.items()}
    for term in words.terms.values():
        if term.list_code in fields and in_use(term, on):
            found[fields[term.list_code]].add(term.code)
    found[_MUNICIPALITY] = {code for code, each in words.municipalities.items() if in_use(each, on)}
    return {field: frozenset(codes) for field, codes in found.items()}


def label_of(wording: Wording, field: str, code: str) -> str:
    """The wording of a code of a call's field; empty for none."""
    return wording.label(list_of(field), code) if code else ""


def list_of(field: str) -> str:
    """The list of the pack from which a field is answered."""
    return OwnList.MUNICIPALITY if field == _MUNICIPALITY else LISTS[field]


def _choices(words: Vocabulary, wording: Wording, list_code: str, on: date) -> tuple[Choice, ...]:
    if list_code != _MUNICIPALITY:
        return wording.terms(list_code, on=on)
    found = [
        Choice(code, wording.label(OwnList.MUNICIPALITY, code))
        for code, each in words.municipalities.items()
        if in_use(each, on)
    ]
    return tuple(sorted(found, key=lambda choice: choice.label.casefold()))
