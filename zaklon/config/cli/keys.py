"""zaklon keys rotate-vault."""

import argparse
import sys

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
