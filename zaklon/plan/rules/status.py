"""How far an activity is: the status codes of the Government's reports, by the tests of DOMAIN.md E.

I   every result reached by the due date         PI  some reached, or partly reached, after the due date
IC  open-ended and every period delivered so far  NI  nothing reached after the due date
IP  begun, not yet due                            XX  not yet begun in the period      CX  dropped or replaced

Late is a flag of its own. What is completed after its due date stays PI and late until the coordinator's office
accepts it with a reason; then it is I and still late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zaklon.plan.kinds import ActivityCode, Comparator, Periodicity, ResultKind


class ResultState(StrEnum):
    """State of one result indicator."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Result:
    """One result indicator with its value: `number` for counted ones, `is_met` for things done and for words.

    `quotas` are the targets per region, `regions` what each region got.
    """

    kind: ResultKind
    comparator: Comparator
    target: Decimal | None
    periodicity: Periodicity
    number: Decimal | None
    is_met: bool | None
    quotas: tuple[tuple[str, Decimal], ...] = ()
    regions: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Timing:
    """When the activity runs and from which day it is judged."""

    start_date: date
    due_date: date
    is_continuous: bool
    as_of: date
    completed_on: date | None = None
    is_dropped: bool = False
    late_accepted: bool = False


@dataclass(frozen=True)
class Judgement:
    """The status code and the late flag."""

    code: ActivityCode
    is_late: bool


def result_state(result: Result, timing: Timing) -> ResultState:
    """State of one result indicator as of the timing's day. An absent value is unknown, never zero."""
    if result.kind is ResultKind.NUMBER and result.target is not None:
        return _number_state(result, result.target)
    if result.kind is ResultKind.PERIODIC:
        return _periodic_state(result, timing)
    if result.is_met is None:
        return _reached_if(result.number > 0) if result.number is not None else ResultState.UNKNOWN
    return _reached_if(result.is_met)


def periods_due(periodicity: Periodicity, timing: Timing) -> int:
    """How many periodic deliveries are complete and due by the timing's day, within the activity's own time."""
    last = min(timing.as_of, timing.due_date)
    if last < timing.start_date:
        return 0
    months = (last.year - timing.start_date.year) * 12 + last.month - timing.start_date.month
    if (last + _ONE_DAY).day == 1:  # a month counts once its last day has come
        months += 1
    lengths = {
        Periodicity.MONTHLY: 1,
        Periodicity.QUARTERLY: 3,
        Periodicity.HALF_YEARLY: 6,
        Periodicity.YEARLY: 12,
    }
    if periodicity is Periodicity.DAILY:
        return (last - timing.start_date).days + 1
    return months // lengths[periodicity] if periodicity in lengths else 1


def judge(results: Sequence[Result], timing: Timing) -> Judgement:
    """Status code and late flag of an activity from the states of its results."""
    if timing.is_dropped:
        return Judgement(ActivityCode.DROPPED, is_late=False)
    states = [result_state(result, timing) for result in results]
    all_reached = bool(states) and all(state is ResultState.REACHED for state in states)
    is_due = timing.as_of >= timing.due_date
    if all_reached:
        return _all_reached(results, timing, is_due=is_due)
    if not is_due:
        return Judgement(_not_yet_due(states, timing), is_late=False)
    return Judgement(ActivityCode.PARTLY if _some_reached(states) else ActivityCode.NOT, is_late=True)


def realisation_rate(codes: Iterable[ActivityCode]) -> "Realisation":
    """Share of the due activities that are implemented; those not due, in progress or dropped do not count."""
    counted = list(codes)
    done = sum(code in {ActivityCode.IMPLEMENTED, ActivityCode.CONTINUOUS} for code in counted)
    apart = {ActivityCode.NOT_DUE, ActivityCode.DROPPED, ActivityCode.IN_PROGRESS}
    return Realisation(done=done, due=sum(code not in apart for code in counted))


@dataclass(frozen=True)
class Realisation:
    """(I + IC) of (I + IC + PI + NI); `percent` is None when nothing is due yet."""

    done: int
    due: int

    @property
    def percent(self) -> Decimal | None:
        return None if self.due == 0 else (Decimal(100) * self.done / self.due).quantize(Decimal("0.01"))


_ONE_DAY = date.resolution


def _reached_if(is_reached: bool) -> ResultState:  # noqa: FBT001 - a plain mapping of yes and no
    return ResultState.REACHED if is_reached else ResultState.NOT_REACHED


def _number_state(result: Result, target: Decimal) -> ResultState:
    if result.number is None:
        return ResultState.UNKNOWN
    if _holds(result.number, result.comparator, target) and _quotas_met(result):
        return ResultState.REACHED
    if result.comparator is Comparator.AT_MOST:
        return ResultState.NOT_REACHED
    return ResultState.PARTLY if result.number > 0 else ResultState.NOT_REACHED


def _holds(number: Decimal, comparator: Comparator, target: Decimal) -> bool:
    if comparator is Comparator.AT_MOST:
        return number <= target
    # "Six trainings" is a promise of six: a seventh breaks nothing.
    return number >= target


def _quotas_met(result: Result) -> bool:
    got = dict(result.regions)
    return all(got.get(region, Decimal(0)) >= target for region, target in result.quotas)


def _periodic_state(result: Result, timing: Timing) -> ResultState:
    due = periods_due(result.periodicity, timing)
    if due == 0:
        return ResultState.REACHED
    if result.number is None:
        return ResultState.UNKNOWN if result.is_met is None else _reached_if(result.is_met)
    if result.number >= due:
        return ResultState.REACHED
    return ResultState.PARTLY if result.number > 0 else ResultState.NOT_REACHED


def _all_reached(results: Sequence[Result], timing: Timing, *, is_due: bool) -> Judgement:
    is_open_ended = timing.is_continuous or any(result.kind is ResultKind.PERIODIC for result in results)
    if is_open_ended:
        begun = timing.as_of >= timing.start_date
        return Judgement(ActivityCode.CONTINUOUS if begun else ActivityCode.NOT_DUE, is_late=False)
    is_late = timing.completed_on is not None and timing.completed_on > timing.due_date
    if not is_late or not is_due:
        return Judgement(ActivityCode.IMPLEMENTED, is_late=False)
    return Judgement(ActivityCode.IMPLEMENTED if timing.late_accepted else ActivityCode.PARTLY, is_late=True)


def _not_yet_due(states: Sequence[ResultState], timing: Timing) -> ActivityCode:
    if timing.as_of < timing.start_date and not _some_reached(states):
        return ActivityCode.NOT_DUE
    return ActivityCode.IN_PROGRESS


def _some_reached(states: Sequence[ResultState]) -> bool:
    return any(state in {ResultState.REACHED, ResultState.PARTLY} for state in states)
