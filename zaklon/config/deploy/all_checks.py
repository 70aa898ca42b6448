"""Every check of a deployment, in the order in which somebody would mend them."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db import connections
from django.utils import timezone

from zaklon.config import environment as env
from zaklon.config.continuity.places import Places
from zaklon.config.deploy.findings import Finding
from zaklon.config.deploy.of_database import of_database
from zaklon.config.deploy.of_files import Folders, of_files
from zaklon.config.deploy.of_settings import of_settings
from zaklon.config.deploy.of_upkeep import of_upkeep


def findings(*, of_pages: bool = False) -> list[Finding]:
    """Everything that is wrong; `of_pages` also what only the process of the pages must not have."""
    folders = Folders(settings.DATA_DIR, settings.KEYS_DIR, Places.configured(settings.DATA_DIR), env.supplied_keys())
    found = [*of_settings(settings, timezone.localdate()), *of_files(folders), *of_database()]
    found += of_upkeep(timezone.now())
    return [*found, *(_of_pages() if of_pages else ())]


def _of_pages() -> Iterator[Finding]:
    held = [name for name in ("ZAKLON_DATABASE_OWNER_URL", "ZAKLON_DATABASE_BACKUP_URL") if os.environ.get(name)]
    if held or "owner" in connections.settings:
        yield Finding(
            "pages_too_mighty",
            "The pages hold an address that can pass by the row policies.",
            ", ".join(held),
            "Start `zaklon serve` without it.",
        )
