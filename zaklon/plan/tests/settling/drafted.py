"""Invented drafts for tests of settling: one of a small file with doubts, one of rows written by hand."""

from decimal import Decimal
from functools import cache

from zaklon.plan.kinds import BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.settling.drafting import draft_of
from zaklon.plan.settling.drafts import DraftIndicator, DraftTarget
from zaklon.plan.settling.faults import Frame, KnownStrategy
from zaklon.plan.settling.questions import Asked, answer_field
from zaklon.plan.settling.replies import replied
from zaklon.plan.settling.settling import settle
from zaklon.plan.tests.importing.tables import BRIDGE, DIRECTORY, FORD, HEADER, read_docx

OTTER = [
    "1.1.3 Count the otters",
    "Otter Society, Bridge Authority",
    "spring",
    "Q3 2027",
    "At least 45 otters in 6 rivers",
    "5000",
]
STRATEGY = KnownStrategy("RIVERS", "Safe rivers", 2024, 2028, {1: "Make the rivers safer"})
BODIES = frozenset(DIRECTORY.records)
FRAME = Frame({"RIVERS": STRATEGY}, BODIES)
NEW = {
    ("", "strategy"): "new",
    ("", "strategy_code"): "INV-2024",
    ("", "strategy_title"): "Invented rivers",
    ("", "first_year"): "2024",
    ("", "last_year"): "2028",
}


def read_rivers(*rows, title="Action plan for rivers for 2027"):
    """The reading of a small file under one objective and one measure."""
    lines = rows or (FORD, BRIDGE, OTTER)
    return read_docx(
        title, "Operational objective 1: Make the rivers safer", "Key measure 1.1: Fords", [HEADER, *lines]
    )


@cache
def _drafted(rows, **given):
    read = read_rivers(*rows, **given)
    return read, draft_of(read)


def settled(*rows, answers=None, frame=FRAME, **given):
    """The small file settled by the answers, which name the known strategy unless they say otherwise."""
    read, drafted = _drafted(tuple(map(tuple, rows)), **given)
    said = {("", "strategy"): "RIVERS", **(answers or {})}
    return settle(drafted, read.questions, said, frame)


def open_codes(found):
    """Codes of the questions that nobody has answered."""
    return {each.code for each in found.open_questions}


def question(found, code):
    """The one question of a code."""
    (asked,) = [each for each in found.asked if each.code == code]
    return asked


def activity_of(found, code):
    """The activity of a code."""
    return next(each for each in found.plan.activities if each.code == code)


def indicator(**changes):
    """A counted indicator with a target in the middle that names no year."""
    values = {
        "row": "indicator PI-1",
        "code": "PI-1",
        "objective": 1,
        "text": "Crossings without an accident",
        "kind": ValueKind.NUMBER,
        "direction": Direction.NONE,
        "unit": "crossings",
        "baseline_text": "815 in seven years, 100 in the last",
        "base_rule": BaseRule.UNDECIDED,
        "targets": (
            DraftTarget(Milestone.MID, None, "5 % more", TargetForm.CHANGE_PERCENT, Decimal(5), "crossings"),
            DraftTarget(Milestone.FINAL, 2028, "10 % more", TargetForm.CHANGE_PERCENT, Decimal(10), "crossings"),
        ),
        "baseline_value": Decimal(815),
        "baseline_first_year": 2018,
        "baseline_last_year": 2024,
    }
    return DraftIndicator(**{**values, **changes})


def reply(row, code, text, /, **facts):
    """The row after one question of it was answered."""
    return replied(row, Asked(code, row.row, answer_field(code, facts), facts, (row.row,)), text)
