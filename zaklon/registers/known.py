"""Registers that have a page of their own beside their list, and the questions by which the program knows them.

Registers are data of the country: a pack without such a register, or with other questions, has no such page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zaklon.vocabulary.pack import FieldKind


@dataclass(frozen=True)
class Known:
    """A register by its code, the one that it stands under, and the questions that its page reads, with their kind."""

    code: str
    questions: Mapping[str, FieldKind]
    under: str = ""


TITLE, KIND, PRINTED, COPIES = "title", "kind", "print_run", "copies"
GROUP, QUESTION, METHOD, SAMPLE, RESULT, ERROR = "group", "question", "method", "sample", "result", "error"

MATERIAL = Known("material", {TITLE: FieldKind.LINE, KIND: FieldKind.CHOICE, PRINTED: FieldKind.NUMBER})
DISTRIBUTION = Known("distribution", {COPIES: FieldKind.NUMBER}, under=MATERIAL.code)
SURVEY = Known(
    "survey",
    {
        TITLE: FieldKind.LINE,
        GROUP: FieldKind.CHOICE,
        QUESTION: FieldKind.LINE,
        METHOD: FieldKind.CHOICE,
        SAMPLE: FieldKind.NUMBER,
        RESULT: FieldKind.AMOUNT,
        ERROR: FieldKind.AMOUNT,
    },
)
