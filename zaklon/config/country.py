"""Loading a country pack: each context takes its part of it, and all of it or nothing is kept."""

import json
from dataclasses import asdict
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.bodies import BodyChanges, load_bodies
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.vocabulary import console
from zaklon.vocabulary.commands import PackOutcome, load_pack
from zaklon.vocabulary.pack import Pack, PackFaulty, read_pack


def load_pack_folder(folder: Path) -> None:
    """Read, check and load a pack. Raises PackFaulty; nothing is kept then."""
    _load(read_pack(folder), dry_run=False)
