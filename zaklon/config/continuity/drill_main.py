"""The restore of a drill as a process of its own, whose whole environment leads to a scratch server."""

import json
import sys
from pathlib import Path
from typing import Any

import django

from zaklon.config.faults import CannotStart


def main(path: Path, answer: Path) -> int:
    """Restore, check, and write what was found as JSON."""
    django.setup()
    answer.write_text(json.dumps(_found(path)))
    return 0


def _found(path: Path) -> dict[str, Any]:
    from zaklon.cases.vault.erasure import ErasedListError
    from zaklon.config.continuity.programs import ProgramFailed
    from zaklon.config.continuity.reading import UnusableBackup
    from zaklon.config.continuity.restoring import RestoreRefused

    try:
        return _restored(path)
    except UnusableBackup:
        return _failed("unusable")
    except RestoreRefused:
        return _failed("refused")
    except ErasedListError:
        return _failed("erased_list")
    except (ProgramFailed, CannotStart):
        return _failed("not_restored")


def _restored(path: Path) -> dict[str, Any]:
    from django.conf import settings
    from django.utils import timezone

    from zaklon.config import environment as env
    from zaklon.config.cli.upkeep import bring_up_to_date
    from zaklon.config.continuity import reading, restoring
    from zaklon.config.continuity.after import finish
    from zaklon.config.continuity.places import Places

    keyring = Places.configured(settings.DATA_DIR).keyring()
    manifest = reading.check(path, keyring)
    owner, backup = env.text("ZAKLON_DATABASE_OWNER_URL"), env.text("ZAKLON_DATABASE_BACKUP_URL")
    target = restoring.Target(owner, backup, settings.ATTACHMENTS_DIR, settings.KEYS_DIR)
    major = restoring.prepare(manifest, target, is_to_replace=False)
    restoring.put_back(path, keyring, manifest, target, major=major)
    bring_up_to_date()
    done = finish(ledgers=[settings.ERASED_FILE], manifest=manifest, now=timezone.now())
    return {
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "blocks": done.blocks,
        "opened": done.opened,
        "faults": list(done.faults),
    }


def _failed(why: str) -> dict[str, Any]:
    return {"tables": 0, "rows": 0, "blocks": 0, "opened": 0, "faults": [why]}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
