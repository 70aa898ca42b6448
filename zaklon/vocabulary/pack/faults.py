"""What can be wrong with a country pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zaklon.common.errors import RuleBroken


@dataclass(frozen=True)
class PackFault:
    """One thing that is wrong: where it is, a stable code, and the facts that its sentences need.

    `line` counts from 1; it is None when the fault is about the whole file. `column` is the name of a table's column
    or the path of a value in pack.yaml, such as `languages[2].locale`.
    """

    file: str
    code: str
    line: int | None = None
    column: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """File, line and column in the short form that editors understand, such as `terms.csv:12 label_en`."""
        line = f":{self.line}" if self.line is not None else ""
        column = f" {self.column}" if self.column else ""
        return f"{self.file}{line}{column}"


class PackFaulty(RuleBroken):
    """The folder is not a pack that could be used; `faults` says why."""

    def __init__(self, faults: Sequence[PackFault]) -> None:
        super().__init__("pack_faulty", facts={"faults": len(faults)})
        self.faults = tuple(faults)


def in_reading_order(faults: Sequence[PackFault]) -> list[PackFault]:
    """Faults by file and line, as a person would work through them."""
    return sorted(faults, key=lambda fault: (fault.file, fault.line or 0, fault.column or "", fault.code))
