"""What is asked for in an entry of each part: fit for what the part is for, and no more."""

from dataclasses import dataclass
from enum import StrEnum

from zaklon.cases.kinds import Part, RecordKind


class Shape(StrEnum):
    """How an answer is written: one line, several lines each of which is an answer, a text, a day."""

    LINE = "line"
    LINES = "lines"
    TEXT = "text"
    DAY = "day"


@dataclass(frozen=True)
class Asked:
    """One answer of an entry; `name` is its key in the sealed content."""

    name: str
    shape: Shape = Shape.LINE
    is_needed: bool = False


_L, _M, _T, _D = Shape.LINE, Shape.LINES, Shape.TEXT, Shape.DAY

# Which entries a part takes; the first is what it is for.
KINDS_OF: dict[Part, tuple[RecordKind, ...]] = {
    Part.IDENTITY: (RecordKind.IDENTITY,),
    Part.CONTACT: (RecordKind.SAFE_CONTACT, RecordKind.NOTE),
    Part.SCREENING: (RecordKind.SCREENING, RecordKind.NOTE),
    Part.TESTIMONY: (RecordKind.STATEMENT, RecordKind.NOTE),
    Part.HEALTH: (RecordKind.HEALTH_NEED, RecordKind.NOTE),
    Part.PLACEMENT: (RecordKind.STAY, RecordKind.NOTE),
    Part.JUSTICE: (RecordKind.PROCEEDING, RecordKind.NOTE),
    Part.COMPENSATION: (RecordKind.CLAIM, RecordKind.NOTE),
    Part.SERVICES: (RecordKind.SUPPORT, RecordKind.NOTE),
    Part.RISK: (RecordKind.RISK_ASSESSMENT, RecordKind.NOTE),
    Part.SIGNAL: (RecordKind.SIGNAL, RecordKind.NOTE),
    Part.RESIDENCE: (RecordKind.STAY_RIGHT, RecordKind.NOTE),
}

# Only the names of identity entries make a person findable (commands.records.NAME_FIELDS and NUMBER_FIELDS).
ASKED: dict[RecordKind, tuple[Asked, ...]] = {
    RecordKind.IDENTITY: (
        Asked("given_names"),
        Asked("family_names"),
        Asked("aliases", _M),
        Asked("birth_date", _D),
        Asked("birth_place"),
        Asked("documents", _M),
        Asked("phones", _M),
        Asked("remarks", _T),
    ),
    RecordKind.SAFE_CONTACT: (
        Asked("safe_way", _T, is_needed=True),
        Asked("safe_times"),
        Asked("never_do", _T),
        Asked("trusted_person"),
    ),
    RecordKind.SCREENING: (
        Asked("indicators_seen", _T, is_needed=True),
        Asked("told_by_person", _T),
        Asked("assessment", _T),
        Asked("next_step"),
    ),
    RecordKind.STATEMENT: (
        Asked("taken_on", _D),
        Asked("language"),
        Asked("present"),
        Asked("statement", _T, is_needed=True),
    ),
    RecordKind.HEALTH_NEED: (
        Asked("need", _T, is_needed=True),
        Asked("treatment", _T),
        Asked("medicines_allergies", _T),
        Asked("next_appointment", _D),
    ),
    RecordKind.STAY: (
        Asked("place", is_needed=True),
        Asked("from_day", _D),
        Asked("until_day", _D),
        Asked("safety_of_place", _T),
    ),
    RecordKind.PROCEEDING: (
        Asked("authority", is_needed=True),
        Asked("reference_number"),
        Asked("happened_on", _D),
        Asked("step", _T, is_needed=True),
        Asked("protection_measures", _T),
    ),
    RecordKind.CLAIM: (
        Asked("before_whom", is_needed=True),
        Asked("reference_number"),
        Asked("claimed_on", _D),
        Asked("claim", _T, is_needed=True),
    ),
    RecordKind.SUPPORT: (
        Asked("goal", _T, is_needed=True),
        Asked("service"),
        Asked("from_day", _D),
        Asked("agreed_with_person", _T),
    ),
    RecordKind.RISK_ASSESSMENT: (
        Asked("danger", _T, is_needed=True),
        Asked("from_whom"),
        Asked("measures", _T),
        Asked("look_again_on", _D),
    ),
    RecordKind.SIGNAL: (
        Asked("reported", _T, is_needed=True),
        Asked("happened_on", _D),
        Asked("reported_by"),
        Asked("danger", _T),
    ),
    RecordKind.STAY_RIGHT: (
        Asked("ground_of_stay", is_needed=True),
        Asked("decision", _T),
        Asked("from_day", _D),
        Asked("until_day", _D),
    ),
    # Given on an item of the Team's agenda, so no part offers it.
    RecordKind.TEAM_OPINION: (Asked("opinion", _T, is_needed=True),),
    RecordKind.NOTE: (Asked("note", _T, is_needed=True),),
}


def kinds_of(part: Part) -> tuple[RecordKind, ...]:
    """The entries that a part takes; none for the shell."""
    return KINDS_OF.get(part, ())
