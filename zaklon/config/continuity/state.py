"""How the installation stands: the newest backup, the drills, the last head outside, and what of it is too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands.sealing import keyring
from zaklon.audit.queries.latest import last_at
from zaklon.audit.queries.seal import handouts
from zaklon.config import environment as env
from zaklon.config.continuity import drills
from zaklon.config.continuity.drills import Drill

_SHOWN = 12


@dataclass(frozen=True)
class Limits:
    """How old each may be before somebody is warned."""

    backup: timedelta
    drill: timedelta
    head: timedelta

    @classmethod
    def configured(cls) -> "Limits":
        """As the settings say."""
        return cls(
            timedelta(hours=env.whole("ZAKLON_BACKUP_HOURS", 26)),
            timedelta(days=env.whole("ZAKLON_DRILL_DAYS", 35)),
            timedelta(days=env.whole("ZAKLON_HEAD_DAYS", 7)),
        )


@dataclass(frozen=True)
class Standing:
    """Moments are None where it never happened. `drills` are the newest dozen; `is_late` names what is too old."""

    backup_at: datetime | None
    good_drill_at: datetime | None
    head_at: datetime | None
    drills: tuple[Drill, ...]
    is_late: frozenset[str]


def standing(*, now: datetime) -> Standing:
    """How it stands, for the command line; asks for no permission. A few queries by index, and one small file."""
    found = drills.kept(settings.DRILLS_FILE, keyring())
    good = next((drill.at for drill in found if drill.is_good), None)
    with acting_as(SYSTEM):
        backup = last_at("backup.taken", "backup.base_taken")
        head = max((each.at for each in handouts()), default=None)
    limits = Limits.configured()
    moments = {"backup": (backup, limits.backup), "drill": (good, limits.drill), "head": (head, limits.head)}
    late = frozenset(name for name, (at, limit) in moments.items() if at is None or now - at > limit)
    return Standing(backup, good, head, tuple(found[:_SHOWN]), late)


def standing_for(actor: Actor, *, now: datetime) -> Standing:
    """The same for a page. Raises NotPermitted."""
    actor.must(Permission.SYSTEM_READ)
    return standing(now=now)
