"""Whether a person may be reached by a way at an hour, after the limits that were agreed with the person."""

from datetime import time

from zaklon.protection.kinds import Channel
from zaklon.protection.values import Limits

# What stays behind where others can find it.
_LEAVES_BEHIND = frozenset({Channel.MESSAGE, Channel.EMAIL, Channel.LETTER, Channel.PAPER})
# Ways without limits on record that reveal nothing to others: only a talk, and a paper into the person's own hand.
WITHOUT_PLAN = frozenset({Channel.IN_PERSON, Channel.PAPER})


def refusal_of(limits: Limits | None, channel: Channel, at: time) -> str | None:
    """The code of the reason why not; None when the person may be reached. `at` is the hour at which it arrives, here.

    A letter and a paper have no hour; without limits on record nothing is sent at all.
    """
    if limits is None:
        return None if channel in WITHOUT_PLAN else "contact_not_agreed"
    if _is_forbidden(limits, channel):
        return "contact_way_forbidden"
    has_hour = channel not in (Channel.LETTER, Channel.PAPER)
    return "contact_hour_forbidden" if has_hour and not _in_hours(limits, at) else None


def _is_forbidden(limits: Limits, channel: Channel) -> bool:
    if channel in limits.forbidden or (limits.allowed and channel not in limits.allowed | {Channel.IN_PERSON}):
        return True
    if limits.never_message and channel in _LEAVES_BEHIND:
        return True
    return limits.no_post and channel is Channel.LETTER


def _in_hours(limits: Limits, at: time) -> bool:
    begins, ends = limits.hour_from, limits.hour_until
    if begins is None or ends is None:
        return True
    return begins <= at < ends if begins < ends else at >= begins or at < ends
