"""What the lines of a timeline are called. Contexts add words for the codes that they note; `cases` knows none."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zaklon.access.roles import Role
from zaklon.cases.kinds import (
    ClosingReason,
    DutyKind,
    EventKind,
    FlagKind,
    LinkKind,
    Part,
    Purpose,
    RecordKind,
    Stance,
    TaskKind,
)
from zaklon.cases.queries.page_rows import EventRow
from zaklon.cases.sheet_words import kind_name
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current

_KINDS = (ClosingReason, DutyKind, FlagKind, LinkKind, Purpose, RecordKind, Role, TaskKind)
_OF_CONTEXTS: dict[str, str | Promise] = {}


def register_event_words(words: Mapping[str, str | Promise]) -> None:
    """Let a context say what the codes mean that it notes about an event."""
    _OF_CONTEXTS.update(words)


def event_words(event: EventRow) -> tuple[str, str]:
    """What happened, as shortly as it can be said, and more about it.

    A line says the thing itself: "Danger: High", not that a state changed; a form by its name, not that one was added.
    """
    part = "" if event.part is Part.SHELL else str(event.part.label)
    about = _about(event)
    if event.kind is EventKind.STATE_CHANGED and about:
        return about, part
    if event.kind is EventKind.RECORDED:
        return str(_OF_CONTEXTS.get(event.about) or kind_name(event.about)), part
    return str(event.kind.label), ", ".join(each for each in (part, about) if each)


def _about(event: EventRow) -> str:
    if event.kind is EventKind.PERSON_ADDED:
        return _("Person %(number)s") % {"number": event.about}
    if event.about.startswith("conflict_"):
        return str(Stance(event.about.removeprefix("conflict_")).label)
    way, dot, state = event.about.partition(".")
    if dot:
        wording = vocabulary().wording(current().code)
        return ": ".join((wording.label("way", way), wording.label(f"state_{way}", state)))
    if event.about in _OF_CONTEXTS:
        return str(_OF_CONTEXTS[event.about])
    return next((str(kinds(event.about).label) for kinds in _KINDS if event.about in kinds.values), "")
