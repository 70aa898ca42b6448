"""What tests ask of the faults of a pack."""

from pathlib import Path

from zaklon.vocabulary import fault_texts
from zaklon.vocabulary.pack import PackFault, check_pack


def only(folder: Path, code: str) -> PackFault:
    """The one fault of the pack, which must have this code and sentences without gaps."""
    faults = check_pack(folder)
    assert [fault.code for fault in faults] == [code]
    for sentence in (fault_texts.problem(faults[0]), fault_texts.remedy(faults[0])):
        assert sentence.endswith((".", "…"))
        assert "%(" not in sentence
    return faults[0]


def found(folder: Path, code: str) -> PackFault:
    """The first fault with this code among those of the pack."""
    return next(fault for fault in check_pack(folder) if fault.code == code)
