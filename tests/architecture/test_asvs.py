"""The table of ASVS 5.0 levels 1 and 2: complete, and what it names exists."""

import ast
import csv
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Requirements of levels 1 and 2 by section, as in the standard's own list (5.0.0): 70 of the first, 183 of the second.
LEVEL_1 = (
    "1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 "
    "6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 "
    "12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1"
)
LEVEL_2 = (
    "1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2 4.1.2-3 4.2.1 "
    "4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 "
    "7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 "
    "11.1.1-2 11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 "
    "14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2"
)
HOWS = {"test", "document", "operator", "not applicable", "open"}
# Requirements that are not met, or not proven, and are said to be so.
OPEN: set[str] = set()
SCRIPTS = [path for path in (ROOT / "zaklon").rglob("static/**/*.js") if "vendor" not in path.parts]


def ids(compact):
    for each in compact.split():
        section, _, numbers = each.rpartition(".")
        first, _, last = numbers.partition("-")
        yield from (f"V{section}.{number}" for number in range(int(first), int(last or first) + 1))


def table():
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@lru_cache
def names_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_of_both_levels_stands_there_once():
    for level, compact, count in (("1", LEVEL_1, 70), ("2", LEVEL_2, 183)):
        wanted = list(ids(compact))
        assert len(wanted) == count
        assert Counter(row["id"] for row in table() if row["level"] == level) == Counter(wanted)
    assert len(table()) == 253


@pytest.mark.parametrize("row", table(), ids=lambda row: row["id"])
def test_what_meets_a_requirement_exists(row):
    assert row["how"] in HOWS
    assert len(row["asks"]) > 5
    if row["how"] == "test":
        path, _, name = row["by"].partition("::")
        assert name in names_in(path), f"{row['by']} is no test"
    elif row["how"] == "document":
        path, _, heading = row["by"].partition("#")
        headings = re.findall(r"^#+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in headings, f"{path} has no heading {heading}"
    else:
        assert len(row["by"]) >= 10, "say why, or what the operator checks"


def test_what_is_open_is_known_to_be():
    assert {row["id"] for row in table() if row["how"] == "open"} == OPEN


# Where a weak digest protects nothing: quick passwords of tests, and the names of entries in public lists of leaks.
NAMES_ONLY = {"settings_test.py", "leaked_passwords.py"}


def test_no_weak_hash_is_used():
    weak = re.compile(r"\b(md5|sha1|md4|ripemd|DES3?|ARC4|ECB)\b", re.IGNORECASE)
    for path in (ROOT / "zaklon").rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts or path.name in NAMES_ONLY:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            assert not weak.fullmatch(named), f"{path.name} uses {named}"


# What they store they seal first (ADR 9); test_signal_offline reads the browser's stores for names.
SEALS_FIRST = {("signal", "store.js"), ("signal", "signal.js")}


def test_no_script_merges_objects_or_stores_anything():
    assert SCRIPTS
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        for word in (
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "document.cookie",
            "__proto__",
            "Object.assign",
            "eval(",
        ):
            if word == "indexedDB" and path.parts[-2:] in SEALS_FIRST:
                continue
            assert word not in text, f"{path.name} has {word}"


def test_every_package_is_pinned_with_its_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==[^ ]+.*\n((?:    --hash=.*\n)+)", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 10
