"""What commands of the helpline take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class NewCall:
    """A call. `codes` are values of the pack's lists by field of rules.codes.LISTS; a missing one was not said.

    `seconds` is None where nobody counted. `earlier` is the number of the call that this one repeats.
    """

    codes: Mapping[str, str]
    started_at: datetime
    request_key: UUID
    seconds: int | None = None
    earlier: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Corrected:
    """A call as it should be; `reason` is a value of the list call_correction, empty within the own shift."""

    codes: Mapping[str, str]
    started_at: datetime
    seconds: int | None = None
    earlier: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewHandOver:
    """A hand-over: to which body, on what ground, with which of the call's codes, in which words."""

    receiver_id: UUID
    ground: str
    request_key: UUID
    told: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True)
class NewReferral:
    """A call that becomes a signal: the answers of the pack's own form, and the ground."""

    ground: str
    request_key: UUID
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
