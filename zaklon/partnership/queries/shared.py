"""What queries of partnership share: numbers of the pack, and names that whoever asked may know."""

from collections.abc import Iterable
from uuid import UUID

from zaklon.access.actor import SYSTEM
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.vocabulary.queries import vocabulary

BOARD_QUORUM = "board_quorum_percent"
THIRD_ASSESSOR = "grant_third_assessor_points"
DAYS_TO_COMPLETE = "grant_days_to_complete"
_THIRD, _DAYS = 20, 5


def quorum_percent() -> int | None:
    """The share of seats that the Body needs; None where the country names none."""
    found = vocabulary().thresholds.get(BOARD_QUORUM)
    return None if found is None else found.amount


def third_gap() -> int:
    """From how many points of per cent between two assessors a third is asked."""
    found = vocabulary().thresholds.get(THIRD_ASSESSOR)
    return _THIRD if found is None else found.amount


def days_to_complete() -> int:
    """How many days an applicant has to bring what is missing."""
    found = vocabulary().thresholds.get(DAYS_TO_COMPLETE)
    return _DAYS if found is None else found.amount


def names(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Members and assessors come from several bodies: who works with them sees their names all the same."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    with acting_as(SYSTEM):
        return names_of(wanted)
