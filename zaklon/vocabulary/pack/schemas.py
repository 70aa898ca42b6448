"""The published schemas (packs/schema) and what they say about a row or a value."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.frame import FRAME_FILE, Frame, Position, spoken
from zaklon.vocabulary.pack.tables import Row, Table

PACKS_DIR = Path(__file__).resolve().parents[3] / "packs"
SCHEMA_DIR = PACKS_DIR / "schema"

Schema = dict[str, Any]


@cache
def published() -> Mapping[str, Schema]:
    """The schema of each file of a pack, by file name, in the order of the alphabet."""
    schemas = (_load(path) for path in sorted(SCHEMA_DIR.glob("*.schema.json")))
    return {schema["x-file"]: schema for schema in schemas if "x-file" in schema}


@dataclass(frozen=True)
class LabelRule:
    """Columns that hold wording: their prefix, whether each language is needed, whether a row may do without."""

    prefix: str
    every_language: bool
    is_optional: bool = False


@cache
def label_rules(file: str) -> tuple[LabelRule, ...]:
    """What the schema of a file says about its wording, the name of a row first."""
    said = published()[file].get("x-labels", [])
    return tuple(LabelRule(**rule) for rule in (said if isinstance(said, list) else [said]))


@cache
def core() -> Mapping[str, Any]:
    """The codes that the program itself names and every pack must have."""
    return _load(SCHEMA_DIR / "core.json")


def table_schemas() -> Mapping[str, Schema]:
    """The schemas of the CSV files."""
    return {file: schema for file, schema in published().items() if file != FRAME_FILE}


def _load(path: Path) -> Schema:
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    return schema


@cache
def _registry() -> Registry[Any]:
    common = _load(SCHEMA_DIR / "common.schema.json")
    registry: Registry[Any] = Registry().with_resource(common["$id"], Resource.from_contents(common))
    return registry


@cache
def _validator(file: str) -> Draft202012Validator:
    return Draft202012Validator(published()[file], registry=_registry())


def column_faults(table: Table) -> list[PackFault]:
    """Columns that the schema does not know, and needed ones that are not there."""
    schema = published()[table.file]
    known = schema["properties"]
    patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    offered = ", ".join(known)
    faults = [
        PackFault(table.file, "column_unknown", line=1, column=name, facts={"known": offered})
        for name in table.columns
        if name not in known and not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    missing = [name for name in schema["required"] if name not in table.columns]
    return faults + [PackFault(table.file, "column_missing", line=1, column=name) for name in missing]


def row_faults(table: Table) -> Iterator[PackFault]:
    """What the schema says against each row. Columns as a whole are `column_faults`' concern."""
    validator = _validator(table.file)
    columns = set(table.columns)
    for row in table.rows:
        cells = dict(row.cells)
        if not validator.is_valid(cells):
            yield from _faults_of_row(table.file, row, columns, validator)


def _faults_of_row(file: str, row: Row, columns: set[str], validator: Draft202012Validator) -> Iterator[PackFault]:
    missing: set[str] = set()
    for error in validator.iter_errors(dict(row.cells)):
        names = _missing(error)
        if names:
            missing |= names
        elif error.absolute_path:
            yield _wrong_value(file, row.line, tuple(error.absolute_path), error)
    needed = published()[file]["required"]
    for name in sorted(missing):
        if name in columns or name not in needed:
            expected = _expected(published()[file], (name,))
            yield PackFault(file, "value_missing", line=row.line, column=name, facts={"expected": expected})


def frame_faults(frame: Frame) -> Iterator[PackFault]:
    """What the schema says against pack.yaml."""
    for error in _validator(FRAME_FILE).iter_errors(frame.values):
        path = tuple(error.absolute_path)
        line = frame.line_of(path)
        for name in sorted(_missing(error)):
            expected = _expected(published()[FRAME_FILE], (*path, name))
            yield PackFault(
                FRAME_FILE, "value_missing", line=line, column=spoken((*path, name)), facts={"expected": expected}
            )
        for name in sorted(_foreign(error)):
            known = ", ".join(_schema_of(error).get("properties", {})) or "language codes"
            yield PackFault(
                FRAME_FILE, "key_unknown", frame.line_of((*path, name)), spoken((*path, name)), facts={"known": known}
            )
        if error.validator not in {"required", "additionalProperties"}:
            yield _wrong_value(FRAME_FILE, line, path, error)


def _missing(error: ValidationError) -> set[str]:
    """Names that a rule about presence does not find."""
    rule: Any = error.validator_value
    there: Any = error.instance
    if error.validator == "required":
        return {name for name in rule if name not in there}
    if error.validator == "dependentRequired":
        asked = (names for name, names in rule.items() if name in there)
        return {name for names in asked for name in names if name not in there}
    return set()


def _foreign(error: ValidationError) -> set[str]:
    """Names that the schema does not know."""
    if error.validator != "additionalProperties":
        return set()
    schema, there = _schema_of(error), cast("dict[str, Any]", error.instance)
    patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    known = schema.get("properties", {})
    return {n for n in there if n not in known and not any(p.fullmatch(n) for p in patterns)}


def _schema_of(error: ValidationError) -> Schema:
    return cast("Schema", error.schema)


def _wrong_value(file: str, line: int, path: Position, error: ValidationError) -> PackFault:
    value = error.instance if isinstance(error.instance, str) else json.dumps(error.instance, ensure_ascii=False)
    facts = {"value": value[:60], "expected": _expected(published()[file], path)}
    foreign = next((c for c in value if c.isalpha() and not c.isascii()), None)
    if error.validator == "pattern" and foreign is not None:
        return PackFault(file, "foreign_letter", line, spoken(path), {**facts, "letter": foreign})
    return PackFault(file, "value_wrong", line, spoken(path), facts)


def _expected(schema: Schema, path: Position) -> str:
    """What the nearest description on the way to a value asks for."""
    node, best = schema, ""
    for part in path:
        node = _step(schema, node, part)
        best = node.get("description", best)
    return best


def _step(schema: Schema, node: Schema, part: str | int) -> Schema:
    """The schema of one part of a node, with references followed; a description beside a reference wins."""
    if isinstance(part, int):
        found = node.get("items", {})
    else:
        found = node.get("properties", {}).get(part) or _by_pattern(node.get("patternProperties", {}), part)
    while "$ref" in found:
        outer = {key: value for key, value in found.items() if key != "$ref"}
        found = {**_target(schema, found["$ref"]), **outer}
    step: Schema = found
    return step


def _by_pattern(patterns: Mapping[str, Schema], name: str) -> Schema:
    return next((schema for pattern, schema in patterns.items() if re.fullmatch(pattern, name)), {})


def _target(schema: Schema, reference: str) -> Schema:
    document, _, pointer = reference.partition("#")
    node: Any = schema
    if document:
        node = _registry().contents(document)
    for part in filter(None, pointer.split("/")):
        node = node[part]
    found: Schema = node
    return found
