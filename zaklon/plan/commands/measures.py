"""Bringing a plan's key measures in line with a newer version of it."""

from collections.abc import Sequence

from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.wordings import worded
from zaklon.plan.models import KeyMeasure, Objective, Wording, YearlyPlan
from zaklon.plan.values import MeasureValues


def align_measures(plan: YearlyPlan, wanted: Sequence[MeasureValues]) -> None:
    """Write the wanted measures over those of the same number and add what is missing; none is taken away here.

    Raises RuleBroken for an objective that the strategy does not have.
    """
    objectives = {each.number: each for each in Objective.objects.filter(strategy_id=plan.strategy_id)}
    held = {measure.number: measure for measure in KeyMeasure.objects.filter(plan=plan)}
    words: list[Wording] = []
    for position, values in enumerate(wanted, start=1):
        if values.objective not in objectives:
            raise RuleBroken("objective_not_known", field="measures", facts={"objective": values.objective})
        measure = held.get(values.number) or KeyMeasure(plan=plan, number=values.number)
        measure.objective, measure.position = objectives[values.objective], position
        measure.label, measure.text = values.label, values.text
        measure.save()
        words += worded(plan.pk, measure.pk, "text", values.wordings)
    Wording.objects.filter(owner_id=plan.pk, subject_id__in={word.subject_id for word in words}).delete()
    Wording.objects.bulk_create(words)


def remove_empty_measures(plan: YearlyPlan, wanted: Sequence[MeasureValues]) -> None:
    """Take away measures that the newer version lacks, unless an activity, dropped or not, still stands under them."""
    numbers = [values.number for values in wanted]
    KeyMeasure.objects.filter(plan=plan, activities__isnull=True).exclude(number__in=numbers).delete()
