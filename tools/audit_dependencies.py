"""Are there known faults in the pinned packages? Fails on a finding, and says SKIPPED where that cannot be known.

pip-audit calls a package that it could not look up "no known vulnerabilities" and ends with 0. So a package with faults
that are known for years is asked about first: when nothing is known about that one, nothing is known at all.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# Advisories of 2019 and later stand against it.
CANARY = "jinja2==2.10"
_SECONDS = 300


def judge(canary: dict[str, Any] | None, report: dict[str, Any] | None) -> tuple[int, str]:
    """Exit code and sentence for what pip-audit said about the canary and about the locked packages."""
    if not _findings(canary):
        return 0, "SKIPPED: advisory data cannot be reached, so nothing is known about faults in the pinned packages."
    if report is None:
        return 1, "The audit of the pinned packages failed although advisory data are there: run pip-audit by hand."
    found = _findings(report)
    if found:
        return 1, "Known faults in pinned packages:\n" + "\n".join(f"  {line}" for line in found)
    skipped = [each["name"] for each in report["dependencies"] if "skip_reason" in each]
    if skipped:
        return 1, f"Nothing could be learned about {', '.join(sorted(skipped))}: look them up by hand."
    return 0, f"{len(report['dependencies'])} pinned packages audited: no known fault."


def _findings(report: dict[str, Any] | None) -> list[str]:
    dependencies = report["dependencies"] if report else []
    return [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no release'}"
        for each in dependencies
        for fault in each.get("vulns", ())
    ]


def ask(requirements: Path, *more: str) -> dict[str, Any] | None:
    """What pip-audit says about a file of pins; None when it could not answer."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(requirements), "--disable-pip", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, "-f", "json", *more], capture_output=True, text=True, check=False, timeout=_SECONDS
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return answer


def main(locks: list[Path]) -> int:
    """Audit every lock file; the worst exit code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "canary.txt"
        path.write_text(f"{CANARY}\n")
        canary = ask(path, "--no-deps")
    worst = 0
    for lock in locks:
        code, sentence = judge(canary, ask(lock, "--require-hashes") if _findings(canary) else None)
        print(f"{lock.name}: {sentence}")
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
