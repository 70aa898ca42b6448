"""Which fields of a call are codes, of which lists, and by which keys they are chosen."""

from collections.abc import Mapping

STRUCTURE, CHANNEL = "structure", "channel"
# In the order in which a call tells them.
LISTS: Mapping[str, str] = {
    STRUCTURE: "call_structure",
    "caller": "caller_type",
    "language": "spoken_language",
    "sex": "sex",
    "age_group": "age_group",
    "municipality": "municipality",
    "form": "exploitation_form",
    "urgency": "urgency",
    "action": "signal_action",
    CHANNEL: "contact_channel",
}
NEEDED = (STRUCTURE, CHANNEL)
USUAL_CHANNEL = "phone"
# Chosen by the letters of its name, which an operator knows; everything else by one key.
BY_LETTERS = frozenset({"municipality"})
# What a hand-over may tell of a call; never sex and language, by which somebody could be known in a small place.
TOLD = ("urgency", "age_group", "municipality", "form")
_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def keys_for(codes: tuple[str, ...]) -> dict[str, str]:
    """The key of each value, in their order: digits, then letters. Values beyond that have none."""
    return dict(zip(codes, _KEYS, strict=False))
