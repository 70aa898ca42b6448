"""Footnotes of the country pack: a sign at each name that needs one, and the footnote among the report's notes."""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final

from zaklon.reporting.description import Report
from zaklon.vocabulary.queries import vocabulary

_SIGN: Final = "*"
# What a reader sees of a report as words, and what only looks like words in it.
_PARTS: Final = ("title", "subtitle", "made_by", "sections", "notes", "sources")
_NO_WORDS: Final = frozenset({"href"})


def with_footnotes(report: Report) -> Report:
    """The report with every footnote that its words ask for; the same report where they ask for none."""
    notes: list[str] = []
    for names, text in vocabulary().wording(report.language).footnotes():
        # A name may be inflected, and may carry a sign of its author's already.
        name = re.compile(rf"\b((?:{'|'.join(map(re.escape, names))})\w*+)\**")
        marking = _Marking(name, _SIGN * (len(notes) + 1))
        parts = {part: marking.of(getattr(report, part)) for part in _PARTS}
        if marking.has_found:
            report = replace(report, **parts)
            notes.append(f"{marking.sign} {text}")
    return replace(report, notes=(*report.notes, *notes)) if notes else report


class _Marking:
    """Puts a sign after every name in the words of a value, however deep they stand."""

    def __init__(self, name: re.Pattern[str], sign: str) -> None:
        self._name = name
        self.sign = sign
        self.has_found = False

    def of(self, value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, Enum):
            return self._words(value)
        if isinstance(value, tuple):
            return tuple(self.of(each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            former = {each.name: getattr(value, each.name) for each in fields(value)}
            later = {name: each if name in _NO_WORDS else self.of(each) for name, each in former.items()}
            return value if later == former else replace(value, **later)
        return value

    def _words(self, text: str) -> str:
        if self._name.search(text) is None:
            return text
        self.has_found = True
        return self._name.sub(rf"\g<1>{self.sign}", text)
