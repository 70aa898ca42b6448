"""zaklon audit verify | head | seal."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from zaklon.config.cli import ground

if TYPE_CHECKING:
    from zaklon.audit.commands.sealing import Verdict
    from zaklon.audit.rules.checking import Fault
    from zaklon.audit.rules.heads import Head

_WRONG, _REFUSED = 1, 2

# What each finding means, for whoever has to explain it to a court.
_MEANINGS = {
    "changed": "Row {entry} of block {block} is not what was sealed: somebody changed it.",
    "missing": "Row {entry} of block {block} was sealed and is gone: somebody removed it.",
    "inserted": "Row {entry} lies in no block although everything of its time was sealed: somebody put it in.",
    "repeated": "Row {entry} stands in the trail twice: somebody copied it.",
    "block_changed": "Block {block} does not agree with itself: somebody changed it.",
    "block_missing": "Block {block} is gone: somebody removed it.",
    "chain_broken": "Block {block} does not follow from the one before it: somebody exchanged one of the two.",
    "held_twice": "Row {entry} lies in block {block} and in an earlier one: somebody made a block.",
    "signature": "Block {block} was not signed by this installation's key.",
    "key_missing": "Block {block} names a key that is not in the folder of keys: put it back from your copy.",
    "head_foreign": "The head of block {block} from outside was not signed by this installation's key.",
    "tail_cut": "The head from outside names block {block}, which is not here: the end of the trail was cut off.",
    "rewritten": "The head from outside names another block {block} than the one here: the trail was rewritten.",
}


def verify(arguments: argparse.Namespace) -> int:
    """Check rows, blocks and heads from outside; exit 0 when all is right, 1 with the first thing that is not."""
    heads = _read_heads(arguments)
    if heads is None:
        return _REFUSED
    with ground.database():
        from zaklon.access.actor import SYSTEM
        from zaklon.access.rls import acting_as
        from zaklon.audit.commands.sealing import verify as check

        with acting_as(SYSTEM):
            verdict = check(heads=heads, first=arguments.first)
    print(json.dumps(_as_json(verdict)) if arguments.json else _sentences(verdict))
    return _WRONG if verdict.fault else 0


def seal(_arguments: argparse.Namespace) -> int:
    """Seal what waits now, instead of within five minutes."""
    with ground.database():
        from django.utils import timezone

        from zaklon.access.commands.seals import seal_trail

        rows = seal_trail(now=timezone.now())
    print(f"{rows} rows sealed.")
    return 0


def head(arguments: argparse.Namespace) -> int:
    """Seal what waits, and write the signed head to a file or a sheet of paper."""
    with ground.database():
        from django.utils import timezone

        from zaklon.access.commands.seals import seal_trail

        seal_trail(now=timezone.now())
        return _write_head(arguments)


def _write_head(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as
    from zaklon.audit.commands.heads import head_to_hand_out, note_handout
    from zaklon.audit.kinds import Way
    from zaklon.config.head_sheet import sheet

    now = timezone.now()
    with acting_as(SYSTEM):
        newest = head_to_hand_out()
        if newest is None:
            return _refuse("Nothing stands on the trail yet, so there is no head.")
        way, path = (Way.PAPER, arguments.paper) if arguments.paper else (Way.FILE, arguments.file)
        content = sheet(newest, made_at=now) if arguments.paper else f"{newest.line}\n".encode()
        try:
            path.write_bytes(content)
        except OSError as error:
            return _refuse(f"{path} cannot be written: {error.strerror}. Choose another place.")
        note_handout(newest, way, "command line", by=None, at=now)
    print(f"Head of block {newest.number} with {newest.rows} rows written. Give it to somebody outside.")
    return 0


def _read_heads(arguments: argparse.Namespace) -> "list[Head] | None":
    """The heads of all files; None after saying which file holds none."""
    from zaklon.audit.rules.heads import UnreadableHeadError, read_heads

    found: list[Head] = []
    for path in arguments.head or ():
        try:
            found += read_heads(path.read_text(errors="replace"))
        except UnreadableHeadError as error:
            _refuse(f"{path} holds no head: {error}. Give the file or the saved mail as it came.")
            return None
        except OSError as error:
            _refuse(f"{path} cannot be opened: {error.strerror}.")
            return None
    return found


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return _REFUSED


def _as_json(verdict: "Verdict") -> dict[str, object]:
    found = asdict(verdict)
    fault = verdict.fault
    found["fault"] = {**asdict(fault), "meaning": _meaning(fault)} if fault else None
    return {"right": fault is None, **found}


def _sentences(verdict: "Verdict") -> str:
    if verdict.fault:
        return _meaning(verdict.fault)
    lines = [f"{verdict.rows} rows in {verdict.blocks} blocks checked: all as they were sealed."]
    lines.append(f"{verdict.waiting} younger rows wait to be sealed.")
    if verdict.heads:
        lines.append(f"{verdict.heads} heads from outside agree: nothing up to them was cut off or rewritten.")
    else:
        lines.append("No head from outside was given: a cut tail or a full rewrite would not show. Use --head FILE.")
    return "\n".join(lines)


def _meaning(fault: "Fault") -> str:
    return _MEANINGS[fault.wrong.value].format(block=fault.block, entry=fault.entry)
