"""Asking the operator's virus scanner about a file before it is sealed: afterwards nobody could."""

import subprocess

from django.conf import settings

from zaklon.common.errors import RuleBroken

_SECONDS = 60
_CLEAN, _INFECTED = 0, 1


def refuse_infected(content: bytes) -> None:
    """Give the content to the command of the setting ZAKLON_SCAN_COMMAND; nothing happens where none is set.

    Raises RuleBroken on field `file`: file_infected; file_not_scanned while the scanner fails, for then none is taken.
    """
    if not settings.SCAN_COMMAND:
        return
    try:
        # The command is the operator's own; nothing of the file stands in it.
        answer = subprocess.run(  # noqa: S603
            settings.SCAN_COMMAND, input=content, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        raise RuleBroken("file_not_scanned", field="file") from None
    if answer.returncode == _INFECTED:
        raise RuleBroken("file_infected", field="file")
    if answer.returncode != _CLEAN:
        raise RuleBroken("file_not_scanned", field="file")
