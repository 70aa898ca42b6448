"""`make bench`: pages with 20 plans of 500 activities, the import of a plan with 5 000, the trail at a million rows.

`python -m bench audit` measures the trail alone.
"""

import json
import sys
import time
from pathlib import Path

from bench import audit, importing, pages
from bench.ground import Ground, ground
from bench.ground import pages as served

PLANS, ACTIVITIES = 20, 500
RESULTS = Path(__file__).resolve().parents[1] / "var"


def main() -> int:
    """Measure, print, and write the figures as JSON."""
    if sys.argv[1:] == ["audit"]:
        with ground() as place:
            return _keep({"audit": audit.measure_mutations() | audit.measure(place)}, "bench-audit.json")
    figures: dict[str, object] = {"import": importing.measure()}
    with ground() as place:
        figures["pages"] = _pages(place)
        figures["audit"] = audit.measure_mutations() | audit.measure(place)
    return _keep(figures, "bench.json")


def _pages(place: Ground) -> dict[str, object]:
    from bench.invented import EVENTS, REPORTS, SPENT, VALUES, write  # models need the settings that the ground makes

    began = time.monotonic()
    plan_ids = write(PLANS, ACTIVITIES)
    pages.run_as_superuser(place.super_url, [REPORTS, EVENTS, VALUES, SPENT, "ANALYZE"])
    print(f"\n{PLANS} plans of {ACTIVITIES} activities written in {time.monotonic() - began:.0f} s")
    with served(place):
        return pages.measure(place, plan_ids)


def _keep(figures: dict[str, object], name: str) -> int:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / name).write_text(json.dumps(figures, indent=2))
    print(f"\nFigures also in {RESULTS.name}/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
