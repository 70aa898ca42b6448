"""How a head leaves, and what kind of act a row of the trail is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How a head leaves the system."""

    MAIL = "mail", _("Mail to the auditor's mailbox")
    FILE = "file", _("File")
    PAPER = "paper", _("Printed sheet")
    PARTNER = "partner", _("Message to a partner")


class Kind(TextChoices):
    """What kind of act an action is; everything that is neither of the others changes something."""

    READ = "read", _("Seen or taken out")
    REFUSED = "refused", _("Refused or failed")
    CHANGED = "changed", _("Done or changed")
