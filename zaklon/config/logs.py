"""Log lines carry events, identifiers and durations; nothing else gets through."""

import logging
from pathlib import Path
from uuid import UUID

# The only extra keys that a log line may carry. A name that slips into another key is dropped.
ALLOWED = ("request", "status", "duration_ms", "record", "user", "job", "count", "code", "path_name")
_OUR_FOLDER = str(Path(__file__).resolve().parents[1])
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class AllowedExtras(logging.Filter):
    """Drops every extra that is not on the list or is no plain value, and names a page instead of its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        _name_the_page(record)
        for key, value in list(vars(record).items()):
            if key not in _STANDARD and not (key in ALLOWED and isinstance(value, str | int | float | UUID)):
                delattr(record, key)
        return True


def _name_the_page(record: logging.LogRecord) -> None:
    """Put the name of the route where the framework writes the address that was asked for.

    The address of an invitation or of a link to set a password is itself a key, whatever went wrong with the request,
    and one that leads nowhere holds what somebody typed.
    """
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    if not path:
        return
    found = getattr(request, "resolver_match", None)
    name = found.view_name if found and found.view_name else "no-such-page"
    record.msg, record.args = record.getMessage().replace(path, name), ()


class LineFormatter(logging.Formatter):
    """One line: time, level, event, allowed extras, and where an exception rose, without its text."""

    def format(self, record: logging.LogRecord) -> str:
        extras = " ".join(f"{key}={vars(record)[key]}" for key in ALLOWED if key in vars(record))
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {record.getMessage()} {extras}".rstrip()
        if record.exc_info and record.exc_info[0] is not None:
            line += f" exception={record.exc_info[0].__name__} at={_place(record.exc_info[2])}"
            # PostgreSQL's code for what went wrong: five letters, no words of a row.
            if state := getattr(record.exc_info[1].__cause__, "sqlstate", None):
                line += f" sqlstate={state}"
        return line


def _place(trace: object) -> str:
    """File and line of the innermost frame of our own, then of the innermost at all; never the values in them."""
    import traceback
    from types import TracebackType

    if not isinstance(trace, TracebackType):
        return "?"
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if frame.filename.startswith(_OUR_FOLDER)]
    places = dict.fromkeys(
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in [*ours[-1:], *frames[-1:]]
    )
    return ",".join(places) or "?"
