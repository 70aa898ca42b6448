"""What the events of protection are called on the timeline of a case."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zaklon.protection.kinds import StayState

EVENT_WORDS: dict[str, str | Promise] = {
    **{f"stay_{state}": format_lazy("{}: {}", _("Stay"), state.label) for state in StayState},
    "stay_replanned": _("The stay was planned anew"),
    "contact_limits": _("How the person may be reached"),
}
