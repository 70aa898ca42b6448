"""Uploading courses, publishing and retiring their versions."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.capacity.models import Course, CoursePicture, CourseVersion
from zaklon.capacity.rules.content import Content, as_data
from zaklon.capacity.rules.manifest import read_course
from zaklon.capacity.rules.packaging import Parcel, unpack
from zaklon.capacity.rules.pictures import check_size
from zaklon.capacity.states import VERSION_STEPS, VersionState
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.documents.checks import CheckedFile, checked


@transaction.atomic
def upload_course(file: bytes, *, actor: Actor, now: datetime) -> UUID:
    """Check the file of a course whole, then keep it as a new draft version; gives the version's key.

    Raises NotPermitted, RuleBroken on field `file` saying what in it is wrong, or that the code is another body's.
    """
    actor.must(Permission.COURSE_MANAGE)
    _user_id, body_id = actor.post()
    parcel = unpack(file)
    content = read_course(parcel)
    pictures = _pictures(parcel)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"capacity:course:{content.code}"])
    with acting_as(SYSTEM):
        course, _is_new = Course.objects.get_or_create(
            code=content.code, defaults={"body_id": body_id, "begun_at": now}
        )
        if course.body_id != body_id:
            raise RuleBroken("course_code_taken", field="file", facts={"code": content.code})
        version = _version(course, content, actor, now)
        CoursePicture.objects.bulk_create(
            CoursePicture(version=version, name=name, media_type=each.media_type, content=each.content)
            for name, each in pictures.items()
        )
    record("course.uploaded", version.pk, by=actor, at=now)
    return version.pk


def _version(course: Course, content: Content, actor: Actor, now: datetime) -> CourseVersion:
    highest = CourseVersion.objects.filter(course=course).aggregate(highest=Max("number"))["highest"]
    return CourseVersion.objects.create(
        course=course,
        body_id=course.body_id,
        number=int(highest or 0) + 1,
        status=VersionState.DRAFT,
        titles=dict(content.titles),
        summaries=dict(content.summaries),
        hours=content.hours,
        content=as_data(content),
        uploaded_at=now,
        uploaded_by_id=actor.user_id,
    )


def _pictures(parcel: Parcel) -> dict[str, CheckedFile]:
    """The pictures by name, as they may be kept. Raises RuleBroken naming the picture that may not."""
    kept = {}
    for name, content in parcel.pictures.items():
        try:
            kept[name] = checked(name, content)
        except RuleBroken as refusal:
            raise RuleBroken("course_picture_wrong", field="file", facts={"name": name}) from refusal
        check_size(name, kept[name].content)
    return kept


@transaction.atomic
def move_version(version_id: UUID, verb: str, *, actor: Actor, now: datetime) -> None:
    """Publish a draft, which retires the version that was published before, or retire a version.

    Raises NotPermitted (another body's course), NotAllowedNow (the step is not open).
    """
    actor.must(Permission.COURSE_MANAGE)
    _user_id, body_id = actor.post()
    if not CourseVersion.objects.filter(pk=version_id, body_id=body_id).exists():
        raise NotPermitted("course_not_of_body")
    with acting_as(SYSTEM):
        version = CourseVersion.objects.select_for_update().get(pk=version_id)
        take_step(VERSION_STEPS, version, actor, verb)
        if version.status == VersionState.PUBLISHED:
            former = CourseVersion.objects.filter(course_id=version.course_id, status=VersionState.PUBLISHED)
            former.update(status=VersionState.RETIRED, retired_at=now)
            version.published_at = now
        else:
            version.retired_at = now
        version.save(update_fields=["status", "published_at", "retired_at"])
    record("course.published" if version.published_at == now else "course.retired", version.pk, by=actor, at=now)
