"""`make bench`: pages with 20 plans of 500 activities, and the import of a plan with 5 000 activities."""

import json
import sys
import time
from pathlib import Path

from bench import importing, pages
from bench.ground import ground
from bench.ground import pages as served

PLANS, ACTIVITIES = 20, 500
RESULTS = Path(__file__).resolve().parents[1] / "var" / "bench.json"


def main() -> int:
    """Measure, print, and write the figures as JSON."""
    figures: dict[str, object] = {"import": importing.measure()}
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
            figures["pages"] = pages.measure(place, plan_ids)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2))
    print(f"\nFigures also in {RESULTS.relative_to(RESULTS.parents[1])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
