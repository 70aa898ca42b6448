"""The head: one line about the last block, signed, to be kept by somebody outside.

A chain alone finds neither a cut tail nor a full rewrite; a head that lies elsewhere finds both, up to its block. The
line holds no personal data and is the same in a mail, in a file and under the QR code of a printed sheet:

    zaklon-audit-head 1 block=12 rows=12000 hash=... sealed=2026-03-02T12:00:00Z key=audit-1 signature=...
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from zaklon.audit.rules.blocks import Block, Signer

# Without its spaces, for those are lost where a line is broken.
_LINE = re.compile(
    r"zaklon-audit-head1block=([1-9][0-9]{0,17})rows=([1-9][0-9]{0,17})hash=([0-9a-f]{64})"
    r"sealed=([0-9T:.\-]{19,26})Zkey=(audit-[1-9][0-9]{0,5})signature=([0-9a-f]{128})"
)


class UnreadableHeadError(ValueError):
    """A file holds no head: it is of something else, or was cut or changed."""


@dataclass(frozen=True)
class Head:
    """What the last block says of the whole trail: its number, how many rows, and the hash that all of it leads to."""

    number: int
    rows: int
    hash: bytes
    sealed_at: datetime
    key_id: str
    signature: bytes = b""

    @property
    def said(self) -> str:
        """The signed part of the line."""
        sealed = self.sealed_at.astimezone(UTC).replace(tzinfo=None).isoformat()
        return (
            f"zaklon-audit-head 1 block={self.number} rows={self.rows} hash={self.hash.hex()}"
            f" sealed={sealed}Z key={self.key_id}"
        )

    @property
    def line(self) -> str:
        """The whole line."""
        return f"{self.said} signature={self.signature.hex()}"


def head_of(block: Block, signer: Signer) -> Head:
    """The signed head of a block."""
    unsigned = Head(block.number, block.total, block.hash, block.sealed_at, signer.newest)
    return Head(**{**vars(unsigned), "signature": signer.sign(unsigned.said.encode())})


def read_heads(text: str) -> list[Head]:
    """Every head in a text, such as a saved mail. Raises UnreadableHeadError for none."""
    # A mail program, a printed sheet or a scanner may have broken the long line anywhere.
    unbroken = "".join(text.replace("=\r\n", "").replace("=\n", "").replace("\u200b", "").split())
    found = [_head(match) for match in _LINE.finditer(unbroken)]
    if not found:
        raise UnreadableHeadError("no line of the kind `zaklon-audit-head 1 block=...`")
    return found


def _head(match: re.Match[str]) -> Head:
    number, rows, digest, sealed, key_id, signature = match.groups()
    try:
        sealed_at = datetime.fromisoformat(sealed).replace(tzinfo=UTC)
    except ValueError as error:
        raise UnreadableHeadError("the time of sealing is no time") from error
    return Head(int(number), int(rows), bytes.fromhex(digest), sealed_at, key_id, bytes.fromhex(signature))
