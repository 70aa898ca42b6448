"""Forms of a country pack as records: what is asked, in which order, when, and in which words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from zaklon.vocabulary.pack.conditions import Condition, read_conditions
from zaklon.vocabulary.pack.records import Named


class FieldKind(StrEnum):
    """How a question of a form is answered; a heading asks nothing and opens a section."""

    HEADING = "heading"
    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"
    AMOUNT = "amount"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"

    @property
    def has_list(self) -> bool:
        """Whether the answer is a value of a code list."""
        return self in {FieldKind.CHOICE, FieldKind.CHOICES}

    @property
    def is_closed(self) -> bool:
        """Whether all answers that can be given are known beforehand."""
        return self.has_list or self is FieldKind.YES_NO

    @property
    def may_be_coded(self) -> bool:
        """Whether an answer may be kept as a coded fact; words that somebody wrote never may."""
        return self.is_closed or self in {FieldKind.DAY, FieldKind.NUMBER, FieldKind.AMOUNT}


# The answers to a yes-or-no question: not known is an answer.
YES_NO = ("yes", "no", "unknown")


# The part of forms that are no sheets of a case file but entries of a register.
REGISTER_PART = "register"


@dataclass(frozen=True, kw_only=True)
class FormField(Named):
    """A question or a heading; the condition of a heading holds for all questions under it.

    `bound` limits a day to the "past" or the "future" (today belongs to both), `most` a number.
    """

    order: int
    kind: FieldKind
    list_code: str | None = None
    is_needed: bool = False
    is_coded: bool = False
    shown_if: tuple[Condition, ...] = ()
    bound: str | None = None
    most: int | None = None
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Form(Named):
    """One version of a form: its title (`labels`), what it is for (`leads`), and its rows in their order.

    `part` names the part of the case file in which answers are sealed, or says that they are entries of a register;
    `signed_by` holds values of the list `signatory`; `carries` the questions whose last answers are offered again when
    the form is filled in anew. `valid_until` is set for a version that a later pack no longer has.
    """

    version: int
    order: int
    part: str
    signed_by: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    leads: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None
    fields: tuple[FormField, ...] = ()


Cells = Mapping[str, str]


def build_form(cells: Cells, named: Mapping[str, Any], fields: Iterable[FormField], starts: date | None) -> Form:
    """A form from a checked row, its name and the rows of its fields."""
    return Form(
        version=int(cells["version"]),
        order=int(cells["order"]),
        part=cells["part"],
        signed_by=tuple(cells.get("signed_by", "").split()),
        carries=tuple(cells.get("carries", "").split()),
        leads=texts(cells, "lead_"),
        valid_from=starts,
        fields=tuple(sorted(fields, key=lambda each: each.order)),
        **named,
    )


def build_field(cells: Cells, named: Mapping[str, Any]) -> FormField:
    """A question or a heading from a checked row and its label."""
    return FormField(
        order=int(cells["order"]),
        kind=FieldKind(cells["kind"]),
        list_code=cells.get("list"),
        is_needed=cells["is_needed"] == "yes",
        is_coded=cells["is_coded"] == "yes",
        shown_if=read_conditions(cells.get("shown_if", "")),
        bound=cells.get("bound"),
        most=int(cells["most"]) if "most" in cells else None,
        hints=texts(cells, "hint_"),
        **named,
    )


def texts(cells: Cells, prefix: str) -> dict[str, str]:
    """The wording of the columns with a prefix, by language tag."""
    return {name.removeprefix(prefix): text for name, text in cells.items() if name.startswith(prefix)}


def by_form(rows: Iterable[tuple[tuple[str, int], FormField]]) -> Mapping[tuple[str, int], list[FormField]]:
    """The fields of each form and version."""
    found: dict[tuple[str, int], list[FormField]] = defaultdict(list)
    for key, each in rows:
        found[key].append(each)
    return found
