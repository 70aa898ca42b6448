"""What is kept of a receipt: a digest, so that a copy of the table opens nothing."""

import hashlib
import re

_NOT_OF_CODE = re.compile(r"[^A-Z2-7]")


def digest_of(code: str) -> str:
    """Digest of a code as it was typed: small letters, blanks and dashes make no difference."""
    return hashlib.sha256(_NOT_OF_CODE.sub("", code.upper()).encode()).hexdigest()
