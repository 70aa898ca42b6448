"""What a heading between or within tables opens: an area, an objective or a measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zaklon.plan.importing.folding import fold, fold_with_places, tidy

_LABEL: Final = r"\d{1,2}(?:\s?\.\s?\d{1,2}){0,2}\.?(?:\s*/\s*\d{1,2}(?:\s?\.\s?\d{1,2})*\.?)*"
_ROMAN_OR_NUMBER: Final = r"\d{1,2}(?:\.\d{1,2})?|[ivx]{1,4}(?!\w)"
_TITLE: Final = r"\s*[.:)\-]*\s*(?P<title>.*)$"
_AREA: Final = re.compile(
    r"(?:strategic (?:area|goal|objective)|area|(?:strateska |prioritetna )?oblast|strateski cilj"
    r"|(?:fusha|objektivi) strategjike?|fusha)"
    rf"\s*(?:no\.?|br\.?|nr\.?)?\s*(?P<number>{_ROMAN_OR_NUMBER}){_TITLE}"
)
_OBJECTIVE: Final = re.compile(
    r"(?:(?:operational|specific|operativni|operativan|specificni|posebni)\s+)?(?:objective|goal|cilj|objektivi|qellimi)"
    rf"(?:\s+(?:operativ|operacional|specifik)\w*)?\s*(?:no\.?|br\.?|nr\.?)?\s*(?P<number>{_ROMAN_OR_NUMBER}){_TITLE}"
)
_MEASURE: Final = re.compile(
    r"(?:(?:key|priority|kljucna|prioritetna)\s+)?(?:measure|mj?era|masa)(?:\s+(?:kyce|kryesore|prioritare))?"
    rf"\s*(?:no\.?|br\.?|nr\.?)?\s*(?P<number>{_LABEL})(?!\d){_TITLE}"
)
_BARE_MEASURE: Final = re.compile(
    r"(?P<number>\d{1,2}\.\d{1,2}\.?(?:\s*/\s*\d{1,2}\.\d{1,2}\.?)*)(?![\d.])\s+[.:)\-]*\s*(?P<title>.*)$"
)
_PLAIN_CODE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_TOTAL: Final = re.compile(r"^(?:sub-?)?(?:total|sum|ukupno|suma|svega|gjithsej|totali?|shuma)\b")
# The first letters that any of these patterns can have, to pass over other text at once.
_OPENING: Final = re.compile(
    r"strat|area|obla|priorit|fush|objekt|object|oper|spec|poseb|goal|cilj|qell|key|kljuc|meas|mj?era|masa|\d"
)
_MAX_HEADING: Final = 600


class Section(StrEnum):
    """The levels above an activity."""

    AREA = "area"
    OBJECTIVE = "objective"
    MEASURE = "measure"
    BARE_MEASURE = "bare_measure"


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading between or within tables; `label` as printed."""

    section: Section
    label: str
    title: str


def section_of(text: str) -> SectionHeading | None:
    """The area, objective or measure that a heading opens, None for other text."""
    written = tidy(text).lstrip("•-– ")
    if len(written) > _MAX_HEADING or not _OPENING.match(fold(written[:40])):
        return None
    folded, places = fold_with_places(written)
    for section, pattern in (
        (Section.AREA, _AREA),
        (Section.OBJECTIVE, _OBJECTIVE),
        (Section.MEASURE, _MEASURE),
        (Section.BARE_MEASURE, _BARE_MEASURE),
    ):
        match = pattern.match(folded)
        if match and _opens_title(written, folded, places, match):
            label = re.sub(r"\s", "", written[places[match.start("number")] : places[match.end("number")]])
            return SectionHeading(section, _tidy_label(label), written[places[match.start("title")] :].strip())
    return None


def _opens_title(written: str, folded: str, places: Sequence[int], match: re.Match[str]) -> bool:
    """Running text such as "measure 1.2 is late" opens no section: a mark or a capital must follow the number."""
    between = folded[match.end("number") : match.start("title")].strip()
    title = written[places[match.start("title")] :].strip()
    return bool(between) or not title or not title[0].islower() or match["number"].endswith(".")


def _tidy_label(label: str) -> str:
    """A single number loses its closing point; a joint label ("3.3./3.4.") stays as printed."""
    return label if "/" in label else label.rstrip(".")


def label_numbers(label: str) -> tuple[str, ...]:
    """The measure numbers within a label: "3.3./3.4." is 3.3 and 3.4."""
    return tuple(number.strip(".") for number in re.split(r"/", label) if _PLAIN_CODE.fullmatch(number.strip(".")))


def is_total(text: str) -> bool:
    """Whether the row sums up others."""
    return bool(_TOTAL.match(fold(text).strip()))
