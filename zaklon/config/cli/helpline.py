"""zaklon helpline day: the daily report R01 of all helplines for a terminal; counts only, of nobody."""

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from zaklon.config.cli import ground

if TYPE_CHECKING:
    from zaklon.helpline.queries.counts import Day

_NOT_THERE = 1
_LANGUAGE = "en"


def day(arguments: argparse.Namespace) -> int:
    """Print the report of a day by structure and number; exit 1 when the day is not reported."""
    with ground.database():
        from zaklon.access.actor import SYSTEM
        from zaklon.access.rls import acting_as
        from zaklon.helpline.queries.counts import day_of
        from zaklon.vocabulary.queries import vocabulary

        with acting_as(SYSTEM):
            found = day_of(arguments.day, actor=SYSTEM)
            wording = vocabulary().wording(_LANGUAGE)
        if found is None:
            print(f"{arguments.day} is not reported. A day is reported after its midnight.", file=sys.stderr)
            return _NOT_THERE
        names = {code: wording.label("call_structure", code) for code in found.counts.structures()}
    print(json.dumps(_as_json(found)) if arguments.json else _sentences(found, names))
    return 0


def day_of_text(text: str) -> date:
    """The day of an argument. Raises ArgumentTypeError for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2026-05-01") from None


def _as_json(found: "Day") -> dict[str, object]:
    counts = found.counts
    return {
        "day": found.day.isoformat(),
        "calls": counts.value("total"),
        "seconds": found.seconds,
        "revision": max(each.number for each in found.revisions),
        "by_structure": {code: counts.value("structure", code) for code in counts.structures()},
    }


def _sentences(found: "Day", names: dict[str, str]) -> str:
    revision = max(each.number for each in found.revisions)
    lines = [f"{found.day}: {found.counts.value('total')} calls (revision {revision})"]
    lines += [f"{found.counts.value('structure', code):>6}  {name}" for code, name in names.items()]
    return "\n".join(lines)
