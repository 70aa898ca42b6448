"""What must follow a restore before anybody may sign in: erased again, sealed as before, readable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands.sealing import verify
from zaklon.audit.queries import checking
from zaklon.cases.vault import erasure
from zaklon.cases.vault.sample import open_sample
from zaklon.config.continuity.manifest import Manifest

_SAMPLE = 20


@dataclass(frozen=True)
class Finished:
    """`erased` persons were erased again; `blocks` of the trail and a sample of records were looked at.

    `faults` names what is wrong by code: seal, head, sample. Empty when all is right.
    """

    erased: int
    blocks: int
    opened: int
    faults: tuple[str, ...]


def finish(*, ledgers: Iterable[Path], manifest: Manifest | None, now: datetime) -> Finished:
    """Check the seal, erase again whom the lists name, open a sample. Raises ErasedListError for a foreign list.

    The seal is checked first: what follows writes to the trail.
    """
    faults = []
    with acting_as(SYSTEM):
        verdict = verify()
        newest = checking.last_block()
    if verdict.fault is not None:
        faults.append("seal")
    if manifest is not None and manifest.head_number and _head_differs(manifest):
        faults.append("head")
    erased = sum(erasure.apply_after_restore(path, now=now) for path in ledgers if path.exists())
    sample = open_sample(_SAMPLE)
    if sample.failed:
        faults.append("sample")
    return Finished(erased, newest.number if newest else 0, sample.opened, tuple(faults))


def _head_differs(manifest: Manifest) -> bool:
    with acting_as(SYSTEM):
        block = checking.block(manifest.head_number)
    return block is None or block.hash.hex() != manifest.head_hash
