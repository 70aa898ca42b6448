"""What each question of a reading takes as an answer, and whether the plan can be kept while it is open."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_noop

from zaklon.plan.settling.rows import ACTIVITY, INDICATOR, MEASURE

AS_READ: Final = "as_read"


class Reply(StrEnum):
    """What a person gives as an answer."""

    AS_READ = "as_read"  # yes, it is right as read
    CHOICE = "choice"  # one of the codes in Kind.choices
    BODY = "body"
    PAYER = "payer"
    CURRENCY = "currency"
    QUARTER = "quarter"
    YEAR = "year"
    TEXT = "text"
    OBJECTIVE = "objective"
    LIST = "list"  # a list of the country pack
    CORRECTION = "correction"  # the row itself has to be corrected
    PAPER = "paper"  # the facts of plan and strategy have to be given


@dataclass(frozen=True, slots=True)
class Kind:
    """One code of question: `about` is the field of the row, `groups_by` the facts that make rows share one answer."""

    scope: str
    about: str
    reply: Reply
    choices: tuple[str, ...] = ()
    groups_by: tuple[str, ...] = ()
    is_fault: bool = False  # open for as long as the draft has the fault, whatever was answered


def _of(scope: str, about: str, reply: Reply = Reply.AS_READ, *choices: str) -> Kind:
    return Kind(scope, about, reply, choices)


def _fault(scope: str, about: str, reply: Reply, *groups_by: str) -> Kind:
    return Kind(scope, about, reply, groups_by=groups_by, is_fault=True)


_UNFUNDED: Final = ("none_required", "unclear")
KINDS: Final[dict[str, Kind]] = {
    "strategy_missing": _fault("", "strategy", Reply.PAPER),
    "strategy_incomplete": _fault("", "strategy", Reply.PAPER),
    "objectives_missing": _fault("", "strategy", Reply.PAPER),
    "year_outside": _fault("", "year", Reply.PAPER),
    "period_unfit": _fault("", "first_year", Reply.PAPER),
    "title_of_plan_missing": _fault("", "title", Reply.PAPER),
    "year_missing": _fault("", "year", Reply.YEAR),
    "year_differs": _of("", "year", Reply.YEAR),
    "year_given_differs": _of("", "year", Reply.YEAR),
    "period_backwards": _of("", "first_year", Reply.PAPER),
    "encoding_guessed": _of("", "file"),
    "hidden_sheet": _of("", "file"),
    "column_missing": _of("", "columns"),
    "column_unknown": _of("", "columns"),
    "row_not_understood": _of("", "row"),
    "several_currencies": _of("", "currency"),
    "row_shape": _of(ACTIVITY, "row"),
    "row_continued": _of(ACTIVITY, "row"),
    "formula": _of(ACTIVITY, "row"),
    "objective_missing": _fault(MEASURE, "objective", Reply.OBJECTIVE),
    "measure_missing": _of(MEASURE, "text", Reply.TEXT),
    "measure_inferred": _of(MEASURE, "number"),
    "measure_empty": _of(MEASURE, "activities"),
    "measure_repeated": _of(MEASURE, "label"),
    "measure_number_twice": _fault(MEASURE, "number", Reply.TEXT),
    "too_long": _fault(ACTIVITY, "row", Reply.CORRECTION),
    "number_too_large": _fault(ACTIVITY, "row", Reply.CORRECTION),
    "code_missing": _of(ACTIVITY, "code"),
    "code_repeated": _fault(ACTIVITY, "code", Reply.TEXT),
    "code_outside_measure": _of(ACTIVITY, "code"),
    "code_lookalike": _of(ACTIVITY, "code"),
    "code_number": _of(ACTIVITY, "code"),
    "title_missing": _fault(ACTIVITY, "title", Reply.TEXT),
    "lead_missing": _fault(ACTIVITY, "bodies", Reply.BODY),
    "body_unknown": _fault(ACTIVITY, "bodies", Reply.BODY, "name"),
    "unit_unknown": _fault(ACTIVITY, "bodies", Reply.BODY, "name", "body"),
    "body_likely": _of(ACTIVITY, "bodies"),
    "body_role": _of(ACTIVITY, "bodies"),
    "start_missing": _fault(ACTIVITY, "start", Reply.QUARTER),
    "start_unclear": _fault(ACTIVITY, "start", Reply.QUARTER),
    "end_missing": _fault(ACTIVITY, "end", Reply.QUARTER),
    "end_unclear": _fault(ACTIVITY, "end", Reply.QUARTER),
    "end_before_start": _fault(ACTIVITY, "end", Reply.QUARTER),
    "continuous": _of(ACTIVITY, "end"),
    "indicator_missing": _of(ACTIVITY, "results"),
    "indicator_two_numbers": _of(ACTIVITY, "results", Reply.CHOICE, "first", "each"),
    "indicator_unit": _of(ACTIVITY, "results", Reply.TEXT),
    "indicator_quota": _of(ACTIVITY, "results", Reply.CHOICE, AS_READ, "none"),
    "money_unclear": _of(ACTIVITY, "money", Reply.CHOICE, *_UNFUNDED),
    "money_missing": _of(ACTIVITY, "money", Reply.CHOICE, *_UNFUNDED),
    "money_contradiction": _of(ACTIVITY, "money", Reply.CHOICE, *_UNFUNDED),
    "money_currency": Kind(ACTIVITY, "money", Reply.CURRENCY, groups_by=("currency",)),
    "money_separator": _of(ACTIVITY, "money"),
    "money_estimate": _of(ACTIVITY, "money"),
    "money_source": _of(ACTIVITY, "money", Reply.PAYER),
    "money_payer": Kind(ACTIVITY, "money", Reply.PAYER, groups_by=("source",)),
    "baseline_unknown": _of(INDICATOR, "baseline"),
    "baseline_period_total": _of(INDICATOR, "baseline", Reply.CHOICE, "yearly_mean", "period_total", "value"),
    "baseline_several": _of(INDICATOR, "baseline", Reply.CHOICE),
    "baseline_missing": _of(INDICATOR, "baseline", Reply.CHOICE, "unknown", "undecided"),
    "percent_or_points": _of(INDICATOR, "kind", Reply.CHOICE, "percent", "points"),
    "target_not_whole": _of(INDICATOR, "targets", Reply.CHOICE, "exact", "rounded"),
    "unit_changes": _of(INDICATOR, "targets"),
    "target_compound": _of(INDICATOR, "targets"),
    "target_same": _of(INDICATOR, "targets"),
    "target_missing": _of(INDICATOR, "targets"),
    "category_order": _of(INDICATOR, "kind", Reply.LIST),
    "direction_unclear": _of(INDICATOR, "direction", Reply.CHOICE, "up", "down", "none"),
    "milestone_year": _of(INDICATOR, "targets", Reply.YEAR),
    "milestone_year_missing": _fault(INDICATOR, "targets", Reply.YEAR),
}

# Why a plan cannot be kept while such a question is open. The others may stay open: the plan has a value that says so
# (funding "unclear", base rule "undecided"), or keeps what was read, which a person may correct at any later time.
BLOCKING: Final[dict[str, str]] = {
    "strategy_missing": gettext_noop("A plan belongs to one strategy; guessing it would mix two cycles."),
    "strategy_incomplete": gettext_noop(
        "A new strategy is public from the first day, so it needs a code, a title and its years."
    ),
    "objectives_missing": gettext_noop(
        "Measures stand under objectives, and a new strategy takes its objectives from the file."
    ),
    "year_outside": gettext_noop("A plan for a year that the strategy does not cover would never be counted in it."),
    "period_unfit": gettext_noop("Years that run backwards cover no plan."),
    "title_of_plan_missing": gettext_noop("Readers find a plan by its title."),
    "year_missing": gettext_noop("Quarters without a year are no deadlines."),
    "year_differs": gettext_noop("With another year every deadline is another one."),
    "year_given_differs": gettext_noop("With another year every deadline is another one."),
    "period_backwards": gettext_noop("The years of the strategy decide which plans belong to it."),
    "objective_missing": gettext_noop("A measure stands under an objective; the report is read by objectives."),
    "measure_number_twice": gettext_noop("Measures are told apart by their numbers."),
    "too_long": gettext_noop("What does not fit would be cut."),
    "number_too_large": gettext_noop("No plan counts so far; a figure has slipped."),
    "code_repeated": gettext_noop(
        "Activities are told apart by their codes: reports, amendments and carry-over follow them."
    ),
    "title_missing": gettext_noop("Nobody can report on an activity without a title."),
    "lead_missing": gettext_noop("Without a lead nobody is asked to report."),
    "body_unknown": gettext_noop("A body that is not in the register can be given neither a task nor a reminder."),
    "unit_unknown": gettext_noop("A body that is not in the register can be given neither a task nor a reminder."),
    "start_missing": gettext_noop("Without a first quarter it is not known when work was to begin."),
    "start_unclear": gettext_noop("Without a first quarter it is not known when work was to begin."),
    "end_missing": gettext_noop("Without a last quarter there is no deadline."),
    "end_unclear": gettext_noop("Without a last quarter there is no deadline."),
    "end_before_start": gettext_noop("An activity that ends before it starts is always late."),
    "money_currency": gettext_noop("Sums are made within one currency only; a wrong one falsifies the total."),
    "money_separator": gettext_noop(
        "Read wrongly, the amount is a hundred or a thousand times too large or too small."
    ),
    "money_source": gettext_noop(
        "Donations and budgets are totalled apart; money of nobody would be counted as neither."
    ),
    "money_payer": gettext_noop("Money is asked of the body that is to pay it."),
    "milestone_year_missing": gettext_noop("A target without a year is never due."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a page puts it: `row` and `field` name its answer, `rows` are those that the answer serves."""

    code: str
    row: str
    field: str
    facts: Mapping[str, str]
    rows: tuple[str, ...]
    choices: tuple[str, ...] = ()
    place: str = ""
    answer: str = ""
    is_open: bool = True

    @property
    def kind(self) -> Kind:
        """What is known of questions of this code."""
        return KINDS[self.code]

    @property
    def blocks(self) -> bool:
        """Whether nothing can be kept while it is open."""
        return self.is_open and self.code in BLOCKING

    @property
    def key(self) -> str:
        """A short name for forms and addresses, the same at every reading."""
        return digest(self.row, self.field)


def digest(*pieces: str) -> str:
    """Ten letters that stand for the texts."""
    return hashlib.sha256("\x1f".join(pieces).encode()).hexdigest()[:10]


def answer_field(code: str, facts: Mapping[str, str]) -> str:
    """Under which field the answer to a question is kept: its code, with a digest of the facts it depends on."""
    kind = KINDS[code]
    wanted = kind.groups_by or tuple(facts)
    told = [facts.get(name, "") for name in wanted]
    return f"{code} {digest(*told)}" if any(told) else code
