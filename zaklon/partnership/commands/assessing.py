"""Assessing applications: given to two, declared, scored alone; opened to all once every score is in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.documents import commands as documents
from zaklon.documents.values import Audience, Subject
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.partnership.commands.applying import FILE_OF_APPLICATION
from zaklon.partnership.commands.checking import locked
from zaklon.partnership.commands.shared import must_say
from zaklon.partnership.kinds import ApplicationStatus
from zaklon.partnership.models import GrantApplication, GrantAssessment, GrantAssessor, GrantScores
from zaklon.partnership.queries.shared import third_gap
from zaklon.partnership.rules.ranking import ASSESSORS, Criterion, is_complete, needs_third, percent_of, score

_MINE = "/grants/assessments/"


@transaction.atomic
def give_to(application_id: UUID, assessor_ids: Sequence[UUID], *, actor: Actor, now: datetime) -> None:
    """Give an admitted application to assessors of its call: two in all, a third where two are far apart.

    Whoever has stepped aside is not counted. Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    actor.must(Permission.GRANT_MANAGE)
    application = locked(application_id)
    if application.status != ApplicationStatus.ADMITTED:
        raise NotAllowedNow("application_not_admitted")
    with acting_as(SYSTEM):
        chosen = list(GrantAssessor.objects.filter(call_id=application.call_id, pk__in=assessor_ids).order_by("pk"))
        if not chosen or len(chosen) != len(set(assessor_ids)):
            raise RuleBroken("assessor_of_other_call", field="assessors")
        known = set(application.assessments.values_list("user_id", flat=True))
        if any(each.user_id in known for each in chosen):
            raise RuleBroken("assessor_has_it", field="assessors")
        most = ASSESSORS + application.needs_third
        if application.assessments.exclude(is_free=False).count() + len(chosen) > most:
            raise RuleBroken("assessors_too_many", field="assessors", facts={"most": most})
        GrantAssessment.objects.bulk_create(
            GrantAssessment(application=application, user_id=each.user_id, body_id=each.body_id, given_at=now)
            for each in chosen
        )
        _open_files(application, now)
        enqueue(Kind.TASK_WAITING, [each.user_id for each in chosen], path=_MINE, now=now)
    record("grant.given", application_id, by=actor, at=now, fields=["assessors"])


def _open_files(application: GrantApplication, now: datetime) -> None:
    """Let the bodies of those who assess it open its files, and nobody else's."""
    bodies = frozenset(application.assessments.exclude(is_free=False).values_list("body_id", flat=True))
    documents.set_audience(
        Subject(FILE_OF_APPLICATION, application.pk),
        Audience(bodies, frozenset({"office", "audit"})),
        needs=Permission.GRANT_MANAGE,
        actor=SYSTEM,
        now=now,
    )


@transaction.atomic
def declare(assessment_id: UUID, *, is_free: bool, actor: Actor, now: datetime) -> None:
    """Declare to have no tie to the applicant; or step aside, and the office gives it to somebody else.

    Raises NotPermitted, NotAllowedNow, GrantAssessment.DoesNotExist.
    """
    assessment = _own(assessment_id, actor)
    if assessment.submitted_at is not None or assessment.is_free is False:
        raise NotAllowedNow("assessment_over")
    with acting_as(SYSTEM):
        assessment.is_free, assessment.declared_at = is_free, now
        assessment.save(update_fields=["is_free", "declared_at"])
        if not is_free:
            _open_files(assessment.application, now)
            _tell_office(assessment.application, now)
    record("grant.declared" if is_free else "grant.stepped_aside", assessment_id, by=actor, at=now)


@transaction.atomic
def score_application(assessment_id: UUID, points: Sequence[int], remark: str, *, actor: Actor, now: datetime) -> None:
    """Give points for each criterion of the call, in their order, with a remark. Given once, never changed.

    Raises NotPermitted, NotAllowedNow before the declaration or twice, RuleBroken.
    """
    assessment = _own(assessment_id, actor)
    application = assessment.application
    if assessment.submitted_at is not None or assessment.is_free is False:
        raise NotAllowedNow("assessment_over")
    if not assessment.is_free:
        raise NotAllowedNow("assessment_declare_first")
    if application.status != ApplicationStatus.ADMITTED:
        raise NotAllowedNow("application_not_admitted")
    said = must_say(remark, "assessment_without_remark", "remark")
    with acting_as(SYSTEM):
        criteria = [Criterion(*row) for row in _criteria(application)]
        try:
            percent = percent_of(points, criteria)
        except ValueError:
            raise RuleBroken("assessment_points_unfit") from None
        assessment.submitted_at = now
        assessment.save(update_fields=["submitted_at"])
        GrantScores.objects.create(
            assessment=assessment,
            application=application,
            user_id=assessment.user_id,
            points=list(points),
            percent=percent,
            remark=said,
        )
        _reckon(application, now)
    record("grant.scored", assessment_id, by=actor, at=now)


def _criteria(application: GrantApplication) -> list[tuple[int, int]]:
    return list(application.call.criteria.order_by("position").values_list("weight", "most_points"))


def _reckon(application: GrantApplication, now: datetime) -> None:
    """Open the scores once all are in, or ask for a third assessor: until then nobody meets another's."""
    sheets = GrantScores.objects.filter(application=application)
    percents, gap = list(sheets.values_list("percent", flat=True)), third_gap()
    if is_complete(percents, gap):
        application.score = score(percents)
        sheets.update(is_open=True)
    elif needs_third(percents, gap):
        application.needs_third = True
    else:
        return
    application.save(update_fields=["score", "needs_third"])
    _tell_office(application, now)


def _tell_office(application: GrantApplication, now: datetime) -> None:
    path = f"/grants/applications/{application.pk}/"
    enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, application.call.owner_id, path=path, now=now)


def _own(assessment_id: UUID, actor: Actor) -> GrantAssessment:
    """The actor's own assessment, with its application held. Raises NotPermitted, GrantAssessment.DoesNotExist."""
    actor.must(Permission.GRANT_ASSESS)
    found = GrantAssessment.objects.get(pk=assessment_id)
    if found.user_id != actor.user_id:
        raise NotPermitted("assessment_of_other")
    with acting_as(SYSTEM):
        application = (
            GrantApplication.objects.select_for_update(of=("self",)).select_related("call").get(pk=found.application_id)
        )
        assessment = GrantAssessment.objects.select_for_update().get(pk=assessment_id)
    assessment.application = application
    return assessment
