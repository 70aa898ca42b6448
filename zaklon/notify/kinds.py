"""Why a message is sent."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Why a message is sent; `letters.py` holds the words."""

    INVITATION = "invitation", _("Invitation to sign in")
    PASSWORD_RESET = "password_reset", _("Link to set a password")
    ADDRESS_CHANGED = "address_changed", _("Your account has another address")
    SECOND_FACTOR_DROPPED = "second_factor_dropped", _("Your second step of signing in was dropped")
    TASK_WAITING = "task_waiting", _("Something waits for you")
    TASK_RETURNED = "task_returned", _("Something came back to you")
    DEADLINE_NEAR = "deadline_near", _("A deadline is near")
    DEADLINE_PASSED = "deadline_passed", _("A deadline has passed")
    WORK_HANDED_OVER = "work_handed_over", _("Work was handed over to you")


# Somebody sits before a page and waits for these, or must learn of them at once: no reminder goes before them.
AWAITED = (Kind.INVITATION, Kind.PASSWORD_RESET, Kind.ADDRESS_CHANGED, Kind.SECOND_FACTOR_DROPPED)
