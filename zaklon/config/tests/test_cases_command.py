"""`zaklon cases`: counts and checks for an operator, who meets no case and nobody in one."""

import contextlib
import json

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import Listing
from zaklon.cases.tests.factories import Circle
from zaklon.config.cli import ground, main

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def circle(monkeypatch):
    monkeypatch.setattr(ground, "database", contextlib.nullcontext)
    return Circle()


def told(capsys, *words):
    code = main(["cases", *words])
    return code, capsys.readouterr().out


def test_counts_name_no_case_and_nobody(circle, capsys):
    code, text = told(capsys, "count")
    assert code == 0
    assert "Cases open: 1" in text
    assert circle.code not in text
    said = json.loads(told(capsys, "count", "--json")[1])
    assert (said["by_status"]["open"], said["orphaned"], said["deadlines"]) == (1, 0, {})


def test_the_check_says_what_is_wrong_and_how_often(circle, capsys):
    assert told(capsys, "verify") == (0, "All 6 checks hold.\n")
    with acting_as(SYSTEM):
        Listing.objects.filter(case__code=circle.code).delete()
    code, text = told(capsys, "verify")
    assert code == 1
    assert text.startswith("1 open cases that somebody works on")
    assert json.loads(told(capsys, "verify", "--json")[1])["missing_from_list"] == 1
