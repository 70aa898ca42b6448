"""Backups, drills and heads: that there are any, and none too old."""

from datetime import datetime

from zaklon.config.continuity.state import Standing, standing
from zaklon.config.deploy.findings import Finding

_FINDINGS = {
    "backup": Finding(
        "no_backup",
        "There is no backup, or the newest is too old.",
        "ZAKLON_BACKUP_DIR",
        "Run `zaklon backup`, and see why the nightly one did not.",
        refuses=False,
    ),
    "drill": Finding(
        "no_drill",
        "No backup was restored on trial for too long.",
        "the page Upkeep",
        "Run `zaklon drill`.",
        refuses=False,
    ),
    "head": Finding(
        "no_head",
        "No head of the trail was handed to somebody outside for too long.",
        "ZAKLON_AUDIT_MAILBOX",
        "Set the mailbox, or run `zaklon audit head --paper FILE` and give the sheet away.",
        refuses=False,
    ),
}


def of_upkeep(now: datetime) -> list[Finding]:
    """What is too old now."""
    return of_standing(standing(now=now))


def of_standing(found: Standing) -> list[Finding]:
    """The findings for how it stands."""
    return [_FINDINGS[name] for name in sorted(found.is_late)]
