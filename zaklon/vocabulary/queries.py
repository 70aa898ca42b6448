"""Reading the loaded pack, which each process keeps until another pack is loaded."""

import threading
from datetime import date

from zaklon.vocabulary.models import PackLoad
from zaklon.vocabulary.stored import read_stored
from zaklon.vocabulary.wording import Choice, Vocabulary

_kept: dict[int, Vocabulary] = {}
_reading = threading.Lock()


def vocabulary() -> Vocabulary:
    """The loaded pack, whole.

    One query when this process has read it before, nineteen when not. Ask once for a page, then work with the answer.
    """
    newest = PackLoad.objects.order_by("-pk").first()
    if newest is None:
        return Vocabulary()
    with _reading:
        if newest.pk not in _kept:
            read = read_stored(newest)
            _kept.clear()
            _kept[newest.pk] = read
        return _kept[newest.pk]


def label(list_code: str, code: str, language: str) -> str:
    """One label. For several, ask `vocabulary().wording(language)` once."""
    return vocabulary().wording(language).label(list_code, code)


def terms(list_code: str, language: str, *, on: date) -> tuple[Choice, ...]:
    """The values of a list in use on a day, in their order. For several lists, ask `vocabulary()` once."""
    return vocabulary().wording(language).terms(list_code, on=on)
