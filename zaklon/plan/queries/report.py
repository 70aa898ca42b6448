"""One progress report: for reading, for entering, and for deciding what the reader may do with it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.access.workflow import open_steps
from zaklon.plan.kinds import ActivityCode
from zaklon.plan.models import Activity, ActivityBody, ProgressReport, ResultIndicator
from zaklon.plan.queries.activity_parts import (
    ActivityHead,
    ResultLine,
    activities_with_path,
    head_of,
    planned_money,
    result_lines,
    wordings_of,
)
from zaklon.plan.queries.periods import PeriodLine, period_line
from zaklon.plan.queries.report_parts import (
    EvidenceFile,
    PartnerWord,
    SpentShown,
    StepTaken,
    ValueShown,
    as_results,
    evidence_of,
    history_of,
    partners_of,
    spent_of,
    timing_of,
    values_of,
)
from zaklon.plan.queries.tasks import own_and_units
from zaklon.plan.queries.texts import Wordings
from zaklon.plan.rules.grounds import Ground, Grounds, grounds
from zaklon.plan.states import REPORT_STEPS, PeriodStatus, ReportStatus
from zaklon.vocabulary.queries import vocabulary


@dataclass(frozen=True)
class Revision:
    """Another version of the same report."""

    report_id: UUID
    number: int
    status: ReportStatus
    reason: str


@dataclass(frozen=True)
class ReportRights:
    """What the reader may do now; the verbs are those of REPORT_STEPS."""

    leads: bool
    verbs: tuple[str, ...]
    may_edit: bool
    may_correct: bool
    may_accept_late: bool


@dataclass(frozen=True)
class ReportPage:
    """Everything that a report says."""

    report_id: UUID
    activity: ActivityHead
    period: PeriodLine
    revision: int
    correction_reason: str
    status: ReportStatus
    code: ActivityCode
    is_late: bool
    grounds: Grounds
    late_accepted_reason: str
    done_text: str
    obstacles_text: str
    next_step_text: str
    completed_on: date | None
    values: tuple[ValueShown, ...]
    former_values: tuple[ValueShown, ...]
    former_period: str
    spent: tuple[SpentShown, ...]
    partners: tuple[PartnerWord, ...]
    evidence: tuple[EvidenceFile, ...]
    steps: tuple[StepTaken, ...]
    revisions: tuple[Revision, ...]
    rights: ReportRights

    @property
    def fingerprint(self) -> str:
        """Changes whenever somebody saves something else; the same in every language."""
        values = [
            (str(each.line.result_id), each.number, each.is_met, each.text, [part.number for part in each.regions])
            for each in self.values
        ]
        spent = [(each.key, each.spent, each.payer.value, str(each.body_id), each.note) for each in self.spent]
        texts = (self.done_text, self.obstacles_text, self.next_step_text, self.completed_on)
        return hashlib.sha256(repr((values, spent, texts)).encode()).hexdigest()

    @property
    def returned_because(self) -> str:
        """Why it came back, while it is with the reporter."""
        if self.status is not ReportStatus.RETURNED:
            return ""
        return next((step.reason for step in self.steps if step.verb == "send_back"), "")


def report_page(report_id: UUID, *, actor: Actor, language: str) -> ReportPage:
    """One report with its activity, history and the reader's rights. Constant number of queries.

    Raises NotPermitted, ProgressReport.DoesNotExist (also when the row policy hides it).
    """
    actor.must(Permission.PLAN_READ)
    report = _with_activity(report_id)
    bodies = directory(language)
    say, lines = _results(report.activity, language)
    former, revisions = _others(report)
    timings = {each.pk: timing_of(each) for each in (report, former) if each is not None}
    values = values_of(timings, lines, timings)
    own = own_and_units(actor.body_id, bodies)
    partners = partners_of([report.pk], own, bodies, actor)
    why = grounds(as_results(values[report.pk]), timings[report.pk])
    return ReportPage(
        report_id=report.pk,
        activity=head_of(report.activity, bodies, say),
        period=period_line(report.period),
        revision=report.revision,
        correction_reason=report.correction_reason,
        status=ReportStatus(report.status),
        code=ActivityCode(report.code),
        is_late=report.is_late,
        grounds=why,
        late_accepted_reason=report.late_accepted_reason,
        done_text=report.done_text,
        obstacles_text=report.obstacles_text,
        next_step_text=report.next_step_text,
        completed_on=report.completed_on,
        values=tuple(values[report.pk]),
        former_values=tuple(values[former.pk]) if former else (),
        former_period=period_line(former.period).name if former else "",
        spent=tuple(spent_of(report.pk, planned_money(report.activity_id, bodies), bodies)),
        partners=tuple(partners.get(report.pk, ())),
        evidence=tuple(_evidence(report.pk, revisions)),
        steps=tuple(history_of([report.pk], partners, bodies)),
        revisions=revisions,
        rights=_rights(report, why, own, revisions, actor),
    )


def payer_choices(activity_id: UUID, *, actor: Actor, language: str) -> list[tuple[UUID, str]]:
    """Bodies that may have paid beside the plan: those of the activity first, then every other. Three queries."""
    actor.must(Permission.PROGRESS_WRITE)
    bodies = directory(language)
    parts = ActivityBody.objects.filter(activity=activity_id).order_by("position").values_list("body_id", flat=True)
    first = [body_id for body_id in parts if body_id in bodies]
    others = sorted((row.name, body_id) for body_id, row in bodies.items() if body_id not in first)
    return [(body_id, bodies[body_id].name) for body_id in first] + [(body_id, name) for name, body_id in others]


def _with_activity(report_id: UUID) -> ProgressReport:
    report = ProgressReport.objects.select_related("period").get(pk=report_id)
    report.activity = activities_with_path().get(pk=report.activity_id)
    return report


def _results(activity: Activity, language: str) -> tuple[Wordings, list[ResultLine]]:
    """What is said of the activity in the language, and its results."""
    results = list(ResultIndicator.objects.filter(activity=activity).order_by("position"))
    say = wordings_of(activity, results, language)
    return say, result_lines(results, say, vocabulary().wording(language))


def _evidence(report_id: UUID, revisions: tuple[Revision, ...]) -> list[EvidenceFile]:
    """Files of the report and of the versions that it corrects. One query."""
    files = evidence_of([report_id, *(revision.report_id for revision in revisions)])
    return sorted(
        (file for each in files.values() for file in each), key=lambda file: (file.added_at, str(file.file_id))
    )


def _others(report: ProgressReport) -> tuple[ProgressReport | None, tuple[Revision, ...]]:
    """The adopted report of the latest earlier period, and the other revisions of this one. One query."""
    same = ProgressReport.objects.filter(activity=report.activity_id).exclude(pk=report.pk).select_related("period")
    former, revisions = None, []
    for other in same.order_by("-period__end_date", "-revision"):
        other.activity = report.activity
        if other.period_id == report.period_id:
            revisions.append(
                Revision(other.pk, other.revision, ReportStatus(other.status), other.correction_reason),
            )
        elif former is None and other.is_adopted and other.period.end_date < report.period.end_date:
            former = other
    return former, tuple(revisions)


def _rights(
    report: ProgressReport, why: Grounds, own: Collection[UUID], revisions: tuple[Revision, ...], actor: Actor
) -> ReportRights:
    leads = report.activity.lead_body_id in own
    of_lead = {Permission.PROGRESS_WRITE, Permission.PROGRESS_APPROVE}
    allowed = {
        step.verb
        for step in REPORT_STEPS
        if step.source == report.status and actor.may(step.permission) and (leads or step.permission not in of_lead)
    }
    verbs = tuple(verb for verb in open_steps(REPORT_STEPS, report, actor) if verb in allowed and verb != "supersede")
    is_frozen = report.period.status == PeriodStatus.FROZEN
    is_first_draft = report.revision == 1 and report.submitted_at is None
    may_edit = "submit" in verbs and not (is_frozen and is_first_draft)
    closed = {ReportStatus.ADOPTED, ReportStatus.SUPERSEDED}
    return ReportRights(
        leads=leads,
        verbs=verbs if may_edit else tuple(verb for verb in verbs if verb != "submit"),
        may_edit=may_edit,
        may_correct=report.status == ReportStatus.ADOPTED
        and leads
        and actor.may(Permission.PROGRESS_WRITE)
        and all(revision.status in closed for revision in revisions),
        may_accept_late=report.status == ReportStatus.APPROVED
        and actor.may(Permission.PROGRESS_CHECK)
        and why.ground is Ground.REACHED_LATE,
    )
