"""The page of upkeep, and what the worker does by itself."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.routes.world import make_world
from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.audit.commands.sealing import keyring
from zaklon.config import tasks
from zaklon.config.continuity.drills import Drill, keep
from zaklon.config.continuity.state import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def drill(at, *faults):
    return Drill(at, "zaklon-x.sealed", at, 3.5, 90, 4000, 7, 20, faults)


@pytest.fixture
def log(settings, tmp_path):
    settings.ATTACHMENTS_DIR = tmp_path
    settings.DRILLS_FILE = tmp_path / "drills.log"
    return settings.DRILLS_FILE


def test_what_never_happened_or_long_ago_is_late(log):
    now = timezone.now()
    assert standing(now=now).is_late == {"backup", "drill", "head"}
    with acting_as(SYSTEM):
        record("backup.taken", "x", by=SYSTEM, at=now - timedelta(hours=25))
    keep(drill(now - timedelta(days=34)), log, keyring())
    assert standing(now=now).is_late == {"head"}
    assert standing(now=now + timedelta(hours=2)).is_late == {"backup", "head"}
    assert standing(now=now + timedelta(days=2)).is_late == {"backup", "drill", "head"}


def test_a_drill_that_failed_is_not_a_good_one(log):
    now = timezone.now()
    keep(drill(now, "seal"), log, keyring())
    found = standing(now=now)
    assert (found.good_drill_at, len(found.drills)) == (None, 1)
    assert "drill" in found.is_late


def test_the_page_shows_drills_and_warnings_to_those_who_keep_the_system(log):
    world = make_world()
    keep(drill(datetime(2026, 3, 2, tzinfo=UTC), "sample"), log, keyring())
    text = world.client(Role.ADMINISTRATOR).get(reverse("upkeep")).content.decode()
    assert "do not open with the keys that are here" in text
    assert "The newest backup is too old, or there is none." in text
    assert world.client(Role.CASE_MANAGER).get(reverse("upkeep")).status_code == 403


@pytest.mark.parametrize(("days", "has_backup", "is_run"), [(29, True, True), (27, True, False), (29, False, False)])
def test_the_worker_drills_when_it_is_due_and_there_is_something_to_try(log, monkeypatch, days, has_backup, is_run):
    keep(drill(timezone.now() - timedelta(days=days)), log, keyring())
    run = []
    monkeypatch.setattr(tasks.drilling, "run_drill", lambda now: run.append(now) or drill(now))
    places = SimpleNamespace(dumps=lambda: ["one"] if has_backup else [])
    monkeypatch.setattr(tasks.Places, "configured", lambda _folder: places)
    tasks.drill_when_due(0)
    assert bool(run) is is_run


def test_after_a_failed_drill_the_next_day_tries_again(log, monkeypatch):
    keep(drill(timezone.now() - timedelta(days=1), "seal"), log, keyring())
    run = []
    monkeypatch.setattr(tasks.drilling, "run_drill", lambda now: run.append(now) or drill(now))
    monkeypatch.setattr(tasks.Places, "configured", lambda _folder: SimpleNamespace(dumps=lambda: ["one"]))
    tasks.drill_when_due(0)
    assert run


def test_the_worker_backs_up_only_where_a_place_and_a_role_are_set(monkeypatch):
    taken = []
    monkeypatch.setattr(tasks.backing_up, "back_up", lambda now: taken.append(now) or ("file", SimpleNamespace(rows=1)))
    monkeypatch.delenv("ZAKLON_BACKUP_DIR", raising=False)
    monkeypatch.setattr(tasks, "backup_url", lambda: "address")
    tasks.back_up(0)
    assert taken == []
    monkeypatch.setenv("ZAKLON_BACKUP_DIR", "/backup")
    tasks.back_up(0)
    assert len(taken) == 1
