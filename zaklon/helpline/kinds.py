"""Kinds of the helpline's work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HandOverStatus(TextChoices):
    """Where a hand-over to another body stands."""

    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Taken on")
    DECLINED = "declined", _("Not taken on")
    ENDED = "ended", _("Answered")
    WITHDRAWN = "withdrawn", _("Taken back")


class WordsKind(TextChoices):
    """What sealed words are for."""

    NOTE = "note", _("Note of a call")
    HANDED = "handed", _("Told with a hand-over")
    SHIFT = "shift", _("Note for the next shift")


class Disclosure(TextChoices):
    """To whom an analysis is given, which decides what of it is hidden (DOMAIN.md F.6)."""

    INTERNAL = "internal", _("For the helpline and the coordinator: exact numbers")
    COORDINATION = "coordination", _("For the Coordination Body: small numbers hidden")
    PUBLIC = "public", _("For the public: more small numbers hidden, no months")
