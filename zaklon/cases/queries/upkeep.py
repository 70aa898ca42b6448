"""How the case files stand as a whole, for whoever runs the system: counts only, of nobody and of no case."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from zaklon.cases.kinds import CaseStatus
from zaklon.cases.models import Assignment, Case, DataKey, Listing, Person, Record, SealedFile, Task
from zaklon.cases.models.windows import goes_on


@dataclass(frozen=True)
class Standing:
    """Counts of case files. `orphaned` are open cases in which nobody works, `unled` those that nobody leads."""

    by_status: dict[str, int]
    orphaned: int
    unled: int
    sealed: int
    tasks_open: int
    tasks_overdue: int


@dataclass(frozen=True)
class Check:
    """One thing that must never be: its name, and how often it is."""

    name: str
    count: int


@dataclass(frozen=True)
class Consistency:
    """Everything that was checked."""

    checks: tuple[Check, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not any(check.count for check in self.checks)


def standing(*, now: datetime) -> Standing:
    """How the files stand. Four queries, as the system."""
    by_status = dict.fromkeys(CaseStatus.values, 0)
    by_status |= dict(Case.objects.values_list("status").annotate(Count("pk")))
    running = Case.objects.filter(status=CaseStatus.OPEN)
    found = running.aggregate(
        orphaned=Count("pk", filter=~Q(pk__in=_at_work(now).values("case_id"))),
        unled=Count("pk", filter=Q(is_led=False)),
        sealed=Count("pk", filter=Q(is_sealed=True)),
    )
    tasks = Task.objects.filter(done_at__isnull=True, case__status=CaseStatus.OPEN)
    due = tasks.aggregate(every=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    return Standing(by_status, found["orphaned"], found["unled"], found["sealed"], due["every"], due["late"])


def consistency(*, now: datetime) -> Consistency:
    """What must hold between tables and no constraint can state. One query each, as the system."""
    led = Assignment.objects.filter(case=OuterRef("pk"), is_lead=True, ends_at__isnull=True)
    listed = Listing.objects.filter(case=OuterRef("pk"))
    keyed = DataKey.objects.filter(person=OuterRef("pk"))
    alive = DataKey.objects.filter(person=OuterRef("pk"), destroyed_at__isnull=True)
    cases = Case.objects.annotate(has_lead=Exists(led), has_line=Exists(listed))
    persons = Person.objects.annotate(has_key=Exists(keyed), has_living_key=Exists(alive))
    differs = Q(is_led=True, has_lead=False) | Q(is_led=False, has_lead=True)
    worked_on = Q(pk__in=_at_work(now).values("case_id"))
    elsewhere = ~Q(case_id=F("person__case_id"))
    wrong = (
        ("lead_noted_wrongly", cases.filter(differs, status=CaseStatus.OPEN)),
        ("missing_from_list", cases.filter(worked_on, status=CaseStatus.OPEN, has_line=False)),
        ("person_without_key", persons.filter(has_key=False)),
        ("erased_with_key", persons.filter(erased_at__isnull=False, has_living_key=True)),
        ("entry_in_other_case", Record.objects.filter(elsewhere)),
        ("file_in_other_case", SealedFile.objects.filter(~Q(case_id=F("record__case_id")))),
    )
    return Consistency(tuple(Check(name, found.count()) for name, found in wrong))


def _at_work(now: datetime) -> QuerySet[Assignment]:
    return Assignment.objects.filter(goes_on(now), starts_at__lte=now)
