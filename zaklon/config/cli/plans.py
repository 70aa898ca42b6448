"""zaklon plan import."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zaklon.config import environment as env
from zaklon.config.cli import ground

if TYPE_CHECKING:
    from zaklon.plan.importing import BodyNames

_REFUSED = 2


def read(arguments: argparse.Namespace) -> int:
    """Read a plan file; with --dry-run only show what was read, else keep it as an import that waits for a person.

    Showing loads no Django, no settings and no keys, and writes nothing: it answers within a second.
    """
    from zaklon.plan.importing import UnreadableFile
    from zaklon.vocabulary.pack import PackFaulty

    try:
        return _show(arguments) if arguments.dry_run else _keep(arguments)
    except UnreadableFile as refusal:
        return _refuse(str(refusal.error), str(refusal.hint), as_json=arguments.json)
    except PackFaulty as refusal:
        folder = _pack_folder(arguments)
        text = f"The country pack {folder} cannot be used: {len(refusal.faults)} fault(s)."
        return _refuse(text, f"See what is wrong in it: zaklon pack check {folder}", as_json=arguments.json)
    except OSError as error:
        text = f"The file {arguments.file.name} cannot be opened: {error.strerror}."
        return _refuse(text, "Check the path and that you may read the file.", as_json=arguments.json)


def _show(arguments: argparse.Namespace) -> int:
    from zaklon.plan.importing import as_json, read_plan

    content = _content(arguments.file)
    bodies = _bodies_of(_pack_folder(arguments))
    plan = read_plan(content, arguments.file.name, bodies=bodies, year=arguments.year)
    found = as_json(plan)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(_sentences(found))
    return 0


def _pack_folder(arguments: argparse.Namespace) -> Path:
    named: Path | None = arguments.pack
    return named or env.pack_folder()


def _keep(arguments: argparse.Namespace) -> int:
    from zaklon.common.errors import Refusal

    with ground.database():
        from django.utils import timezone

        from zaklon.access.actor import SYSTEM
        from zaklon.access.rls import acting_as
        from zaklon.plan.commands.importing import NewImport, read_file
        from zaklon.web.sentences import sentence_for

        new = NewImport(arguments.file.name, _content(arguments.file), arguments.strategy, arguments.year)
        try:
            with acting_as(SYSTEM):
                import_id = read_file(new, actor=SYSTEM, now=timezone.now())
        except Refusal as refusal:
            return _refuse(sentence_for(refusal), "Nothing was kept.", as_json=arguments.json)
        if arguments.json:
            print(json.dumps({"import": str(import_id)}))
        else:
            print(f"Kept for confirmation: open /plan/imports/{import_id}/ and sign in as the coordinator.")
    return 0


def _content(path: Path) -> bytes:
    """The file's bytes; a few more than the importer takes, so that the importer itself refuses what is too large."""
    from zaklon.plan.importing.containers import MAX_BYTES

    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _bodies_of(folder: Path) -> "BodyNames":
    from zaklon.plan.importing.directory import names_of_pack
    from zaklon.vocabulary.pack import read_pack

    return names_of_pack(read_pack(folder))


def _refuse(error: str, hint: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": error, "hint": hint}, ensure_ascii=False))
    else:
        print(f"{error}\n{hint}", file=sys.stderr)
    return _REFUSED


def _sentences(found: dict[str, object]) -> str:
    names = ("objectives", "measures", "performance_indicators", "result_indicators", "unfunded")
    activities = found["activities"]
    questions = found["questions"]
    assert isinstance(activities, list)  # noqa: S101 - the shape is as_json's promise
    assert isinstance(questions, list)  # noqa: S101
    lines = [f"{len(activities)} activities"]
    lines += [f"{found[name]} {name.replace('_', ' ')}" for name in names]
    lines.append(
        f"money {found['total_minor']} {found['currency']} in minor units, donations {found['donations_minor']}"
    )
    lines.append(f"{len(questions)} questions for a person:")
    lines += [f"  row {each['row']}, {each['field']}: {each['text']}" for each in questions]
    return "\n".join(lines)
