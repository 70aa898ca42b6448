"""zaklon pack check | load."""

import argparse

from zaklon.config.cli import ground


def check(arguments: argparse.Namespace) -> int:
    """Say what is wrong in a pack; needs no database."""
    ground.start_django()
    from zaklon.vocabulary import console

    code, text = console.check(arguments.folder, as_json=arguments.json)
    print(text)
    return code


def load(arguments: argparse.Namespace) -> int:
    """Load a pack, or say what loading would change."""
    with ground.database():
        from zaklon.config.cli.upkeep import bring_up_to_date
        from zaklon.config.country import load_from_console

        bring_up_to_date()
        code, text = load_from_console(arguments.folder, dry_run=arguments.dry_run, as_json=arguments.json)
    print(text)
    return code
