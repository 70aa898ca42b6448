"""Loading a country pack: each context takes its part of it."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.bodies import load_bodies
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.vocabulary import console
from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.pack import Pack, PackFaulty, read_pack


def load_pack_folder(folder: Path) -> None:
    """Read, check and load a pack. Raises PackFaulty; nothing is kept then."""
    _load(read_pack(folder), timezone.now(), dry_run=False)
