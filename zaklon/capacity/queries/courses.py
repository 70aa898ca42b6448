"""Courses as their readers and their keepers see them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.access.workflow import open_steps
from zaklon.capacity.models import CoursePicture, CourseVersion, Learning, Try
from zaklon.capacity.rules.content import Content, of_data
from zaklon.capacity.rules.wording import language_for, text_in
from zaklon.capacity.states import VERSION_STEPS, VersionState
from zaklon.common.errors import NotPermitted


@dataclass(frozen=True)
class CourseLine:
    """A course in the list of those that can be taken; `read` of `pages` were read by this person."""

    code: str
    title: str
    tag: str
    summary: str
    organiser: str
    hours: int
    is_begun: bool
    passed_on: date | None


@dataclass(frozen=True)
class Way:
    """Where a person stands in a version of a course."""

    learning_id: UUID
    version_id: UUID
    code: str
    organiser: str
    content: Content
    language: str
    read: int
    passed_at: datetime | None
    tries_today: int
    is_open: bool

    @property
    def is_read(self) -> bool:
        """Whether every page was read."""
        return self.read >= len(self.content.pages)

    @property
    def tries_left(self) -> int:
        """How many tries are left today."""
        return max(0, self.content.tries_a_day - self.tries_today)


@dataclass(frozen=True)
class TryShown:
    """A try with what was chosen, by question."""

    number: int
    chosen: tuple[frozenset[int], ...]
    percent: int
    is_passed: bool
    at: datetime


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of its keepers."""

    version_id: UUID
    code: str
    number: int
    title: str
    status: VersionState
    languages: tuple[str, ...]
    pages: int
    questions: int
    uploaded_at: datetime
    published_at: datetime | None
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class CompletionLine:
    """How many of a body completed a course in a month."""

    month: date
    body: str
    count: int


@dataclass(frozen=True)
class Colleague:
    """Somebody of the keeper's own body who completed a course."""

    name: str
    passed_on: date


@dataclass(frozen=True)
class Results:
    """Who completed a course: counts of every body, names of the own one alone."""

    code: str
    title: str
    begun: int
    lines: tuple[CompletionLine, ...]
    colleagues: tuple[Colleague, ...]


def courses_for(actor: Actor, language: str) -> tuple[CourseLine, ...]:
    """The published courses, by title; two queries beside the names of bodies."""
    actor.must(Permission.COURSE_TAKE)
    user_id, _body_id = actor.post()
    mine = Learning.objects.filter(user_id=user_id)
    passed = dict(
        mine.filter(passed_at__isnull=False).order_by("passed_at").values_list("version__course_id", "passed_at")
    )
    begun = set(mine.values_list("version_id", flat=True))
    names = names_in(language)
    found = CourseVersion.objects.filter(status=VersionState.PUBLISHED).select_related("course").defer("content")
    lines = [
        CourseLine(
            each.course.code,
            text_in(each.titles, language),
            language_for(each.titles, language),
            text_in(each.summaries, language),
            names.get(each.body_id, ""),
            each.hours,
            each.pk in begun,
            timezone.localdate(passed[each.course_id]) if each.course_id in passed else None,
        )
        for each in found
    ]
    return tuple(sorted(lines, key=lambda line: line.title.casefold()))


def way_of(code: str, *, actor: Actor, now: datetime, language: str) -> Way | None:
    """Where the person stands in a course: in the published version, else in the last that they began; else None."""
    actor.must(Permission.COURSE_TAKE)
    user_id, _body_id = actor.post()
    found = Learning.objects.select_related("version").filter(user_id=user_id, version__course__code=code)
    published = found.filter(version__status=VersionState.PUBLISHED).first()
    has_other = CourseVersion.objects.filter(course__code=code, status=VersionState.PUBLISHED).exists()
    learning = published or (None if has_other else found.order_by("-version__number").first())
    if learning is None:
        return None
    version = learning.version
    content = of_data(version.content)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Way(
        learning.pk,
        version.pk,
        code,
        names_in(language).get(version.body_id, ""),
        content,
        language_for(content.languages, language),
        learning.page,
        learning.passed_at,
        Try.objects.filter(learning=learning, at__gte=midnight).count(),
        version.status == VersionState.PUBLISHED,
    )


def last_try(learning_id: UUID) -> TryShown | None:
    """The person's last try, if there is one."""
    found = Try.objects.filter(learning_id=learning_id).order_by("-number").first()
    if found is None:
        return None
    chosen = tuple(frozenset(each) for each in found.chosen)
    return TryShown(found.number, chosen, found.percent, found.is_passed, found.at)


def offered(code: str, language: str) -> tuple[CourseLine, Content] | None:
    """A published course for somebody who has not begun it; None when there is none of this code."""
    each = (
        CourseVersion.objects.select_related("course").filter(course__code=code, status=VersionState.PUBLISHED).first()
    )
    if each is None:
        return None
    title, tag = text_in(each.titles, language), language_for(each.titles, language)
    organiser = names_in(language).get(each.body_id, "")
    line = CourseLine(
        code, title, tag, text_in(each.summaries, language), organiser, each.hours, is_begun=False, passed_on=None
    )
    return line, of_data(each.content)


def picture_of(version_id: UUID, name: str) -> tuple[str, bytes] | None:
    """Media type and content of a picture in a version that the actor sees."""
    found = CoursePicture.objects.filter(version_id=version_id, name=name).first()
    return None if found is None else (found.media_type, bytes(found.content))


def version_shown(version_id: UUID, *, actor: Actor) -> Content:
    """A version of the own body's course, to look at before it is published. Raises NotPermitted."""
    actor.must(Permission.COURSE_MANAGE)
    _user_id, body_id = actor.post()
    version = CourseVersion.objects.filter(pk=version_id, body_id=body_id).first()
    if version is None:
        raise NotPermitted("course_not_of_body")
    return of_data(version.content)


def versions_of_body(actor: Actor, language: str) -> tuple[VersionLine, ...]:
    """The versions of the own body's courses, by course, newest first."""
    actor.must(Permission.COURSE_MANAGE)
    _user_id, body_id = actor.post()
    found = CourseVersion.objects.select_related("course").filter(body_id=body_id)
    return tuple(
        VersionLine(
            each.pk,
            each.course.code,
            each.number,
            text_in(each.titles, language),
            VersionState(each.status),
            tuple(each.titles),
            len(each.content["pages"]),
            len(each.content["questions"]),
            each.uploaded_at,
            each.published_at,
            tuple(open_steps(VERSION_STEPS, each, actor)),
        )
        for each in found.order_by("course__code", "-number")
    )


def results_of(code: str, *, actor: Actor, language: str) -> Results:
    """Who completed a course of the own body: numbers by body and month, and the own people by name.

    Raises NotPermitted for another body's course.
    """
    actor.must(Permission.COURSE_MANAGE)
    _user_id, body_id = actor.post()
    last = CourseVersion.objects.filter(course__code=code, body_id=body_id).order_by("-number").first()
    if last is None:
        raise NotPermitted("course_not_of_body")
    names = names_in(language)
    with acting_as(SYSTEM):
        everybody = Learning.objects.filter(version__course__code=code)
        begun = everybody.order_by().values("user_id").distinct().count()
        first = _first_passes(code)
        months = first.annotate(month=TruncMonth("passed_at")).order_by().values_list("month", "body_id")
        counted = list(months.annotate(count=Count("pk")))
    own = _first_passes(code).filter(body_id=body_id).order_by("-passed_at")
    passed = list(own.values_list("user_id", "passed_at"))
    people = names_of({user_id for user_id, _at in passed})
    lines = sorted(
        (CompletionLine(timezone.localdate(month), names.get(body, ""), count) for month, body, count in counted),
        key=lambda line: (-line.month.toordinal(), line.body.casefold()),
    )
    colleagues = tuple(
        Colleague(people[user_id], timezone.localdate(at)) for user_id, at in passed if user_id in people and at
    )
    return Results(code, text_in(last.titles, language), begun, tuple(lines), colleagues)


def _first_passes(code: str) -> QuerySet[Learning]:
    """Each person's first completion of a course, whichever version it was."""
    earlier = Learning.objects.filter(
        user_id=OuterRef("user_id"),
        version__course_id=OuterRef("version__course_id"),
        passed_at__lt=OuterRef("passed_at"),
    )
    return Learning.objects.filter(~Exists(earlier), version__course__code=code, passed_at__isnull=False)
