"""What every logged call has to be: codes of the lists, a beginning that has come, a length that can be."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from zaklon.common.errors import RuleBroken
from zaklon.helpline.rules.codes import LISTS, NEEDED
from zaklon.helpline.rules.times import LONGEST_CALL, OLDEST

_SLACK = timedelta(minutes=1)


def check_codes(codes: Mapping[str, str], known: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Every field of LISTS with its code. `known` are the values in use, by field. Raises RuleBroken with the field."""
    for field in NEEDED:
        if not codes.get(field):
            raise RuleBroken("call_code_missing", field=field)
    whole = {field: codes.get(field, "") for field in LISTS}
    for field, code in whole.items():
        if code and code not in known[field]:
            raise RuleBroken("call_code_unknown", field=field)
    return whole


def check_times(began: datetime, seconds: int | None, now: datetime) -> None:
    """Raises RuleBroken with the field."""
    if began > now + _SLACK:
        raise RuleBroken("call_begins_later", field="started")
    if now - began > OLDEST:
        raise RuleBroken("call_too_old", field="day")
    if seconds is not None and not 0 <= seconds <= LONGEST_CALL.total_seconds():
        raise RuleBroken("call_length_unfit", field="minutes", facts={"hours": LONGEST_CALL.seconds // 3600 or 24})
