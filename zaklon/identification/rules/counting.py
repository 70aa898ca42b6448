"""How decisions of the Team are counted (DOMAIN.md B.6).

A person counts once a year in each category, by the first date; the year is that of the decision. Several forms of
exploitation may be found: "any form" counts each, "main form" one. Origin is citizenship and, apart, where it began.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

YEAR, FIRST_HALF, SECOND_HALF = "year", "first_half", "second_half"
OUTCOME, SEX, AGE, ANY_FORM, MAIN_FORM = "outcome", "sex", "age", "any_form", "main_form"
CITIZENSHIP, RECRUITED_IN, PERSONS = "citizenship", "recruited_in", "persons"
# Tables whose rows add up to the outcome.
ADDING_UP = (SEX, AGE, MAIN_FORM, CITIZENSHIP, RECRUITED_IN)
UNKNOWN = ""


@dataclass(frozen=True, order=True)
class Cell:
    """One count: of a period, in a table, in the column of an outcome, in the row of a value."""

    period: str
    table: str
    state: str = ""
    value: str = ""


@dataclass(frozen=True)
class DecisionFact:
    """A decision in coded facts; `person_id` tells only whether two decisions are about one person."""

    person_id: UUID
    decided_on: date
    state: str
    sex: str
    age: str
    citizenship: str
    recruited_in: str
    forms: tuple[str, ...] = ()
    main_form: str = ""
    is_reconsidered: bool = False
    is_complete: bool = False


def half_of(day: date) -> str:
    """The half of its year in which a day lies."""
    return FIRST_HALF if day.month <= 6 else SECOND_HALF


def first_of_each(facts: Iterable[DecisionFact], year: int) -> tuple[DecisionFact, ...]:
    """The decisions of a year that count: for each person and outcome the first."""
    counted: dict[tuple[UUID, str], DecisionFact] = {}
    for fact in sorted(facts, key=lambda each: each.decided_on):
        if fact.decided_on.year == year:
            counted.setdefault((fact.person_id, fact.state), fact)
    return tuple(counted.values())


def count(facts: Iterable[DecisionFact], year: int) -> dict[Cell, int]:
    """Every count of a year and its halves; a cell that is missing is nought."""
    counted = first_of_each(facts, year)
    counts: dict[Cell, int] = {}
    seen: set[UUID] = set()
    for fact in counted:
        cells = [*_cells(fact)]
        if fact.person_id not in seen:
            seen.add(fact.person_id)
            cells.append((PERSONS, "", ""))
        for period in (YEAR, half_of(fact.decided_on)):
            for table, state, value in cells:
                cell = Cell(period, table, state, value)
                counts[cell] = counts.get(cell, 0) + 1
    return counts


def _cells(fact: DecisionFact) -> Iterable[tuple[str, str, str]]:
    yield OUTCOME, fact.state, ""
    yield SEX, fact.state, fact.sex
    yield AGE, fact.state, fact.age
    yield MAIN_FORM, fact.state, fact.main_form
    yield CITIZENSHIP, fact.state, fact.citizenship
    yield RECRUITED_IN, fact.state, fact.recruited_in
    for form in sorted(set(fact.forms)):
        yield ANY_FORM, fact.state, form


def sums(counts: dict[Cell, int]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Every sum by which one count follows from others: what is hidden must not come back through one of them.

    Also those that only happen to hold: a reader may guess that a person met one outcome, or that one form was found.
    """
    found = [*_of_values(counts), *_of_periods(counts), *_of_chance(counts)]
    return [(total, parts) for total, parts in found if parts]


def _of_values(counts: dict[Cell, int]) -> Iterable[tuple[Cell, tuple[Cell, ...]]]:
    for total in [cell for cell in counts if cell.table == OUTCOME]:
        for table in ADDING_UP:
            yield total, _where(counts, total.period, table, total.state)


def _where(counts: dict[Cell, int], period: str, table: str, state: str) -> tuple[Cell, ...]:
    return tuple(sorted(c for c in counts if (c.period, c.table, c.state) == (period, table, state)))


def _of_periods(counts: dict[Cell, int]) -> Iterable[tuple[Cell, tuple[Cell, ...]]]:
    for total in [cell for cell in counts if cell.period == YEAR]:
        halves = (Cell(half, total.table, total.state, total.value) for half in (FIRST_HALF, SECOND_HALF))
        yield total, tuple(half for half in halves if half in counts)


def _of_chance(counts: dict[Cell, int]) -> Iterable[tuple[Cell, tuple[Cell, ...]]]:
    for cell, number in counts.items():
        if cell.table == PERSONS:
            outcomes = tuple(sorted(c for c in counts if (c.period, c.table) == (cell.period, OUTCOME)))
            if sum(counts[each] for each in outcomes) == number:
                yield cell, outcomes
        if cell.table == ANY_FORM:
            main = Cell(cell.period, MAIN_FORM, cell.state, cell.value)
            if counts.get(main) == number:
                yield cell, (main,)
