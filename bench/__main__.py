"""`make bench`: pages with 20 plans of 500 activities, the import of 5 000, the vault, a million cases, the trail.

`python -m bench vault` measures only what is named.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import audit, cases, importing, pages, registers, vault
from bench.ground import ground
from bench.ground import pages as served

PLANS, ACTIVITIES = 20, 500
RESULTS = Path(__file__).resolve().parents[1] / "var" / "bench.json"


def _pages() -> dict[str, object]:
    with ground() as place:
        # Models need the settings that the ground makes.
        from bench.invented import EVENTS, REPORTS, SPENT, VALUES, write

        began = time.monotonic()
        plan_ids = write(PLANS, ACTIVITIES)
        pages.run_as_superuser(place.super_url, [REPORTS, EVENTS, VALUES, SPENT, "ANALYZE"])
        print(f"\n{PLANS} plans of {ACTIVITIES} activities written in {time.monotonic() - began:.0f} s")
        with served(place):
            return pages.measure(place, plan_ids)


def _audit() -> dict[str, object]:
    with ground() as place:
        return audit.measure_mutations() | audit.measure(place)


# One Django can be set up once in a process, so each with a database runs in one of its own: `python -m bench NAME`.
BENCHES: dict[str, Callable[[], dict[str, object]]] = {
    "import": importing.measure,
    "pages": _pages,
    "vault": vault.measure,
    "cases": cases.measure,
    "registers": registers.measure,
    "audit": _audit,
}


def main(names: list[str]) -> int:
    """Measure what is named, or everything; print, and write the figures as JSON beside those of earlier runs."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    if len(names) != 1:
        return max(subprocess.call([sys.executable, "-m", "bench", name]) for name in names or BENCHES)
    (name,) = names
    figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    figures[name] = BENCHES[name]()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2))
    print(f"\nFigures also in {RESULTS.relative_to(RESULTS.parents[1])}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
