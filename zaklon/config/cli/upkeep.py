"""Setting up, migrating, checking, texts and generated pages."""

import argparse
import sys
import time

from zaklon.config.cli import ground


def setup(_arguments: argparse.Namespace) -> int:
    """Make keys (never one that was lost), migrate, install the context key, load the pack."""
    from zaklon.config import environment as env
    from zaklon.config.keys import ensure_keys, lost_keys

    keys = env.folder("ZAKLON_KEYS_DIR", ground.data_dir() / "keys")
    is_first = not keys.exists() or not any(keys.glob("*.key"))
    if (is_first or not lost_keys(keys)) and (made := ensure_keys(keys, env.supplied_keys())):
        print(f"Keys made in {keys}: copy them to a safe place apart from the database. {len(made)} files.")
    with ground.database():
        bring_up_to_date()
        load_country()
    print("Ready. Start with `zaklon serve` and `zaklon worker`.")
    return 0


def migrate(_arguments: argparse.Namespace) -> int:
    """Apply migrations as the owner's role."""
    with ground.database():
        count = bring_up_to_date()
    print(f"{count} migrations applied.")
    return 0


def bring_up_to_date() -> int:
    """Apply pending migrations and install the context key, as the owner; returns how many were applied."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from zaklon.access.rls import install_key

    if "owner" not in settings.DATABASES:
        raise ImproperlyConfigured("Migrating needs the owner's role: set ZAKLON_DATABASE_OWNER_URL.")
    executor = MigrationExecutor(connections["owner"])
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    with connections["owner"].cursor() as cursor:
        install_key(cursor)
    connections["owner"].close()
    return len(pending)


def load_country() -> None:
    """Load the configured country pack; nothing changes when it is already in."""
    from django.conf import settings

    from zaklon.config.country import load_pack_folder

    load_pack_folder(settings.PACK_DIR)


def check(arguments: argparse.Namespace) -> int:
    """Say what is wrong; exit 1 when something is."""
    from django.core.management import call_command

    if arguments.deploy:
        return _check_deployment()
    with ground.database() as is_embedded:
        from zaklon.access.probe import probe

        findings = probe()
        call_command("check", deploy=not is_embedded, verbosity=0)
    for finding in findings:
        print(f"{finding.code}: {finding.text}")
    print(f"{len(findings)} found." if findings else "Nothing found.")
    return 1 if findings else 0


def _check_deployment() -> int:
    with ground.database():
        from zaklon.config.deploy.all_checks import findings

        found = findings()
    for finding in found:
        print(finding.line)
    refused = sum(finding.refuses for finding in found)
    print(f"{refused} dangerous, {len(found) - refused} to be mended." if found else "Nothing found.")
    return 1 if found else 0


def demo(arguments: argparse.Namespace) -> int:
    """List the demonstration's people, or print one person's current one-time code."""
    with ground.database():
        from zaklon.config.demo.accounts import accounts, one_time_code

        if arguments.email:
            code = one_time_code(arguments.email)
            if code is None:
                print(f"Nobody in the demonstration signs in as {arguments.email}.", file=sys.stderr)
                return 2
            print(f"{code}  (valid for {30 - int(time.time()) % 30} more seconds)")
            return 0
        for line in accounts():
            print(line)
    return 0


def messages(arguments: argparse.Namespace) -> int:
    """Compile the catalogues, or bring their sources up to date with the code."""
    ground.start_django()
    from zaklon.web import messages as catalogues

    if arguments.verb == "update":
        for context in catalogues.contexts():
            for language in catalogues.SOURCE_LANGUAGES:
                if path := catalogues.update(context, language):
                    print(path)
    print(f"{len(catalogues.compile_catalogues())} catalogues compiled.")
    return 0


def docs(_arguments: argparse.Namespace) -> int:
    """Write docs/ pages that are printed from the code."""
    ground.start_django()
    from zaklon.config.printing import write_all

    for path in write_all():
        print(path)
    return 0


def invite(arguments: argparse.Namespace) -> int:
    """Invite a person from the server's own command line: how the first administrator comes in."""
    with ground.database():
        from django.utils import timezone

        from zaklon.access.actor import SYSTEM
        from zaklon.access.commands.people import NewPerson
        from zaklon.access.commands.people import invite as send_invitation
        from zaklon.access.queries.bodies import ids_by_code
        from zaklon.access.rls import acting_as
        from zaklon.access.roles import Role
        from zaklon.common.errors import Refusal
        from zaklon.web.sentences import sentence_for

        with acting_as(SYSTEM):
            bodies = ids_by_code({arguments.body})
        if arguments.body not in bodies:
            print(f"No body has the code {arguments.body}; see bodies.csv of the country pack.", file=sys.stderr)
            return 2
        role = Role(arguments.role)
        person = NewPerson(arguments.email, arguments.name, arguments.language, bodies[arguments.body], role)
        try:
            with acting_as(SYSTEM):
                send_invitation(person, actor=SYSTEM, now=timezone.now())
        except Refusal as refusal:
            print(sentence_for(refusal), file=sys.stderr)
            return 2
    print("Invited. The worker sends the mail within a minute.")
    return 0
