"""Which parts open by a deliberate act only, for how long, and when it takes two."""

from datetime import timedelta

from zaklon.cases.kinds import Part
from zaklon.common.errors import RuleBroken

# Identity and testimony are never simply on the page.
DELIBERATE = frozenset({Part.IDENTITY, Part.TESTIMONY})
# Parts for which the country may want a second person.
BY_TWO = frozenset({Part.TESTIMONY})
LASTS = timedelta(minutes=15)
SHORTEST_REASON = 10


def refuse_unfit(part: Part, reason: str) -> None:
    """Raise RuleBroken for a part that needs no revealing, and for a reason that is none."""
    if part not in DELIBERATE:
        raise RuleBroken("part_needs_no_reveal", field="part")
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken("reveal_reason_short", field="reason", facts={"least": SHORTEST_REASON})


def needs_second(part: Part, persons: int) -> bool:
    """Whether another person has to agree, where the country asks for so many persons."""
    return part in BY_TWO and persons > 1
