"""zaklon wal keep | give: what PostgreSQL calls for each segment of its log. Light, for it runs often."""

import argparse
import sys

from zaklon.common.key_sources import KeySource, KeySourceError
from zaklon.common.sealing import KeyMissingError, Keyring


def keep(arguments: argparse.Namespace) -> int:
    """archive_command: exit 0 only when the segment is sealed and on disk."""
    from zaklon.config.continuity.base import WalRefused, keep_segment

    try:
        keep_segment(arguments.path, arguments.name, arguments.archive, _keyring(arguments))
    except (WalRefused, OSError, KeySourceError, KeyMissingError, ValueError) as error:
        return _refuse(error)
    return 0


def give(arguments: argparse.Namespace) -> int:
    """restore_command: exit 1 says that the archive ends here."""
    from zaklon.config.continuity.base import WalRefused, give_segment

    try:
        give_segment(arguments.name, arguments.path, arguments.archive, _keyring(arguments))
    except (WalRefused, OSError, KeySourceError, KeyMissingError, ValueError) as error:
        return _refuse(error)
    return 0


def _keyring(arguments: argparse.Namespace) -> Keyring:
    return KeySource(arguments.keys).ring("backup")


def _refuse(error: Exception) -> int:
    print(f"zaklon wal: {error}", file=sys.stderr)
    return 1
