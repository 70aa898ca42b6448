"""Kinds of the pathway."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What was done to a deadline after it began."""

    PAUSED = "paused", _("Stands still")
    RESUMED = "resumed", _("Runs again")
    EXTENDED = "extended", _("Extended")


class Outcome(TextChoices):
    """How a deadline ended."""

    RUNNING = "running", _("Running")
    KEPT = "kept", _("Kept")
    LATE = "late", _("Done, but late")
    DROPPED = "dropped", _("No longer needed")
