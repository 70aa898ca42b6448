"""Finding a plan's activities again in a newer version that was read from a file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zaklon.plan.rules.changes import activities_of
from zaklon.plan.values import ActivityValues, MeasureValues, PlanValues, ResultValues


def following(former: PlanValues, later: PlanValues) -> PlanValues:
    """The later version, each activity naming the row that it continues and keeping what no file can say.

    Activities are matched by code, then, among those left, by an equal title, since a renumbered activity keeps its
    words. Translations, named measures of results and the origin of a carried activity stay where the text stayed.
    `former` is a plan as `contents_of` reads it.
    """
    origins = _origins(list(activities_of(former)), list(activities_of(later)))
    measures = {measure.number: measure for measure in former.measures}
    return replace(
        later,
        measures=tuple(_measure(each, measures.get(each.number), origins) for each in later.measures),
        wordings=former.wordings if former.title == later.title else later.wordings,
    )


def _origins(former: list[ActivityValues], later: list[ActivityValues]) -> Mapping[str, ActivityValues]:
    """Code of each later activity to the former one that it continues."""
    codes = {each.code: each for each in former}
    found = {each.code: codes[each.code] for each in later if each.code in codes}
    taken = {each.code for each in found.values()}
    left = {_plain(each.title): each for each in former if each.code not in taken}
    for each in later:
        if each.code not in found and (twin := left.pop(_plain(each.title), None)):
            found[each.code] = twin
    return found


def _measure(
    later: MeasureValues, former: MeasureValues | None, origins: Mapping[str, ActivityValues]
) -> MeasureValues:
    is_same = former is not None and former.text == later.text
    return replace(
        later,
        activities=tuple(continuing(each, origins.get(each.code)) for each in later.activities),
        wordings=former.wordings if former is not None and is_same else later.wordings,
    )


def continuing(later: ActivityValues, former: ActivityValues | None) -> ActivityValues:
    """The later activity with what no file or form says of the former one: translations, named measures, origins."""
    if former is None:
        return later
    return replace(
        later,
        results=tuple(_result(each, former.results) for each in later.results),
        carried_from=former.carried_from,
        copied_from=former.copied_from,
        wordings=former.wordings if former.title == later.title else later.wordings,
    )


def _result(later: ResultValues, former: Iterable[ResultValues]) -> ResultValues:
    same = next((each for each in former if each.text == later.text), None)
    return later if same is None else replace(later, measure_name=same.measure_name, wordings=same.wordings)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
