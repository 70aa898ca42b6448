"""What an entry's columns repeat of its answers, and what stays with its body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zaklon.forms.definition import Answer, Answers
from zaklon.vocabulary.pack.registers import Register


@dataclass(frozen=True)
class Columns:
    """The columns of an entry that repeat answers; `day` is None where the parent's is meant."""

    day: date | None
    until: date | None
    municipality: str


def columns_of(register: Register, answers: Answers) -> Columns:
    """Day, last day and place of an entry."""
    place = answers.get(register.place, "") if register.place else ""
    return Columns(
        _day(answers.get(register.day)) if register.day else None,
        _day(answers.get(register.until)) if register.until else None,
        place if isinstance(place, str) else "",
    )


def _day(said: Answer | None) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def parted(register: Register, answers: Answers) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """The answers that others may read, and those that never leave the body."""
    own = {code: said for code, said in answers.items() if code in register.own}
    return {code: said for code, said in answers.items() if code not in register.own}, own


def may_enter(register: Register, codes_upwards: Iterable[str]) -> bool:
    """Whether a body enters this register: `codes_upwards` are its own code and those of the bodies above it."""
    return not register.entered_by or not set(register.entered_by).isdisjoint(codes_upwards)


def entered_first(registers: Mapping[str, Register], codes_upwards: Iterable[str]) -> list[Register]:
    """The registers that a body is named for, in the pack's order."""
    codes = set(codes_upwards)
    return [each for each in registers.values() if not codes.isdisjoint(each.entered_by)]
