"""The `zaklon` command line. Each command imports what it needs when it runs, so that --help answers at once.

Exit codes: 0 done, 1 the check found something, 2 refused or wrong input, 3 the machine lacks something,
4 a part of a running Zaklon ended by itself.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from zaklon.config.cli import parsers

Handler = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = parsers.build()
    arguments = parser.parse_args(argv)
    handler: Handler | None = getattr(arguments, "handler", None)
    if handler is None:
        parser.print_help()
        return 2
    from django.core.exceptions import ImproperlyConfigured

    from zaklon.config.faults import CannotStart, PartStopped

    try:
        return handler(arguments)
    except (CannotStart, ImproperlyConfigured) as error:
        print(f"zaklon: {error}", file=sys.stderr)
        return 3
    except PartStopped as error:
        print(f"zaklon: {error}\nEverything else was stopped too; what was saved is kept.", file=sys.stderr)
        return 4
    except BrokenPipeError:  # the reader of a pipe has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def entry() -> None:
    """Console script."""
    sys.exit(main())
