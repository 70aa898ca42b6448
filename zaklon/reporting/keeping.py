"""Files of adopted reports, kept for a while: a report that says the same is not rendered again for each reader."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from django.utils import timezone

from zaklon.reporting.description import Report

_MOST_KEPT: Final = 24
_LARGEST: Final = 5_000_000
_kept: "OrderedDict[str, bytes]" = OrderedDict()
_keeping = threading.Lock()


def rendered(report: Report, form: str, render: Callable[[Report], bytes]) -> bytes:
    """The report's file in a form such as "pdf"; an adopted one that says the same comes from memory.

    The key is everything that the report says, so nobody gets a word that was not written for them, and a correction
    is a new file at once. Of the moment of making, which no reader sees, only the day counts. Drafts are never kept.
    """
    if report.is_draft:
        return render(report)
    key = _key(report, form)
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    content = render(report)
    if len(content) <= _LARGEST:
        with _keeping:
            _kept[key] = content
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return content


def _key(report: Report, form: str) -> str:
    day = datetime.combine(timezone.localdate(report.made_at), time(), report.made_at.tzinfo)
    return hashlib.sha256(f"{form}\x1f{replace(report, made_at=day)!r}".encode()).hexdigest()
