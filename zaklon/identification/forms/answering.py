"""Answering an instrument: one radio group for each indicator, and reading what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from zaklon.cases.forms.shared import CommandForm
from zaklon.common.errors import RuleBroken
from zaklon.identification.explaining import DIMENSIONS
from zaklon.identification.rules.answers import Answer, Sheet
from zaklon.identification.words import ANSWERS
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import Instrument
from zaklon.vocabulary.wording import Wording
from zaklon.web.fields import error_texts

_PREFIX = "answer"
Answers = dict[str, Answer]


def field_name(instrument: str, version: int, indicator: str) -> str:
    """The name under which an answer is sent: it carries the version, so that the answer stays with it."""
    return f"{_PREFIX}-{instrument}-{version}-{indicator}"


def answers_of(post: Mapping[str, str]) -> dict[tuple[str, int], Answers]:
    """The answers that were sent, for each instrument and version; other fields are left alone.

    Reads a page, a draft of a device and an interface alike. An empty value is not known.
    Raises RuleBroken answer_unknown for a name or a value that no page of ours sends.
    """
    read: dict[tuple[str, int], Answers] = {}
    for name in post:
        if not name.startswith(f"{_PREFIX}-"):
            continue
        said = post[name] or Answer.NOT_KNOWN
        parts = name.split("-")
        if len(parts) != 4 or not _is_whole(parts[2]) or said not in set(Answer):
            raise RuleBroken("answer_unknown", field=name)
        read.setdefault((parts[1], int(parts[2])), {})[parts[3]] = Answer(said)
    return read


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3


@dataclass(frozen=True)
class Line:
    """One question as the page shows it: `answer` is the value that is chosen, `error` what is wrong with it."""

    name: str
    id: str
    label: str
    answer: str
    error: str


@dataclass(frozen=True)
class Group:
    """The questions of one dimension, under its name."""

    code: str
    name: str
    lines: tuple[Line, ...]


class InstrumentForm(CommandForm):
    """The questions of an instrument, all or those of one dimension. Nothing has to be answered.

    `wording` is the pack's in the active language; `former` are answers given before. An answer that the page does not
    ask for stays as it was.
    """

    def __init__(
        self,
        instrument: Instrument,
        wording: Wording,
        data: Any = None,
        *,
        former: Mapping[str, Answer] | None = None,
        dimension: str | None = None,
    ) -> None:
        self.instrument, self.former = instrument, dict(former or {})
        self._wording = wording
        super().__init__(data)
        self._asked = {
            field_name(instrument.code, instrument.version, each.code): each
            for each in instrument.indicators
            if dimension in (None, each.dimension)
        }
        for name, each in self._asked.items():
            self.fields[name] = forms.ChoiceField(
                label=wording.label(OwnList.INDICATOR, instrument.key_of(each)),
                choices=list(ANSWERS.items()),
                initial=self.former.get(each.code, Answer.NOT_KNOWN),
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def title(self) -> str:
        """The name of the instrument."""
        return self._wording.label(OwnList.INSTRUMENT, self.instrument.key)

    @property
    def lead(self) -> str:
        """What whoever answers reads first."""
        return self._wording.label(OwnList.INSTRUMENT_LEAD, self.instrument.key)

    def groups(self) -> tuple[Group, ...]:
        """The questions by dimension, in the instrument's order."""
        codes = dict.fromkeys(each.dimension for each in self._asked.values())
        return tuple(
            Group(
                code=code,
                name=self._wording.label(DIMENSIONS, code),
                lines=tuple(_line(self[name]) for name, each in self._asked.items() if each.dimension == code),
            )
            for code in codes
        )

    def offered(self) -> tuple[tuple[str, str], ...]:
        """The answers that each question offers: value and words."""
        return tuple((value, str(words)) for value, words in ANSWERS.items())

    def sheet(self) -> Sheet:
        """The answers of a valid form, with the former ones to what was not asked."""
        said = {each.code: Answer(self.cleaned_data[name] or Answer.NOT_KNOWN) for name, each in self._asked.items()}
        return Sheet(self.instrument, self.former | said)


def _line(bound: BoundField) -> Line:
    return Line(
        name=bound.html_name,
        id=str(bound.auto_id),
        label=str(bound.label),
        answer=str(bound.value() or Answer.NOT_KNOWN.value),
        error=" ".join(error_texts(bound)),
    )
