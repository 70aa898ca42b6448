"""Country packs as folders of data files: reading, checking, and the records that come out."""

from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack.conditions import Condition, Relation
from zaklon.vocabulary.pack.faults import PackFault, PackFaulty
from zaklon.vocabulary.pack.forms import YES_NO, FieldKind, Form, FormField
from zaklon.vocabulary.pack.reading import check_pack, read_pack
from zaklon.vocabulary.pack.records import (
    BodyAlias,
    BodyRecord,
    Census,
    Clock,
    ClockKind,
    Country,
    Footnote,
    Language,
    Municipality,
    Pack,
    Population,
    Region,
    ReportKind,
    SourceTitle,
    Term,
    TermList,
    Territory,
    Threshold,
)
from zaklon.vocabulary.pack.schemas import PACKS_DIR

__all__ = [
    "PACKS_DIR",
    "YES_NO",
    "BodyAlias",
    "BodyRecord",
    "Census",
    "Certainty",
    "Clock",
    "ClockKind",
    "Condition",
    "Country",
    "FieldKind",
    "Footnote",
    "Form",
    "FormField",
    "Language",
    "Municipality",
    "Pack",
    "PackFault",
    "PackFaulty",
    "Population",
    "Region",
    "Relation",
    "ReportKind",
    "SourceTitle",
    "Term",
    "TermList",
    "Territory",
    "Threshold",
    "check_pack",
    "read_pack",
]
