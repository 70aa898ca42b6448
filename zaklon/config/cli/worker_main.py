"""The worker as a process of its own."""

import sys

from zaklon.config.cli import main

if __name__ == "__main__":
    sys.exit(main(["worker"]))
