"""Certificates: the public check, and what an organiser sees of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.capacity.marks import possible_marks
from zaklon.capacity.models import Batch, Certificate
from zaklon.common.errors import NotPermitted
from zaklon.registers.queries.entries import Said, said_by

# The register of trainings, and the one with the numbers of participants, as the country pack names them.
TRAINING, GROUPS = "training", "training_group"
_COUNTED = ("women", "men", "sex_unknown")


@dataclass(frozen=True)
class Genuine:
    """What the public is told of a certificate that exists."""

    title: str
    organiser: str
    first_day: date
    last_day: date
    hours: int
    issued_on: date
    language: str
    withdrawn_on: datetime | None


@dataclass(frozen=True)
class BatchLine:
    """A batch in the organiser's list."""

    batch_id: UUID
    number: int
    issued_on: date
    count: int
    withdrawn: int


@dataclass(frozen=True)
class CertificateLine:
    """A certificate of a batch, by its number: whose it is the organiser's own list says."""

    number: int
    withdrawn_at: datetime | None
    reason: str


@dataclass(frozen=True)
class BatchPage:
    """A batch with its certificates."""

    batch_id: UUID
    number: int
    title: str
    issued_on: date
    entry_number: int | None
    lines: tuple[CertificateLine, ...]


@dataclass(frozen=True)
class Standing:
    """How many certificates of a training hold, and how many more there may be."""

    entry_id: UUID
    number: int
    title: str
    is_held: bool
    counted: int
    issued: int

    @property
    def left(self) -> int:
        """How many more participants were counted than certificates hold."""
        return max(0, self.counted - self.issued)


def find_genuine(code: str, name: str) -> Genuine | None:
    """The certificate with this code and name, or None; the same work is done whether there is one or not.

    What is looked up is a keyed digest, which nobody without the key can steer, so the time that the index takes tells
    nothing of which certificates there are.
    """
    with acting_as(SYSTEM):
        found = Certificate.objects.select_related("batch").filter(mark__in=possible_marks(code, name)).first()
    if found is None:
        return None
    batch = found.batch
    return Genuine(
        batch.title,
        batch.organiser,
        batch.first_day,
        batch.last_day,
        batch.hours,
        batch.issued_on,
        batch.language,
        found.withdrawn_at,
    )


def training_said(entry_id: UUID) -> Said | None:
    """A training that the actor sees, with the participants counted in its groups."""
    return said_by(entry_id, GROUPS, _COUNTED)


def last_day_of(said: Said) -> date:
    """The last day of a training: what its form says of it, else its only day."""
    answered = said.answers.get("last_day")
    return date.fromisoformat(str(answered)) if answered else said.until or said.day


def certificates_that_hold(entry_id: UUID) -> int:
    """How many certificates of a training were issued and not withdrawn."""
    return Certificate.objects.filter(batch__entry_id=entry_id, withdrawn_at__isnull=True).count()


def standing_of(entry_id: UUID, *, actor: Actor, today: date) -> Standing | None:
    """How the certificates of a training stand, for the body that organised it; None for everybody else."""
    said = training_said(entry_id)
    if said is None or said.is_withdrawn or said.body_id != actor.body_id:
        return None
    if not actor.may(Permission.CERTIFICATE_ISSUE):
        return None
    is_held = said.answers.get("state") == "held" and last_day_of(said) <= today
    title = str(said.answers.get("title", ""))
    return Standing(said.entry_id, said.number, title, is_held, said.total, certificates_that_hold(entry_id))


def batches_of(entry_id: UUID) -> tuple[BatchLine, ...]:
    """The batches of a training that the actor sees, newest first."""
    return _lines(Batch.objects.filter(entry_id=entry_id).order_by("-number"))


def _lines(batches: "Iterable[Batch]") -> tuple[BatchLine, ...]:
    found = {batch.pk: batch for batch in batches}
    counts = Certificate.objects.filter(batch_id__in=list(found)).order_by().values("batch_id")
    withdrawn = Count("pk", filter=Q(withdrawn_at__isnull=False))
    numbers = {each["batch_id"]: each for each in counts.annotate(all=Count("pk"), withdrawn=withdrawn)}
    return tuple(
        BatchLine(key, batch.number, batch.issued_on, numbers[key]["all"], numbers[key]["withdrawn"])
        for key, batch in found.items()
    )


def batch_page(batch_id: UUID, *, actor: Actor) -> BatchPage:
    """A batch of the own body. Raises NotPermitted."""
    actor.must(Permission.CERTIFICATE_ISSUE)
    _user_id, body_id = actor.post()
    batch = Batch.objects.select_related("entry").filter(pk=batch_id, body_id=body_id).first()
    if batch is None:
        raise NotPermitted("certificate_not_of_body")
    lines = tuple(
        CertificateLine(each.number, each.withdrawn_at, each.reason)
        for each in Certificate.objects.filter(batch=batch).order_by("number")
    )
    entry_number = batch.entry.number if batch.entry else None
    return BatchPage(batch.pk, batch.number, batch.title, batch.issued_on, entry_number, lines)
