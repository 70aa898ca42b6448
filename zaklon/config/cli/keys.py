"""zaklon keys rotate-vault | backup | restore."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from zaklon.config.cli import ground


def rotate_vault(_arguments: argparse.Namespace) -> int:
    """Bring every person's data key under the newest vault key, while pages and worker go on."""
    with ground.database():
        from cryptography.exceptions import InvalidTag
        from django.utils import timezone

        from zaklon.cases.vault import rotation
        from zaklon.cases.vault.keys import keyring
        from zaklon.common.sealing import KeyMissingError

        newest, waiting = keyring().newest, rotation.waiting()
        print(f"{waiting} data keys are under an older key than {newest}.", flush=True)
        try:
            done = rotation.rewrap_all(
                now=timezone.now(), tell=lambda count: print(f"{count} of {waiting}", flush=True)
            )
        except KeyMissingError as error:
            print(f"zaklon: {error.args[0]}.", file=sys.stderr)
            return 1
        except InvalidTag:
            print("zaklon: a data key was changed or moved in the database; restore it from a backup.", file=sys.stderr)
            return 1
    print(f"{done} renewed. Every data key is under {newest}; older vault keys are needed for older backups only.")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Write every key into one file under a passphrase."""
    from zaklon.config.continuity.key_copy import KeyCopyError, sealed_copy

    path: Path = arguments.file
    if path.exists():
        return _refuse(f"{path} exists: name a file that does not")
    try:
        passphrase = _passphrase("Passphrase for the copy: ")
        if sys.stdin.isatty() and getpass.getpass("Once more: ") != passphrase:
            return _refuse("the two are not the same")
        content, names = sealed_copy(_folders(), passphrase)
    except KeyCopyError as error:
        return _refuse(str(error))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(content)
    print(f"{path} holds {', '.join(names)}.")
    print("Keep it apart from the backups, and the passphrase apart from it: whoever has all three reads everything.")
    print("Keys that a command or a setting gives are not in it: copy them where they are kept.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put keys that are missing back from such a file; a key that is there is never changed."""
    from zaklon.config.continuity.key_copy import KeyCopyError, opened_copy, put_back

    try:
        keys = opened_copy(arguments.file.read_bytes(), _passphrase("Passphrase of the copy: "))
        written = put_back(keys, *_folders())
    except (KeyCopyError, OSError) as error:
        return _refuse(str(error))
    print(f"Put back: {', '.join(written) or 'nothing, every key was there'}.")
    return 0


def _folders() -> tuple[Path, Path]:
    from zaklon.config import environment as env

    data = ground.data_dir()
    return env.folder("ZAKLON_KEYS_DIR", data / "keys"), env.folder("ZAKLON_BACKUP_KEYS_DIR", data / "backup-keys")


def _passphrase(question: str) -> str:
    """From the person, or the first line of what is piped in; never from the command line, which others can read."""
    return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _refuse(sentence: str) -> int:
    print(f"zaklon: {sentence}.", file=sys.stderr)
    return 2
