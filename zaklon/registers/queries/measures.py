"""Counting measures: one number for a stretch of days, for everything or for one activity of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, DecimalField, F, QuerySet, Sum, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.plan.measured import Measured, ResultAsked
from zaklon.registers.counting import Days, counters
from zaklon.registers.models import Entry
from zaklon.registers.queries.entries import counting, serving_activity
from zaklon.vocabulary.pack import FieldKind
from zaklon.vocabulary.pack.registers import How, Measure
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary

_AMOUNT: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=18, decimal_places=2)
# Lists whose values say in which region something was.
REGION_LISTS = ("training_region", "region")


@dataclass(frozen=True)
class Reading:
    """What a measure says; `number` is None where nothing can be said. `records` are the entries behind it.

    `is_withheld` tells a number that this reader may not meet from one that nobody knows.
    """

    number: Decimal | None
    records: int | None = None
    is_withheld: bool = False


def read_measure(measure: Measure, days: Days, *, activity_id: UUID | None = None) -> Reading:
    """The number of a measure. Runs as the system, since a number of all bodies is nobody's row.

    A programmed measure counts everything: it knows of no activity.
    """
    with acting_as(SYSTEM):
        if measure.how is How.PROGRAMMED:
            counter = counters().get(measure.code)
            said = counter(days) if counter else None
            return Reading(None if said is None else Decimal(said))
        entries = behind(measure, days, activity_id=activity_id)
        records = entries.count()
        if measure.is_unknown_when_empty and not records:
            return Reading(None, 0)
        return Reading(Decimal(_number(measure, entries)), records)


def behind(measure: Measure, days: Days, *, activity_id: UUID | None = None) -> QuerySet[Entry]:
    """The entries that a measure counts; which of them a reader sees the database decides."""
    found = counting(vocabulary().registers[measure.register], days, measure.where)
    return serving_activity(found, activity_id) if activity_id is not None else found


def _number(measure: Measure, entries: QuerySet[Entry]) -> Decimal | int:
    if measure.how is How.COUNT:
        return entries.count()
    if measure.how is How.SUM:
        return _total(measure.fields, entries)
    return len(_different(measure.fields, entries))


def _total(fields: Sequence[str], entries: QuerySet[Entry]) -> Decimal:
    sums = entries.aggregate(**{f"sum_{code}": Sum(amount_of(code)) for code in fields})
    return sum((value for value in sums.values() if value is not None), Decimal(0))


def amount_of(code: str) -> Coalesce:
    """A number or an amount of an entry, as SQL; 0 where it is not answered."""
    return Coalesce(Cast(KT(f"answers__{code}"), _AMOUNT), Value(Decimal(0), _AMOUNT))


def _different(fields: Sequence[str], entries: QuerySet[Entry]) -> set[str]:
    found: set[str] = set()
    for code in fields:
        for said in entries.order_by().values_list(f"answers__{code}", flat=True).distinct():
            found.update(said if isinstance(said, list) else [said] if said else [])
    return found


def measure_results(asked: Sequence[ResultAsked]) -> Mapping[UUID, Measured]:
    """What the registers say of results of the plan: only what serves the result's own activity counts."""
    pack = vocabulary()
    found: dict[UUID, Measured] = {}
    for each in asked:
        measure = pack.measures.get(each.measure)
        if measure is None:
            continue
        days = Days(each.start, each.end)
        activity = None if measure.how is How.PROGRAMMED else each.activity_id
        said = read_measure(measure, days, activity_id=activity)
        if said.number is not None:
            found[each.result_id] = Measured(said.number, _by_region(measure, days, each.activity_id, pack))
    return found


def _by_region(measure: Measure, days: Days, activity_id: UUID, pack: Vocabulary) -> dict[str, Decimal]:
    """The number told apart by region, for what is counted or added up and says where it was."""
    field = region_field(measure.register, pack) if measure.how is How.COUNT else ""
    if not field:
        return {}
    with acting_as(SYSTEM):
        entries = behind(measure, days, activity_id=activity_id).order_by()
        counted = entries.values(region=F(f"answers__{field}")).annotate(number=Count("pk", distinct=True))
        return {row["region"]: Decimal(row["number"]) for row in counted if isinstance(row["region"], str)}


def region_field(register: str, pack: Vocabulary) -> str:
    """The question of a register that says the region; empty for none."""
    forms = [form for (code, _version), form in pack.forms.items() if code == register]
    newest: Iterable[object] = max(forms, key=lambda form: form.version).fields if forms else ()
    return next(
        (f.code for f in newest if f.kind is FieldKind.CHOICE and f.list_code in REGION_LISTS and f.is_coded),  # type: ignore[attr-defined]
        "",
    )
