"""`make bench`: pages with 20 plans of 500 activities, the import of a plan with 5 000 activities, the vault.

`python -m bench vault` measures only what is named.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import importing, pages, vault
from bench.ground import ground
from bench.ground import pages as served

PLANS, ACTIVITIES = 20, 500
RESULTS = Path(__file__).resolve().parents[1] / "var" / "bench.json"


def _pages() -> dict[str, object]:
    with ground() as place:
        from bench.invented import (  # models need the settings that the ground makes
            EVENTS,
            REPORTS,
            SPENT,
            VALUES,
            write,
        )

        began = time.monotonic()
        plan_ids = write(PLANS, ACTIVITIES)
        pages.run_as_superuser(place.super_url, [REPORTS, EVENTS, VALUES, SPENT, "ANALYZE"])
        print(f"\n{PLANS} plans of {ACTIVITIES} activities written in {time.monotonic() - began:.0f} s")
        with served(place):
            return pages.measure(place, plan_ids)


# Each in a process of its own would be cleaner; one Django can be set up once, so those with a database come last.
BENCHES: dict[str, Callable[[], dict[str, object]]] = {
    "import": importing.measure,
    "pages": _pages,
    "vault": vault.measure,
}


def main(names: list[str]) -> int:
    """Measure what is named, or everything; print, and write the figures as JSON beside those of earlier runs."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        figures[name] = BENCHES[name]()
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(figures, indent=2))
    print(f"\nFigures also in {RESULTS.relative_to(RESULTS.parents[1])}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
