"""The change of an indicator since its baseline, in words that the page and the report share."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from zaklon.plan.rules.change import ChangeTo
from zaklon.web import formats


def change_words(changes: Sequence[ChangeTo]) -> str:
    """The change, then for each target the one that it wants and whether that is met; empty where there is none."""
    if not changes:
        return ""
    since = _("The change from the baseline is %(change)s.") % {"change": formats.change(changes[0].percent)}
    return " ".join((since, *map(_against, changes)))


def _against(change: ChangeTo) -> str:
    words = {"day": formats.long_date(change.due_date), "wanted": formats.change(change.wanted)}
    if change.is_met:
        return _("By %(day)s, %(wanted)s is wanted: met.") % words
    return _("By %(day)s, %(wanted)s is wanted: not met.") % words
