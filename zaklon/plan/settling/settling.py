"""A draft with a person's answers in it, and the questions that are still open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from zaklon.plan.importing.readings import Question
from zaklon.plan.settling import rows
from zaklon.plan.settling.corrections import ABOUT, UnfitText, corrected, is_correction, whole_number
from zaklon.plan.settling.drafting import Drafted
from zaklon.plan.settling.drafts import DraftPlan, RowSource
from zaklon.plan.settling.faults import Fault, Frame, faults_of
from zaklon.plan.settling.questions import KINDS, Asked, Reply, answer_field
from zaklon.plan.settling.replies import replied

# (row, field) -> what a person said
Answers = Mapping[tuple[str, str], str]
# One fault may uncover another: an unknown body, then the lead that is missing without it, then no more.
_MOST_ROUNDS: Final = 3
# A reader's question whose fault the draft may show under another code.
_SAME_FAULT: Final = {"start_unclear": "start_missing", "end_unclear": "end_missing"}


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan as it stands after the answers: `asked` holds every question, open ones first those that block."""

    plan: DraftPlan
    before: DraftPlan
    sources: Mapping[str, RowSource]
    asked: tuple[Asked, ...]
    corrected: frozenset[tuple[str, str]]

    @property
    def open_questions(self) -> tuple[Asked, ...]:
        """Questions that nobody has answered, those first that must be."""
        return tuple(each for each in self.asked if each.is_open)

    @property
    def blocking(self) -> tuple[Asked, ...]:
        """Questions without whose answer nothing can be kept."""
        return tuple(each for each in self.asked if each.blocks)


def settle(drafted: Drafted, questions: Sequence[Question], answers: Answers, frame: Frame) -> Settled:
    """Put the answers into the draft and find what is still to be asked; an answer that no longer fits is left out."""
    put = _put(drafted, questions)
    held: dict[str, Any] = {row.row: row for row in drafted.plan.rows}
    for asked in put:
        answer = answers.get((asked.row, asked.field), "")
        for row in asked.rows if answer else ():
            if row in held:
                held[row] = _tried(replied, held[row], asked, answer)
    paper = drafted.plan.paper
    for (row, field), text in answers.items():
        if row in held and is_correction(field):
            held[row] = _tried(corrected, held[row], field, text)
        elif not row and is_correction(field):
            paper = _tried(corrected, paper, field, text)
    plan = replace(
        drafted.plan,
        paper=paper,
        objectives=tuple(held[each.row] for each in drafted.plan.objectives),
        measures=tuple(held[each.row] for each in drafted.plan.measures),
        indicators=tuple(held[each.row] for each in drafted.plan.indicators),
        activities=tuple(held[each.row] for each in drafted.plan.activities),
    )
    plan = _mended(plan, answers, frame)
    changed = frozenset((row, ABOUT.get(field, field)) for row, field in answers if is_correction(field))
    return Settled(plan, drafted.plan, drafted.sources, _standing(put, plan, frame, answers, changed), changed)


def _mended(plan: DraftPlan, answers: Answers, frame: Frame) -> DraftPlan:
    """The plan with answers to faults that only came up by other answers, such as the lead once one was struck out."""
    for _round in range(_MOST_ROUNDS):
        held = {each.row: each for each in plan.activities}
        for asked in _by_question(faults_of(plan, frame)).values():
            answer = answers.get((asked.row, asked.field), "")
            for row in asked.rows if answer and asked.kind.reply is Reply.BODY else ():
                held[row] = _tried(replied, held[row], asked, answer)
        mended = replace(plan, activities=tuple(held.values()))
        if mended == plan:
            break
        plan = mended
    return plan


def _tried(change: Callable[..., Any], row: Any, *said: object) -> Any:
    """The changed row, or the same where an old answer does not fit a newer reading."""
    try:
        return change(row, *said)
    except (UnfitText, KeyError, ValueError):
        return row


def _put(drafted: Drafted, questions: Iterable[Question]) -> list[Asked]:
    """The reader's questions with the rows that they are about, joined where rows share one answer."""
    places = _Places(drafted)
    joined: dict[tuple[str, str], Asked] = {}
    for question in questions:
        facts = dict(question.facts)
        kind = KINDS[question.code]
        about = places.rows_of(question, kind.scope)
        row = "" if kind.groups_by else about[0] if about else ""
        asked = Asked(
            code=question.code,
            row=row,
            field=_field(question.code, facts),
            facts=facts,
            rows=about,
            choices=_choices(question.code, facts),
            place=str(question.place) if question.place else "",
        )
        key = (asked.row, asked.field)
        joined[key] = replace(joined[key], rows=(*joined[key].rows, *about)) if key in joined else asked
    return list(joined.values())


def _field(code: str, facts: Mapping[str, str]) -> str:
    """Where an answer is kept: in the field itself where the answer is its new value."""
    kind = KINDS[code]
    if code in {"year_missing", "year_differs", "year_given_differs"}:
        return "year"
    if kind.is_fault and kind.reply in {Reply.QUARTER, Reply.TEXT, Reply.OBJECTIVE}:
        return kind.about
    return answer_field(code, facts)


def _choices(code: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    if code == "baseline_several":
        return (*facts["numbers"].split(", "), "sum")
    return KINDS[code].choices


class _Places:
    """Which rows of the draft a reader's question is about."""

    def __init__(self, drafted: Drafted) -> None:
        self._sources = drafted.sources
        self._rows: dict[tuple[str, str], list[str]] = {}
        plan = drafted.plan
        for kind, labelled in (
            (rows.MEASURE, [(each.label, each.row) for each in plan.measures]),
            (rows.INDICATOR, [(each.code, each.row) for each in plan.indicators]),
            (rows.ACTIVITY, [(each.code, each.row) for each in plan.activities]),
        ):
            for label, row in labelled:
                self._rows.setdefault((kind, label), []).append(row)

    def rows_of(self, question: Question, scope: str) -> tuple[str, ...]:
        found = self._rows.get((scope, question.row), [])
        if len(found) > 1 and question.place is not None:
            exact = [row for row in found if self._sources[row].place == str(question.place)]
            return tuple(exact or found[:1])
        return tuple(found)


def _standing(
    put: list[Asked], plan: DraftPlan, frame: Frame, answers: Answers, changed: frozenset[tuple[str, str]]
) -> tuple[Asked, ...]:
    """Every question with its answer and whether it is open; the faults of the draft decide over their own codes."""
    is_new = frame.strategy_of(plan.paper) is None
    faults = _by_question(faults_of(plan, frame))
    standing = []
    for asked in put:
        if asked.kind.scope == rows.INDICATOR and not is_new:
            continue  # the strategy's own indicators stand; those of the file are not taken
        if asked.code == "period_backwards" and not is_new:
            continue
        key = _fault_key(asked.code, asked.row, asked.facts)
        answer = answers.get((asked.row, asked.field), "")
        if asked.kind.is_fault:
            fault = faults.pop(key, None)
            standing.append(
                replace(asked, answer=answer, is_open=fault is not None, rows=fault.rows if fault else asked.rows)
            )
        else:
            is_open = not answer and not _is_corrected(asked, plan, changed)
            standing.append(replace(asked, answer=answer, is_open=is_open))
    standing += [replace(asked, answer=answers.get((asked.row, asked.field), "")) for asked in faults.values()]
    return tuple(sorted(standing, key=_urgency))


def _urgency(asked: Asked) -> tuple[bool, bool]:
    return (not asked.is_open, not asked.blocks)


def _is_corrected(asked: Asked, plan: DraftPlan, changed: frozenset[tuple[str, str]]) -> bool:
    if asked.code == "period_backwards":
        return plan.paper.first_year is not None and plan.paper.last_year is not None
    if asked.kind.about == "row":
        return bool(asked.rows) and all(any(row == one for row, _ in changed) for one in asked.rows)
    about = asked.kind.about
    return bool(asked.rows) and all((row, about) in changed for row in asked.rows)


def _by_question(faults: Iterable[Fault]) -> dict[tuple[str, str, tuple[str, ...]], Asked]:
    """The faults as questions, joined where rows share one answer."""
    found: dict[tuple[str, str, tuple[str, ...]], Asked] = {}
    for fault in faults:
        kind = KINDS[fault.code]
        row = "" if kind.groups_by else fault.row
        key = _fault_key(fault.code, row, fault.facts)
        about = (fault.row,) if fault.row else ()
        if key in found:
            found[key] = replace(found[key], rows=(*found[key].rows, *about))
        else:
            field = fault.field or answer_field(fault.code, fault.facts)
            found[key] = Asked(fault.code, row, field, fault.facts, about, kind.choices)
    return found


def _fault_key(code: str, row: str, facts: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
    kind = KINDS[code]
    told = tuple(facts.get(name, "") for name in kind.groups_by)
    return (_SAME_FAULT.get(code, code), row, told or ((facts["which"],) if "which" in facts else ()))


def year_answered(answers: Answers) -> int | None:
    """The year that a person gave, which the file must be read with."""
    try:
        return whole_number(answers.get(("", "year"), ""))
    except UnfitText:
        return None
