"""What the actions of this context are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "attachment.added": _("File added"),
    "attachment.audience_set": _("Who may open a file changed"),
    "attachment.opened": _("File opened"),
    "attachment.removed": _("File removed"),
    "attachment.rewrapped": _("Key of a file renewed"),
}
