"""Taking a course: begin, read page by page, answer the questions, have a certificate made."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.capacity.commands.certificates import print_batch
from zaklon.capacity.models import Batch, Certificate, CourseVersion, Learning, Try
from zaklon.capacity.rules.content import Content, of_data
from zaklon.capacity.rules.marking import Chosen, mark, unanswered
from zaklon.capacity.rules.wording import text_in
from zaklon.capacity.states import VersionState
from zaklon.capacity.values import Issued
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

REPLACED = "replaced"


@transaction.atomic
def begin(code: str, *, actor: Actor, now: datetime) -> UUID:
    """Begin the published version of a course, or go on with it.

    Raises NotPermitted, NotAllowedNow (none is published).
    """
    actor.must(Permission.COURSE_TAKE)
    user_id, body_id = actor.post()
    version = CourseVersion.objects.filter(course__code=code, status=VersionState.PUBLISHED).defer("content").first()
    if version is None:
        raise NotAllowedNow("course_not_published")
    with acting_as(SYSTEM):
        learning, is_new = Learning.objects.get_or_create(
            user_id=user_id, version=version, defaults={"body_id": body_id, "begun_at": now}
        )
    if is_new:
        record("course.begun", version.pk, by=actor, at=now)
    return learning.pk


@transaction.atomic
def read_page(learning_id: UUID, page: int, *, actor: Actor) -> int:
    """Note that a page was read, counted from 1; gives how many were. A page that lies ahead changes nothing."""
    learning, content = _mine(learning_id, actor)
    if page == learning.page + 1 <= len(content.pages):
        learning.page = page
        with acting_as(SYSTEM):
            learning.save(update_fields=["page"])
    return learning.page


@transaction.atomic
def answer(learning_id: UUID, chosen: Chosen, *, actor: Actor, now: datetime) -> Try:
    """Mark a try.

    Raises NotAllowedNow (pages not read, passed already, no tries left today, the version is retired), RuleBroken
    (a question without an answer: the field is `question-<number>`, from 1).
    """
    learning, content = _mine(learning_id, actor)
    _check_may_try(learning, content, now)
    missing = unanswered(content.questions, chosen)
    if missing:
        raise RuleBroken("course_question_unanswered", field=f"question-{missing[0] + 1}")
    marked = mark(content.questions, chosen, pass_mark=content.pass_mark)
    with acting_as(SYSTEM):
        highest = Try.objects.filter(learning=learning).aggregate(highest=Max("number"))["highest"]
        made = Try.objects.create(
            learning=learning,
            user_id=learning.user_id,
            number=int(highest or 0) + 1,
            chosen=[sorted(chosen[number]) for number in range(len(content.questions))],
            percent=marked.percent,
            is_passed=marked.is_passed,
            at=now,
        )
        if marked.is_passed:
            learning.passed_at = now
            learning.save(update_fields=["passed_at"])
    if marked.is_passed:
        record("course.passed", learning.version_id, by=actor, at=now)
    return made


def _check_may_try(learning: Learning, content: Content, now: datetime) -> None:
    if learning.version.status != VersionState.PUBLISHED:
        raise NotAllowedNow("course_not_published")
    if learning.passed_at is not None:
        raise NotAllowedNow("course_passed_already")
    if learning.page < len(content.pages):
        raise NotAllowedNow("course_pages_first")
    if tries_today(learning.pk, now) >= content.tries_a_day:
        raise NotAllowedNow("course_no_tries_left", facts={"tries": content.tries_a_day})


def tries_today(learning_id: UUID, now: datetime) -> int:
    """How many tries were made since midnight."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time()))
    return Try.objects.filter(learning_id=learning_id, at__gte=midnight).count()


@transaction.atomic
def certify(learning_id: UUID, *, language: str, actor: Actor, now: datetime) -> Issued:
    """A certificate for whoever passed, with the name that the system knows; one printed before is withdrawn.

    Raises NotPermitted (somebody else's way), NotAllowedNow (not passed).
    """
    learning, content = _mine(learning_id, actor)
    if learning.passed_at is None:
        raise NotAllowedNow("course_not_passed")
    with acting_as(SYSTEM):
        name = names_of({learning.user_id})[learning.user_id]
        organiser = name_of(learning.version.body_id, language)
        if learning.certificate_id is not None:
            former = Certificate.objects.filter(pk=learning.certificate_id, withdrawn_at__isnull=True)
            former.update(withdrawn_at=now, reason=REPLACED)
    batch = Batch(
        body_id=learning.version.body_id,
        version_id=learning.version_id,
        language=language,
        title=text_in(content.titles, language),
        organiser=organiser,
        first_day=timezone.localdate(learning.begun_at),
        last_day=timezone.localdate(learning.passed_at),
        hours=content.hours,
        issued_on=timezone.localdate(now),
        issued_at=now,
    )
    issued = print_batch(batch, [name])
    with acting_as(SYSTEM):
        learning.certificate_id = Certificate.objects.values_list("pk", flat=True).get(batch=batch)
        learning.save(update_fields=["certificate"])
    record("certificates.issued", batch.pk, by=actor, at=now)
    return issued


def _mine(learning_id: UUID, actor: Actor) -> tuple[Learning, Content]:
    """The person's own way, held until the end, with the course. Raises NotPermitted for anybody else's."""
    actor.must(Permission.COURSE_TAKE)
    user_id, _body_id = actor.post()
    with acting_as(SYSTEM):
        found = Learning.objects.select_for_update(of=("self",)).select_related("version")
        learning = found.filter(pk=learning_id, user_id=user_id).first()
    if learning is None:
        raise NotPermitted("course_not_begun")
    return learning, of_data(learning.version.content)
