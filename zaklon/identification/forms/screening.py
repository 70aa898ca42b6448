"""What goes along unseen when an instrument is answered section by section."""

from collections.abc import Iterable, Mapping

from django import forms

from zaklon.identification.forms.answering import field_name
from zaklon.identification.rules.answers import Answer
from zaklon.vocabulary.pack import Instrument


class SentForm(forms.Form):
    """The section on the screen, the entry whose answers were there, and the key by which a form sent twice is one."""

    section = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput)


def sections_of(instrument: Instrument) -> tuple[str, ...]:
    """The dimensions of an instrument: each is a section of its own on a phone."""
    return tuple(dict.fromkeys(each.dimension for each in instrument.indicators))


def elsewhere(
    instrument: Instrument, answers: Mapping[str, Answer], shown: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Names and values of the answers that stand in other sections, to be sent along."""
    there = set(shown)
    return tuple(
        (field_name(instrument.code, instrument.version, each.code), str(answers[each.code]))
        for each in instrument.indicators
        if each.dimension not in there and answers.get(each.code, Answer.NOT_KNOWN) is not Answer.NOT_KNOWN
    )
