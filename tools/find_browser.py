"""Find Chromium for the browser journeys; install Debian's where that is possible, say so where it is not."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Path of a browser, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> None:
    """Install Debian's package; only root on a system with apt can."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser journeys.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-qq"], env=quiet, check=False, stdout=subprocess.DEVNULL)
    subprocess.run(
        [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        env=quiet,
        check=False,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    """Exit 0 when the tests may go on; in CI a missing browser is a failure."""
    if find() is None:
        install()
    if find() is not None:
        return 0
    print("No Chromium found, and it cannot be installed here. Install it: apt-get install chromium", file=sys.stderr)
    if os.environ.get("CI"):
        return 1
    print("The browser journeys will be skipped and named as such.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
