"""The canonical bytes of a row of the trail: PostgreSQL's binary copy format, which depends on no setting.

Two bytes with the number of columns, then for each column four bytes with its length (-1 for none) and its bytes, all
in network order: whole numbers in eight bytes, times in microseconds since the year 2000, UUIDs in sixteen bytes, texts
in UTF-8. The database writes exactly these bytes for `COPY (SELECT ...) TO STDOUT (FORMAT binary)`, so that millions of
rows are checked as they come; `row_bytes` writes the same for values in hand.
"""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

# All columns of audit_entry; a test compares them with the table.
COLUMNS = (
    "id",
    "transaction",
    "recorded_at",
    "at",
    "action",
    "subject",
    "user_id",
    "body_id",
    "roles",
    "fields",
    "request_id",
)

# What comes before the first row of a binary copy: a signature of eleven bytes, flags, length of the extension.
COPY_SIGNATURE = b"PGCOPY\n\xff\r\n\0"
COPY_HEADER_LENGTH = 19
COPY_END = b"\xff\xff"

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NUMBER = struct.Struct(">q")
_LENGTH = struct.Struct(">i")
# Both stand at a fixed place, since a row's first two columns are never empty and eight bytes long.
_ID_AT, _TRANSACTION_AT = 6, 18

Value = int | datetime | str | UUID | None


def row_bytes(values: Sequence[Value]) -> bytes:
    """The canonical bytes of a row, given all columns in the order of COLUMNS."""
    return struct.pack(">h", len(values)) + b"".join(map(_column, values))


def id_of(row: bytes) -> int:
    """The number of the row with these bytes."""
    return int(_NUMBER.unpack_from(row, _ID_AT)[0])


def transaction_of(row: bytes) -> int:
    """The number of the transaction that wrote the row."""
    return int(_NUMBER.unpack_from(row, _TRANSACTION_AT)[0])


def _column(value: Value) -> bytes:
    if value is None:
        return _LENGTH.pack(-1)
    raw = _raw(value)
    return _LENGTH.pack(len(raw)) + raw


def _raw(value: int | datetime | str | UUID) -> bytes:
    if isinstance(value, datetime):
        return _NUMBER.pack((value - _EPOCH) // _MICROSECOND)
    if isinstance(value, UUID):
        return value.bytes
    return value.encode() if isinstance(value, str) else _NUMBER.pack(value)
