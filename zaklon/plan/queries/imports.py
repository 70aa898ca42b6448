"""Imports for their pages: the list, one import as it stands, what can be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Value, When

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import names_of
from zaklon.plan.models import PlanImport, Strategy
from zaklon.plan.queries.drafting import (
    Choices,
    Offered,
    body_choices,
    list_choices,
    measure_choices,
    region_choices,
)
from zaklon.plan.queries.imported import Foreseen, Opened, foreseen, opened
from zaklon.plan.states import ImportStatus, PaperStatus
from zaklon.vocabulary.queries import vocabulary


@dataclass(frozen=True)
class ImportRow:
    """One import; `plan_id` and `is_amendment` once it is confirmed."""

    import_id: UUID
    file_name: str
    status: ImportStatus
    year: int | None
    read_at: datetime
    settled_at: datetime | None
    read_by: str
    attachment_id: UUID
    strategy_title: str = ""
    plan_id: UUID | None = None
    is_amendment: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.status is ImportStatus.READ


@dataclass(frozen=True)
class Imports:
    """A page of the list, newest first, with how many there are."""

    rows: tuple[ImportRow, ...]
    total: int


@dataclass(frozen=True)
class Review:
    """One import: its row, and what was read of it while it waits."""

    row: ImportRow
    opened: Opened | None


def imports(*, actor: Actor, offset: int = 0, size: int = 50) -> Imports:
    """Imports, those that wait first, then the newest. Three queries however many."""
    actor.must(Permission.PLAN_EDIT)
    waits = Case(When(status=ImportStatus.READ, then=Value(0)), default=Value(1))
    found = PlanImport.objects.select_related("strategy", "plan").order_by(waits, "-read_at", "pk")
    page = list(found[offset : offset + size])
    people = names_of({each.read_by_id for each in page if each.read_by_id})
    return Imports(tuple(_row(each, people) for each in page), found.count())


def review(import_id: UUID, *, actor: Actor, now: datetime) -> Review:
    """One import with its questions and rows; a constant number of queries. Raises PlanImport.DoesNotExist."""
    actor.must(Permission.PLAN_EDIT)
    plan_import = PlanImport.objects.select_related("strategy", "plan").get(pk=import_id)
    people = names_of({plan_import.read_by_id} if plan_import.read_by_id else set())
    row = _row(plan_import, people)
    return Review(row, opened(plan_import, actor=actor, now=now) if row.is_waiting else None)


def import_row(import_id: UUID, *, actor: Actor) -> ImportRow:
    """One import in short, its file unread. Raises PlanImport.DoesNotExist."""
    actor.must(Permission.PLAN_EDIT)
    plan_import = PlanImport.objects.select_related("strategy", "plan").get(pk=import_id)
    return _row(plan_import, names_of({plan_import.read_by_id} if plan_import.read_by_id else set()))


def foresight(import_id: UUID, found: Opened, *, actor: Actor) -> Foreseen | None:
    """What confirming would do now; None while a question is open without whose answer nothing can be kept."""
    actor.must(Permission.PLAN_EDIT)
    if found.settled.blocking:
        return None
    fingerprint = PlanImport.objects.values_list("fingerprint", flat=True).get(pk=import_id)
    return foreseen(found, fingerprint)


def strategy_choices(*, actor: Actor) -> Choices:
    """Strategies that a plan can belong to, the latest first."""
    actor.must(Permission.PLAN_EDIT)
    found = Strategy.objects.exclude(status__in=[PaperStatus.DISCARDED, PaperStatus.CLOSED])
    return tuple((each.code, each.title) for each in found.order_by("-first_year", "code"))


def offered_for_import(found: Opened, language: str, *, actor: Actor) -> Offered:
    """What the questions and the rows of an import can be answered with."""
    actor.must(Permission.PLAN_EDIT)
    plan = found.settled.plan
    strategy = found.frame.strategy_of(plan.paper)
    year = plan.paper.year or (strategy.first_year if strategy else plan.paper.first_year) or found_year()
    objectives = strategy.objectives if strategy else {each.number: each.text for each in plan.objectives}
    references = dict.fromkeys([*plan.references, *(each for one in plan.activities for each in one.references)])
    return Offered(
        bodies=body_choices(language),
        regions=region_choices(language),
        lists=list_choices(language),
        first_year=year - 1,
        last_year=max(year + 1, (strategy.last_year if strategy else plan.paper.last_year) or 0),
        currency=plan.paper.currency or vocabulary().home().currency,
        measures=tuple((each.row, f"{each.label} {each.text}") for each in plan.measures),
        objectives=tuple((str(number), f"{number} {text}") for number, text in sorted(objectives.items())),
        references=tuple((f"{kind.value} {code}", code) for kind, code in references),
        counted_by=measure_choices(language),
    )


def found_year() -> int:
    """A year to begin lists of quarters with where the file names none: that of the pack in use."""
    pack = vocabulary().pack
    return pack.loaded_at.year if pack else 2020


def _row(plan_import: PlanImport, people: Mapping[UUID, str]) -> ImportRow:
    plan, strategy = plan_import.plan, plan_import.strategy
    return ImportRow(
        import_id=plan_import.pk,
        file_name=plan_import.file_name,
        status=ImportStatus(plan_import.status),
        year=plan_import.year,
        read_at=plan_import.read_at,
        settled_at=plan_import.settled_at,
        read_by=people.get(plan_import.read_by_id, "") if plan_import.read_by_id else "",
        attachment_id=plan_import.attachment_id,
        strategy_title=strategy.title if strategy else "",
        plan_id=plan.pk if plan else None,
        is_amendment=plan is not None and plan.amends_id is not None,
    )
