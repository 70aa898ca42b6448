"""The implementation report of a plan (R12): yearly, with the half-year as intake."""

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.plan.outputs.closing import closing_sections
from zaklon.plan.outputs.context import context_section
from zaklon.plan.outputs.cover import is_complete, standing_words
from zaklon.plan.outputs.figures import Line, lines_of
from zaklon.plan.outputs.money import by_source, grouped
from zaklon.plan.outputs.objectives import objective_sections
from zaklon.plan.outputs.summary import summary_sections
from zaklon.plan.outputs.wording import Writer
from zaklon.plan.queries.outputs_rows import ImplementationRows, PeriodRow, Version
from zaklon.reporting.description import Period, Report, Section
from zaklon.reporting.languages import language


def implementation_report(rows: ImplementationRows, language_code: str) -> Report:
    """Describe the report; every word is in the language."""
    with translation.override(language_code):
        writer = Writer(language(language_code))
        lines = lines_of(rows)
        return Report(
            title=_title(rows),
            subtitle=rows.plan.strategy.title,
            period=Period(rows.period.start_date, rows.period.end_date),
            language=language_code,
            made_at=rows.frame.made_at,
            made_by=rows.frame.made_by,
            reference=f"R12-{rows.plan.strategy.code}-{rows.period.mark}",
            revision=rows.frame.revision,
            standing=standing_words(rows.frame.version, rows.period, complete=is_complete(lines, rows.period)),
            is_draft=rows.frame.version is Version.DRAFT,
            sections=(
                *summary_sections(rows, lines, writer),
                context_section(rows, lines, writer),
                *objective_sections(rows, writer),
                _money(rows, lines),
                *closing_sections(rows, lines, writer),
            ),
            notes=_notes(rows, writer),
            sources=_sources(rows, writer),
        )


def _title(rows: ImplementationRows) -> str:
    sentence = (
        _("Report on the implementation of the action plan for %(year)s")
        if rows.period.is_whole_year
        else _("Interim report on the implementation of the action plan for %(year)s")
    )
    return sentence % {"year": rows.plan.year}


def _money(rows: ImplementationRows, lines: Sequence[Line]) -> Section:
    day = rows.period.end_date
    by_area: dict[str, list[Line]] = {}
    by_body: dict[str, list[Line]] = {}
    areas = {
        activity.activity_id: objective.area for objective in rows.plan.objectives for activity in objective.activities
    }
    for line in lines:
        by_area.setdefault(areas[line.activity.activity_id], []).append(line)
        by_body.setdefault(line.activity.lead, []).append(line)
    bodies = sorted(by_body.items(), key=lambda item: (-len(item[1]), item[0]))
    return Section(
        _("Money"),
        (
            by_source(lines, day),
            grouped(_("Money by area"), _("Area"), by_area.items(), day),
            grouped(_("Money by lead body"), _("Lead body"), bodies, day),
        ),
    )


def _notes(rows: ImplementationRows, writer: Writer) -> tuple[str, ...]:
    """How the numbers are made."""
    counted = {
        Version.ADOPTED: _("Only reports that the Coordination Body has adopted are counted."),
        Version.DRAFT: _(
            "This draft also counts reports that have left their body but are not adopted; each is marked as such. "
            "Reports that are still inside a body are not counted."
        ),
    }
    return (
        counted[rows.frame.version],
        _period_note(rows.period, writer),
        _(
            "I: every result indicator was reached by the deadline. IC: the activity is open-ended and everything due "
            "so far was delivered. PI: some results were reached, or reached in part. NI: no result was reached. IP: "
            "begun and not yet due. XX: not due in the period. CX: dropped or replaced."
        ),
        _(
            "Late is said beside the status and never changes it. A result completed after its deadline counts as "
            "implemented only when the coordinator's office has accepted it with a reason; it stays late."
        ),
        _(
            "The realisation rate is the share of implemented activities (I and IC) in those that were due and whose "
            "status is known (I, IC, PI and NI)."
        ),
        _("Deadlines are the last day of the quarter that the plan names."),
        _("What is not known is said to be not known; it is never counted as zero."),
        _("This report holds no data about persons."),
    )


def _period_note(period: PeriodRow, writer: Writer) -> str:
    if period.frozen_at is None:
        return _("Reporting for this period is still open; the numbers can change.")
    return _(
        "The period was frozen on %(day)s. What changed since then is a new revision of this report: a correction that "
        "was adopted, or a value of a performance indicator that came later."
    ) % {"day": writer.day(timezone.localdate(period.frozen_at))}


def _sources(rows: ImplementationRows, writer: Writer) -> tuple[str, ...]:
    plan = rows.plan
    sources = [_("Progress reports of the lead bodies for the period up to %(day)s.")]
    sources = [source % {"day": writer.day(rows.period.end_date)} for source in sources]
    sources.append(_("%(plan)s, revision %(revision)s.") % {"plan": plan.title, "revision": plan.revision})
    return tuple(sources)
