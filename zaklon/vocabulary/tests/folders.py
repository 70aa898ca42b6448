"""Pack folders for the tests: the real one, the invented country, and copies to break."""

import csv
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FIRST_COUNTRY = ROOT / "packs" / "montenegro"
INVENTED = ROOT / "tests" / "packs" / "testland"


def copy_of_invented(target: Path) -> Path:
    """A copy of the invented country's pack that a test may break."""
    folder = target / "pack"
    shutil.copytree(INVENTED, folder)
    return folder


def edit_rows(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Read a table, let the test change its rows, write it again."""
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    columns, rows = list(reader.fieldnames or []), list(reader)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def edit_text(path: Path, old: str, new: str) -> None:
    """Replace a piece of text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def shared_folder(name: str) -> Path:
    """A folder of the shared material beside the checkout; skipped where it is absent, a failure in CI."""
    for parent in ROOT.parents:
        if (parent / "shared" / name).is_dir():
            return parent / "shared" / name
    if os.environ.get("CI"):
        pytest.fail(f"shared/{name} must be there in CI")
    pytest.skip(f"shared/{name} is not beside this checkout")
