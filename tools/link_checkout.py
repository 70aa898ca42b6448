"""Make the checkout importable in its environment, and give it the `zaklon` command, without building anything."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SCRIPT = """#!{python}
import sys

from zaklon.config.cli import main

sys.exit(main())
"""


def main() -> None:
    """Write one .pth file and one script."""
    (Path(sysconfig.get_path("purelib")) / "zaklon-checkout.pth").write_text(f"{ROOT}\n")
    script = Path(sysconfig.get_path("scripts")) / "zaklon"
    script.write_text(SCRIPT.format(python=sys.executable))
    script.chmod(0o755)


if __name__ == "__main__":
    main()
