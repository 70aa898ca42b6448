"""What the actions of the vault are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "vault.key_destroyed": _("Key of a person destroyed"),
    "vault.rewrapped": _("Keys of persons renewed"),
}
