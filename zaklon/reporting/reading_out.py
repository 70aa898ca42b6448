"""Every text of a report, for rules on what a paper may say."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from zaklon.reporting.description import Report


def texts_of(report: Report) -> Iterator[str]:
    """All that a reader of the report can read, wherever it stands."""
    return _texts(report)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
