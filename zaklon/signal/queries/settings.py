"""What the country's pack says about drafts."""

from zaklon.vocabulary.wording import Vocabulary

_KEPT = "signal_draft_minutes"
_KEPT_MINUTES = 24 * 60


def draft_minutes(words: Vocabulary) -> int:
    """How long a draft may wait on a device; a day where the pack says nothing."""
    threshold = words.thresholds.get(_KEPT)
    return threshold.amount if threshold else _KEPT_MINUTES
