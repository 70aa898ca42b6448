"""An import as it stands: its file read again, the answers put in, and what confirming it would do."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.models import Body, BodyName
from zaklon.documents.commands import open_attachment
from zaklon.plan.importing import BodyNames, BodyRecord, ReadPlan, read_plan
from zaklon.plan.models import ImportAnswer, Objective, PlanImport, Strategy, YearlyPlan
from zaklon.plan.queries.contents import contents_of
from zaklon.plan.rules.changes import PlanChanges, changes_between
from zaklon.plan.rules.matching import following
from zaklon.plan.settling.becoming import plan_values, strategy_values
from zaklon.plan.settling.drafting import draft_of
from zaklon.plan.settling.drafts import NEW_STRATEGY
from zaklon.plan.settling.faults import Frame, KnownStrategy
from zaklon.plan.settling.settling import Answers, Settled, settle, year_answered
from zaklon.plan.states import PaperStatus
from zaklon.plan.values import PlanValues, StrategyValues
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.queries import vocabulary

_MOST_KEPT = 4
_kept: "OrderedDict[tuple[object, ...], ReadPlan]" = OrderedDict()
_keeping = threading.Lock()


@dataclass(frozen=True)
class Opened:
    """An import with everything that was read and answered."""

    import_id: UUID
    status: str
    read: ReadPlan
    settled: Settled
    frame: Frame
    answers: Answers


class Outcome(StrEnum):
    """What confirming an import does."""

    NEW_PLAN = "new_plan"
    REDRAFT = "redraft"
    AMENDMENT = "amendment"
    NOTHING = "nothing"
    SUBMITTED = "submitted"  # refused: the plan waits for adoption
    CLOSED = "closed"  # refused: the plan is closed
    AMENDMENT_OPEN = "amendment_open"  # refused: another amendment has to be settled first
    OTHER_LANGUAGE = "other_language"  # refused: a translation is no amendment


REFUSED = frozenset({Outcome.SUBMITTED, Outcome.CLOSED, Outcome.AMENDMENT_OPEN, Outcome.OTHER_LANGUAGE})


@dataclass(frozen=True)
class Foreseen:
    """What confirming would do now; `strategy` is set when it begins a new strategy, `plan_id` names the plan met."""

    outcome: Outcome
    values: PlanValues
    strategy: StrategyValues | None = None
    plan_id: UUID | None = None
    changes: PlanChanges | None = None


def opened(plan_import: PlanImport, *, actor: Actor, now: datetime) -> Opened:
    """Read the import's file and settle it by the answers; a constant number of queries however long the plan is."""
    answers = answers_of(plan_import)
    read = reading_of(plan_import, year_answered(answers), actor=actor, now=now)
    frame = frame_now()
    regions = [code for list_code, code in vocabulary().terms if list_code == OwnList.REGION]
    settled = settle(draft_of(read, regions), read.questions, answers, frame)
    return Opened(plan_import.pk, plan_import.status, read, settled, frame, answers)


def answers_of(plan_import: PlanImport) -> Answers:
    """What people have said so far, by row and field, in the order in which it was said."""
    given = ImportAnswer.objects.filter(plan_import=plan_import).order_by("pk")
    found = {(row, field): answer for row, field, answer in given.values_list("row", "field", "answer")}
    if plan_import.strategy_id is not None:
        code = Strategy.objects.filter(pk=plan_import.strategy_id).values_list("code", flat=True)[0]
        found.setdefault(("", "strategy"), code)
    return found


def reading_of(plan_import: PlanImport, year: int | None, *, actor: Actor, now: datetime) -> ReadPlan:
    """The file as read with today's register of bodies; the last few readings stay in this process."""
    names = body_names()
    key = _key(plan_import, year, names)
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    file = open_attachment(plan_import.attachment_id, actor=actor, now=now)
    read = read_plan(file.content, plan_import.file_name, bodies=names, year=year)
    _keep(key, read)
    return read


def keep_reading(plan_import: PlanImport, year: int | None, names: BodyNames, read: ReadPlan) -> None:
    """Let the first page of an import find the reading that was made when its file came."""
    _keep(_key(plan_import, year, names), read)


def _keep(key: tuple[object, ...], read: ReadPlan) -> None:
    with _keeping:
        _kept[key] = read
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)


def _key(plan_import: PlanImport, year: int | None, names: BodyNames) -> tuple[object, ...]:
    register = hash(tuple(sorted(map(_record_key, names.records.values()))))
    return (plan_import.pk, plan_import.fingerprint, year, register)


def _record_key(record: BodyRecord) -> tuple[str, ...]:
    return (record.code, record.name, record.parent_code or "", *record.aliases)


def body_names() -> BodyNames:
    """Every body of the register under all its names, official or not; English leads where there is one."""
    names: dict[UUID, list[BodyName]] = {}
    for name in BodyName.objects.order_by("-is_official", "pk"):
        names.setdefault(name.body_id, []).append(name)
    bodies = list(Body.objects.order_by("code"))
    codes = {body.pk: body.code for body in bodies}
    return BodyNames.build(
        BodyRecord(
            code=body.code,
            name=_leading(names.get(body.pk, []), body.code),
            aliases=tuple(dict.fromkeys(name.name for name in names.get(body.pk, []))),
            parent_code=codes[body.parent_id] if body.parent_id else None,
            is_generic=body.is_generic,
        )
        for body in bodies
    )


def _leading(names: list[BodyName], code: str) -> str:
    official = [name for name in names if name.is_official]
    english = [name.name for name in official if name.language == "en"]
    return (english or [name.name for name in official] or [code])[0]


def frame_now() -> Frame:
    """The strategies and bodies that are there."""
    objectives: dict[UUID, dict[int, str]] = {}
    for objective in Objective.objects.order_by("strategy_id", "number"):
        objectives.setdefault(objective.strategy_id, {})[objective.number] = objective.text
    live = Strategy.objects.exclude(status=PaperStatus.DISCARDED).order_by("-first_year", "code")
    strategies = {
        each.code: KnownStrategy(each.code, each.title, each.first_year, each.last_year, objectives.get(each.pk, {}))
        for each in live
    }
    return Frame(strategies, frozenset(Body.objects.values_list("code", flat=True)))


def foreseen(found: Opened, fingerprint: str) -> Foreseen:
    """What confirming would do. Raises ValueError while a blocking question is open."""
    values = plan_values(found.settled.plan, fingerprint)
    if found.settled.plan.paper.strategy == NEW_STRATEGY:
        return Foreseen(Outcome.NEW_PLAN, values, strategy=strategy_values(found.settled.plan))
    plan = (
        YearlyPlan.objects.filter(
            strategy__code=found.settled.plan.paper.strategy, year=values.year, amends__isnull=True
        )
        .exclude(status=PaperStatus.DISCARDED)
        .first()
    )
    if plan is None:
        return Foreseen(Outcome.NEW_PLAN, values)
    former = contents_of(plan.pk)
    values = following(former, values)
    changes = changes_between(former, values)
    return Foreseen(_outcome(plan, values, changes), values, plan_id=plan.pk, changes=changes)


def _outcome(plan: YearlyPlan, values: PlanValues, changes: PlanChanges) -> Outcome:
    if plan.language.partition("-")[0] != values.language.partition("-")[0]:
        return Outcome.OTHER_LANGUAGE
    if plan.status == PaperStatus.DRAFT:
        same_paper = (plan.title, plan.currency) == (values.title, values.currency)
        return Outcome.NOTHING if changes.is_empty and same_paper else Outcome.REDRAFT
    if changes.is_empty:
        return Outcome.NOTHING
    if plan.status != PaperStatus.ADOPTED:
        return Outcome.SUBMITTED if plan.status == PaperStatus.SUBMITTED else Outcome.CLOSED
    open_ones = YearlyPlan.objects.filter(amends=plan, status__in=[PaperStatus.DRAFT, PaperStatus.SUBMITTED])
    return Outcome.AMENDMENT_OPEN if open_ones.exists() else Outcome.AMENDMENT
