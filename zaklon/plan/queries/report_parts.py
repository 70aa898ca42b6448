"""The rows of progress reports: values, money spent, partners' words, steps taken; for one report or for many."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zaklon.access.actor import Actor
from zaklon.access.queries.bodies import BodyRow
from zaklon.access.workflow import open_steps
from zaklon.common.money import Money
from zaklon.documents.queries import of_subjects
from zaklon.plan.kinds import Origin, Payer
from zaklon.plan.measured import records_href
from zaklon.plan.models import Confirmation, ProgressReport, RegionValue, ReportEvent, ResultValue, SpentLine
from zaklon.plan.queries.activity_parts import PlannedMoney, ResultLine, source_words
from zaklon.plan.rules import evidence
from zaklon.plan.rules.status import Result, ResultState, Timing, result_state
from zaklon.plan.states import CONFIRMATION_STEPS, ConfirmationStatus, ReportStatus

# A partner can judge what the reporter has sent off, until it is adopted.
ASKS_PARTNERS = (ReportStatus.SUBMITTED, ReportStatus.APPROVED, ReportStatus.CHECKED)
# What each step of a report's way is called in its history.
STEPS_TAKEN = {
    "start": _("Report begun"),
    "submit": _("Sent to the head of the body"),
    "approve": _("Approved by the head of the body"),
    "check": _("Checked by the coordinator's office"),
    "adopt": _("Adopted by the Coordination Body"),
    "send_back": _("Sent back to the reporter"),
    "supersede": _("Replaced by a correction"),
    "accept_late": _("Late result accepted by the coordinator's office"),
}
PARTNER_SAID = {
    ConfirmationStatus.CONFIRMED: _("Part confirmed by a partner"),
    ConfirmationStatus.DISPUTED: _("Part disputed by a partner"),
}


@dataclass(frozen=True)
class RegionShown:
    """How much of a result fell to a region; `target` None when the region has no quota."""

    region: str
    label: str
    number: Decimal | None
    target: Decimal | None


@dataclass(frozen=True)
class ValueShown:
    """What a report says of one result; everything None or empty means "not known"."""

    line: ResultLine
    number: Decimal | None
    is_met: bool | None
    text: str
    is_computed: bool
    records_href: str
    regions: tuple[RegionShown, ...]
    state: ResultState


@dataclass(frozen=True)
class SpentShown:
    """Money spent from one source, beside what was planned; None is "not said", never zero."""

    key: str
    line_id: UUID | None
    source: str
    planned: Money | None
    is_planned: bool
    spent: Money | None
    payer: Payer
    body_id: UUID | None
    currency: str
    note: str

    @property
    def is_over(self) -> bool:
        """More was spent than planned."""
        return self.planned is not None and self.spent is not None and self.spent.minor > self.planned.minor


@dataclass(frozen=True)
class PartnerWord:
    """A partner's word on its part. `verbs` are what the reader may answer."""

    confirmation_id: UUID
    body: str
    status: ConfirmationStatus
    text: str
    answered_by: str
    answered_at: datetime | None
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class StepTaken:
    """Something that happened to a report. `who` is a person where the database shows one, else the body."""

    report_id: UUID
    verb: str
    title: str
    at: datetime
    who: str
    reason: str


def values_of(
    report_ids: Iterable[UUID], results: Sequence[ResultLine], timings: Mapping[UUID, Timing]
) -> dict[UUID, list[ValueShown]]:
    """Report -> its results with their values, in the paper's order. Two queries.

    `timings` are those of the reports: a periodic result is judged by how much was due.
    """
    ids = list(report_ids)
    parts: dict[UUID, dict[str, Decimal]] = {}
    for part in RegionValue.objects.filter(report__in=ids).order_by("region"):
        parts.setdefault(part.value_id, {})[part.region] = part.number
    kept = {(value.report_id, value.result_id): value for value in ResultValue.objects.filter(report__in=ids)}
    return {
        report_id: [_value(line, kept.get((report_id, line.result_id)), parts, timings[report_id]) for line in results]
        for report_id in ids
    }


def _value(
    line: ResultLine, value: ResultValue | None, parts: Mapping[UUID, Mapping[str, Decimal]], timing: Timing
) -> ValueShown:
    got = parts.get(value.pk, {}) if value else {}
    quotas = {quota.region: quota for quota in line.quotas}
    regions = tuple(
        RegionShown(
            region,
            quotas[region].label if region in quotas else region,
            got.get(region),
            quotas[region].target if region in quotas else None,
        )
        for region in [*quotas, *(region for region in got if region not in quotas)]
    )
    judged = rule_result(line, value.number if value else None, got, is_met=value.is_met if value else None)
    return ValueShown(
        line=line,
        number=value.number if value else None,
        is_met=value.is_met if value else None,
        text=value.text if value else "",
        is_computed=value is not None and value.origin == Origin.COMPUTED,
        records_href=records_href(line.result_id, timing.as_of)
        if value is not None and value.origin == Origin.COMPUTED
        else "",
        regions=regions,
        state=result_state(judged, timing),
    )


def rule_result(
    line: ResultLine, number: Decimal | None, regions: Mapping[str, Decimal], *, is_met: bool | None
) -> Result:
    """A result with its value as the rules take it."""
    return Result(
        kind=line.kind,
        comparator=line.comparator,
        target=line.target,
        periodicity=line.periodicity,
        number=number,
        is_met=is_met,
        quotas=tuple((quota.region, quota.target) for quota in line.quotas),
        regions=tuple(regions.items()),
    )


def as_results(values: Iterable[ValueShown]) -> list[Result]:
    """Shown values as the rules take them."""
    return [
        rule_result(
            each.line,
            each.number,
            {part.region: part.number for part in each.regions if part.number is not None},
            is_met=each.is_met,
        )
        for each in values
    ]


def timing_of(report: ProgressReport) -> Timing:
    """The activity's time as the report's period sees it; the report comes with its activity and period."""
    activity, period = report.activity, report.period
    return Timing(
        start_date=activity.start_date,
        due_date=activity.due_date,
        is_continuous=activity.is_continuous,
        as_of=period.end_date,
        completed_on=report.completed_on,
        is_dropped=activity.dropped_on is not None and activity.dropped_on <= period.end_date,
        late_accepted=bool(report.late_accepted_reason),
    )


def spent_of(
    report_id: UUID | None, planned: Sequence[PlannedMoney], bodies: Mapping[UUID, BodyRow]
) -> list[SpentShown]:
    """Every planned line with what was spent of it, then what was spent beside the plan; without a report, the plan.

    One query.
    """
    lines = list(
        SpentLine.objects.filter(report=report_id).order_by("payer", "currency", "-amount_minor", "note", "pk")
    )
    by_line = {line.money_line_id: line for line in lines if line.money_line_id}
    beside = (line for line in lines if line.money_line_id is None)
    return [_of_plan(plan, by_line.get(plan.line_id)) for plan in planned] + [
        _beside_plan(f"x{number}", line, bodies) for number, line in enumerate(beside, start=1)
    ]


def _of_plan(plan: PlannedMoney, line: SpentLine | None) -> SpentShown:
    return SpentShown(
        key=plan.key,
        line_id=plan.line_id,
        source=plan.source,
        planned=plan.amount,
        is_planned=True,
        spent=_amount(line),
        payer=plan.payer,
        body_id=plan.payer_body_id,
        currency=plan.currency,
        note=line.note if line else "",
    )


def _beside_plan(key: str, line: SpentLine, bodies: Mapping[UUID, BodyRow]) -> SpentShown:
    return SpentShown(
        key=key,
        line_id=None,
        source=source_words(Payer(line.payer), line.payer_body_id, bodies),
        planned=None,
        is_planned=False,
        spent=_amount(line),
        payer=Payer(line.payer),
        body_id=line.payer_body_id,
        currency=line.currency,
        note=line.note,
    )


def _amount(line: SpentLine | None) -> Money | None:
    return None if line is None else Money(line.currency, line.amount_minor)


def partners_of(
    report_ids: Iterable[UUID], own: Collection[UUID], bodies: Mapping[UUID, BodyRow], actor: Actor
) -> dict[UUID, list[PartnerWord]]:
    """Report -> the words of its partners. One query. What may be answered is decided by status and body alike."""
    words: dict[UUID, list[PartnerWord]] = {}
    found = Confirmation.objects.filter(report__in=list(report_ids)).select_related("report", "answered_by")
    for word in found.order_by("pk"):
        is_asked = word.body_id in own and word.report.status in ASKS_PARTNERS
        words.setdefault(word.report_id, []).append(
            PartnerWord(
                confirmation_id=word.pk,
                body=bodies[word.body_id].name,
                status=ConfirmationStatus(word.status),
                text=word.text,
                answered_by=word.answered_by.full_name if word.answered_by else "",
                answered_at=word.answered_at,
                verbs=tuple(open_steps(CONFIRMATION_STEPS, word, actor)) if is_asked else (),
            )
        )
    return {report_id: sorted(rows, key=lambda row: row.body) for report_id, rows in words.items()}


@dataclass(frozen=True)
class EvidenceFile:
    """A file that proves what a report says; a removed one keeps its line with the reason."""

    report_id: UUID
    file_id: UUID
    name: str
    size: int
    added_at: datetime
    is_removed: bool
    removal_reason: str


def evidence_of(report_ids: Iterable[UUID]) -> dict[UUID, list[EvidenceFile]]:
    """Report -> its files, as far as the reader may see them, in the order in which they came. One query."""
    return {
        report_id: [
            EvidenceFile(report_id, row.id, row.name, row.size, row.added_at, row.is_removed, row.removal_reason)
            for row in rows
        ]
        for report_id, rows in of_subjects(evidence.OF_REPORT, report_ids).items()
    }


def history_of(
    report_ids: Iterable[UUID], partners: Mapping[UUID, list[PartnerWord]], bodies: Mapping[UUID, BodyRow]
) -> list[StepTaken]:
    """Every step of these reports and every answer of their partners, latest first. One query."""
    found = ReportEvent.objects.filter(report__in=list(report_ids)).select_related("by_user")
    steps = [
        StepTaken(
            event.report_id,
            event.verb,
            str(STEPS_TAKEN.get(event.verb, event.verb)),
            event.at,
            _who(event.by_user.full_name if event.by_user else "", _name(event.by_body_id, bodies)),
            event.reason,
        )
        for event in found.order_by("-pk")
    ]
    answers = [
        StepTaken(
            report_id,
            word.status,
            str(PARTNER_SAID[word.status]),
            word.answered_at,
            _who(word.answered_by, word.body),
            word.text,
        )
        for report_id, words in partners.items()
        for word in words
        if word.answered_at is not None
    ]
    return sorted(steps + answers, key=lambda step: step.at, reverse=True)


def _name(body_id: UUID | None, bodies: Mapping[UUID, BodyRow]) -> str:
    return bodies[body_id].name if body_id is not None and body_id in bodies else ""


def _who(person: str, body: str) -> str:
    return f"{person}, {body}" if person and body else person or body
