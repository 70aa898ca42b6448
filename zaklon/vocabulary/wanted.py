"""The rows that the tables hold once a pack is loaded."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zaklon.vocabulary import instruments
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import Language, Municipality, Pack
from zaklon.vocabulary.pack.records import Named, Sourced

Key = tuple[Any, ...]
Rows = dict[Key, dict[str, Any]]
TermIds = Mapping[tuple[str, str], int]


def terms(pack: Pack) -> Rows:
    """Keyed by list and code."""
    rows: Rows = {}
    for list_code, number, item in _named(pack):
        rows[str(list_code), item.code] = {
            "order": getattr(item, "order", number),
            "valid_from": getattr(item, "valid_from", None),
            "valid_until": getattr(item, "valid_until", None),
            **sourced(item),
        }
    return rows


def labels(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term and language."""
    return {
        (ids[str(list_code), item.code], language): {
            "text": text,
            "is_our_translation": language in item.our_translation,
        }
        for list_code, _number, item in _named(pack)
        for language, text in item.labels.items()
    }


def _named(pack: Pack) -> Iterator[tuple[str, int, Named]]:
    """Everything with a name: its list, its place in the file, the record."""
    tables: tuple[tuple[OwnList, Iterable[Named]], ...] = (
        (OwnList.LIST, pack.lists),
        (OwnList.COUNTRY, [_country_named(pack)]),
        (OwnList.REGION, pack.regions),
        (OwnList.MUNICIPALITY, pack.municipalities),
        (OwnList.CENSUS, pack.censuses),
        (OwnList.CLOCK, pack.clocks),
        (OwnList.THRESHOLD, pack.thresholds),
        (OwnList.WAY, pack.ways),
        (OwnList.STEP, pack.steps),
        (OwnList.HOLIDAY, pack.holidays),
        (OwnList.REPORT, pack.reports),
        (OwnList.FOOTNOTE, _footnotes_named(pack)),
    )
    for own_list, items in tables:
        for number, item in enumerate(items, start=1):
            yield own_list.value, number, item
    yield from instruments.named(pack)
    for term in pack.terms:
        yield term.list_code, term.order, term


def _country_named(pack: Pack) -> Named:
    country = pack.country
    return Named(
        code=country.code,
        labels=country.names,
        source=country.source,
        certainty=country.certainty,
        note=country.note,
    )


def _footnotes_named(pack: Pack) -> Iterator[Named]:
    for footnote in pack.footnotes:
        yield Named(
            code=footnote.code,
            labels=footnote.texts,
            our_translation=footnote.our_translation,
            source=footnote.source,
            certainty=footnote.certainty,
            note=footnote.note,
        )


def sourced(item: Sourced) -> dict[str, Any]:
    """Where a record comes from, as columns."""
    return {"source": item.source, "certainty": item.certainty.value, "note": item.note}


def countries(pack: Pack) -> Rows:
    """One row."""
    names = ("currency", "timezone", "default_language")
    country = {name: getattr(pack.country, name) for name in names}
    return {(pack.country.code,): {**country, "other_currencies": list(pack.country.other_currencies)}}


def languages(pack: Pack) -> Rows:
    """Keyed by code."""
    return {(item.code,): _language(number, item) for number, item in enumerate(pack.languages, start=1)}


def _language(number: int, item: Language) -> dict[str, Any]:
    return {
        "order": number,
        "name": item.name,
        "locale": item.locale,
        "scripts": list(item.scripts),
        "written_in": item.written_in,
        "default_script": item.default_script,
        **sourced(item),
    }


def municipalities(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    return {(ids[OwnList.MUNICIPALITY, item.code],): _municipality(item, ids) for item in pack.municipalities}


def _municipality(item: Municipality, ids: TermIds) -> dict[str, Any]:
    return {
        "region_id": ids[OwnList.REGION, item.region],
        "split_from_id": ids[OwnList.MUNICIPALITY, item.split_from] if item.split_from else None,
        "dates_source": item.dates_source or None,
        "dates_certainty": item.dates_certainty.value if item.dates_certainty else None,
    }


def censuses(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    return {
        (ids[OwnList.CENSUS, item.code],): {
            "year": item.year,
            "state": item.state,
            "total_persons": item.total_persons,
        }
        for item in pack.censuses
    }


def population(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by municipality and census."""
    return {
        (ids[OwnList.MUNICIPALITY, item.municipality], ids[OwnList.CENSUS, item.census]): {
            "persons": item.persons,
            **sourced(item),
        }
        for item in pack.population
    }


def territories(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by municipality and kind."""
    return {
        (ids[OwnList.MUNICIPALITY, item.municipality], item.kind): {
            "body_code": item.body,
            "office": item.office,
            **sourced(item),
        }
        for item in pack.territories
    }


def clocks(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    names = (
        "area",
        "bound",
        "amount",
        "unit",
        "amount_to",
        "unit_to",
        "on_date",
        "stated",
        "force",
        "extend_by",
        "pauses",
    )
    return {
        (ids[OwnList.CLOCK, item.code],): {"kind": item.kind.value, "warn_at": list(item.warn_at)}
        | {name: getattr(item, name) for name in names}
        for item in pack.clocks
    }


def thresholds(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    return {(ids[OwnList.THRESHOLD, t.code],): {"amount": t.amount, "unit": t.unit} for t in pack.thresholds}


def ways(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    return {
        (ids[OwnList.WAY, item.code],): {
            "part": item.part,
            "start": item.start,
            "counts_as": [f"{state}={category}" for state, category in item.counts_as],
        }
        for item in pack.ways
    }


def steps(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    plain = ("way", "verb", "target", "form", "is_complete")
    several = ("sources", "roles", "needs", "starts", "stops", "does")
    return {
        (ids[OwnList.STEP, item.code],): {name: getattr(item, name) for name in plain}
        | {name: list(getattr(item, name)) for name in several}
        for item in pack.steps
    }


def holidays(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    names = ("on_date", "days", "shifts")
    return {(ids[OwnList.HOLIDAY, item.code],): {name: getattr(item, name) for name in names} for item in pack.holidays}


def report_kinds(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    names = ("rhythm", "rhythm_stated", "content", "made_by_stated", "read_by_stated", "product_report")
    return {
        (ids[OwnList.REPORT, item.code],): {"made_by": list(item.made_by)}
        | {name: getattr(item, name) for name in names}
        for item in pack.reports
    }


def footnotes(pack: Pack, ids: TermIds) -> Rows:
    """Keyed by term."""
    return {(ids[OwnList.FOOTNOTE, item.code],): {"marks": list(item.marks)} for item in pack.footnotes}
