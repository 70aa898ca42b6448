"""Reading plan files: time and memory, and whether they grow in a straight line."""

import subprocess
import sys

SIZES = (500, 2_500, 5_000)
FORMS = ("docx", "xlsx", "txt")

# Each reading happens in a process of its own, so that the peak of memory is its own too.
_CHILD = """
import resource, sys, time
from zaklon.plan.importing import BodyNames, read_plan
from zaklon.plan.tests.importing.made_plans import BODIES, made_file
form, count = sys.argv[1], int(sys.argv[2])
name, content = made_file(form, count)
bodies = BodyNames.build(BODIES)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
plan = read_plan(content, name, bodies=bodies)
spent = time.process_time() - began
assert len(plan.activities) == count, len(plan.activities)
print(spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, len(content) / 1024)
"""


def measure() -> dict[str, object]:
    """Seconds of CPU and megabytes above the start for each form and size; prints a table."""
    print("Reading an action plan (CPU seconds, megabytes above start):")
    figures: dict[str, object] = {}
    for form in FORMS:
        rows = {}
        for size in SIZES:
            seconds, megabytes, kilobytes = _read(form, size)
            rows[size] = {"seconds": seconds, "megabytes": megabytes, "file_kilobytes": kilobytes}
        growth = rows[SIZES[-1]]["seconds"] / rows[SIZES[0]]["seconds"] / (SIZES[-1] / SIZES[0])
        figures[form] = {"sizes": rows, "growth": growth}
        line = "  ".join(f"{size}: {row['seconds']:.2f} s {row['megabytes']:.0f} MB" for size, row in rows.items())
        print(f"  {form:5} {line}   growth {growth:.2f} (1.00 is a straight line)")
    return figures


def _read(form: str, size: int) -> tuple[float, float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, form, str(size)], check=True, capture_output=True, text=True, timeout=600
    )
    seconds, megabytes, kilobytes = (float(part) for part in done.stdout.split())
    return seconds, megabytes, kilobytes
