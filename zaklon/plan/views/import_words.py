"""What was read of a file, row by row, beside what the file says and how surely it was read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.plan.importing.readings import Certainty
from zaklon.plan.imports_sentences import (
    CERTAINTY_TONES,
    certainty_text,
    question_text,
    reason_text,
)
from zaklon.plan.kinds import Milestone, Payer, TargetForm
from zaklon.plan.settling.drafts import (
    DraftActivity,
    DraftIndicator,
    DraftMeasure,
    DraftMoney,
    DraftObjective,
    DraftRow,
    DraftTarget,
    RowSource,
)
from zaklon.plan.settling.questions import Asked
from zaklon.plan.settling.rows import ACTIVITY, INDICATOR, MEASURE, OBJECTIVE, kind_of, label_of
from zaklon.plan.settling.settling import Settled
from zaklon.plan.views.overview_words import Tag
from zaklon.plan.views.paper_words import money_line, reference_lines, result_text
from zaklon.web import formats

SETTLED = "settled"
PARTS = (ACTIVITY, MEASURE, OBJECTIVE, INDICATOR)
# Fields of a row, in their order, with the columns of the file from which they come.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("code", "activity"),
    "bodies": ("lead", "bodies", "partners"),
    "start": ("start", "period"),
    "end": ("end", "period"),
    "results": ("indicator",),
    "money": ("money", "source"),
    "references": (),
    "kind": ("performance",),
    "baseline": ("baseline",),
    "targets": ("mid", "final", "target"),
}
_LABELS: dict[str, str | Promise] = {
    "code": gettext_lazy("Code"),
    "title": gettext_lazy("Activity"),
    "bodies": gettext_lazy("Bodies"),
    "start": gettext_lazy("Start"),
    "end": gettext_lazy("Completion"),
    "results": gettext_lazy("Result indicators"),
    "money": gettext_lazy("Money"),
    "references": gettext_lazy("Answers to"),
    "text": gettext_lazy("Text"),
    "number": gettext_lazy("Number"),
    "objective": gettext_lazy("Operational objective"),
    "area_kind": gettext_lazy("Strategic area"),
    "kind": gettext_lazy("Indicator"),
    "baseline": gettext_lazy("Baseline"),
    "targets": gettext_lazy("Targets"),
}


@dataclass(frozen=True)
class ReadField:
    """A field as understood, beside the words of the file."""

    label: str
    lines: tuple[str, ...]
    raw: str
    certainty: Tag


@dataclass(frozen=True)
class ReadRow:
    """A row with its fields; `tag` says how surely its weakest field was read."""

    key: str
    kind: str
    code: str
    title: str
    fields: tuple[ReadField, ...]
    tag: Tag
    questions: int
    place: str


@dataclass(frozen=True)
class QuestionShown:
    """A question with its reason when it blocks, the rows it serves, and the words of the file it is about."""

    key: str
    text: str
    reason: str
    rows: tuple[tuple[str, str], ...]
    more_rows: int
    raw: str
    place: str
    has_field: bool = True
    leads_to_paper: bool = False


class Reader:
    """Puts the rows of one settled reading into words."""

    def __init__(self, settled: Settled, names: Mapping[str, str]) -> None:
        self._settled = settled
        self._names = names
        self._held = {row.row: row for row in settled.plan.rows}
        self._asked: dict[str, list[Asked]] = {}
        for each in settled.asked:
            for row in each.rows or (each.row,):
                self._asked.setdefault(row, []).append(each)
        self._measures = {each.row: each for each in settled.plan.measures}

    def keys(self, part: str, *, only_unsure: bool) -> list[str]:
        """Rows of a part of the plan, in its order."""
        keys = [key for key in self._held if kind_of(key) == part]
        return [key for key in keys if self.is_unsure(key)] if only_unsure else keys

    def is_unsure(self, key: str) -> bool:
        """Whether something in the row was not read with certainty and nobody has settled it."""
        names = set(self._source(key).certainties) | {each.kind.about for each in self._asked.get(key, ())}
        return any(self._certainty(key, name) in {Certainty.LIKELY, Certainty.UNSURE} for name in names)

    def row(self, key: str) -> ReadRow:
        """One row in words."""
        row, source = self._held[key], self._source(key)
        title, fields = self._fields_of(row)
        # The title stands above the fields; it is repeated among them only where it is in doubt.
        told = [each for each in fields if each[0] != "title" or self._certainty(key, "title") != Certainty.SURE]
        shown = tuple(self._field(key, name, lines) for name, lines in told)
        weakest = self._weakest(key, [name for name, _lines in fields])
        return ReadRow(
            key=key,
            kind=kind_of(key),
            code=_code(row),
            title=title,
            fields=shown,
            tag=_tag(weakest),
            questions=sum(each.is_open for each in self._asked.get(key, ())),
            place=source.place,
        )

    def question(self, asked: Asked, *, most_rows: int = 8) -> QuestionShown:
        """One question with what it is about."""
        rows = tuple((key, self.name(key)) for key in asked.rows[:most_rows])
        raw = self._raw(asked.rows[0], asked.kind.about) if len(asked.rows) == 1 else ""
        return QuestionShown(
            key=asked.key,
            text=question_text(asked),
            reason=reason_text(asked) if asked.is_open else "",
            rows=rows,
            more_rows=max(0, len(asked.rows) - most_rows),
            raw=raw,
            place=asked.place,
        )

    def name(self, key: str) -> str:
        """What a row is called."""
        words = {
            ACTIVITY: _("Activity %(label)s"),
            MEASURE: _("Measure %(label)s"),
            OBJECTIVE: _("Objective %(label)s"),
            INDICATOR: _("Indicator %(label)s"),
        }
        row = self._held.get(key)
        return words[kind_of(key)] % {"label": _code(row) if row else label_of(key)}

    def _source(self, key: str) -> RowSource:
        return self._settled.sources.get(key, RowSource())

    def _field(self, key: str, name: str, lines: Sequence[str]) -> ReadField:
        shown = tuple(line for line in lines if line) or (formats.NOTHING,)
        return ReadField(str(_LABELS[name]), shown, self._raw(key, name), _tag(self._certainty(key, name)))

    def _raw(self, key: str, name: str) -> str:
        """The words of the file from which the field was read."""
        cells = dict(self._source(key).raw)
        return "\n".join(cells[column] for column in _COLUMNS.get(name, ()) if cells.get(column))

    def _certainty(self, key: str, name: str) -> str:
        if name == "row":
            return Certainty.UNSURE if self._open(key, {name}) else Certainty.SURE
        if (key, name) in self._settled.corrected:
            return Certainty.UNSURE if self._open(key, {name}) else SETTLED
        about = [each for each in self._asked.get(key, ()) if each.kind.about == name]
        if any(each.is_open for each in about):
            return Certainty.UNSURE
        read = self._source(key).certainty_of(name)
        return SETTLED if about and all(each.answer for each in about) else read

    def _open(self, key: str, names: Collection[str]) -> bool:
        return any(each.is_open and each.kind.about in names for each in self._asked.get(key, ()))

    def _weakest(self, key: str, names: Sequence[str]) -> str:
        order = (Certainty.SURE, SETTLED, Certainty.LIKELY, Certainty.UNSURE)
        found = [self._certainty(key, name) for name in (*names, "code", "row")]
        return max(found, key=order.index)

    def _fields_of(self, row: DraftRow) -> tuple[str, list[tuple[str, Sequence[str]]]]:
        """The title of the row, and its fields as lines."""
        if isinstance(row, DraftActivity):
            return row.title, self._activity(row)
        if isinstance(row, DraftMeasure):
            objective = str(row.objective) if row.objective is not None else ""
            return row.text, [("text", (row.text,)), ("number", (row.number,)), ("objective", (objective,))]
        if isinstance(row, DraftObjective):
            area = _("%(kind)s: %(title)s") % {"kind": row.area_kind.label, "title": row.area_title}
            return row.text, [
                ("text", (row.text,)),
                ("area_kind", (area if row.area_title else str(row.area_kind.label),)),
            ]
        return row.text, _indicator(row)

    def _activity(self, row: DraftActivity) -> list[tuple[str, Sequence[str]]]:
        end = formats.quarter(row.end) if row.end else ""
        fields: list[tuple[str, Sequence[str]]] = [
            ("title", (row.title,)),
            ("bodies", self._bodies(row)),
            ("start", (formats.quarter(row.start) if row.start else "",)),
            ("end", (end, _("Goes on all the time") if row.is_continuous else "")),
            ("results", tuple(result_text(each) for each in row.results)),
            ("money", self._money(row)),
        ]
        if row.references:
            fields.append(("references", reference_lines(row.references)))
        return fields

    def _bodies(self, row: DraftActivity) -> tuple[str, ...]:
        lines = []
        for index, part in enumerate(row.parts):
            name = self._names.get(part.body, "") or _("“%(name)s” (not in the register)") % {"name": part.as_written}
            words = _("Lead: %(body)s") if index == 0 else _("Partner: %(body)s")
            lines.append(words % {"body": name if part.body or part.as_written else formats.NOTHING})
        return tuple(lines)

    def _money(self, row: DraftActivity) -> tuple[str, ...]:
        return tuple(self._money_line(each) for each in row.money) or (str(row.funding.label),)

    def _money_line(self, line: DraftMoney) -> str:
        """The sum and who pays; the payer in the file's own words while nobody has said who it is."""
        if line.values.payer is Payer.UNCLEAR and line.values.as_written:
            facts = {"sum": money_line(line.values, self._names), "written": line.values.as_written}
            return _("%(sum)s: “%(written)s”") % facts
        return money_line(line.values, self._names)


def _indicator(row: DraftIndicator) -> list[tuple[str, Sequence[str]]]:
    number = formats.number(row.baseline_value) if row.baseline_value is not None else ""
    years = f"{row.baseline_first_year}–{row.baseline_last_year}" if row.baseline_first_year else ""
    baseline = (row.baseline_text, " · ".join(filter(None, (number, years, str(row.base_rule.label)))))
    return [
        ("kind", (row.text, f"{row.kind.label}; {row.direction.label}")),
        ("baseline", baseline),
        ("targets", tuple(_target(each) for each in row.targets)),
    ]


def _target(target: DraftTarget) -> str:
    which = str(Milestone(target.milestone).label)
    number = formats.number(target.number) if target.number is not None else ""
    form = (
        "" if target.form in {TargetForm.TEXT, TargetForm.CATEGORY} else f"{target.form.label}: {number} {target.unit}"
    )
    said = "; ".join(filter(None, (target.text, form.strip(), target.category, str(target.year or ""))))
    return _("%(which)s: %(target)s") % {"which": which, "target": said}


def _code(row: DraftRow) -> str:
    if isinstance(row, DraftMeasure):
        return row.label
    return str(row.number) if isinstance(row, DraftObjective) else row.code


def _tag(certainty: str) -> Tag:
    return Tag(certainty_text(certainty), CERTAINTY_TONES[certainty])


def questions_shown(reader: Reader, asked: Sequence[Asked], with_field: Collection[str]) -> list[QuestionShown]:
    """The questions of a page; `with_field` are keys of those that can be answered in place."""
    return [
        replace(
            reader.question(each),
            has_field=each.key in with_field,
            leads_to_paper=each.kind.reply.value == "paper" or (not each.row and not each.rows),
        )
        for each in asked
    ]
