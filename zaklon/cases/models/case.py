"""The case and the persons in it: coded facts only; whatever tells who somebody is lies sealed in records."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import AgeGroup, CaseStatus, Level, LinkKind, Part, Sex
from zaklon.cases.models.keyed import key_of


class Case(models.Model):
    """A file with one or more persons. `circle` are the bodies that take part; it follows from the assignments.

    The code says nothing; the numeric key is used inside the database only.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=9, unique=True)
    status = models.CharField(max_length=10, choices=CaseStatus)
    owner_body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField(default=False)
    is_referred = models.BooleanField(default=False)
    is_on_hold = models.BooleanField(default=False)
    # Whether somebody, in whichever body, leads the case; follows from the assignments (commands.walls).
    is_led = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=40)
    retain_until = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    request_key = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    read_key = key_of(Part.SHELL, Level.READ, case="id")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "code",
            "status",
            "owner_body",
            "circle",
            "is_sealed",
            "is_referred",
            "is_on_hold",
            "is_led",
            "opened_at",
            "opened_by",
            "closed_at",
            "closing_reason",
            "retain_until",
            "merged_into",
            "split_from",
            "changed_at",
        }
        system: ClassVar = {"id", "request_key", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["opened_by", "request_key"],
                name="case_once_for_a_request",
                condition=Q(request_key__isnull=False),
            ),
            models.CheckConstraint(
                name="case_closed_with_reason",
                condition=Q(status=CaseStatus.OPEN, closed_at__isnull=True, closing_reason="")
                | ~Q(status=CaseStatus.OPEN) & Q(closed_at__isnull=False) & ~Q(closing_reason=""),
            ),
            models.CheckConstraint(
                name="case_merged_has_target",
                condition=Q(status=CaseStatus.MERGED, merged_into__isnull=False)
                | ~Q(status=CaseStatus.MERGED) & Q(merged_into__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-opened_at", "-id"], name="case_newest"),
            models.Index(fields=["status", "-opened_at", "-id"], name="case_page"),
            models.Index(
                fields=["-opened_at", "-id"], name="case_unled", condition=Q(status=CaseStatus.OPEN, is_led=False)
            ),
            models.Index(fields=["retain_until"], name="case_retention", condition=Q(retain_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Case {self.code}"


class Listing(models.Model):
    """One line for each case and body of its circle, with what lists sort and filter by, so that a list costs a page.

    Kept with the case in one transaction (commands.walls); `test_walls_kept` compares the two.
    """

    id = models.BigAutoField(primary_key=True)
    body = models.ForeignKey("access.Body", models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=CaseStatus)
    is_sealed = models.BooleanField()
    is_led = models.BooleanField()
    opened_at = models.DateTimeField()
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"body", "case", "status", "is_sealed", "is_led", "opened_at"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "case"], name="listing_once")]
        # The page's index holds what the policy asks of a line, so that counting to the cap reads no table.
        indexes: ClassVar = [
            models.Index(
                fields=["body", "status", "-opened_at", "-case"],
                include=["is_sealed", "read_key"],
                name="listing_page_whole",
            ),
            models.Index(
                fields=["body", "-opened_at", "-case"],
                name="listing_unled",
                condition=Q(status=CaseStatus.OPEN, is_led=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Listing {self.pk}"


class Person(models.Model):
    """A person of a case, in coded facts. Age in doubt means child (DOMAIN.md B.3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="persons")
    position = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=10, choices=Sex)
    age_group = models.CharField(max_length=10, choices=AgeGroup)
    citizenship = models.CharField(max_length=2)
    added_at = models.DateTimeField()
    # Set when the data key is destroyed: a tombstone that keeps the count.
    erased_at = models.DateTimeField(null=True)
    is_restricted = models.BooleanField(default=False)
    # Copies from the case, so that the policy needs no list of keys for those who oversee (commands.walls).
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField()
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case",
            "position",
            "sex",
            "age_group",
            "citizenship",
            "added_at",
            "erased_at",
            "is_restricted",
            "circle",
            "is_sealed",
        }
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "position"], name="person_position_once")]

    def __str__(self) -> str:
        return f"Person {self.pk}"


class Link(models.Model):
    """Two persons who belong together: siblings, parent and child, met in one place. Seen by who sees both shells."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other_case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=LinkKind)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    read_key = key_of(Part.SHELL, Level.READ)
    other_read_key = key_of(Part.SHELL, Level.READ, case="other_case_id")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person", "other_case", "other", "kind", "made_at", "ended_at"}
        system: ClassVar = {"id", "read_key", "other_read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "other", "kind"], name="link_once", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="link_of_two", condition=~Q(person=F("other"))),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"


class Track(models.Model):
    """The words of a part's state, such as "indictment" or "plan active": no content, for those who see status only."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tracks")
    part = models.PositiveSmallIntegerField(choices=Part)
    state = models.CharField(max_length=40)
    since = models.DateTimeField()
    # Copies from the case, so that the policy needs no list of keys for those who oversee (commands.walls).
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField()
    status_key = key_of("part", Level.STATUS)
    write_key = key_of("part", Level.WRITE)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "part", "state", "since", "circle", "is_sealed"}
        system: ClassVar = {"id", "status_key", "write_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "part"], name="track_once")]

    def __str__(self) -> str:
        return f"Track {self.pk}"
