"""Keys of the rows of an import: short, readable, the same at every reading of the file."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

OBJECTIVE: Final = "objective"
MEASURE: Final = "measure"
INDICATOR: Final = "indicator"
ACTIVITY: Final = "activity"
KINDS: Final = (OBJECTIVE, MEASURE, INDICATOR, ACTIVITY)
_MAX_LABEL: Final = 22


def row_keys(kind: str, labels: Iterable[str]) -> tuple[str, ...]:
    """A key for each label in order, such as "activity 1.1.1"; a label that comes again gets a number."""
    counted: Counter[str] = Counter()
    keys = []
    for label in labels:
        key = f"{kind} {label[:_MAX_LABEL]}"
        counted[key] += 1
        keys.append(key if counted[key] == 1 else f"{key} ({counted[key]})")
    return tuple(keys)


def kind_of(row: str) -> str:
    """What the key names: "activity", "measure"; empty for the plan itself."""
    return row.partition(" ")[0]


def label_of(row: str) -> str:
    """The key without its kind."""
    return row.partition(" ")[2]
