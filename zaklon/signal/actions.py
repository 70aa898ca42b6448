"""What the actions of signals are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "signal.reported": _("Signal reported"),
    "signal.likeness_hinted": _("Told that a file elsewhere may be about the person"),
    "signal.likeness_asked": _("Body of another file asked whether it is the same person"),
    "signal.likeness_joined": _("Joined another case that may be about the same person"),
    "signal.likeness_ruled_out": _("Said that it is another person"),
}
