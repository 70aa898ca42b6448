"""Instruments of screening between the pack and the tables: rows to write, records to read, versions to guard."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.instrument_models import Indicator as IndicatorRow
from zaklon.vocabulary.instrument_models import Instrument as InstrumentRow
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import Indicator, Instrument, Pack, Strength, Subject, Term, Weighing
from zaklon.vocabulary.pack.records import Named

Rows = dict[tuple[Any, ...], dict[str, Any]]
TermIds = Mapping[tuple[str, str], int]
# What a rule reads of an instrument: if it changed under answers, they would come to mean something else.
Shape = tuple[str, str, frozenset[tuple[str, str, str | None]]]


def named(pack: Pack) -> Iterator[tuple[OwnList, int, Named]]:
    """Every wording of instruments: its list, its place there, the record."""
    for each in pack.instruments:
        yield OwnList.INSTRUMENT, each.order, _record(each, each.key, each.labels)
        yield OwnList.INSTRUMENT_LEAD, each.order, _record(each, each.key, each.leads)
        for one in each.indicators:
            yield OwnList.INDICATOR, one.order, _record(one, each.key_of(one), one.labels)


def _record(of: Named, code: str, labels: Mapping[str, str]) -> Named:
    return Named(
        code=code,
        labels=labels,
        our_translation=of.our_translation,
        source=of.source,
        certainty=of.certainty,
        note=of.note,
    )


def instrument_rows(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    names = ("code", "version", "is_on", "off_reason")
    return {
        (ids[OwnList.INSTRUMENT, each.key],): {
            "lead_id": ids[OwnList.INSTRUMENT_LEAD, each.key],
            "subject": each.subject.value,
            "rule": each.rule.value,
            **{name: getattr(each, name) for name in names},
        }
        for each in pack.instruments
    }


def indicator_rows(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    return {
        (ids[OwnList.INDICATOR, each.key_of(one)],): {
            "instrument_id": ids[OwnList.INSTRUMENT, each.key],
            "code": one.code,
            "dimension": one.dimension,
            "strength": one.strength.value if one.strength else None,
            "topic": one.topic,
        }
        for each in pack.instruments
        for one in each.indicators
    }


def refuse_changed_versions(pack: Pack) -> None:
    """Refuse a pack that changes what answers to a version meant; wording and on or off may change.

    Raises RuleBroken: instrument_version_not_raised.
    """
    held = _held_shapes()
    for each in pack.instruments:
        offered = _shape(each)
        if held.get(each.key, offered) != offered:
            facts = {"instrument": each.code, "version": each.version}
            raise RuleBroken("instrument_version_not_raised", facts=facts)


def _shape(instrument: Instrument) -> Shape:
    indicators = ((each.code, each.dimension, each.strength) for each in instrument.indicators)
    return instrument.subject, instrument.rule, frozenset(indicators)


def _held_shapes() -> dict[str, Shape]:
    indicators: dict[int, set[tuple[str, str, str | None]]] = defaultdict(set)
    for row in IndicatorRow.objects.all():
        indicators[row.instrument_id].add((row.code, row.dimension, row.strength))
    return {
        f"{each.code}.{each.version}": (each.subject, each.rule, frozenset(indicators[each.pk]))
        for each in InstrumentRow.objects.all()
    }


def stored_instruments(terms: Mapping[int, Term]) -> dict[tuple[str, int], Instrument]:
    """Every version that the tables hold, also of former packs, in their order. Two queries."""
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in IndicatorRow.objects.all():
        indicators[row.instrument_id].append(_indicator(row, terms[row.pk]))
    found = [
        _instrument(row, tuple(sorted(indicators[row.pk], key=lambda each: each.order)), terms)
        for row in InstrumentRow.objects.all()
    ]
    return {(each.code, each.version): each for each in sorted(found, key=lambda each: (each.order, each.version))}


def _instrument(row: InstrumentRow, indicators: tuple[Indicator, ...], terms: Mapping[int, Term]) -> Instrument:
    term = terms[row.pk]
    return Instrument(
        version=row.version,
        order=term.order,
        subject=Subject(row.subject),
        is_on=row.is_on,
        off_reason=row.off_reason,
        rule=Weighing(row.rule),
        leads=terms[row.lead_id].labels,
        indicators=indicators,
        valid_until=term.valid_until,
        **_words(row.code, term),
    )


def _indicator(row: IndicatorRow, term: Term) -> Indicator:
    return Indicator(
        order=term.order,
        dimension=row.dimension,
        strength=Strength(row.strength) if row.strength else None,
        topic=row.topic,
        **_words(row.code, term),
    )


def _words(code: str, term: Term) -> dict[str, Any]:
    names = ("labels", "our_translation", "source", "certainty", "note")
    return {"code": code} | {name: getattr(term, name) for name in names}
