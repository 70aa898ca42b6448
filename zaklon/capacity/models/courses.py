"""Courses on the screen: what a body teaches, in versions that never change."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zaklon.capacity.states import VersionState


class Course(models.Model):
    """A course of a body; what it says stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"code", "body", "begun_at"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"Course {self.code}"


class CourseVersion(models.Model):
    """One version as it was uploaded; `content` is what `rules.content.as_data` gives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="versions")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=VersionState)
    titles = models.JSONField()
    summaries = models.JSONField()
    hours = models.PositiveSmallIntegerField()
    content = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"uploaded_by"}
        coded: ClassVar = {
            "course", "body", "number", "status", "titles", "summaries", "hours", "content", "uploaded_at",
            "published_at", "retired_at",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "number"], name="course_version_once"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(status=VersionState.PUBLISHED), name="course_published_once"
            ),
            models.CheckConstraint(
                name="course_published_has_a_day",
                condition=Q(status=VersionState.PUBLISHED, published_at__isnull=False, retired_at__isnull=True)
                | Q(status=VersionState.DRAFT, published_at__isnull=True, retired_at__isnull=True)
                | Q(status=VersionState.RETIRED, retired_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"CourseVersion {self.pk}"


class CoursePicture(models.Model):
    """A picture of a version, without what a camera added to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="pictures")
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"version", "name", "media_type"}
        system: ClassVar = {"id", "content"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="course_picture_once")]

    def __str__(self) -> str:
        return f"CoursePicture {self.pk}"
