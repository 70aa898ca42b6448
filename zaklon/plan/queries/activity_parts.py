"""What the pages of an activity and of its reports have in common: head, results, money, references."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zaklon.access.queries.bodies import BodyRow
from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.plan.kinds import Comparator, FundingState, PartRole, Payer, Periodicity, ResultKind
from zaklon.plan.models import Activity, ActivityBody, MoneyLine, RegionQuota, ResultIndicator
from zaklon.plan.queries.texts import Wordings, wordings
from zaklon.vocabulary.wording import Wording
from zaklon.web.formats import number


@dataclass(frozen=True)
class BodyPart:
    """A body's place in an activity."""

    body_id: UUID
    name: str


@dataclass(frozen=True)
class ActivityHead:
    """What an activity is, as every page of it says at the top. The path leads from the area to the measure."""

    activity_id: UUID
    code: str
    title: str
    plan_id: UUID
    plan_title: str
    year: int
    currency: str
    objective_number: int
    objective: str
    measure_label: str
    measure: str
    lead: BodyPart
    partners: tuple[BodyPart, ...]
    start: Quarter
    end: Quarter
    start_date: date
    due_date: date
    is_continuous: bool
    funding: FundingState
    dropped_on: date | None
    dropped_reason: str
    reporter: str


@dataclass(frozen=True)
class Quota:
    """How much of a result a region is to get."""

    region: str
    label: str
    target: Decimal


@dataclass(frozen=True)
class ResultLine:
    """One result indicator; `key` names it on the page, `target_words` says its target in words."""

    result_id: UUID
    key: str
    text: str
    kind: ResultKind
    comparator: Comparator
    target: Decimal | None
    unit: str
    periodicity: Periodicity
    quotas: tuple[Quota, ...]

    @property
    def is_counted(self) -> bool:
        """Whether its value is a number rather than a yes or no."""
        return self.kind in {ResultKind.NUMBER, ResultKind.PERIODIC}

    @property
    def target_words(self) -> str:
        """At least 45; Every quarter; empty where no number is set. The text of the result says what is counted."""
        if self.target is not None:
            return _WITH_TARGET[self.comparator]() % {"number": number(self.target)}
        return "" if self.periodicity is Periodicity.NONE else str(self.periodicity.label)


@dataclass(frozen=True)
class PlannedMoney:
    """One money line of the plan; `amount` None means that the paper is unclear."""

    line_id: UUID
    key: str
    amount: Money | None
    currency: str
    payer: Payer
    payer_body_id: UUID | None
    source: str


_WITH_TARGET: Mapping[Comparator, Callable[[], str]] = {
    Comparator.AT_LEAST: lambda: _("At least %(number)s"),
    Comparator.EXACTLY: lambda: "%(number)s",
    Comparator.AT_MOST: lambda: _("At most %(number)s"),
}


def activities_with_path() -> QuerySet[Activity]:
    """Activities joined to what their head shows. The reporter stays empty where the database hides the person."""
    return Activity.objects.select_related("plan", "measure__objective", "reporter")


def head_of(activity: Activity, bodies: Mapping[UUID, BodyRow], say: Wordings) -> ActivityHead:
    """The head of one activity. One query, for the partners."""
    plan, measure = activity.plan, activity.measure
    partners = ActivityBody.objects.filter(activity=activity, role=PartRole.PARTNER).order_by("position")
    return ActivityHead(
        activity_id=activity.pk,
        code=activity.code,
        title=say.say(plan.pk, activity.pk, "title", activity.title),
        plan_id=plan.pk,
        plan_title=say.say(plan.pk, plan.pk, "title", plan.title),
        year=plan.year,
        currency=plan.currency,
        objective_number=measure.objective.number,
        objective=say.say(plan.strategy_id, measure.objective_id, "text", measure.objective.text),
        measure_label=measure.label,
        measure=say.say(plan.pk, measure.pk, "text", measure.text),
        lead=BodyPart(activity.lead_body_id, bodies[activity.lead_body_id].name),
        partners=tuple(BodyPart(part.body_id, bodies[part.body_id].name) for part in partners),
        start=Quarter.of(activity.start_date),
        end=Quarter.of(activity.due_date),
        start_date=activity.start_date,
        due_date=activity.due_date,
        is_continuous=activity.is_continuous,
        funding=FundingState(activity.funding),
        dropped_on=activity.dropped_on,
        dropped_reason=activity.dropped_reason,
        reporter=activity.reporter.full_name if activity.reporter else "",
    )


def wordings_of(activity: Activity, results: Iterable[ResultIndicator], language: str) -> Wordings:
    """Texts of everything on the page of an activity, in the reader's language. Three queries."""
    plan, measure = activity.plan, activity.measure
    subjects = [activity.pk, plan.pk, measure.pk, measure.objective_id, *(result.pk for result in results)]
    return wordings([plan.pk, plan.strategy_id], language, only=subjects)


def result_lines(results: Iterable[ResultIndicator], say: Wordings, pack: Wording) -> list[ResultLine]:
    """The results of one activity with their quotas, in the paper's order. One query, for the quotas."""
    results = list(results)
    quotas: dict[UUID, list[Quota]] = {}
    for quota in RegionQuota.objects.filter(result__in=results).order_by("region"):
        label = pack.label("region", quota.region)
        quotas.setdefault(quota.result_id, []).append(Quota(quota.region, label, quota.target))
    return [
        ResultLine(
            result_id=result.pk,
            key=f"r{result.position}",
            text=say.say(result.plan_id, result.pk, "text", result.text),
            kind=ResultKind(result.kind),
            comparator=Comparator(result.comparator),
            target=result.target,
            unit=pack.label("indicator_unit", result.unit) if result.unit else "",
            periodicity=Periodicity(result.periodicity),
            quotas=tuple(quotas.get(result.pk, ())),
        )
        for result in results
    ]


def planned_money(activity_id: UUID, bodies: Mapping[UUID, BodyRow]) -> list[PlannedMoney]:
    """The money lines of one activity in the paper's order. One query."""
    return [
        PlannedMoney(
            line_id=line.pk,
            key=f"m{line.position}",
            amount=None if line.amount_minor is None else Money(line.currency, line.amount_minor),
            currency=line.currency,
            payer=Payer(line.payer),
            payer_body_id=line.payer_body_id,
            source=source_words(Payer(line.payer), line.payer_body_id, bodies),
        )
        for line in MoneyLine.objects.filter(activity=activity_id).order_by("position")
    ]


def source_words(payer: Payer, body_id: UUID | None, bodies: Mapping[UUID, BodyRow]) -> str:
    """Where money comes from: the kind of source, and the body where one is named."""
    if body_id is None:
        return str(payer.label)
    facts = {"source": payer.label, "body": bodies[body_id].name}
    if payer is Payer.DONATION:
        return _("Donation: %(body)s") % facts
    return _("Budget: %(body)s") % facts if payer is Payer.BUDGET else _("%(source)s: %(body)s") % facts
