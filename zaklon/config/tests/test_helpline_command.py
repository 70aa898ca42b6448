"""`zaklon helpline day`: the daily report for a terminal."""

import contextlib
import json
from datetime import UTC, datetime

import pytest

from zaklon.config.cli import ground, main
from zaklon.helpline.commands.days import make_due_reports
from zaklon.helpline.tests.factories import Line

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr(ground, "database", contextlib.nullcontext)
    return Line()


def test_a_reported_day_is_told_by_structure_and_number(line, capsys):
    for structure in ("suspicion", "suspicion", "counselling"):
        line.log(at=datetime(2026, 5, 1, 10, tzinfo=UTC), structure=structure)
    assert main(["helpline", "day", "2026-05-01"]) == 1
    assert "not reported" in capsys.readouterr().err
    make_due_reports(now=datetime(2026, 5, 2, 1, tzinfo=UTC))
    assert main(["helpline", "day", "2026-05-01"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("2026-05-01: 3 calls (revision 1)\n")
    assert "     2  Report of suspicious place" in text
    assert main(["helpline", "day", "2026-05-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["by_structure"] == {"counselling": 1, "suspicion": 2}


def test_what_is_no_day_is_said_with_how_to_write_one(line, capsys):
    with pytest.raises(SystemExit):
        main(["helpline", "day", "yesterday"])
    assert "write it as 2026-05-01" in capsys.readouterr().err
