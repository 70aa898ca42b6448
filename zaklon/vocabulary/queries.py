"""Reading the loaded pack, which each process keeps until another pack is loaded."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from zaklon.vocabulary.models import PackLoad
from zaklon.vocabulary.stored import read_stored
from zaklon.vocabulary.wording import Choice, Vocabulary

_kept: dict[tuple[int, str], Vocabulary] = {}
_reading = threading.Lock()


# What a page has been told already: at most one pack.
_of_page: ContextVar[list[Vocabulary] | None] = ContextVar("pack_of_page", default=None)


@contextmanager
def one_pack() -> Iterator[None]:
    """Within it the pack is asked for once: a page is written from one pack, also while another is being loaded."""
    token = _of_page.set([])
    try:
        yield
    finally:
        _of_page.reset(token)


def forget_pack_of_page() -> None:
    """For who has just loaded another pack."""
    if (known := _of_page.get()) is not None:
        known.clear()


def vocabulary() -> Vocabulary:
    """The loaded pack, whole.

    Within `one_pack` no query but the first time; else one when this process has read it before, twenty when not.
    """
    known = _of_page.get()
    if known:
        return known[0]
    found = _loaded()
    if known is not None:
        known.append(found)
    return found


def _loaded() -> Vocabulary:
    newest = PackLoad.objects.order_by("-pk").first()
    if newest is None:
        return Vocabulary()
    key = (newest.pk, newest.content_hash)
    with _reading:
        if key not in _kept:
            read = read_stored(newest)
            _kept.clear()
            _kept[key] = read
        return _kept[key]


def label(list_code: str, code: str, language: str) -> str:
    """One label. For several, ask `vocabulary().wording(language)` once."""
    return vocabulary().wording(language).label(list_code, code)


def terms(list_code: str, language: str, *, on: date) -> tuple[Choice, ...]:
    """The values of a list in use on a day, in their order. For several lists, ask `vocabulary()` once."""
    return vocabulary().wording(language).terms(list_code, on=on)
