"""zaklon cases count | verify: for whoever runs the system, who may know how much there is and nothing of what."""

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from zaklon.config.cli import ground

if TYPE_CHECKING:
    from zaklon.cases.queries.upkeep import Consistency, Standing

_WRONG = 1
_MEANINGS = {
    "lead_noted_wrongly": "open cases whose note of being led is not what their staff says",
    "missing_from_list": "open cases that somebody works on and no list of a body shows",
    "person_without_key": "persons without a data key: nothing about them can be read",
    "erased_with_key": "erased persons whose data key still lives: they are not erased",
    "entry_in_other_case": "entries that stand in another case than their person",
    "file_in_other_case": "files that stand in another case than their entry",
}
Deadlines = dict[str, tuple[int, int]]


def count(arguments: argparse.Namespace) -> int:
    """Print how the files stand."""
    with ground.database():
        from django.utils import timezone

        from zaklon.access.actor import SYSTEM
        from zaklon.access.rls import acting_as
        from zaklon.cases.queries.upkeep import standing
        from zaklon.pathway.queries.due import running_counts

        now = timezone.now()
        with acting_as(SYSTEM):
            found, deadlines = standing(now=now), running_counts(now=now)
    print(json.dumps(_as_json(found, deadlines)) if arguments.json else _sentences(found, deadlines))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check what no constraint of the database can state; exit 1 when something is wrong."""
    with ground.database():
        from django.utils import timezone

        from zaklon.access.actor import SYSTEM
        from zaklon.access.rls import acting_as
        from zaklon.cases.queries.upkeep import consistency

        with acting_as(SYSTEM):
            found = consistency(now=timezone.now())
    print(json.dumps({each.name: each.count for each in found.checks}) if arguments.json else _verdict(found))
    return 0 if found.is_sound else _WRONG


def _as_json(found: "Standing", deadlines: Deadlines) -> dict[str, object]:
    by_way = {way: {"running": every, "late": late} for way, (every, late) in deadlines.items()}
    return {**asdict(found), "deadlines": by_way}


def _sentences(found: "Standing", deadlines: Deadlines) -> str:
    lines = [f"Cases {status}: {number}" for status, number in found.by_status.items()]
    lines += [
        f"Open cases in which nobody works: {found.orphaned}",
        f"Open cases that nobody leads: {found.unled}",
        f"Open cases that are sealed: {found.sealed}",
        f"Tasks open: {found.tasks_open}, overdue: {found.tasks_overdue}",
    ]
    lines += [f"Deadlines of {way}: {every} run, {late} late" for way, (every, late) in deadlines.items()]
    return "\n".join(lines)


def _verdict(found: "Consistency") -> str:
    wrong = [each for each in found.checks if each.count]
    if not wrong:
        return f"All {len(found.checks)} checks hold."
    return "\n".join(f"{each.count} {_MEANINGS[each.name]}" for each in wrong)
