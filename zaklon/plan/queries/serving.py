"""Activities that a record of a register can serve: those of adopted plans, for the year that the record is of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from zaklon.plan.models import Activity, ActivityBody, YearlyPlan
from zaklon.plan.queries.choosing import IN_FORCE
from zaklon.plan.queries.texts import wordings


@dataclass(frozen=True)
class ActivityChoice:
    """An activity to choose; `bodies` lead it or take part."""

    activity_id: UUID
    code: str
    title: str
    bodies: frozenset[UUID]


def activities_in_force(years: Collection[int], language: str) -> tuple[ActivityChoice, ...]:
    """The activities of the adopted plans of these years, in the order of the plans.

    A year without a plan has the one before it: bodies go on with what was planned. Four queries.
    """
    plans = YearlyPlan.objects.filter(status__in=IN_FORCE, amends=None).order_by("year").values_list("year", "pk")
    held = list(plans)
    meant = {max((each for each, _pk in held if each <= year), default=0) for year in years}
    found = list(
        Activity.objects.filter(plan__in=[pk for year, pk in held if year in meant], dropped_on=None)
        .select_related("plan")
        .order_by("-plan__year", "measure__position", "position")
    )
    words = wordings({each.plan_id for each in found}, language)
    bodies: dict[UUID, set[UUID]] = {}
    for activity_id, body_id in ActivityBody.objects.filter(activity__in=found).values_list("activity_id", "body_id"):
        bodies.setdefault(activity_id, set()).add(body_id)
    return tuple(
        ActivityChoice(
            each.pk,
            each.code,
            words.say(each.plan_id, each.pk, "title", each.title),
            frozenset(bodies.get(each.pk, ())),
        )
        for each in found
    )


def in_force(activity_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the activities that stand in an adopted plan and are not dropped."""
    found = Activity.objects.filter(
        pk__in=set(activity_ids), plan__status__in=IN_FORCE, plan__amends=None, dropped_on=None
    )
    return set(found.values_list("pk", flat=True))


def activity_ids(codes: Iterable[str], year: int) -> dict[str, UUID]:
    """Activities of the adopted plan of a year by their code; unknown codes are absent."""
    found = Activity.objects.filter(
        code__in=set(codes), plan__year=year, plan__status__in=IN_FORCE, plan__amends=None, dropped_on=None
    )
    return dict(found.values_list("code", "pk"))


def activities_named(activity_ids: Iterable[UUID], language: str) -> list[tuple[UUID, str, str]]:
    """Key, code and title of activities that the reader sees, by code."""
    found = list(Activity.objects.filter(pk__in=set(activity_ids)).order_by("plan_id", "measure__position", "position"))
    words = wordings({each.plan_id for each in found}, language)
    return [(each.pk, each.code, words.say(each.plan_id, each.pk, "title", each.title)) for each in found]
