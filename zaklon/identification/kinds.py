"""Kinds of the Team's work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Function(TextChoices):
    """What a member does in the Team."""

    PRESIDENT = "president", _("President")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")


class SessionStatus(TextChoices):
    """Where a session or field mission stands."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Going on")
    CLOSED = "closed", _("Closed")
    CALLED_OFF = "called_off", _("Called off")


class ItemStatus(TextChoices):
    """What became of an item on the agenda."""

    WAITING = "waiting", _("Not decided yet")
    DECIDED = "decided", _("Decided")
    POSTPONED = "postponed", _("Not decided in this session")


class Purpose(TextChoices):
    """What the Team is asked to do about a person."""

    DECIDE = "decide", _("To decide")
    RECONSIDER = "reconsider", _("To look again at a decision")


class Disclosure(TextChoices):
    """To whom a report is given, which decides what of it is hidden (DOMAIN.md F.6)."""

    INTERNAL = "internal", _("For the Team and the coordinator: exact numbers")
    COORDINATION = "coordination", _("For the Coordination Body: small numbers hidden")
