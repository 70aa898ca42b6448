"""The half-year report for Chapter 24 (R14): a table whose cells keep what was said in each half-year."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaklon.plan.kinds import ActivityCode, ReferenceKind
from zaklon.plan.outputs.cover import is_complete, standing_words
from zaklon.plan.outputs.figures import Line, line_of
from zaklon.plan.outputs.indicators import value_words as indicator_words
from zaklon.plan.outputs.objectives import measure_heading
from zaklon.plan.outputs.wording import Writer, target_words, timing_of, value_words
from zaklon.plan.queries.outputs_rows import (
    ActivityRow,
    Chapter24Rows,
    MeasureRow,
    ObjectiveRow,
    PeriodRow,
    ReferenceRow,
    ReportRow,
    ToldRow,
    Version,
)
from zaklon.reporting.description import (
    Block,
    Column,
    Entries,
    Entry,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    SubHeading,
    Table,
    Value,
)
from zaklon.reporting.languages import language


def chapter24_report(rows: Chapter24Rows, language_code: str) -> Report:
    """Describe the report; every word is in the language."""
    with translation.override(language_code):
        describing = _Describing(rows, Writer(language(language_code)))
        return Report(
            title=_("Half-year report %(number)s for Chapter 24") % {"number": rows.period.number},
            subtitle=rows.plan.strategy.title,
            period=Period(rows.period.start_date, rows.period.end_date),
            language=language_code,
            made_at=rows.frame.made_at,
            made_by=rows.frame.made_by,
            reference=f"R14-{rows.plan.strategy.code}-{rows.period.mark}",
            revision=rows.frame.revision,
            standing=describing.standing(),
            is_draft=rows.frame.version is Version.DRAFT,
            sections=tuple(describing.sections()),
            notes=describing.notes(),
        )


class _Describing:
    """One pass over the rows of a report."""

    def __init__(self, rows: Chapter24Rows, writer: Writer) -> None:
        self.rows = rows
        self.writer = writer

    def standing(self) -> str:
        period = self.rows.period
        return standing_words(self.rows.frame.version, period, complete=is_complete(self._lines(), period))

    def _lines(self) -> tuple[Line, ...]:
        period = self.rows.period
        latest = {
            activity_id: each.report
            for activity_id, told in self.rows.told.items()
            for each in told
            if each.period.plan_id == period.plan_id
        }
        made_on = timezone.localdate(self.rows.frame.made_at)
        return tuple(line_of(each, latest.get(each.activity_id), period, made_on) for each in self.rows.plan.activities)

    def sections(self) -> Iterable[Section]:
        """How to read it, a chapter for each benchmark, and what answers to none."""
        yield Section(_("How to read this report"), (Paragraph(self._reading()),))
        benchmarks = [each for each in self.rows.plan.references if each.kind is ReferenceKind.BENCHMARK]
        for benchmark in benchmarks:
            yield Section(_("Benchmark %(code)s") % {"code": benchmark.code}, (self._benchmark_table(benchmark),))
        known = {each.reference_id for each in benchmarks}
        others = {each.activity_id for each in self.rows.plan.activities if not known.intersection(each.reference_ids)}
        if others:
            table = self._table(_("Other activities of the plan"), "", others)
            yield Section(_("Activities that answer to no benchmark"), (table,))

    def _reading(self) -> str:
        first, last = self.rows.periods[0], self.rows.periods[-1]
        return _(
            "Each cell keeps what was said in every half-year, oldest first. The number before the day is the running "
            "number of the half-year report, the letters after it are the status of the activity: I implemented, IC "
            "implemented continuously, PI partly implemented, NI not implemented, IP in progress, XX not due in the "
            "period, CX dropped or replaced. Being late is said in words and never changes the status. This report "
            "holds the half-years from number %(first)s to number %(last)s. Activities that were carried over keep "
            "what the former plan reported of them."
        ) % {"first": first.number, "last": last.number}

    def _benchmark_table(self, benchmark: ReferenceRow) -> Block:
        answering = {
            each.activity_id for each in self.rows.plan.activities if benchmark.reference_id in each.reference_ids
        }
        if not answering:
            nothing = _("%(text)s\nNo activity of this plan refers to this benchmark.")
            return Paragraph(nothing % {"text": benchmark.text})
        caption = _("Activities for benchmark %(code)s") % {"code": benchmark.code}
        return self._table(caption, benchmark.text, answering)

    def _table(self, caption: str, heading: str, activity_ids: set[UUID]) -> Table:
        columns = (
            Column(pgettext("number of an activity", "No"), width=2),
            Column(_("Measure or activity"), width=6),
            Column(_("Responsible authority"), width=5),
            Column(_("Deadline"), Kind.DATE, width=3),
            Column(_("Status"), Kind.ENTRIES, width=5),
            Column(_("Indicator of result"), Kind.ENTRIES, width=7),
            Column(_("Indicator of impact"), Kind.ENTRIES, width=6),
        )
        lines: list[Row | SubHeading] = [SubHeading(heading)] if heading else []
        for objective in self.rows.plan.objectives:
            for measure in objective.measures:
                found = [each for each in measure.activities if each.activity_id in activity_ids]
                if found:
                    lines += [SubHeading(measure_heading(measure), level=2), self._measure(measure, objective)]
                    lines += [self._activity(each) for each in found]
        return Table(caption, columns, tuple(lines), is_wide=True)

    def _measure(self, measure: MeasureRow, objective: ObjectiveRow) -> Row:
        """The row of the whole measure: the impact is that of its objective, for all its activities alike."""
        impact: Value = Entries(tuple(self._impact(objective)))
        if isinstance(impact, Entries) and not impact.entries:
            impact = _("not measured") if objective.indicators else _("the strategy names no indicator")
        return Row((measure.label, _("Whole measure"), "", "", "", "", impact))

    def _impact(self, objective: ObjectiveRow) -> Iterable[Entry]:
        """One entry for each half-year in which values of the objective's indicators belong to it."""
        before = date.min
        for period in self.rows.periods:
            texts = [
                _("%(code)s %(text)s: %(value)s")
                % {
                    "code": indicator.code,
                    "text": indicator.text,
                    "value": indicator_words(indicator, value, self.writer),
                }
                for indicator in objective.indicators
                for value in indicator.values
                if before < value.last_day <= period.end_date
            ]
            before = period.end_date
            if texts:
                yield Entry(period.end_date, "\n".join(texts), period.number)

    def _activity(self, activity: ActivityRow) -> Row:
        told = self.rows.told.get(activity.activity_id, ())
        authorities = "\n".join((activity.lead, *activity.partners))
        deadline: Value = activity.due_date
        if activity.is_continuous:
            deadline = _("continuous, until %(day)s") % {"day": self.writer.day(activity.due_date)}
        return Row(
            (
                activity.code,
                activity.title,
                authorities,
                deadline,
                Entries(tuple(self._statuses(activity, told))),
                Entries(tuple(self._result(each) for each in told)) if told else None,
                _("as for the whole measure"),
            )
        )

    def _statuses(self, activity: ActivityRow, told: Sequence[ToldRow]) -> Iterable[Entry]:
        """What was reported; in the half-years of this plan also that nothing was, until it is implemented."""
        by_period = {each.period.period_id: each for each in told}
        latest: ReportRow | None = None
        for period in self.rows.periods:
            each = by_period.get(period.period_id)
            if each is not None:
                latest = each.report
                late = self._late() if latest.is_late else ""
                yield Entry(period.end_date, _joined(late, self._way(each)), period.number, latest.code.value)
            elif period.plan_id == self.rows.plan.plan_id and not _is_implemented(latest):
                yield self._unreported(activity, period)

    def _unreported(self, activity: ActivityRow, period: PeriodRow) -> Entry:
        line = line_of(activity, None, period, timezone.localdate(self.rows.frame.made_at))
        late = self._late() if line.is_late else ""
        if line.code is None:
            words = _joined(_("no report that counts; the status is not known"), late)
            return Entry(period.end_date, words, period.number)
        return Entry(period.end_date, activity.dropped_reason, period.number, line.code.value)

    def _late(self) -> str:
        return pgettext("status of an activity", "late")

    def _way(self, told: ToldRow) -> str:
        """In the draft: that a report is not adopted yet."""
        if told.report.adopted_at is not None:
            return ""
        return _("%(standing)s: not adopted yet") % {"standing": told.report.status.label}

    def _result(self, told: ToldRow) -> Entry:
        timing = timing_of(told.promise, told.period.end_date)
        texts = []
        for result in told.promise.results:
            target = target_words(result, self.writer)
            sentence = _("%(text)s: %(value)s (target: %(target)s)") if target else _("%(text)s: %(value)s")
            value = value_words(result, told.report.values.get(result.result_id), timing, self.writer)
            texts.append(sentence % {"text": result.text, "value": value, "target": target})
        return Entry(told.period.end_date, "\n".join(texts), told.period.number, told.report.code.value)

    def notes(self) -> tuple[str, ...]:
        """How the entries are made."""
        counted = {
            Version.ADOPTED: _("Only reports that the Coordination Body has adopted are counted."),
            Version.DRAFT: _(
                "This draft also counts reports that have left their body but are not adopted; each is marked as such. "
                "Reports that are still inside a body are not counted."
            ),
        }
        return (
            counted[self.rows.frame.version],
            _("A correction stands in the half-year that it corrects, in place of what was said before."),
            _("What is not known is said to be not known; it is never counted as zero."),
            _("This report holds no data about persons."),
        )


def _is_implemented(report: ReportRow | None) -> bool:
    return report is not None and report.code is ActivityCode.IMPLEMENTED


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
