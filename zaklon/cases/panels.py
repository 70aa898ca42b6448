"""Panels on the page of a case and on the start of case work: each context shows its own, and `cases` knows none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.cases.queries.page_rows import CasePage


@dataclass(frozen=True)
class Panel:
    """A template, and what it shows: its context is called `panel` there.

    `is_due` for lines of what is due, which stand first on the page of a case.
    """

    template: str
    context: Mapping[str, object]
    is_due: bool = False


PanelMaker = Callable[[CasePage, Actor, datetime], Panel | None]
HomePanelMaker = Callable[[Actor, datetime], Panel | None]
_makers: list[PanelMaker] = []
_home_makers: list[HomePanelMaker] = []


def register_panel(maker: PanelMaker) -> None:
    """Let a context show a panel; a maker gives None where the reader meets nothing."""
    if maker not in _makers:
        _makers.append(maker)


def panels_for(page: CasePage, *, actor: Actor, now: datetime) -> tuple[Panel, ...]:
    """What the contexts show of a case to this reader, in the order in which they came."""
    made = (maker(page, actor, now) for maker in _makers)
    return tuple(panel for panel in made if panel is not None)


def register_home_panel(maker: HomePanelMaker) -> None:
    """Let a context show a panel where case work starts; a maker gives None where nothing concerns the reader."""
    if maker not in _home_makers:
        _home_makers.append(maker)


def home_panels_for(actor: Actor, now: datetime) -> tuple[Panel, ...]:
    """What the contexts show this reader where case work starts."""
    made = (maker(actor, now) for maker in _home_makers)
    return tuple(panel for panel in made if panel is not None)
