"""Checks on what people read: languages, scripts, translations, names that two bodies share."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import available_timezones

from babel.numbers import is_currency

from zaklon.vocabulary.names import fold_name
from zaklon.vocabulary.pack import schemas
from zaklon.vocabulary.pack.checks import Folder
from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.frame import FRAME_FILE, Frame, Position, spoken
from zaklon.vocabulary.pack.tables import Row, Table

_SCRIPT_WORDS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek"}


@dataclass(frozen=True)
class Spoken:
    """The languages that a frame declares: for each code its scripts and the script it is written in."""

    scripts: dict[str, tuple[str, ...]]
    written_in: dict[str, str]

    @classmethod
    def of(cls, frame: Frame) -> "Spoken":
        """Read them from a frame that may still be faulty: what is not there counts as not declared."""
        items = frame.values.get("languages")
        found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        known = [item for item in found if isinstance(item.get("code"), str)]
        return cls(
            {item["code"]: tuple(str(s) for s in _listed(item.get("scripts"))) for item in known},
            {item["code"]: str(item.get("written_in")) for item in known},
        )

    def knows(self, tag: str) -> bool:
        """True for a declared language, or one with a script that is declared for it."""
        code, _, script = tag.partition("-")
        return code in self.scripts and (not script or script in self.scripts[code])

    def script_of(self, tag: str) -> str | None:
        """The script in which texts with this tag are written."""
        code, _, script = tag.partition("-")
        return script or self.written_in.get(code)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def frame_wording_faults(frame: Frame) -> Iterator[PackFault]:
    """What is wrong between the values of pack.yaml."""
    spoken_languages = Spoken.of(frame)
    yield from _language_faults(frame, spoken_languages)
    zone = _dig(frame, ("country", "timezone"))
    if isinstance(zone, str) and zone not in available_timezones():
        yield _at(frame, "unknown_timezone", ("country", "timezone"), value=zone)
    yield from _currency_faults(frame)
    for path in [("country", "names"), *_footnote_texts(frame)]:
        texts = _dig(frame, path)
        if isinstance(texts, dict):
            yield from _text_faults(frame, path, texts, spoken_languages)


def _currency_faults(frame: Frame) -> Iterator[PackFault]:
    others = _listed(_dig(frame, ("country", "other_currencies")))
    named: dict[tuple[str | int, ...], object] = {("country", "currency"): _dig(frame, ("country", "currency"))}
    named |= {("country", "other_currencies", number): code for number, code in enumerate(others)}
    for path, code in named.items():
        if isinstance(code, str) and re.fullmatch("[A-Z]{3}", code) and not is_currency(code):
            yield _at(frame, "unknown_currency", path, value=code)


def _language_faults(frame: Frame, languages: Spoken) -> Iterator[PackFault]:
    default = frame.values.get("default_language")
    if isinstance(default, str) and default not in languages.scripts:
        yield _at(frame, "language_unknown", ("default_language",), value=default)
    seen: set[str] = set()
    for number, item in enumerate(_listed(frame.values.get("languages"))):
        if not isinstance(item, dict):
            continue
        code = str(item.get("code"))
        if code in seen:
            yield _at(frame, "language_repeated", ("languages", number, "code"), value=code)
        seen.add(code)
        for name in ("written_in", "default_script"):
            if isinstance(item.get(name), str) and item[name] not in _listed(item.get("scripts")):
                yield _at(frame, "script_unknown", ("languages", number, name), value=item[name])


def _footnote_texts(frame: Frame) -> list[Position]:
    return [("footnotes", number, "texts") for number in range(len(_listed(frame.values.get("footnotes"))))]


def _text_faults(frame: Frame, path: Position, texts: dict[str, object], languages: Spoken) -> Iterator[PackFault]:
    for code in languages.scripts:
        if code not in texts:
            yield _at(frame, "label_missing", path, language=code)
    for tag, text in texts.items():
        if not languages.knows(tag):
            yield _at(frame, "language_unknown", (*path, tag), value=tag)
        elif isinstance(text, str) and (wrong := wrong_script(text, languages.script_of(tag))):
            yield _at(frame, "wrong_script", (*path, tag), word=wrong)


def _dig(frame: Frame, path: Position) -> object:
    value: object = frame.values
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        else:
            return None
    return value


def _at(frame: Frame, code: str, path: Position, **facts: object) -> PackFault:
    return PackFault(FRAME_FILE, code, frame.line_of(path), spoken(path), facts)


def label_faults(folder: Folder, languages: Spoken) -> Iterator[PackFault]:
    """Labels that are missing, in a language nobody declared, or in the wrong letters."""
    for file, table in folder.tables.items():
        for rule in schemas.label_rules(file):
            tags = {name: name.removeprefix(rule.prefix) for name in table.columns if _is_label(file, name, rule)}
            for name, tag in tags.items():
                if not languages.knows(tag):
                    yield PackFault(file, "language_unknown", 1, name, {"value": tag})
            for row in table.rows:
                yield from _row_label_faults(table, row, tags, languages, rule)
        yield from _translation_faults(table)


def _is_label(file: str, column: str, rule: schemas.LabelRule) -> bool:
    return column.startswith(rule.prefix) and column not in schemas.published()[file]["properties"]


def _row_label_faults(
    table: Table, row: Row, tags: dict[str, str], languages: Spoken, rule: schemas.LabelRule
) -> Iterator[PackFault]:
    there = {tag: row.cells[name] for name, tag in tags.items() if name in row.cells}
    if rule.is_optional and not there:
        return
    missing = [code for code in languages.scripts if code not in there] if rule.every_language else []
    for code in missing:
        yield PackFault(table.file, "label_missing", row.line, f"{rule.prefix}{code}", {"language": code})
    if not missing and not there.keys() & languages.scripts.keys():
        yield PackFault(table.file, "name_missing", row.line, rule.prefix.rstrip("_"))
    for tag, text in there.items():
        if word := wrong_script(text, languages.script_of(tag)):
            yield PackFault(table.file, "wrong_script", row.line, f"{rule.prefix}{tag}", {"word": word})


def _translation_faults(table: Table) -> Iterator[PackFault]:
    """Marks of a translation where the row's first wording has none."""
    for rule in schemas.label_rules(table.file)[:1]:
        for row in table.rows:
            for tag in row.cells.get("our_translation", "").split():
                if f"{rule.prefix}{tag}" not in row.cells:
                    facts = {"language": tag}
                    yield PackFault(table.file, "translation_of_nothing", row.line, "our_translation", facts)


def wrong_script(text: str, script: str | None) -> str | None:
    """The first word in letters that do not belong there, or None.

    A Latin text holds Latin letters only: a Cyrillic `а` in it looks right and sorts, searches and compares wrong.
    A Cyrillic text may hold Latin words, such as names of organisations, but no word in mixed letters.
    """
    for word in text.split():
        scripts = {_script(character) for character in word if character.isalpha()} - {None}
        if len(scripts) > 1 or (script == "Latn" and scripts - {"Latn"}):
            return word
    return None


def _script(letter: str) -> str | None:
    return _SCRIPT_WORDS.get(unicodedata.name(letter, "").split(" ", 1)[0])


def shared_names(folder: Folder) -> Iterator[PackFault]:
    """Names and aliases that belong to two bodies: a plan that uses them could mean either."""
    owner: dict[str, str] = {}
    for row in folder.rows("bodies.csv"):
        for name in sorted(name for name in row.cells if name.startswith("name_")):
            yield from _claim(owner, "bodies.csv", row, name, row.cells.get("code"))
    for row in folder.rows("body_aliases.csv"):
        if "alias" in row.cells:
            yield from _claim(owner, "body_aliases.csv", row, "alias", row.cells.get("body"))


def _claim(owner: dict[str, str], file: str, row: Row, column: str, body: str | None) -> Iterator[PackFault]:
    name = row.cells[column]
    if body is None:
        return
    other = owner.setdefault(fold_name(name), body)
    if other != body:
        yield PackFault(file, "name_shared", row.line, column, {"value": name, "other": other})
