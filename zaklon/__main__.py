"""`python -m zaklon`."""

import sys

from zaklon.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
