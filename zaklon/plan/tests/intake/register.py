"""The register of the first country for tests, and the real plan where it lies beside the project."""

import os
from pathlib import Path

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.bodies import load_bodies
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import load_country

ROOT = Path(__file__).resolve().parents[4]
FORMS = ("docx", "xlsx", "txt")


def load_register():
    """Load the pack's lists and bodies, as setting up an installation does."""
    with acting_as(SYSTEM):
        pack = load_country(FIRST_COUNTRY, now=NOON)
        load_bodies(pack.bodies, pack.body_aliases, actor=SYSTEM, now=NOON)


def real_plan(form):
    """The bytes of the Government's plan; skips where it is not there, fails in CI."""
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "plan" / f"action-plan-2020.{form}"
        if path.exists():
            return path.read_bytes()
    if os.environ.get("CI"):
        pytest.fail("the real plan must be there in CI")
    pytest.skip("the real plan is not here")
