"""Instruments of screening in a pack: what must hold between their rows, and the records that come out."""

from collections.abc import Iterator, Mapping
from typing import Any

from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack.checks import Folder
from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.records import Indicator, Instrument, Strength, Subject, Weighing
from zaklon.vocabulary.pack.tables import Row

INSTRUMENTS, INDICATORS = "instruments.csv", "indicators.csv"

# The dimensions that a rule knows; a child list names its own.
DIMENSIONS_OF: Mapping[str, tuple[str, ...]] = {
    Weighing.ILO: (
        "deceptive_recruitment",
        "coercive_recruitment",
        "vulnerability_recruitment",
        "exploitation",
        "coercion_destination",
        "vulnerability_destination",
    ),
    Weighing.PALERMO: ("act", "means", "purpose"),
}
# The rules that weigh indicators by their strength.
WEIGHED = frozenset({Weighing.ILO, Weighing.CHILD_LIST})

_Key = tuple[str, str]


def instrument_faults(folder: Folder) -> Iterator[PackFault]:
    """Everything that is wrong between instruments, their versions and their indicators."""
    rules = {_key(row, "code"): row.cells.get("rule", "") for row in folder.rows(INSTRUMENTS)}
    yield from _two_versions_on(folder)
    yield from _without_indicators(folder)
    for row in folder.rows(INDICATORS):
        key = _key(row, "instrument")
        if key in rules:
            yield from _indicator_faults(row, rules[key])
        elif key[0] in {code for code, _version in rules}:  # a code that nobody knows is said as any dangling reference
            facts = {"value": " ".join(key), "target": INSTRUMENTS}
            yield PackFault(INDICATORS, "unknown_reference", row.line, "version", facts)


def _key(row: Row, code: str) -> _Key:
    return row.cells.get(code, ""), row.cells.get("version", "")


def _two_versions_on(folder: Folder) -> Iterator[PackFault]:
    on: dict[str, int] = {}
    for row in folder.rows(INSTRUMENTS):
        code = row.cells.get("code", "")
        if row.cells.get("is_on") != "yes":
            continue
        if code in on:
            yield PackFault(INSTRUMENTS, "instrument_on_twice", row.line, "is_on", {"value": code, "line": on[code]})
        on.setdefault(code, row.line)


def _without_indicators(folder: Folder) -> Iterator[PackFault]:
    filled = {_key(row, "instrument") for row in folder.rows(INDICATORS)}
    for row in folder.rows(INSTRUMENTS):
        key = _key(row, "code")
        if key not in filled:
            yield PackFault(INSTRUMENTS, "instrument_empty", row.line, "code", {"value": " ".join(key)})


def _indicator_faults(row: Row, rule: str) -> Iterator[PackFault]:
    dimension, strength = row.cells.get("dimension", ""), row.cells.get("strength")
    allowed = DIMENSIONS_OF.get(rule)
    if allowed is not None and dimension not in allowed:
        facts = {"value": dimension, "rule": rule, "known": ", ".join(allowed)}
        yield PackFault(INDICATORS, "dimension_unfit", row.line, "dimension", facts)
    if rule in WEIGHED and strength is None:
        yield PackFault(INDICATORS, "strength_missing", row.line, "strength", {"rule": rule})
    if rule == Weighing.PALERMO and strength is not None:
        yield PackFault(INDICATORS, "strength_unfit", row.line, "strength", {"rule": rule})


def built_instruments(folder: Folder) -> tuple[Instrument, ...]:
    """The instruments with their indicators, in their order. The tables must be free of faults."""
    indicators: dict[_Key, list[Indicator]] = {}
    for row in folder.rows(INDICATORS):
        indicators.setdefault(_key(row, "instrument"), []).append(_indicator(row.cells))
    found = [
        _instrument(row.cells, tuple(sorted(indicators[_key(row, "code")], key=lambda each: each.order)))
        for row in folder.rows(INSTRUMENTS)
    ]
    return tuple(sorted(found, key=lambda each: (each.order, each.version)))


def _instrument(cells: Mapping[str, str], indicators: tuple[Indicator, ...]) -> Instrument:
    return Instrument(
        version=int(cells["version"]),
        order=int(cells["order"]),
        subject=Subject(cells["subject"]),
        is_on=cells["is_on"] == "yes",
        off_reason=cells.get("off_reason", ""),
        rule=Weighing(cells["rule"]),
        leads=_texts(cells, "lead_"),
        indicators=indicators,
        **_named(cells, "name_"),
    )


def _indicator(cells: Mapping[str, str]) -> Indicator:
    strength = cells.get("strength")
    return Indicator(
        order=int(cells["order"]),
        dimension=cells["dimension"],
        strength=Strength(strength) if strength else None,
        topic=cells.get("topic"),
        **_named(cells, "label_"),
    )


def _texts(cells: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in cells.items() if name.startswith(prefix)}


def _named(cells: Mapping[str, str], prefix: str) -> dict[str, Any]:
    return {
        "code": cells["code"],
        "labels": _texts(cells, prefix),
        "our_translation": frozenset(cells.get("our_translation", "").split()),
        "source": cells["source"],
        "certainty": Certainty(cells["certainty"]),
        "note": cells.get("note", ""),
    }
