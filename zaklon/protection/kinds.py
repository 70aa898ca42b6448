"""Kinds of protection: for whom a place is, where a stay stands, by which way a person is reached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Profile(TextChoices):
    """For whom a place of a provider is."""

    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    CHILDREN = "children", _("Children")
    FAMILIES = "families", _("Families")
    ACCESSIBLE = "accessible", _("Accessible for persons with disabilities")


class StayState(TextChoices):
    """Where a stay stands; one that is asked for, accepted or begun holds a place."""

    WAITING = "waiting", _("On the waiting list")
    ASKED = "asked", _("Asked for")
    ACCEPTED = "accepted", _("Accepted")
    STAYING = "staying", _("Staying")
    LEFT = "left", _("Left")
    DECLINED = "declined", _("Declined by the provider")
    WITHDRAWN = "withdrawn", _("No longer asked for")


HOLDS_PLACE = (StayState.ASKED, StayState.ACCEPTED, StayState.STAYING)
# What concerns the provider now.
CURRENT = (StayState.WAITING, *HOLDS_PLACE)


class Channel(TextChoices):
    """A way by which the system, or somebody with it, may reach a person; the codes of the pack's contact_channel.

    `paper` is something printed that is put into the person's own hand, and can be found on the person.
    """

    PHONE = "phone", _("Telephone call")
    MESSAGE = "message", _("Message or chat")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter by post")
    IN_PERSON = "in_person", _("In person")
    PAPER = "paper", _("Paper that the person takes along")


class Block(TextChoices):
    """Why a provider takes in nobody for a service now."""

    ENDED = "provider_ended", _("No longer in the directory")
    NEVER_LICENSED = "provider_unlicensed", _("No licence")
    EXPIRED = "licence_expired", _("Licence has run out")
    SUSPENDED = "licence_suspended", _("Licence suspended")
    STOPPED = "provider_stopped", _("Placements stopped after a complaint")
