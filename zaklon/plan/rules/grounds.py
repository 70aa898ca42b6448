"""Why a report has the status that it has, as facts from which a sentence can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from zaklon.plan.kinds import ActivityCode
from zaklon.plan.rules.status import Judgement, Result, ResultState, Timing, judge, result_state


class Ground(StrEnum):
    """The one circumstance that decided a status."""

    DROPPED = "dropped"
    REACHED_IN_TIME = "reached_in_time"
    REACHED_LATE = "reached_late"
    LATE_ACCEPTED = "late_accepted"
    DELIVERED_SO_FAR = "delivered_so_far"
    SOME_AFTER_DEADLINE = "some_after_deadline"
    NONE_AFTER_DEADLINE = "none_after_deadline"
    STILL_RUNNING = "still_running"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Grounds:
    """The judgement with what it rests on; `reached` counts results of `total`."""

    judgement: Judgement
    ground: Ground
    reached: int
    total: int


_BY_CODE = {
    ActivityCode.DROPPED: Ground.DROPPED,
    ActivityCode.CONTINUOUS: Ground.DELIVERED_SO_FAR,
    ActivityCode.NOT: Ground.NONE_AFTER_DEADLINE,
    ActivityCode.IN_PROGRESS: Ground.STILL_RUNNING,
    ActivityCode.NOT_DUE: Ground.NOT_BEGUN,
}


def grounds(results: Sequence[Result], timing: Timing) -> Grounds:
    """Judge, and say why."""
    judgement = judge(results, timing)
    reached = sum(result_state(result, timing) is ResultState.REACHED for result in results)
    return Grounds(judgement, _ground(judgement, all_reached=reached == len(results)), reached, len(results))


def _ground(judgement: Judgement, *, all_reached: bool) -> Ground:
    if judgement.code is ActivityCode.IMPLEMENTED:
        return Ground.LATE_ACCEPTED if judgement.is_late else Ground.REACHED_IN_TIME
    if judgement.code is ActivityCode.PARTLY:
        return Ground.REACHED_LATE if all_reached else Ground.SOME_AFTER_DEADLINE
    return _BY_CODE[judgement.code]
