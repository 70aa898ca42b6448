"""Forms of the loaded pack in a language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.common.scripts import sort_key
from zaklon.forms.definition import Definition, Option, Question, Section
from zaklon.forms.instruments import as_form
from zaklon.forms.wording import numbered_title
from zaklon.reporting.languages import language as report_language
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import REGISTER_PART, Condition, FieldKind, Form, FormField
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary, Wording, in_use

COUNTRIES, BODIES, CURRENCIES = "iso_3166", "body", "currency"
SIGNATORIES = "signatory"
# Codes that CLDR keeps for unions and for what is not known.
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@dataclass(frozen=True)
class FormLine:
    """A form in a list."""

    code: str
    version: int
    number: int
    title: str
    lead: str


def blank_forms(*, actor: Actor, language: str, on: date) -> tuple[FormLine, ...]:
    """The forms that can be printed blank, in the pack's order; none before a pack is loaded."""
    actor.must(Permission.FORM_PRINT)
    pack = vocabulary()
    words = pack.wording(language)
    return tuple(
        FormLine(form.code, form.version, form.order, words.text(form.labels), words.text(form.leads))
        for form in pack.forms_in_use(on)
        if form.part != REGISTER_PART
    )


def forms_of_part(part: str, language: str, *, on: date) -> tuple[FormLine, ...]:
    """The forms whose answers are sealed in a part of the file, in the pack's order; none before a pack is loaded."""
    pack = vocabulary()
    words = pack.wording(language)
    return tuple(
        FormLine(form.code, form.version, form.order, words.text(form.labels), words.text(form.leads))
        for form in pack.forms_in_use(on)
        if form.part == part
    )


def blank_form(code: str, language: str, *, actor: Actor, on: date) -> Definition:
    """A form to print blank. Raises NotAllowedNow before a pack is loaded, KeyError for a form that there is not."""
    actor.must(Permission.FORM_PRINT)
    return definition_of(code, language, on=on)


def definition_of(code: str, language: str, *, on: date, version: int | None = None) -> Definition:
    """A form in a language of the interface: the version that is named, or the newest one in use on the day.

    With a version, a list of screening as well, so that its answers are read and corrected like any other. One query,
    whatever the form. Raises NotAllowedNow before a pack is loaded, KeyError for a form that there is not.
    """
    pack = vocabulary()
    if version is not None and (instrument := pack.instruments.get((code, version))) is not None:
        return as_form(instrument, pack.wording(language), language)
    return worded(pack.form(code, version=version, on=on), pack, language, on=on)


def title_of(code: str, language: str, *, on: date) -> str:
    """What a form, or a list of screening, is called today. One query. Raises as definition_of."""
    pack = vocabulary()
    versions = [each for each in pack.instruments.values() if each.code == code]
    if versions:
        newest = max(versions, key=lambda each: each.version)
        return pack.wording(language).label(OwnList.INSTRUMENT, newest.key)
    form = pack.form(code, on=on)
    return numbered_title(form.order, pack.wording(language).text(form.labels))


def worded(form: Form, pack: Vocabulary, language: str, *, on: date) -> Definition:
    """A form of the pack in one language."""
    words = pack.wording(language)
    return Definition(
        code=form.code,
        version=form.version,
        number=form.order,
        part=form.part,
        language=language,
        title=words.text(form.labels),
        lead=words.text(form.leads),
        sections=tuple(_sections(form.fields, pack, words, language, on)),
        signers=tuple(words.label(SIGNATORIES, code) for code in form.signed_by),
        carries=form.carries,
    )


def _sections(
    fields: Iterable[FormField], pack: Vocabulary, words: Wording, language: str, on: date
) -> Iterable[Section]:
    heading: FormField | None = None
    questions: list[Question] = []
    for field in fields:
        if field.kind is not FieldKind.HEADING:
            options = _options(field, pack, words, language, on)
            questions.append(_question(field, heading.shown_if if heading else (), options, words))
            continue
        if heading is not None:
            yield _section(heading, questions, words)
        heading, questions = field, []
    if heading is not None:
        yield _section(heading, questions, words)


def _section(heading: FormField, questions: list[Question], words: Wording) -> Section:
    return Section(heading.code, words.text(heading.labels), tuple(questions), heading.shown_if)


def _question(
    field: FormField, of_heading: tuple[Condition, ...], options: tuple[Option, ...], words: Wording
) -> Question:
    return Question(
        code=field.code,
        kind=field.kind,
        label=words.text(field.labels),
        hint=words.text(field.hints),
        list_code=field.list_code,
        options=options,
        is_needed=field.is_needed,
        is_coded=field.is_coded,
        shown_if=tuple(dict.fromkeys([*of_heading, *field.shown_if])),
        bound=field.bound,
        most=field.most,
    )


def _options(field: FormField, pack: Vocabulary, words: Wording, language: str, on: date) -> tuple[Option, ...]:
    if field.list_code is None:
        return ()
    if field.list_code == COUNTRIES:
        return _countries(language)
    if field.list_code == CURRENCIES:
        return tuple(Option(code, code) for code in pack.currencies())
    if field.list_code == BODIES:
        return _bodies(language, on)
    found = [term for term in pack.terms.values() if term.list_code == field.list_code]
    found.sort(key=lambda term: (term.order, term.code))
    return tuple(Option(term.code, words.label(term.list_code, term.code), in_use(term, on)) for term in found)


def _bodies(language: str, on: date) -> tuple[Option, ...]:
    """Every body by its name in the language; one that has ended keeps its word."""
    rows = sorted(directory(language).values(), key=lambda row: sort_key(row.name, language))
    return tuple(Option(row.code, row.name, row.exists_on(on)) for row in rows)


@cache
def _countries(language: str) -> tuple[Option, ...]:
    """Every country by its name in the language."""
    names = report_language(language).locale.territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    countries = [Option(code, name) for code, name in found if code not in _NO_COUNTRY]
    return tuple(sorted(countries, key=lambda country: sort_key(country.label, language)))
