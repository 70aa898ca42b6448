"""Days of a signal that waited on a device, whose clock may be wrong."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from zaklon.common.errors import RuleBroken

# Longer than any device keeps a signal; what says more has a clock that jumped.
LONGEST = timedelta(days=30)


@dataclass(frozen=True)
class Clock:
    """Days by our clock: today, and when it was written; `device` is what the device then took for today."""

    today: date
    written: date
    device: date | None = None
    is_confirmed: bool = False


def clock_of(now: datetime, age: timedelta, device: date | None, zone: tzinfo, *, is_confirmed: bool) -> Clock:
    """The days, on the wall of the country."""
    written = written_at(now, age).astimezone(zone).date()
    return Clock(now.astimezone(zone).date(), written, device, is_confirmed)


def written_at(now: datetime, age: timedelta) -> datetime:
    """When it was written by our clock: `age` is measured on the device between writing and sending."""
    return now - min(max(age, timedelta(0)), LONGEST)


def check_day(day: date | None, clock: Clock, *, field: str) -> None:
    """Raise RuleBroken for a day that lies ahead, or that a device with another calendar day may have got wrong."""
    if day is None:
        return
    if day > clock.today:
        raise RuleBroken("signal_day_ahead", field=field, facts={"today": clock.today})
    if clock.device not in (None, clock.written) and not clock.is_confirmed:
        raise RuleBroken("signal_day_in_doubt", field=field, facts={"device": clock.device, "here": clock.written})
