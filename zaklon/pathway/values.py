"""What commands of the pathway take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class NewStep:
    """A step to be taken for a person: its way and verb, what the form that comes with it says, and what was seen.

    `seen_state` is the state that whoever takes the step had on the screen; where somebody was faster, nothing is done.
    """

    person_id: UUID
    way: str
    verb: str
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    seen_state: str = ""
    request_key: UUID | None = None
