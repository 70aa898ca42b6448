"""What tells who somebody is, sealed: one data key for each person, records, and the tokens that search uses."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models.case import Case, Person
from zaklon.cases.models.keyed import key_of


class DataKey(models.Model):
    """A person's own key, wrapped by a key that the database never holds. Destroying it erases the person."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    key_id = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"person", "case", "made_at", "destroyed_at"}
        system: ClassVar = {"wrapped", "key_id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="data_key_destroyed_is_empty",
                condition=Q(destroyed_at__isnull=True) & ~Q(wrapped=b"") | Q(destroyed_at__isnull=False, wrapped=b""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["key_id"], name="data_key_wrapping", condition=Q(destroyed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"DataKey {self.pk}"


class Record(models.Model):
    """One sealed entry in a part of a person's file. A correction is a new record that supersedes the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="records")
    person = models.ForeignKey(Person, models.PROTECT, related_name="records")
    part = models.PositiveSmallIntegerField(choices=Part)
    kind = models.CharField(max_length=40)
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    request_key = models.UUIDField(null=True)
    sealed = models.BinaryField()
    read_key = key_of("part", Level.READ)
    write_key = key_of("part", Level.WRITE)

    class Privacy:
        identifying: ClassVar = {"sealed"}
        coded: ClassVar = {"case", "person", "part", "kind", "body", "author", "written_at", "supersedes"}
        system: ClassVar = {"id", "request_key", "read_key", "write_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["author", "request_key"],
                name="record_once_for_a_request",
                condition=Q(request_key__isnull=False),
            ),
            models.CheckConstraint(name="record_not_in_shell", condition=~Q(part=Part.SHELL)),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "part", "-written_at"], name="record_of_part")]

    def __str__(self) -> str:
        return f"Record {self.pk}"


class SealedFile(models.Model):
    """A file that belongs to an entry, sealed by the person's key; its own name and kind lie sealed as well."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    record = models.ForeignKey(Record, models.PROTECT, related_name="files")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    request_key = models.UUIDField(null=True)
    sealed_label = models.BinaryField()
    sealed = models.BinaryField()
    read_key = key_of("part", Level.READ)
    write_key = key_of("part", Level.WRITE)

    class Privacy:
        identifying: ClassVar = {"sealed_label", "sealed"}
        coded: ClassVar = {"case", "person", "part", "record", "body", "author", "added_at"}
        system: ClassVar = {"id", "request_key", "read_key", "write_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["author", "request_key"],
                name="sealed_file_once_for_a_request",
                condition=Q(request_key__isnull=False),
            ),
            models.CheckConstraint(name="sealed_file_not_in_shell", condition=~Q(part=Part.SHELL)),
        ]

    def __str__(self) -> str:
        return f"File {self.pk}"


class Token(models.Model):
    """A keyed token of a name or number by which a person is found; no two persons have one in common (ADR 7)."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token = models.BinaryField(max_length=16)
    read_key = key_of(Part.IDENTITY, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person"}
        system: ClassVar = {"id", "token", "read_key"}

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["token"], name="token_search"),
            models.Index(fields=["person"], name="token_of_person"),
        ]

    def __str__(self) -> str:
        return f"Token {self.pk}"


class TokenUse(models.Model):
    """How many slots a name or number has, sealed: search needs it, a stolen dump must not count names with it."""

    name_mac = models.BinaryField(max_length=16, primary_key=True)
    sealed_count = models.BinaryField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar[set[str]] = set()
        system: ClassVar = {"name_mac", "sealed_count"}

    def __str__(self) -> str:
        return "TokenUse"


class NameVariant(models.Model):
    """The sealed list of name parts that share a spelling, a sound or a slip of the keyboard; tied to no person."""

    digest = models.BinaryField(max_length=16, primary_key=True)
    sealed_names = models.BinaryField()

    class Privacy:
        identifying: ClassVar = {"sealed_names"}
        coded: ClassVar[set[str]] = set()
        system: ClassVar = {"digest"}

    def __str__(self) -> str:
        return "NameVariant"
