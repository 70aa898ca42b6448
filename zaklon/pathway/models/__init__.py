"""Tables of the pathway."""

from zaklon.pathway.models.deadline import Deadline, DeadlineChange
from zaklon.pathway.models.standing import Move, Standing

__all__ = ["Deadline", "DeadlineChange", "Move", "Standing"]
