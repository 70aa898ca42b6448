"""After how many minutes without use pages lock, as the country pack says."""

import threading
import time

from zaklon.common.errors import NotAllowedNow
from zaklon.vocabulary.queries import vocabulary

LOCK_THRESHOLD = "idle_lock_minutes"
_DEFAULT_MINUTES = 10
# Asked for with every page of somebody signed in, and changed once in years.
_ASKED_EVERY_SECONDS = 300
_kept: dict[str, tuple[float, int]] = {}
_asking = threading.Lock()


def lock_minutes() -> int:
    """Minutes of the loaded pack, 10 where it says nothing; 0 locks never. One query in five minutes of a process."""
    with _asking:
        asked_at, minutes = _kept.get(LOCK_THRESHOLD, (float("-inf"), 0))
        if time.monotonic() - asked_at > _ASKED_EVERY_SECONDS:
            minutes = _from_pack()
            _kept[LOCK_THRESHOLD] = (time.monotonic(), minutes)
        return minutes


def forget() -> None:
    """Ask the pack anew next time, as after loading another."""
    _kept.clear()


def _from_pack() -> int:
    try:
        return vocabulary().threshold(LOCK_THRESHOLD)
    except (KeyError, NotAllowedNow):
        return _DEFAULT_MINUTES
