"""What the forms of activities and measures offer to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import BodyRow, directory
from zaklon.plan.models import KeyMeasure, Objective, Reference, YearlyPlan
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.queries import vocabulary

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Offered:
    """Choices of the forms, each a code with its wording; `first_year` to `last_year` bound the quarters."""

    bodies: Choices
    regions: Choices
    lists: Choices
    first_year: int
    last_year: int
    currency: str
    measures: Choices = ()
    objectives: Choices = ()
    references: Choices = ()
    counted_by: Choices = ()

    @property
    def currencies(self) -> tuple[str, ...]:
        """The plan's own first, then those of the country and its donors."""
        return tuple(dict.fromkeys((self.currency, *vocabulary().currencies())))

    @property
    def body_names(self) -> Mapping[str, str]:
        return dict(self.bodies)


def offered_for_plan(plan_id: UUID, language: str, *, actor: Actor) -> Offered:
    """Choices for the activities of one plan. Raises YearlyPlan.DoesNotExist, NotPermitted."""
    actor.must(Permission.PLAN_EDIT)
    plan = YearlyPlan.objects.select_related("strategy").get(pk=plan_id)
    measures = KeyMeasure.objects.filter(plan=plan).order_by("position", "pk")
    objectives = Objective.objects.filter(strategy_id=plan.strategy_id).order_by("number")
    references = Reference.objects.filter(strategy_id=plan.strategy_id).order_by("kind", "code", "pk")
    return Offered(
        bodies=body_choices(language),
        regions=region_choices(language),
        lists=list_choices(language),
        first_year=plan.year,
        last_year=plan.strategy.last_year,
        currency=plan.currency,
        measures=tuple((each.number, f"{each.label} {each.text}") for each in measures),
        objectives=tuple((str(each.number), f"{each.number} {each.text}") for each in objectives),
        references=tuple((f"{each.kind} {each.code}", f"{each.code} {each.text}".strip()) for each in references),
        counted_by=measure_choices(language),
    )


def measure_choices(language: str) -> Choices:
    """The measures of the pack, by which a result can count itself."""
    pack = vocabulary()
    words = pack.wording(language)
    return tuple((each.code, words.text(each.labels)) for each in pack.measures.values())


def body_choices(language: str) -> Choices:
    """Every body by name, units under the body that they belong to."""
    bodies = directory(language)
    named = sorted((_full_name(row, bodies), row.code) for row in bodies.values())
    return tuple((code, name) for name, code in named)


def _full_name(row: BodyRow, bodies: Mapping[UUID, BodyRow]) -> str:
    parent = bodies.get(row.parent_id) if row.parent_id else None
    return f"{parent.name} – {row.name}" if parent else row.name


def region_choices(language: str) -> Choices:
    """The regions of the country."""
    words = vocabulary().wording(language)
    found = [term for (list_code, _), term in vocabulary().terms.items() if list_code == OwnList.REGION]
    found.sort(key=lambda term: (term.order, term.code))
    return tuple((term.code, words.label(OwnList.REGION, term.code)) for term in found)


def list_choices(language: str) -> Choices:
    """Lists of the pack in which an indicator may have its places, worded by their values."""
    words, places = vocabulary().wording(language), vocabulary().terms
    values: dict[str, list[tuple[int, str]]] = {}
    for (list_code, code), term in places.items():
        values.setdefault(list_code, []).append((term.order, words.label(list_code, code)))
    short = {code: sorted(found) for code, found in values.items() if 2 <= len(found) <= 9}
    return tuple((code, ", ".join(label for _, label in found)) for code, found in sorted(short.items()))
