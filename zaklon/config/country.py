"""Loading a country pack: each context takes its part of it."""

from pathlib import Path

from django.utils import timezone

from zaklon.vocabulary.pack import read_pack


def load_pack_folder(folder: Path) -> None:
    """Read, check and load a pack. Raises PackFaulty; nothing is kept then."""
    _load(read_pack(folder), timezone.now(), dry_run=False)
