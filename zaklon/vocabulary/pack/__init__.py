"""Country packs as folders of data files: reading, checking, and the records that come out."""

from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack.faults import PackFault, PackFaulty
from zaklon.vocabulary.pack.reading import check_pack, read_pack
from zaklon.vocabulary.pack.records import (
    BodyAlias,
    BodyRecord,
    Census,
    Clock,
    ClockKind,
    Country,
    Footnote,
    Holiday,
    Language,
    Municipality,
    Pack,
    Population,
    Region,
    ReportKind,
    SourceTitle,
    Step,
    Term,
    TermList,
    Territory,
    Threshold,
    Way,
)
from zaklon.vocabulary.pack.schemas import PACKS_DIR

__all__ = [
    "PACKS_DIR",
    "BodyAlias",
    "BodyRecord",
    "Census",
    "Certainty",
    "Clock",
    "ClockKind",
    "Country",
    "Footnote",
    "Holiday",
    "Language",
    "Municipality",
    "Pack",
    "PackFault",
    "PackFaulty",
    "Population",
    "Region",
    "ReportKind",
    "SourceTitle",
    "Step",
    "Term",
    "TermList",
    "Territory",
    "Threshold",
    "Way",
    "check_pack",
    "read_pack",
]
