"""Panels on the page of an entry: each context shows its own, and `registers` knows none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.registers.queries.pages import EntryPage


@dataclass(frozen=True)
class Panel:
    """A template, and what it shows: its context is called `panel` there."""

    template: str
    context: Mapping[str, object]


PanelMaker = Callable[[EntryPage, Actor, datetime], Panel | None]
_makers: dict[str, list[PanelMaker]] = {}


def register_panel(register: str, maker: PanelMaker) -> None:
    """Let a context show a panel on entries of a register; a maker gives None where the reader meets nothing."""
    makers = _makers.setdefault(register, [])
    if maker not in makers:
        makers.append(maker)


def panels_for(page: EntryPage, *, actor: Actor, now: datetime) -> tuple[Panel, ...]:
    """What the contexts show of an entry to this reader, in the order in which they came."""
    made = (maker(page, actor, now) for maker in _makers.get(page.register.code, ()))
    return tuple(panel for panel in made if panel is not None)
