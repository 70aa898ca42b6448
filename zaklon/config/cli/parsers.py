"""What can be typed: every command with its help."""

import argparse
from datetime import datetime
from pathlib import Path


def build() -> argparse.ArgumentParser:
    """The whole parser."""
    parser = argparse.ArgumentParser(
        prog="zaklon",
        description="Zaklon: the system on which a country runs its fight against human trafficking.",
        epilog="Settings come from the environment: docs/settings.md. Start with `zaklon run`.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _running(commands)
    _pack(commands)
    _plan(commands)
    _keys(commands)
    _audit(commands)
    _continuity(commands)
    _exports(commands)
    _cases(commands)
    _helpline(commands)
    _upkeep(commands)
    return parser


def _running(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import running, upkeep

    run = commands.add_parser("run", help="start everything on this machine and keep it running until Ctrl-C")
    run.add_argument("--no-demo", action="store_true", help="without the invented demonstration")
    run.set_defaults(handler=running.run)
    serve = commands.add_parser("serve", help="serve pages only (behind a proxy; database by ZAKLON_DATABASE_URL)")
    serve.set_defaults(handler=running.serve)
    worker = commands.add_parser("worker", help="send mails, reminders and other waiting work")
    worker.set_defaults(handler=running.worker)
    setup = commands.add_parser("setup", help="make keys, migrate, install the context key, load the country pack")
    setup.set_defaults(handler=upkeep.setup)
    migrate = commands.add_parser("migrate", help="bring the database's tables up to date, as the owner's role")
    migrate.set_defaults(handler=upkeep.migrate)


def _pack(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import packs

    pack = commands.add_parser("pack", help="check or load a country pack")
    verbs = pack.add_subparsers(title="commands", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="say what is wrong in a pack, with file and line; changes nothing")
    load = verbs.add_parser("load", help="load a pack into the database; loading it again changes nothing")
    for parser, handler in ((check, packs.check), (load, packs.load)):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
        parser.set_defaults(handler=handler)
    load.add_argument("--dry-run", action="store_true", help="say what would change; keep nothing")


def _plan(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import plans

    plan = commands.add_parser("plan", help="read an action plan from a file")
    verbs = plan.add_subparsers(title="commands", metavar="VERB", required=True)
    read = verbs.add_parser("import", help="read a .docx, .xlsx or .txt action plan")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--dry-run", action="store_true", help="read and show only; needs no server and no sign-in")
    read.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    read.add_argument("--year", type=int, help="the plan's year, where the file does not say it")
    read.add_argument("--strategy", help="code of the strategy that the plan belongs to")
    read.add_argument("--pack", type=Path, help="country pack with the bodies' names (default: ZAKLON_PACK)")
    read.set_defaults(handler=plans.read)


def _keys(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import keys

    parser = commands.add_parser("keys", help="renew keys, copy them apart, put them back")
    verbs = parser.add_subparsers(title="commands", metavar="VERB", required=True)
    rotate = verbs.add_parser(
        "rotate-vault", help="bring every person's data key under the newest vault key; may be stopped and repeated"
    )
    rotate.set_defaults(handler=keys.rotate_vault)
    backup = verbs.add_parser("backup", help="copy every key into one file under a passphrase, for an envelope")
    restore = verbs.add_parser("restore", help="put missing keys back from such a file")
    for verb, handler in ((backup, keys.backup), (restore, keys.restore)):
        verb.add_argument("file", type=Path, metavar="FILE")
        verb.set_defaults(handler=handler)


def _audit(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import audit

    parser = commands.add_parser("audit", help="check the trail, seal it, hand its head to somebody outside")
    verbs = parser.add_subparsers(title="commands", metavar="VERB", required=True)
    verify = verbs.add_parser("verify", help="name the first record that was tampered with, or say that all is right")
    verify.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    verify.add_argument(
        "--head", type=Path, metavar="FILE", action="append", help="head from outside (file or saved mail); repeatable"
    )
    verify.add_argument(
        "--from", dest="first", type=_block_number, default=1, metavar="N", help="begin at block N, trusting it so far"
    )
    verify.set_defaults(handler=audit.verify)
    head = verbs.add_parser("head", help="seal now and write the signed head for somebody outside")
    place = head.add_mutually_exclusive_group(required=True)
    place.add_argument("--file", type=Path, metavar="FILE", help="as one line of text")
    place.add_argument("--paper", type=Path, metavar="FILE", help="as a PDF sheet with a QR code")
    head.set_defaults(handler=audit.head)
    verbs.add_parser("seal", help="seal what waits now").set_defaults(handler=audit.seal)


def _continuity(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import backups

    backup = commands.add_parser("backup", help="write a sealed backup and read it back")
    backup.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (default: ZAKLON_BACKUP_DIR)")
    backup.add_argument("--base", action="store_true", help="copy the whole server, for a point in time (--at)")
    backup.add_argument("--make-key", action="store_true", help="only make a first key of backups, where there is none")
    backup.set_defaults(handler=backups.backup)
    restore = commands.add_parser("restore", help="put a backup back into an empty database")
    restore.add_argument("file", nargs="?", type=Path, metavar="FILE")
    restore.add_argument("--to", metavar="NAME", help="another database of the same server")
    restore.add_argument("--replace", action="store_true", help="remove what stands in the database")
    restore.add_argument("--into", type=Path, metavar="DIR", help="folder for a base backup, for a server of its own")
    restore.add_argument("--at", type=_moment, metavar="TIME", help="moment to go to: 2026-11-22T14:30:00+01:00")
    restore.add_argument("--wal-command", default="", metavar="COMMAND", help="restore_command for the archived log")
    restore.add_argument("--finish", action="store_true", help="after a point in time: erase again, check the seal")
    restore.set_defaults(handler=backups.restore)
    drill = commands.add_parser("drill", help="restore the newest backup beside the living database, and check it")
    drill.set_defaults(handler=backups.drill)
    _wal(commands)


def _wal(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import wal

    parser = commands.add_parser("wal", help="for PostgreSQL's archive_command and restore_command")
    verbs = parser.add_subparsers(title="commands", metavar="VERB", required=True)
    keep = verbs.add_parser("keep", help="archive_command: seal a segment into the archive")
    keep.add_argument("path", type=Path, metavar="%%p")
    keep.add_argument("name", metavar="%%f")
    give = verbs.add_parser("give", help="restore_command: open a segment of the archive")
    give.add_argument("name", metavar="%%f")
    give.add_argument("path", type=Path, metavar="%%p")
    for verb, handler in ((keep, wal.keep), (give, wal.give)):
        verb.add_argument("--archive", type=Path, required=True, metavar="DIR")
        verb.add_argument("--keys", type=Path, required=True, metavar="DIR")
        verb.set_defaults(handler=handler)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment such as 2026-11-22T14:30:00+01:00") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} does not say in which time zone: end it with +01:00 or Z")
    return moment


def _block_number(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of a block: they count from 1")
    return int(text)


def _exports(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import exports

    opening = commands.add_parser("open-export", help="open a sealed copy with its password or key; needs no server")
    opening.add_argument("file", type=Path, metavar="FILE", help="the sealed copy, as in export-1a2b3c4d.pdf.age")
    opening.add_argument("--out", type=Path, metavar="FILE", help="where to write (default: FILE without .age)")
    opening.add_argument("--key", type=Path, metavar="FILE", help="file with the receiver's private key")
    opening.set_defaults(handler=exports.open_export)
    key = commands.add_parser("export-key", help="make a receiver's key: the private part goes to a file")
    key.add_argument("file", type=Path, metavar="FILE", help="a new file, readable by you only")
    key.set_defaults(handler=exports.export_key)


def _cases(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import cases

    parser = commands.add_parser("cases", help="how the case files stand as a whole; counts only, of nobody")
    verbs = parser.add_subparsers(title="commands", metavar="VERB", required=True)
    count = verbs.add_parser("count", help="files by state, without anybody at work, tasks and deadlines that are late")
    verify = verbs.add_parser("verify", help="check what must hold between tables; exit 1 when something does not")
    for verb, handler in ((count, cases.count), (verify, cases.verify)):
        verb.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
        verb.set_defaults(handler=handler)


def _helpline(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import helpline

    parser = commands.add_parser("helpline", help="the reports of the helpline for a terminal; counts only")
    verbs = parser.add_subparsers(title="commands", metavar="VERB", required=True)
    day = verbs.add_parser("day", help="calls of a day by structure and number, over all helplines")
    day.add_argument("day", type=helpline.day_of_text, metavar="DAY", help="such as 2026-05-01")
    day.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    day.set_defaults(handler=helpline.day)


def _upkeep(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from zaklon.config.cli import upkeep

    check = commands.add_parser("check", help="check keys, settings, database and its row security")
    check.add_argument("--deploy", action="store_true", help="everything that must be right before real people are in")
    check.set_defaults(handler=upkeep.check)
    invite = commands.add_parser("invite", help="invite a person, above all the first administrator")
    invite.add_argument("email")
    invite.add_argument("name", help="full name")
    invite.add_argument("body", help="code of the body, as in the country pack")
    invite.add_argument("--role", default="administrator", help="default: administrator")
    invite.add_argument("--language", default="en", help="language of the mail; default: en")
    invite.set_defaults(handler=upkeep.invite)
    demo = commands.add_parser("demo", help="who can sign in to the demonstration, and one-time codes")
    demo.add_argument("email", nargs="?", help="print the current one-time code of this person")
    demo.set_defaults(handler=upkeep.demo)
    messages = commands.add_parser("messages", help="texts in other languages")
    messages.add_argument("verb", choices=["compile", "update"])
    messages.set_defaults(handler=upkeep.messages)
    docs = commands.add_parser("docs", help="print the generated pages of docs/ anew")
    docs.set_defaults(handler=upkeep.docs)
