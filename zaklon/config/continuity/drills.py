"""What drills have shown: signed lines in a file outside the database, which a restore cannot take back."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from zaklon.audit.keyring import Keyring


@dataclass(frozen=True)
class Drill:
    """One drill: which backup, how long it took, what was checked, and by code what was wrong."""

    at: datetime
    backup: str
    taken_at: datetime | None
    seconds: float
    tables: int
    rows: int
    blocks: int
    opened: int
    faults: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults


def sentence(drill: Drill) -> str:
    """What a drill has shown, for the command line."""
    if drill.is_good:
        return (
            f"The backup {drill.backup} can be restored: {drill.rows} rows of {drill.tables} tables, {drill.blocks} "
            f"blocks of the trail, {drill.opened} sealed records opened, in {drill.seconds:.0f} s."
        )
    return f"The drill of {drill.backup or 'no backup'} FAILED: {', '.join(drill.faults)}."


def keep(drill: Drill, path: Path, keyring: Keyring) -> None:
    """Add a signed line that survives a power cut after this returns."""
    said = json.dumps(asdict(drill), default=datetime.isoformat, sort_keys=True)
    line = json.dumps({"drill": said, "key": keyring.newest, "signature": keyring.sign(said.encode()).hex()})
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def kept(path: Path, keyring: Keyring) -> list[Drill]:
    """Every drill whose signature is right, newest first; a line that somebody else wrote counts as none."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [drill for line in lines if (drill := _read(line, keyring)) is not None]
    return sorted(found, key=lambda each: each.at, reverse=True)


def last_good(path: Path, keyring: Keyring) -> Drill | None:
    """The newest drill that found nothing wrong."""
    return next((drill for drill in kept(path, keyring) if drill.is_good), None)


def _read(line: str, keyring: Keyring) -> Drill | None:
    try:
        signed = json.loads(line)
        said = str(signed["drill"])
        if not keyring.is_signed(said.encode(), bytes.fromhex(signed["signature"]), signed["key"]):
            return None
        facts = json.loads(said)
        taken_at = datetime.fromisoformat(facts["taken_at"]) if facts["taken_at"] else None
        return Drill(
            **{
                **facts,
                "at": datetime.fromisoformat(facts["at"]),
                "taken_at": taken_at,
                "faults": tuple(facts["faults"]),
            }
        )
    except (ValueError, KeyError, TypeError):
        return None
