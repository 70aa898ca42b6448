"""Reading plan files: time and memory, and whether they grow in a straight line."""

import subprocess
import sys
import tempfile

SIZES = (500, 2_500, 5_000)
FORMS = ("docx", "xlsx", "txt")

# Writing and reading happen in processes of their own, so that the peak of memory is the reader's alone.
_WRITER = """
import sys
from pathlib import Path
from zaklon.plan.tests.importing.made_plans import make_plan, render
Path(sys.argv[3]).write_bytes(render(make_plan(int(sys.argv[2])), sys.argv[1]))
"""
_READER = """
import resource, sys, time
from pathlib import Path
from zaklon.plan.importing import read_plan
from zaklon.plan.tests.importing.made_words import directory
content, bodies = Path(sys.argv[3]).read_bytes(), directory()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
plan = read_plan(content, f"plan.{sys.argv[1]}", bodies=bodies)
spent = time.process_time() - began
assert len(plan.activities) == int(sys.argv[2]), len(plan.activities)
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
    with tempfile.TemporaryDirectory() as folder:
        arguments = [form, str(size), f"{folder}/plan.{form}"]
        subprocess.run([sys.executable, "-c", _WRITER, *arguments], check=True, timeout=600)
        done = subprocess.run(
            [sys.executable, "-c", _READER, *arguments], check=True, capture_output=True, text=True, timeout=600
        )
    seconds, megabytes, kilobytes = (float(part) for part in done.stdout.split())
    return seconds, megabytes, kilobytes
