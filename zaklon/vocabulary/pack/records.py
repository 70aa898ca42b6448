"""What a country pack holds, as plain frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from zaklon.vocabulary.certainty import Certainty

if TYPE_CHECKING:
    from zaklon.vocabulary.pack.forms import Form


class ClockKind(StrEnum):
    """What a clock states."""

    DURATION = "duration"
    FREQUENCY = "frequency"
    DATE = "date"
    EVENT = "event"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Where a record comes from. The weakest part of a record rules its certainty; `note` says which part that is."""

    source: str
    certainty: Certainty
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Named(Sourced):
    """A record with its wording for each language tag (`cnr`, `cnr-Cyrl`).

    `our_translation` names the languages whose wording is ours and waits for a native reader.
    """

    code: str
    labels: Mapping[str, str]
    our_translation: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Country(Sourced):
    """The country of the pack: ISO 3166-1 code, ISO 4217 currencies (its own, then donors'), wall-clock zone."""

    code: str
    names: Mapping[str, str]
    currency: str
    other_currencies: tuple[str, ...]
    timezone: str
    default_language: str


@dataclass(frozen=True, kw_only=True)
class Language(Sourced):
    """A language that pages are offered in; scripts other than `written_in` are produced by rule."""

    code: str
    name: str
    locale: str
    scripts: tuple[str, ...]
    written_in: str
    default_script: str


@dataclass(frozen=True, kw_only=True)
class Footnote(Sourced):
    """A footnote that goes with any text in which one of the marks occurs."""

    code: str
    marks: tuple[str, ...]
    texts: Mapping[str, str]
    our_translation: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class TermList(Named):
    """A code list."""

    order: int


@dataclass(frozen=True, kw_only=True)
class Term(Named):
    """A value of a code list; `valid_until` is its last day."""

    list_code: str
    order: int
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Region(Named):
    """A region of the country."""

    order: int


@dataclass(frozen=True, kw_only=True)
class Municipality(Named):
    """A municipality with its ISO 3166-2 code; no `valid_from` means older than the records.

    `split_from` is the municipality that it was part of before `valid_from`.
    """

    region: str
    valid_from: date | None = None
    valid_until: date | None = None
    dates_source: str = ""
    dates_certainty: Certainty | None = None
    split_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class Census(Named):
    """A census or one edition of it, with the published total of inhabitants."""

    year: int
    state: str
    total_persons: int


@dataclass(frozen=True, kw_only=True)
class Population(Sourced):
    """Inhabitants of one municipality in one census."""

    municipality: str
    census: str
    persons: int


@dataclass(frozen=True, kw_only=True)
class BodyRecord(Named):
    """A body, an inner unit (`parent`), a group of bodies, or a generic actor such as "NGOs"."""

    kind: str
    is_generic: bool
    parent: str | None = None
    country: str | None = None
    role: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    dates_source: str = ""
    dates_certainty: Certainty | None = None


@dataclass(frozen=True, kw_only=True)
class BodyAlias(Sourced):
    """Another spelling under which a body is named somewhere."""

    body: str
    alias: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Territory(Sourced):
    """Which body is responsible for a municipality; `office` is the seat of its department, if it has one there."""

    municipality: str
    kind: str
    body: str
    office: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock(Named):
    """A deadline, rhythm or date.

    A duration is `bound` `amount` `unit` (to `amount_to` `unit_to`); a frequency is `amount` times per `unit`;
    `on_date` is a full or partial date (2026-07-15, 2026-09, 2024) or the same day each year (09-30).
    People are warned after `warn_at` of its units; one extension adds `extend_by` units at most (None: none is given).
    """

    area: str
    order: int
    kind: ClockKind
    force: str
    bound: str | None = None
    amount: int | None = None
    unit: str | None = None
    amount_to: int | None = None
    unit_to: str | None = None
    on_date: str | None = None
    stated: str = ""
    warn_at: tuple[int, ...] = ()
    extend_by: int | None = None
    pauses: bool = False


@dataclass(frozen=True, kw_only=True)
class Threshold(Named):
    """A number that a rule compares with, in `unit` (persons, dimensions, percent)."""

    amount: int
    unit: str


class Subject(StrEnum):
    """About whom an instrument is answered; an age in doubt counts as a child's."""

    ADULT = "adult"
    CHILD = "child"
    ANY = "any"


class Weighing(StrEnum):
    """The rule by which the answers to an instrument are weighed."""

    ILO = "ilo"
    PALERMO = "palermo"
    CHILD_LIST = "child_list"


class Strength(StrEnum):
    """How much an indicator says."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True, kw_only=True)
class Indicator(Named):
    """One thing that an instrument looks for; indicators of one `topic` are settled by one question."""

    order: int
    dimension: str
    strength: Strength | None = None
    topic: str | None = None


@dataclass(frozen=True, kw_only=True)
class Instrument(Named):
    """One version of an instrument of screening; while it is not on, `off_reason` says why."""

    version: int
    order: int
    subject: Subject
    is_on: bool
    off_reason: str
    rule: Weighing
    leads: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    valid_until: date | None = None

    @property
    def key(self) -> str:
        """The code of the term that names this version."""
        return f"{self.code}.{self.version}"

    def key_of(self, indicator: Indicator) -> str:
        """The code of the term that words one of the indicators."""
        return f"{self.key}.{indicator.code}"


@dataclass(frozen=True, kw_only=True)
class Way(Named):
    """Something about a person that moves from state to state (the list `state_` with its code), beginning at `start`.

    Whoever reads the words of the state of `part` sees where the person stands. `counts_as` pairs states with values of
    the list `person_category`; a person in another state counts as nothing.
    """

    order: int
    part: str
    start: str
    counts_as: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step(Named):
    """Who may move a person on a way from one of `sources` to `target`, and what it needs.

    `needs` are conditions of the program; `form` is filled with the step; `starts` and `stops` are codes of clocks,
    `does` what else the program does with the step.
    """

    way: str
    order: int
    verb: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()
    form: str = ""
    is_complete: bool = False
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    does: tuple[str, ...] = ()


class AdviceKind(StrEnum):
    """What a sentence of advice is about."""

    CALL = "call"
    DO = "do"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Advice(Named):
    """A sentence that a first responder is told after a signal; its labels are the sentence.

    `responders`, `urgencies` and `ages` are codes of lists; where there are none it is told to all. `number` is a
    telephone number, or empty.
    """

    order: int
    kind: AdviceKind
    responders: tuple[str, ...]
    urgencies: tuple[str, ...]
    ages: tuple[str, ...]
    number: str


@dataclass(frozen=True, kw_only=True)
class Holiday(Named):
    """Days on which offices are closed: from `on_date` (05-21 each year, 2026-04-13 once), `days` long.

    Where `shifts`, a day that falls on a Sunday is made up for on the next working day.
    """

    order: int
    on_date: str
    days: int
    shifts: bool


@dataclass(frozen=True, kw_only=True)
class ReportKind(Named):
    """A report that somebody owes somebody; `product_report` names the one that the product prints itself."""

    order: int
    rhythm: str
    rhythm_stated: str = ""
    content: str = ""
    made_by: tuple[str, ...] = ()
    made_by_stated: str = ""
    read_by_stated: str = ""
    product_report: str | None = None


@dataclass(frozen=True, kw_only=True)
class SourceTitle(Sourced):
    """The full title of a source that the other records name in short."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A whole country pack, checked."""

    version: str
    content_hash: str
    country: Country
    languages: tuple[Language, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceTitle, ...]
    lists: tuple[TermList, ...]
    terms: tuple[Term, ...]
    regions: tuple[Region, ...]
    municipalities: tuple[Municipality, ...]
    censuses: tuple[Census, ...]
    population: tuple[Population, ...]
    bodies: tuple[BodyRecord, ...]
    body_aliases: tuple[BodyAlias, ...]
    territories: tuple[Territory, ...]
    clocks: tuple[Clock, ...]
    thresholds: tuple[Threshold, ...]
    ways: tuple[Way, ...]
    steps: tuple[Step, ...]
    holidays: tuple[Holiday, ...]
    reports: tuple[ReportKind, ...]
    instruments: tuple[Instrument, ...] = ()
    forms: "tuple[Form, ...]" = ()
    advice: tuple[Advice, ...] = ()
    # Rows of registers.csv, measures.csv and report_tables.csv by file and code; `pack.registers` reads them.
    register_rows: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def terms_of(self, list_code: str) -> tuple[Term, ...]:
        """The values of one list, in their order."""
        return tuple(sorted((t for t in self.terms if t.list_code == list_code), key=lambda t: t.order))
