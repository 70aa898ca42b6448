"""Kinds of the Coordination Body's work and of the yearly call for organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """As what somebody sits in the Coordination Body."""

    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy")
    OBSERVER = "observer", _("Observer")


class Manner(TextChoices):
    """How a session is held."""

    IN_PERSON = "in_person", _("In person")
    ELECTRONIC = "electronic", _("Electronic")


class SessionStatus(TextChoices):
    """Where a session of the Coordination Body stands."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Going on")
    CLOSED = "closed", _("Closed")
    CALLED_OFF = "called_off", _("Called off")


class Outcome(TextChoices):
    """What became of an item on the agenda."""

    WAITING = "waiting", _("Not decided yet")
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Not adopted")
    NO_QUORUM = "no_quorum", _("Too few took part")
    NOTED = "noted", _("Taken note of")
    POSTPONED = "postponed", _("Not decided in this session")


class Choice(TextChoices):
    """A vote."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAINED = "abstained", _("Abstained")


class ConclusionStatus(TextChoices):
    """Where a conclusion stands; that it is late is reckoned from its last day."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")


class CallStatus(TextChoices):
    """Where a call for organisations stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    DECIDED = "decided", _("Results published")
    CLOSED = "closed", _("Closed")
    CALLED_OFF = "called_off", _("Called off")


class ApplicationStatus(TextChoices):
    """Where an application stands."""

    RECEIVED = "received", _("Received")
    INCOMPLETE = "incomplete", _("Something is missing")
    REFUSED = "refused", _("Refused at the formal check")
    ADMITTED = "admitted", _("Admitted to assessment")
    CHOSEN = "chosen", _("Chosen")
    NOT_CHOSEN = "not_chosen", _("Not chosen")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CONTRACTED = "contracted", _("Contract signed")
    FINISHED = "finished", _("Finished")


class ReportKind(TextChoices):
    """Which report of a grant it is."""

    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")


class ReportStatus(TextChoices):
    """Where a report of a grant stands."""

    EXPECTED = "expected", _("Expected")
    RECEIVED = "received", _("Came in")
    ACCEPTED = "accepted", _("Accepted")
