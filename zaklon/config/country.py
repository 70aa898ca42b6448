"""Loading a country pack: each context takes its part of it, and all of it or nothing is kept."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.bodies import load_bodies
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.vocabulary import console
from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.pack import read_pack


def load_pack_folder(folder: Path) -> None:
    """Read, check and load a pack. Raises PackFaulty or RuleBroken; nothing is kept then."""
    pack = read_pack(folder)
    now = timezone.now()
    with acting_as(SYSTEM):
        outcome = load_pack(pack, now=now)
        loaded = load_bodies(pack.bodies, pack.body_aliases, actor=SYSTEM, now=now)
        if not outcome.total.is_empty or loaded.added or loaded.changed or loaded.ended or loaded.named:
            record("pack.loaded", f"{pack.country.code} {pack.version}", by=SYSTEM, at=now)


def load_from_console(folder: Path, *, dry_run: bool, as_json: bool) -> tuple[int, str]:
    """What `zaklon pack load` does: exit code and text. Bodies and lists are kept together or not at all."""
    with acting_as(SYSTEM), transaction.atomic():
        code, text = console.load(folder, as_json=as_json, dry_run=dry_run, now=timezone.now())
        if code == 0 and not dry_run:
            load_pack_folder(folder)
    return code, text
