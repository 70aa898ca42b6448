"""What a backup says of itself: when it was taken, what is in it, and which keys are needed to read it."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

FORMAT = 1


class ManifestError(ValueError):
    """A manifest that this release cannot read."""


@dataclass(frozen=True)
class Manifest:
    """`tables` counts rows by table, `sums` gives size and SHA-256 by member, `keys` names keys and holds none.

    `head` is number and hash of the newest block of the trail, empty before the first. `migrations` are `app.name`.
    """

    taken_at: datetime
    postgres: int
    tables: dict[str, int]
    migrations: list[str]
    keys: list[str]
    head_number: int = 0
    head_hash: str = ""
    sums: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(self.tables.values())

    def as_json(self) -> bytes:
        """For the last member of a backup."""
        return json.dumps({"format": FORMAT, **asdict(self)}, default=datetime.isoformat, sort_keys=True).encode()

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Raises ManifestError, above all for the format of a newer release."""
        try:
            found = json.loads(text)
            written_as = found.pop("format")
            if written_as != FORMAT:
                raise ManifestError(f"it was written by a newer release (format {written_as}, known is {FORMAT})")
            return cls(**{**found, "taken_at": datetime.fromisoformat(found["taken_at"])})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, ManifestError):
                raise
            raise ManifestError("its manifest cannot be read") from None
