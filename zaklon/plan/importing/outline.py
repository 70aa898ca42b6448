"""From blocks to the outline of a plan: what stands under which heading, still unread cell by cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from zaklon.plan.importing.amounts import currency_in
from zaklon.plan.importing.blocks import Block, Paragraph, Row, cell_name
from zaklon.plan.importing.codes import code_of
from zaklon.plan.importing.columns import Column, column_of, header_columns
from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.folding import fold, tidy
from zaklon.plan.importing.headings import Section, SectionHeading, is_total, label_numbers, section_of
from zaklon.plan.importing.readings import Certainty, Place

_RELATIVE: Final = re.compile(r"\s*(\d{1,3})\s*[.)]?\s*")
_DIVIDED: Final = frozenset(
    {Column.START, Column.END, Column.MONEY, Column.SOURCE, Column.LEAD, Column.PARTNERS, Column.BODIES}
)
_LISTED: Final = frozenset({Column.INDICATOR, Column.MONEY, Column.SOURCE, Column.BODIES, Column.PARTNERS, Column.LEAD})


@dataclass
class RawObjective:
    """An objective heading."""

    number: str
    title: str
    area: str
    place: Place
    has_content: bool = False


@dataclass
class RawMeasure:
    """A measure heading with the activities found under it."""

    label: str
    title: str
    objective: RawObjective | None
    place: Place
    is_guessed: bool = False
    activities: list["RawActivity"] = field(default_factory=list)


@dataclass
class RawActivity:
    """The cells of one activity by column; rows that continue it are added below."""

    code: str
    title: str
    cells: dict[Column, str]
    place: Place
    code_certainty: Certainty = Certainty.SURE
    is_code_guessed: bool = False
    doubts: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@dataclass
class RawPerformance:
    """The cells of one performance indicator by column."""

    cells: dict[Column, str]
    objective: RawObjective | None
    place: Place


@dataclass
class Outline:
    """Everything found, in the order of the plan."""

    objectives: list[RawObjective] = field(default_factory=list)
    measures: list[RawMeasure] = field(default_factory=list)
    activities: list[RawActivity] = field(default_factory=list)
    performance: list[RawPerformance] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    columns: set[Column] = field(default_factory=set)
    currency: str | None = None


class OutlineReader:
    """Takes blocks in order and keeps track of the table, objective and measure that they stand in."""

    def __init__(self, doubts: Doubts) -> None:
        self.outline = Outline()
        self._doubts = doubts
        self._columns: tuple[Column | None, ...] = ()
        self._table: tuple[int | None, str] | None = None
        self._is_below_header = False
        self._area = ""
        self._objective: RawObjective | None = None
        self._measure: RawMeasure | None = None
        self._pending: tuple[SectionHeading, Place] | None = None
        self._last: RawActivity | None = None

    def take_all(self, blocks: Iterable[Block]) -> Outline:
        """Take every block and return the outline."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._take_text(block.text, block.place)
            else:
                self._take_row(block)
        return self.outline

    def _take_text(self, text: str, place: Place) -> None:
        heading = section_of(text)
        if heading:
            self._open(heading, place)
        elif tidy(text):
            self.outline.texts.append(tidy(text))

    def _open(self, heading: SectionHeading, place: Place) -> None:
        self._last = None
        if heading.section is Section.AREA:
            self._area = heading.title or heading.label
            self._measure = None
        elif heading.section is Section.OBJECTIVE:
            self._open_objective(heading, place)
        elif heading.section is Section.MEASURE:
            self._open_measure(heading, place)
        else:
            self._pending = (heading, place)
            return
        self._pending = None

    def _open_objective(self, heading: SectionHeading, place: Place) -> None:
        self._measure = None
        same = next((known for known in self.outline.objectives if known.number == heading.label), None)
        if same is None:
            same = RawObjective(heading.label, heading.title, self._area, place)
            self.outline.objectives.append(same)
        elif not same.has_content:  # the first mention was a table of contents
            same.title, same.area, same.place = heading.title, self._area, place
        self._objective = same

    def _open_measure(self, heading: SectionHeading, place: Place) -> None:
        same = next(
            (m for m in self.outline.measures if m.label == heading.label and m.objective is self._objective), None
        )
        if same is None:
            same = RawMeasure(heading.label, heading.title, self._objective, place)
            self.outline.measures.append(same)
        elif not same.activities:
            same.title, same.place = heading.title, place
        elif heading.title and fold(heading.title) != fold(same.title):
            self._doubts.ask(heading.label, "measure_repeated", place, label=heading.label)
        self._measure = same

    def _take_row(self, row: Row) -> None:
        table = (row.place.table, row.place.sheet)
        is_new_table = table != self._table
        self._table = table
        columns = header_columns(row.cells)
        if columns:
            self._take_header(columns, row)
            return
        if self._is_below_header and self._refine_header(row):
            return
        self._is_below_header = False
        if is_new_table and self._columns and len(row.cells) != len(self._columns):
            self._columns = ()
        written = row.written
        if len(written) == 1 and self._take_single(written[0], row):
            return
        if written and self._columns:
            self._take_values(row)

    def _take_header(self, columns: tuple[Column | None, ...], row: Row) -> None:
        self._columns = columns
        self._is_below_header = True
        self._last = None
        self.outline.columns.update(column for column in columns if column)
        for column, cell in zip(columns, row.cells, strict=True):
            if column is Column.MONEY:
                self.outline.currency = currency_in(cell) or self.outline.currency
            if column is None and cell.strip():
                self._doubts.ask("", "column_unknown", row.place, heading=tidy(cell))

    def _refine_header(self, row: Row) -> bool:
        """A second header row, such as "Start | End" below a merged "Time", names columns more exactly."""
        if any(code_of(cell) for cell in row.cells) or section_of(row.written[0] if row.written else ""):
            return False
        own = {i: cell for i, cell in enumerate(row.cells) if cell.strip() and i not in row.continued}
        named = {i: column_of_part(cell) for i, cell in own.items()}
        if not own or len(own) > 4 or not all(named.values()):
            return False
        widened = [*self._columns, *[None] * (len(row.cells) - len(self._columns))]
        self._columns = tuple(named.get(index, column) for index, column in enumerate(widened))
        self.outline.columns.update(column for column in named.values() if column)
        self._is_below_header = False
        return True

    def _take_single(self, text: str, row: Row) -> bool:
        """A row with one text: a heading merged across, a note, or a line that continues the activity above."""
        column = self._column_at(next(index for index, cell in enumerate(row.cells) if cell.strip()))
        code = code_of(text)
        if column is Column.ACTIVITY and code and code.code.count(".") > 1:
            return False
        heading = section_of(text)
        if heading:
            self._open(heading, row.place)
            return True
        if self._last and column in _LISTED and self._columns and self._columns[0] is not column:
            self._continue(row)
            return True
        self.outline.texts.append(tidy(text))
        return True

    def _column_at(self, index: int) -> Column | None:
        return self._columns[index] if index < len(self._columns) else None

    def _take_values(self, row: Row) -> None:
        cells: dict[Column, str] = {}
        for column, cell in zip(self._columns, row.cells, strict=False):
            if column and cell.strip():
                cells[column] = f"{cells[column]}\n{cell}" if column in cells else cell
        if Column.PERFORMANCE in self._columns:
            self._add_performance(cells, row)
            return
        self._take_section_cells(cells, row)
        hanging = {self._column_at(index) for index in row.continued}
        has_name = Column.ACTIVITY in cells or Column.CODE in cells
        if self._last and (not has_name or hanging & {Column.ACTIVITY, Column.CODE}):
            self._continue(row)
        elif has_name and not is_total(cells.get(Column.ACTIVITY, "") or cells.get(Column.CODE, "")):
            self._add_activity(cells, row)
        elif not has_name:
            self._doubts.ask("", "row_not_understood", row.place, text=_short(" | ".join(row.written)))

    def _add_performance(self, cells: dict[Column, str], row: Row) -> None:
        if Column.PERFORMANCE not in cells:
            return
        if self._objective:
            self._objective.has_content = True
        self.outline.performance.append(RawPerformance(cells, self._objective, row.place))

    def _take_section_cells(self, cells: dict[Column, str], row: Row) -> None:
        """Objective and measure given in columns of their own, repeated or merged down the sheet."""
        for column, section in ((Column.OBJECTIVE, Section.OBJECTIVE), (Column.MEASURE, Section.MEASURE)):
            text = tidy(cells.get(column, ""))
            if not text:
                continue
            found = section_of(text)
            heading = SectionHeading(section, *_label_and_title(text, found))
            current = self._objective.number if section is Section.OBJECTIVE and self._objective else None
            if section is Section.MEASURE and self._measure:
                current = self._measure.label
            if current != heading.label:
                self._open(heading, row.place)

    def _continue(self, row: Row) -> None:
        last = self._last
        if last is None:
            return
        is_merged = any(self._column_at(index) in {Column.ACTIVITY, Column.CODE} for index in row.continued)
        if not is_merged:
            last.doubts.append(("row_continued", {}))
        for index, cell in enumerate(row.cells):
            column = self._column_at(index)
            if column not in _LISTED or index in row.continued or not cell.strip():
                continue
            above = last.cells.get(column, "")
            if column is Column.INDICATOR:
                above, cell = _bulleted(above), _bulleted(cell)  # noqa: PLW2901
            last.cells[column] = f"{above}\n{cell}" if above else cell

    def _add_activity(self, cells: dict[Column, str], row: Row) -> None:
        activity = self._coded(cells, row)
        uses_codes = any(not known.is_code_guessed for known in self.outline.activities[:1])
        if activity.is_code_guessed and uses_codes and not {Column.BODIES, Column.LEAD} & set(cells):
            self._doubts.ask("", "row_not_understood", row.place, text=_short(" | ".join(row.written)))
            return
        measure = self._measure_for(activity)
        if not activity.code:
            number = (label_numbers(measure.label) or (measure.label,))[0]
            activity.code = f"{number}.{len(measure.activities) + 1}".lstrip(".")
        if activity.is_code_guessed:
            activity.doubts.append(("code_missing", {"code": activity.code}))
        if row.is_ragged or len(row.cells) != len(self._columns):
            activity.doubts.append(("row_shape", {}))
        for index in sorted(row.formulas):
            activity.doubts.append(("formula", {"cell": _cell_name(row, index)}))
        measure.activities.append(activity)
        if measure.objective:
            measure.objective.has_content = True
        self.outline.activities.append(activity)
        self._last = activity

    def _coded(self, cells: dict[Column, str], row: Row) -> RawActivity:
        name = cells.get(Column.ACTIVITY, "")
        written = cells.get(Column.CODE, "")
        code = code_of(written) if written else code_of(name)
        title = tidy(name if written or not code else code.rest).lstrip("•-–·. ")
        if code is None:
            relative = _RELATIVE.fullmatch(written)
            guess = ""
            if relative and self._measure and not self._pending:
                number = (label_numbers(self._measure.label) or (self._measure.label,))[0]
                guess = f"{number}.{relative[1]}"
            return RawActivity(guess, title, cells, row.place, Certainty.UNSURE, is_code_guessed=True)
        activity = RawActivity(code.code, title, cells, row.place)
        if code.was_lookalike:
            activity.code_certainty = Certainty.LIKELY
            activity.doubts.append(("code_lookalike", {"code": code.code}))
        if any(self._column_at(index) is Column.CODE for index in row.numbers):
            activity.code_certainty = Certainty.LIKELY
            activity.doubts.append(("code_number", {"code": code.code}))
        return activity

    def _measure_for(self, activity: RawActivity) -> RawMeasure:
        if self._pending:
            heading, place = self._pending
            self._pending = None
            self._open_measure(heading, place)
        label = activity.code.rpartition(".")[0] or "1"
        if self._measure is None or (self._measure.is_guessed and self._measure.label != label):
            known = next((measure for measure in self.outline.measures if measure.label == label), None)
            self._measure = known or RawMeasure(label, "", self._objective, activity.place, is_guessed=True)
            if known is None:
                self.outline.measures.append(self._measure)
        return self._measure


def column_of_part(text: str) -> Column | None:
    """The column that a second header row names; only times and money are divided so."""
    column = column_of(text)
    return column if column in _DIVIDED else None


def _label_and_title(text: str, found: SectionHeading | None) -> tuple[str, str]:
    if found:
        return found.label, found.title
    code = code_of(text)
    return (code.code, tidy(code.rest)) if code else (text, text)


def _bulleted(text: str) -> str:
    return text if not text or text.lstrip()[:1] in "•-–·▪●" else f"• {text}"


def _short(text: str) -> str:
    return tidy(text)[:120]


def _cell_name(row: Row, index: int) -> str:
    return cell_name(row.place.row - 1, index)
