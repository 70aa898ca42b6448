"""When a call began and how long it was: counted from the opening of the page, or as the operator says."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A page that stood open for longer than this was not one call: its length is not known.
LONGEST_COUNTED = timedelta(hours=3)
LONGEST_CALL = timedelta(hours=24)
# Calls that were noted on paper come in late; what is older is not a call of this work any more.
OLDEST = timedelta(days=366)


def began_at(opened: datetime, said: time | None, day: date | None, *, now: datetime, zone: ZoneInfo) -> datetime:
    """When the call began: the opening of the page unless the operator says another time or day.

    A time later than now on the clock was yesterday's.
    """
    here = opened.astimezone(zone)
    if day is None and (said is None or said == time(here.hour, here.minute)):
        return opened
    chosen = said or time(here.hour, here.minute)
    moment = datetime.combine(day or now.astimezone(zone).date(), chosen, tzinfo=zone)
    return moment - timedelta(days=1) if day is None and moment > now else moment


def length_in_seconds(began: datetime, minutes: int | None, *, now: datetime) -> int | None:
    """The length: as said, else until now; None where the page stood open too long to tell."""
    if minutes is not None:
        return minutes * 60
    counted = now - began
    return int(counted.total_seconds()) if timedelta(0) <= counted <= LONGEST_COUNTED else None
