"""docs/case-access.md, printed from the matrix of the case file."""

from django.utils import translation

from zaklon.access.roles import Role
from zaklon.cases.kinds import Part
from zaklon.cases.rules.matrix import BREAK_GLASS, MATRIX, OVERSIGHT, PARTS

_HEAD = """# Who meets which part of a case

Printed from the code by `make docs`; do not edit. The matrix itself stands in `zaklon/cases/rules/matrix.py`; the row
policies of the database, an independent oracle and these letters are held together by tests.

The letters count for somebody who *works on the case* in the role. **O** reads and writes. **R** reads and writes until
the case is referred. **A** reads. **C** reads when the part is opened to the body by consent or a named legal duty.
**S** sees the words of the part's state only. Nothing is shown where there is no letter, not even that there is
something. A person with a conflict of interest meets nothing.

Two things are filed without reading the part that they are sealed in, as into a letter box: the form of a step, by
whoever may take the step (docs/ways.md), and a complaint, by whoever works on the case. Neither can be read back so.
"""


def case_access_page() -> str:
    """The whole page as Markdown, in English."""
    with translation.override("en"):
        return "\n".join([_HEAD, *_parts(), "", *_matrix(), "", *_oversight(), "", *_glass()]) + "\n"


def _parts() -> list[str]:
    lines = ["## The parts", "", "| part | holds |", "| --- | --- |"]
    return lines + [f"| `{part.name.lower()}` | {part.label} |" for part in PARTS]


def _matrix() -> list[str]:
    lines = ["## By role", "", "| role | " + " | ".join(part.name.lower() for part in PARTS) + " |"]
    lines.append("| --- |" + " :-: |" * len(PARTS))
    for role, letters in MATRIX.items():
        shown = ("" if letters[part] == "-" else letters[part] for part in PARTS)
        lines.append(f"| {role.label} | " + " | ".join(shown) + " |")
    return lines


def _oversight() -> list[str]:
    lines = ["## Oversight without working on a case", "", "The shell in full, and the words of the state of:", ""]
    return lines + [f"- {role.label}: {_names(parts)}" for role, parts in OVERSIGHT.items()]


def _glass() -> list[str]:
    lines = ["## In danger to life, or for a missing child", "", "For some hours, with a reason, and reviewed:", ""]
    return lines + [f"- {Role(role).label}: {_names(parts)}" for role, parts in BREAK_GLASS.items()]


def _names(parts: frozenset[Part]) -> str:
    return ", ".join(part.name.lower() for part in sorted(parts))
