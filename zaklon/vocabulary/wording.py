"""The loaded pack as one frozen whole, and its texts in a language: no database here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from zaklon.common.errors import NotAllowedNow
from zaklon.common.scripts import to_cyrillic, to_latin
from zaklon.vocabulary.pack import (
    Advice,
    Clock,
    Country,
    Footnote,
    Form,
    Holiday,
    Instrument,
    Language,
    Municipality,
    Population,
    ReportKind,
    Step,
    Term,
    Threshold,
    Way,
)
from zaklon.vocabulary.pack.registers import Measure, Register, ReportTable
from zaklon.vocabulary.rules import fallbacks, language_tag

_CONVERTERS = {("Latn", "Cyrl"): to_cyrillic, ("Cyrl", "Latn"): to_latin}


@dataclass(frozen=True)
class Choice:
    """A value that a form or a filter offers."""

    code: str
    label: str


@dataclass(frozen=True)
class LoadedPack:
    """Which pack is in use, and since when."""

    country: str
    version: str
    content_hash: str
    loaded_at: datetime


@dataclass(frozen=True)
class Vocabulary:
    """Everything of the loaded pack, read once. Empty before the first load: labels then fall back to codes."""

    pack: LoadedPack | None = None
    country: Country | None = None
    languages: tuple[Language, ...] = ()
    terms: Mapping[tuple[str, str], Term] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    ways: Mapping[str, Way] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    reports: Mapping[str, ReportKind] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()
    municipalities: Mapping[str, Municipality] = field(default_factory=dict)
    population: tuple[Population, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    instruments: Mapping[tuple[str, int], Instrument] = field(default_factory=dict)
    forms: Mapping[tuple[str, int], Form] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    retired_registers: frozenset[str] = frozenset()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    report_tables: tuple[ReportTable, ...] = ()
    _wordings: dict[str, "Wording"] = field(default_factory=dict, repr=False, compare=False)

    @property
    def registers_in_use(self) -> Mapping[str, Register]:
        """The registers in which something can be entered, in the pack's order; of others, old entries stay."""
        return {code: each for code, each in self.registers.items() if code not in self.retired_registers}

    def clock(self, code: str) -> Clock:
        """The clock with this code. Raises NotAllowedNow before a pack is loaded, KeyError for a code it lacks."""
        self._must_be_loaded()
        return self.clocks[code]

    def threshold(self, code: str) -> int:
        """The amount of a threshold. Raises NotAllowedNow before a pack is loaded, KeyError for a code it lacks."""
        self._must_be_loaded()
        return self.thresholds[code].amount

    def form(self, code: str, *, version: int | None = None, on: date) -> Form:
        """A version of a form; without one, the newest that is in use on the day.

        Raises NotAllowedNow before a pack is loaded, KeyError for a form, or a version of it, that there is not.
        """
        self._must_be_loaded()
        if version is not None:
            return self.forms[code, version]
        return {form.code: form for form in self.forms_in_use(on)}[code]

    def forms_in_use(self, on: date) -> tuple[Form, ...]:
        """The newest version of each form that is in use on a day, in the pack's order."""
        newest = {form.code: form for form in sorted(self.forms.values(), key=lambda f: f.version) if in_use(form, on)}
        return tuple(sorted(newest.values(), key=lambda form: (form.order, form.code)))

    def home(self) -> Country:
        """The country of the installation. Raises NotAllowedNow before a pack is loaded."""
        if self.country is None:
            raise NotAllowedNow("pack_not_loaded")
        return self.country

    def currencies(self) -> tuple[str, ...]:
        """Codes of the country's own currency and of those that donors pay in; empty before a pack is loaded."""
        return (self.country.currency, *self.country.other_currencies) if self.country else ()

    def inhabitants(self, census: str, *, region: str | None = None) -> int:
        """Persons that a census counted in the country, or in one region; 0 for a census that the pack lacks."""
        places = self.municipalities
        return sum(
            item.persons
            for item in self.population
            if item.census == census and (region is None or places[item.municipality].region == region)
        )

    def instruments_on(self, day: date) -> tuple[Instrument, ...]:
        """The instruments that are used for new screenings on a day, in their order."""
        return tuple(
            each
            for each in self.instruments.values()
            if each.is_on and (each.valid_until is None or day <= each.valid_until)
        )

    def wording(self, language: str) -> "Wording":
        """The texts in a language of the interface, such as `sq` or `cnr-cyrl`."""
        tag = language_tag(language)
        if tag not in self._wordings:
            self._wordings[tag] = Wording(self, tag)
        return self._wordings[tag]

    def _must_be_loaded(self) -> None:
        if self.pack is None:
            raise NotAllowedNow("pack_not_loaded")


class Wording:
    """Labels of the loaded pack in one language and script.

    A text that the pack does not have in the language comes in the country's own language, then in any other; a code
    that nobody knows is its own label, so a page never breaks over a word.
    """

    def __init__(self, vocabulary: Vocabulary, tag: str) -> None:
        self._vocabulary = vocabulary
        self._tag = tag
        self._known = {language.code: language for language in vocabulary.languages}
        default = vocabulary.country.default_language if vocabulary.country else ""
        self._fallbacks = fallbacks(tag.partition("-")[0], default, list(self._known))
        self._labels: dict[tuple[str, str], str] = {}

    def label(self, list_code: str, code: str) -> str:
        """The wording of one value."""
        key = (list_code, code)
        if key not in self._labels:
            term = self._vocabulary.terms.get(key)
            self._labels[key] = self.text(term.labels) if term else code
        return self._labels[key]

    def terms(self, list_code: str, *, on: date) -> tuple[Choice, ...]:
        """The values of a list that are in use on a day, in the list's order."""
        found = [term for term in self._vocabulary.terms.values() if term.list_code == list_code and in_use(term, on)]
        found.sort(key=lambda term: (term.order, term.code))
        return tuple(Choice(term.code, self.label(list_code, term.code)) for term in found)

    def footnotes(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The names that a footnote goes with, and the footnote, in the pack's order."""
        return tuple((note.marks, self.text(note.texts)) for note in self._vocabulary.footnotes)

    def text(self, texts: Mapping[str, str]) -> str:
        """One of several wordings of the same: the one in this language, or its next best."""
        if self._tag in texts:
            return texts[self._tag]
        for number, code in enumerate(self._fallbacks):
            if code in texts:
                return self._in_script(texts[code], code) if number == 0 else texts[code]
        return next(iter(texts.values()), "")

    def _in_script(self, text: str, code: str) -> str:
        """The text in the script of the tag, produced by rule where it is written in another."""
        script = self._tag.partition("-")[2]
        language = self._known.get(code)
        if language is None or not script:
            return text
        convert = _CONVERTERS.get((language.written_in, script))
        return convert(text) if convert else text


def in_use(term: Term | Municipality | Form, on: date) -> bool:
    """Whether the value is in use on a day."""
    return (term.valid_from is None or term.valid_from <= on) and (term.valid_until is None or on <= term.valid_until)
