"""Plain values that the components show; a template may also pass a dict with the same names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crumb:
    """A step of the way to this page; the page itself has no href."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Figure:
    """A key figure: `value` is already formatted; `note` is one short line under it."""

    label: str
    value: str
    note: str = ""
    href: str = ""
    needs_attention: bool = False


@dataclass(frozen=True)
class SummaryRow:
    """A line of a summary list, with at most one thing to do about it."""

    key: str
    value: str
    action_text: str = ""
    action_href: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened: `when` is already formatted."""

    title: str
    when: str
    by: str = ""
    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class WaitingItem:
    """Something that waits for the reader; `due` is a whole phrase such as "Due 30 June 2020"."""

    text: str
    href: str
    about: str = ""
    due: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Task:
    """A task with its status; without an href it cannot be started yet. `tone` is one of the tag tones."""

    text: str
    status: str
    href: str = ""
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True)
class SubItem:
    """An entry of the navigation inside a page or between sister pages."""

    text: str
    href: str
    is_current: bool = False
    count: int | None = None
