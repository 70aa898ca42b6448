"""From the tables back to the records of a pack."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from zaklon.vocabulary import models, way_models
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.form_stored import read_forms
from zaklon.vocabulary.instruments import stored_instruments
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import (
    Advice,
    AdviceKind,
    Clock,
    ClockKind,
    Country,
    Footnote,
    Holiday,
    Language,
    Municipality,
    Population,
    ReportKind,
    Step,
    Term,
    Threshold,
    Way,
)
from zaklon.vocabulary.registers import stored_registers
from zaklon.vocabulary.wording import LoadedPack, Vocabulary

Terms = Mapping[int, Term]


def read_stored(newest: models.PackLoad) -> Vocabulary:
    """The whole pack as the tables hold it, retired values included. Twenty queries, whatever its size."""
    terms = _terms()
    registers, retired, measures, tables = stored_registers()
    return Vocabulary(
        pack=LoadedPack(newest.country, newest.version, newest.content_hash, newest.loaded_at),
        country=_country(terms),
        languages=tuple(_language(row) for row in models.Language.objects.order_by("order")),
        terms={(term.list_code, term.code): term for term in terms.values()},
        clocks={terms[row.pk].code: _clock(row, terms[row.pk]) for row in models.Clock.objects.all()},
        thresholds={terms[row.pk].code: _threshold(row, terms[row.pk]) for row in models.Threshold.objects.all()},
        reports={terms[row.pk].code: _report(row, terms[row.pk]) for row in models.ReportKind.objects.all()},
        ways={terms[row.pk].code: _way(row, terms[row.pk]) for row in way_models.Way.objects.all()},
        steps=_steps(terms),
        holidays=tuple(_holiday(row, terms[row.pk]) for row in way_models.Holiday.objects.order_by("pk")),
        advice=_advice(terms),
        municipalities={terms[row.pk].code: _municipality(row, terms) for row in models.Municipality.objects.all()},
        population=tuple(_population(row, terms) for row in models.Population.objects.order_by("pk")),
        footnotes=tuple(_footnote(row, terms[row.pk]) for row in models.Footnote.objects.order_by("pk")),
        instruments=stored_instruments(terms),
        forms=read_forms(),
        registers=registers,
        retired_registers=retired,
        measures=measures,
        report_tables=tables,
    )


def _terms() -> Terms:
    labels: dict[int, dict[str, str]] = defaultdict(dict)
    ours: dict[int, set[str]] = defaultdict(set)
    for row in models.TermLabel.objects.all():
        labels[row.term_id][row.language] = row.text
        if row.is_our_translation:
            ours[row.term_id].add(row.language)
    return {
        row.pk: Term(
            list_code=row.list_code,
            code=row.code,
            order=row.order,
            labels=labels[row.pk],
            our_translation=frozenset(ours[row.pk]),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            source=row.source,
            certainty=Certainty(row.certainty),
            note=row.note,
        )
        for row in models.Term.objects.all()
    }


def _named(term: Term) -> dict[str, Any]:
    """What every named record has, as it stands in its term."""
    names = ("code", "labels", "our_translation", "source", "certainty", "note")
    return {name: getattr(term, name) for name in names}


def _country(terms: Terms) -> Country | None:
    row = models.Country.objects.first()
    if row is None:
        return None
    term = next(t for t in terms.values() if (t.list_code, t.code) == (OwnList.COUNTRY, row.code))
    return Country(
        code=row.code,
        names=term.labels,
        currency=row.currency,
        other_currencies=tuple(row.other_currencies),
        timezone=row.timezone,
        default_language=row.default_language,
        source=term.source,
        certainty=term.certainty,
        note=term.note,
    )


def _language(row: models.Language) -> Language:
    return Language(
        code=row.code,
        name=row.name,
        locale=row.locale,
        scripts=tuple(row.scripts),
        written_in=row.written_in,
        default_script=row.default_script,
        source=row.source,
        certainty=Certainty(row.certainty),
        note=row.note,
    )


def _municipality(row: models.Municipality, terms: Terms) -> Municipality:
    term = terms[row.pk]
    return Municipality(
        region=terms[row.region_id].code,
        split_from=terms[row.split_from_id].code if row.split_from_id else None,
        valid_from=term.valid_from,
        valid_until=term.valid_until,
        dates_source=row.dates_source or "",
        dates_certainty=Certainty(row.dates_certainty) if row.dates_certainty else None,
        **_named(term),
    )


def _population(row: models.Population, terms: Terms) -> Population:
    return Population(
        municipality=terms[row.municipality_id].code,
        census=terms[row.census_id].code,
        persons=row.persons,
        source=row.source,
        certainty=Certainty(row.certainty),
        note=row.note,
    )


def _clock(row: models.Clock, term: Term) -> Clock:
    return Clock(
        area=row.area,
        order=term.order,
        kind=ClockKind(row.kind),
        force=row.force,
        bound=row.bound,
        amount=row.amount,
        unit=row.unit,
        amount_to=row.amount_to,
        unit_to=row.unit_to,
        on_date=row.on_date,
        stated=row.stated,
        warn_at=tuple(row.warn_at),
        extend_by=row.extend_by,
        pauses=row.pauses,
        **_named(term),
    )


def _way(row: way_models.Way, term: Term) -> Way:
    pairs = (pair.split("=") for pair in row.counts_as)
    counts_as = tuple((state, category) for state, category in pairs)
    return Way(order=term.order, part=row.part, start=row.start, counts_as=counts_as, **_named(term))


def _steps(terms: Terms) -> tuple[Step, ...]:
    """In the order of the pack. A step that the pack no longer has is not taken any more, so it does not come."""
    found = [_step(row, terms[row.pk]) for row in way_models.Step.objects.filter(term__valid_until__isnull=True)]
    return tuple(sorted(found, key=lambda step: (step.way, step.order)))


def _step(row: way_models.Step, term: Term) -> Step:
    return Step(
        way=row.way,
        order=term.order,
        verb=row.verb,
        sources=tuple(row.sources),
        target=row.target,
        roles=tuple(row.roles),
        needs=tuple(row.needs),
        form=row.form,
        is_complete=row.is_complete,
        starts=tuple(row.starts),
        stops=tuple(row.stops),
        does=tuple(row.does),
        **_named(term),
    )


def _advice(terms: Terms) -> tuple[Advice, ...]:
    """In the order of the pack; a sentence that the pack no longer has is not told any more."""
    found = [_sentence(row, terms[row.pk]) for row in way_models.Advice.objects.filter(term__valid_until__isnull=True)]
    return tuple(sorted(found, key=lambda each: (each.order, each.code)))


def _sentence(row: way_models.Advice, term: Term) -> Advice:
    return Advice(
        order=term.order,
        kind=AdviceKind(row.kind),
        responders=tuple(row.responders),
        urgencies=tuple(row.urgencies),
        ages=tuple(row.ages),
        number=row.number,
        **_named(term),
    )


def _holiday(row: way_models.Holiday, term: Term) -> Holiday:
    return Holiday(order=term.order, on_date=row.on_date, days=row.days, shifts=row.shifts, **_named(term))


def _threshold(row: models.Threshold, term: Term) -> Threshold:
    return Threshold(amount=row.amount, unit=row.unit, **_named(term))


def _report(row: models.ReportKind, term: Term) -> ReportKind:
    return ReportKind(
        order=term.order,
        rhythm=row.rhythm,
        rhythm_stated=row.rhythm_stated,
        content=row.content,
        made_by=tuple(row.made_by),
        made_by_stated=row.made_by_stated,
        read_by_stated=row.read_by_stated,
        product_report=row.product_report,
        **_named(term),
    )


def _footnote(row: models.Footnote, term: Term) -> Footnote:
    return Footnote(
        code=term.code,
        marks=tuple(row.marks),
        texts=term.labels,
        our_translation=term.our_translation,
        source=term.source,
        certainty=term.certainty,
        note=term.note,
    )
