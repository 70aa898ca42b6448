"""The Team's counts for a report: exact, or with everything hidden from which a small count could be reckoned."""

from dataclasses import dataclass
from datetime import date

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.common.errors import NotPermitted
from zaklon.identification.kinds import Disclosure
from zaklon.identification.queries.facts import MemberFact, SessionFact, decision_facts, member_facts, session_facts
from zaklon.identification.rules.counting import OUTCOME, Cell, DecisionFact, count, first_of_each, sums
from zaklon.reporting.disclosure import hidden
from zaklon.vocabulary.queries import vocabulary

SMALLEST = "coordination_smallest_count"


@dataclass(frozen=True)
class Counts:
    """Counts of a year and its halves. `smallest` is None where nothing is hidden."""

    year: int
    level: Disclosure
    smallest: int | None
    counts: dict[Cell, int]
    hidden: frozenset[Cell]

    def value(self, cell: Cell) -> int | None:
        """A count, 0 for what was not met; None for one that is hidden."""
        return None if cell in self.hidden else self.counts.get(cell, 0)

    def states(self) -> tuple[str, ...]:
        """Outcomes that were met in the year."""
        return tuple(sorted({cell.state for cell in self.counts if cell.table == OUTCOME}))

    def values(self, table: str) -> tuple[str, ...]:
        """Values that were met in a table in the year."""
        return tuple(sorted({cell.value for cell in self.counts if cell.table == table}))


@dataclass(frozen=True)
class Year:
    """What the annual report tells beside the counts."""

    counts: Counts
    sessions: tuple[SessionFact, ...]
    members: tuple[MemberFact, ...]
    decisions: int
    complete: int
    reconsidered: int


def level_for(wanted: str, *, actor: Actor) -> Disclosure:
    """The level that was asked for; the exact one only for the Team and the coordinator. Raises NotPermitted."""
    actor.must(Permission.TEAM_REPORT)
    level = Disclosure(wanted)
    if level is Disclosure.INTERNAL and not actor.may(Permission.TEAM_READ):
        raise NotPermitted("report_not_for_you")
    return level


def counts_of(year: int, level: Disclosure, *, actor: Actor) -> Counts:
    """The counts of a year. Raises NotPermitted."""
    level_for(level, actor=actor)
    return _counts(decision_facts(year), year, level)


def year_of(year: int, level: Disclosure, today: date, *, actor: Actor) -> Year:
    """Everything of the annual report. Raises NotPermitted."""
    level_for(level, actor=actor)
    facts = decision_facts(year)
    return Year(
        counts=_counts(facts, year, level),
        sessions=session_facts(year),
        members=member_facts(min(today, date(year, 12, 31))),
        decisions=len(facts),
        complete=sum(fact.is_complete for fact in facts),
        reconsidered=sum(fact.is_reconsidered for fact in facts),
    )


def _counts(facts: tuple[DecisionFact, ...], year: int, level: Disclosure) -> Counts:
    """Half-years are hidden together with their year: the difference of two reports gives nothing away."""
    counts = count(first_of_each(facts, year), year)
    if level is Disclosure.INTERNAL:
        return Counts(year, level, None, counts, frozenset())
    smallest = vocabulary().threshold(SMALLEST)
    return Counts(year, level, smallest, counts, hidden(counts, sums(counts), smallest=smallest))
