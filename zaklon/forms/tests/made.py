"""Definitions for tests: an invented form, and every form of a pack without a database."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from zaklon.forms.definition import Definition, Option, Question, Section
from zaklon.forms.queries import worded
from zaklon.vocabulary.pack import REGISTER_PART, Condition, FieldKind, Pack, Relation, Term
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, INVENTED
from zaklon.vocabulary.tests.loading import pack_of
from zaklon.vocabulary.wording import LoadedPack, Vocabulary

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LANGUAGES = ("en", "cnr", "cnr-cyrl", "sq")


def vocabulary_of(pack: Pack) -> Vocabulary:
    """The pack as the tables would give it back, as far as forms need it."""
    places = [("municipality", 0, place) for place in pack.municipalities]
    named = [*places, *(("region", region.order, region) for region in pack.regions)]
    terms = {(term.list_code, term.code): term for term in pack.terms}
    for list_code, order, item in named:
        terms[list_code, item.code] = Term(
            list_code=list_code,
            code=item.code,
            order=order,
            labels=item.labels,
            valid_from=getattr(item, "valid_from", None),
            valid_until=getattr(item, "valid_until", None),
            source=item.source,
            certainty=item.certainty,
        )
    return Vocabulary(
        pack=LoadedPack(pack.country.code, pack.version, pack.content_hash, NOON),
        country=pack.country,
        languages=pack.languages,
        terms=terms,
        forms={(form.code, form.version): form for form in pack.forms},
    )


@cache
def _loaded(folder: Path) -> Vocabulary:
    return vocabulary_of(pack_of(folder))


@cache
def form_in(code: str, language: str, folder: Path = FIRST_COUNTRY) -> Definition:
    """A form of a pack in a language."""
    pack = _loaded(folder)
    return worded(pack.form(code, on=TODAY), pack, language, on=TODAY)


def codes(folder: Path = FIRST_COUNTRY) -> tuple[str, ...]:
    """The forms of a pack in their order; those of registers offer bodies, which only a database knows."""
    return tuple(form.code for form in _loaded(folder).forms_in_use(TODAY) if form.part != REGISTER_PART)


def lantern_walk(language: str = "en") -> Definition:
    """The form of the invented country."""
    return form_in("lantern_walk", language, INVENTED)


def condition(text: str) -> Condition:
    """`age=child`, `age!=child` or `age`."""
    for relation in (Relation.IS_NOT, Relation.IS):
        if relation.value in text:
            field, value = text.split(relation.value)
            return Condition(field, relation, value)
    return Condition(text, Relation.ANSWERED)


def question(code: str, kind: str, *shown_if: str, **more: object) -> Question:
    """A question whose label is its code in capitals."""
    conditions = tuple(condition(each) for each in shown_if)
    return Question(code=code, kind=FieldKind(kind), label=code.upper(), shown_if=conditions, **more)


def options(*codes: str) -> tuple[Option, ...]:
    """Options; one that begins with a hyphen is not offered any more."""
    return tuple(Option(code.lstrip("-"), code.lstrip("-").title(), not code.startswith("-")) for code in codes)


def definition(*questions: Question) -> Definition:
    """A form of one section."""
    return Definition(
        code="made",
        version=1,
        number=1,
        part="services",
        language="en",
        title="Made",
        lead="For tests.",
        sections=(Section("all", "All", questions),),
    )
