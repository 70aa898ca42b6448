"""What the actions of the pathway are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "deadline.paused": _("Deadline paused"),
    "deadline.resumed": _("Deadline running again"),
    "deadline.extended": _("Deadline extended"),
}
