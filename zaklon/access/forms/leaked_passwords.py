"""Passwords that stand in a list of leaked ones, which the operator keeps as a file: no network is asked."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DIGEST_LENGTH = 40


class LeakedPasswordValidator:
    """Refuses a password whose SHA-1 digest stands in the file of the setting ZAKLON_LEAKED_PASSWORDS."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django passes it
        """Raise ValidationError for a leaked password. A file that is set and cannot be read is a loud error."""
        if not settings.LEAKED_PASSWORDS:
            return
        # The digest names an entry of a public list; it protects nothing.
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if stands_in(Path(settings.LEAKED_PASSWORDS), digest):
            raise ValidationError(self.get_help_text(), code="password_leaked")

    def get_help_text(self) -> str:
        """What Django shows beside the field."""
        return _("The password must not stand in a list of leaked passwords.")


def stands_in(path: Path, digest: str) -> bool:
    """Whether a line of the sorted file begins with the digest. The file may be far larger than the memory."""
    wanted = digest.encode()
    with path.open("rb") as lines:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            start, line = _line_from(lines, middle)
            if not line or line[:_DIGEST_LENGTH] > wanted:
                high = middle
            elif line[:_DIGEST_LENGTH] < wanted:
                low = start + len(line)
            else:
                return True
    return False


def _line_from(lines: BinaryIO, position: int) -> tuple[int, bytes]:
    """The first line that begins at the position or behind it, and where it begins."""
    if position:
        lines.seek(position - 1)
        lines.readline()
    else:
        lines.seek(0)
    return lines.tell(), lines.readline()
