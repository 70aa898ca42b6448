"""The demonstration's registers: invented entries, made by the commands that bodies use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.register_papers import EntryPaper, MeasurePaper, answers_of, entry_papers, measure_papers
from zaklon.config.demo.walking import Cast
from zaklon.forms.queries import definition_of
from zaklon.plan.kinds import Comparator, ResultKind
from zaklon.plan.values import IndicatorValues, PlanValues, ResultValues, StrategyValues
from zaklon.registers.commands.entries import correct, enter_many
from zaklon.registers.queries.pages import answers_of as answers_held
from zaklon.registers.values import Correction, NewEntry
from zaklon.vocabulary.pack.registers import Register
from zaklon.vocabulary.queries import vocabulary


@dataclass
class RegisterWriter:
    """Writes the invented entries in two turns: those of former years, and those of the running one."""

    cast: Cast
    today: date
    keys: dict[str, UUID] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)

    def write(self, years: range, plan: str, activities: Mapping[str, UUID]) -> None:
        """Enter what was done in these years and until today; `activities` are those of the plan's paper by code."""
        wanted = [each for each in entry_papers(self.today.year) if self._day(each) is not None]
        wanted = [each for each in wanted if self.days[each.key].year in years and self.days[each.key] <= self.today]
        for (register, body), papers in groupby(wanted, key=lambda each: (each.register, each.body)):
            for some in _apart(papers):
                self._enter(register, body, some, plan, activities)

    def correct_group(self, key: str, reason: str, actor: Actor, now: datetime) -> None:
        """Take one woman out of a group of participants."""
        with acting_as(actor):
            answers, revision, activities = answers_held(self.keys[key])
            women = str(int(str(answers["women"])) - 1)
            new = Correction({**answers, "women": women}, tuple(activities), reason, revision)
            correct(self.keys[key], new, actor=actor, now=now)

    def _day(self, paper: EntryPaper) -> date | None:
        code = self._registers()[paper.register].day
        said = paper.said.get(code) if code else None
        day = date.fromisoformat(said) if said else self.days.get(paper.under)
        if day is not None:
            self.days[paper.key] = day
        return day

    @staticmethod
    def _registers() -> Mapping[str, Register]:
        with acting_as(SYSTEM):
            return vocabulary().registers

    def _enter(
        self, register: str, body: str, papers: list[EntryPaper], plan: str, activities: Mapping[str, UUID]
    ) -> None:
        actor, behalf = self._who(body)
        now = timezone.now()
        with acting_as(actor):
            definition = definition_of(register, "en", on=timezone.localdate(now))
            news = [
                NewEntry(
                    register,
                    answers_of(each, definition),
                    self.keys.get(each.under),
                    tuple(activities[code] for paper, code in each.serves if paper == plan and code in activities),
                    behalf,
                )
                for each in papers
            ]
            made = enter_many(news, actor=actor, now=now)
        self.keys.update(zip((each.key for each in papers), made, strict=True))

    def _who(self, body: str) -> tuple[Actor, UUID | None]:
        """The body's own reporter, or the office on its behalf."""
        reporter = self.cast.actors.get((body, Role.REPORTER.value))
        if reporter is not None:
            return reporter, None
        with acting_as(SYSTEM):
            return self.cast.actors["MOI-DEP", Role.COORDINATOR.value], ids_by_code({body})[body]


def _apart(papers: Iterable[EntryPaper]) -> Iterator[list[EntryPaper]]:
    """Runs in which no entry belongs to one of the same run."""
    run: list[EntryPaper] = []
    for each in papers:
        if each.under in {one.key for one in run}:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def with_measures(values: PlanValues, paper: str) -> PlanValues:
    """The plan with the measures that count its results."""
    named = {(each.code, each.result): each for each in measure_papers() if each.paper == paper}
    return replace(
        values,
        measures=tuple(
            replace(
                measure,
                activities=tuple(
                    replace(
                        activity,
                        results=tuple(
                            _counted(result, named.get((activity.code, place)))
                            for place, result in enumerate(activity.results, start=1)
                        ),
                    )
                    for activity in measure.activities
                ),
            )
            for measure in values.measures
        ),
    )


def _counted(result: ResultValues, paper: MeasurePaper | None) -> ResultValues:
    if paper is None or not paper.measure:
        return result
    counted = replace(result, measure_name=paper.measure)
    if paper.done_from is None or paper.done_from <= Decimal(1) or result.kind is ResultKind.NUMBER:
        return counted
    return replace(counted, target=paper.done_from, comparator=Comparator.AT_LEAST)


def indicators_with_measures(values: StrategyValues, paper: str) -> StrategyValues:
    """The strategy with the measures that count its indicators."""
    named = {each.code: each.measure for each in measure_papers() if each.paper == paper}
    return replace(
        values,
        objectives=tuple(
            replace(each, indicators=tuple(_named(one, named.get(one.code, "")) for one in each.indicators))
            for each in values.objectives
        ),
    )


def _named(indicator: IndicatorValues, measure: str) -> IndicatorValues:
    return replace(indicator, measure_name=measure)
