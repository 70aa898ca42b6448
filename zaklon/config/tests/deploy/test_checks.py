"""`zaklon check --deploy`: each dangerous switch is found, told with where and what to do, and a right one is not."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from zaklon.access.queries import locking
from zaklon.access.tests.factories import make_user
from zaklon.config.cli import running, upkeep
from zaklon.config.continuity.places import Places
from zaklon.config.continuity.state import Standing
from zaklon.config.deploy import all_checks, of_database
from zaklon.config.deploy.findings import Finding
from zaklon.config.deploy.of_files import Folders, of_files
from zaklon.config.deploy.of_settings import of_settings
from zaklon.config.deploy.of_upkeep import of_standing
from zaklon.config.faults import CannotStart
from zaklon.config.keys import ensure_keys

TODAY = date(2026, 3, 2)
RIGHT = {
    "ENVIRONMENT": "production",
    "ONE_CLICK_SIGN_IN": False,
    "DEBUG": False,
    "ALLOWED_HOSTS": ["zaklon.example"],
    "PUBLIC_URL": "https://zaklon.example",
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 5_000_000,
    "FILE_UPLOAD_MAX_MEMORY_SIZE": 5_000_000,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 1000,
    "FILE_UPLOAD_HANDLERS": ["zaklon.documents.upload_limit.UploadLimit"],
    "ACCOUNT_RATE_LIMITS": {"login": "30/m/ip", "login_failed": "20/m/ip", "reset_password": "10/m/ip"},
    "SESSION_IDLE_SECONDS": 1800,
    "SESSION_COOKIE_AGE": 8 * 3600,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_USE_TLS": True,
    "EMAIL_USE_SSL": False,
    "SECURITY_CONTACT": ("mailto:security@zaklon.example", TODAY + timedelta(days=90)),
}
DANGERS = [
    ("environment", {"ENVIRONMENT": "demo"}),
    ("one_click", {"ONE_CLICK_SIGN_IN": True}),
    ("debug", {"DEBUG": True}),
    ("hosts", {"ALLOWED_HOSTS": ["*"]}),
    ("hosts", {"ALLOWED_HOSTS": [".example"]}),
    ("hosts", {"ALLOWED_HOSTS": ["127.0.0.1", "localhost"]}),
    ("https", {"PUBLIC_URL": "http://zaklon.example"}),
    ("https", {"SECURE_SSL_REDIRECT": False}),
    ("hsts", {"SECURE_HSTS_SECONDS": 3600}),
    ("hsts", {"SECURE_HSTS_INCLUDE_SUBDOMAINS": False}),
    ("proxy", {"SECURE_PROXY_SSL_HEADER": None}),
    ("cookies", {"SESSION_COOKIE_SECURE": False}),
    ("cookies", {"CSRF_COOKIE_SECURE": False}),
    ("cookies", {"SESSION_COOKIE_HTTPONLY": False}),
    ("cookies", {"CSRF_COOKIE_HTTPONLY": False}),
    ("cookies", {"SESSION_COOKIE_SAMESITE": "None"}),
    ("uploads", {"DATA_UPLOAD_MAX_MEMORY_SIZE": None}),
    ("uploads", {"FILE_UPLOAD_MAX_MEMORY_SIZE": 10**9}),
    ("uploads", {"DATA_UPLOAD_MAX_NUMBER_FIELDS": None}),
    ("uploads", {"FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]}),
    ("rate_limits", {"ACCOUNT_RATE_LIMITS": False}),
    ("rate_limits", {"ACCOUNT_RATE_LIMITS": {"login": "30/m/ip"}}),
    ("sessions", {"SESSION_IDLE_SECONDS": 7200}),
    ("sessions", {"SESSION_COOKIE_AGE": 90 * 24 * 3600}),
    ("mail", {"EMAIL_USE_TLS": False}),
    ("no_mail", {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}),
    ("contact", {"SECURITY_CONTACT": None}),
    ("contact", {"SECURITY_CONTACT": ("mailto:x@zaklon.example", TODAY - timedelta(days=1))}),
    ("contact", {"SECURITY_CONTACT": ("mailto:x@zaklon.example", TODAY + timedelta(days=800))}),
]


def codes(findings):
    return [finding.code for finding in findings]


def test_right_settings_have_no_finding():
    assert of_settings(SimpleNamespace(**RIGHT), TODAY) == []


@pytest.mark.parametrize(("code", "change"), DANGERS, ids=lambda each: str(each)[:60])
def test_each_dangerous_setting_is_found_alone(code, change):
    (finding,) = of_settings(SimpleNamespace(**{**RIGHT, **change}), TODAY)
    assert finding.code == code
    assert finding.where
    assert finding.to_do
    assert finding.refuses == (code not in {"no_mail", "contact"})


@pytest.fixture
def folders(tmp_path):
    ensure_keys(tmp_path / "keys")
    for name in ("data", "apart", "backups"):
        (tmp_path / name).mkdir(mode=0o700)
    (tmp_path / "apart" / "backup-1.key").write_text("ab" * 32)
    (tmp_path / "apart" / "backup-1.key").chmod(0o600)
    places = Places(tmp_path / "backups", tmp_path / "apart")
    return Folders(tmp_path / "data", tmp_path / "keys", places)


def with_places(folders, **changes):
    return Folders(folders.data, folders.keys, Places(**{**vars(folders.places), **changes}))


def test_keys_data_and_backups_that_lie_apart_have_no_finding(folders):
    assert of_files(folders) == []


def test_a_key_that_others_can_read_or_that_is_missing_is_found(folders):
    (folders.keys / "vault-1.key").chmod(0o640)
    (finding,) = of_files(folders)
    assert "can be read by others" in finding.what
    (folders.keys / "vault-1.key").unlink()
    (finding,) = of_files(folders)
    assert (finding.code, "vault-1.key is missing" in finding.what) == ("keys", True)


def test_a_key_of_backups_that_others_can_read_is_found(folders):
    (folders.places.keys_folder / "backup-1.key").chmod(0o644)
    assert codes(of_files(folders)) == ["backup_key_open"]


def test_a_folder_of_backups_that_others_can_write_is_found(folders):
    folders.places.folder.chmod(0o777)
    assert codes(of_files(folders)) == ["backups_open"]


def test_keys_beside_the_data_are_found(folders):
    assert codes(of_files(Folders(folders.keys.parent, folders.keys, folders.places)))[0] == "keys_beside_data"


def test_keys_among_the_backups_are_found(folders):
    assert "keys_in_backups" in codes(of_files(with_places(folders, folder=folders.keys.parent)))


@pytest.mark.parametrize("beside", ["data", "keys", "backups"])
def test_a_key_of_backups_beside_what_it_opens_is_found(folders, beside):
    there = {"data": folders.data, "keys": folders.keys, "backups": folders.places.folder}[beside]
    assert codes(of_files(with_places(folders, keys_folder=there / "inside"))) == ["backup_key_beside"]


def test_backups_on_the_disk_of_the_data_are_a_warning(folders):
    (finding,) = of_files(with_places(folders, folder=folders.data / "backups"))
    assert (finding.code, finding.refuses) == ("backups_beside_data", False)


SILENT = {
    "synchronous_commit": "on", "fsync": "on", "full_page_writes": "on", "log_error_verbosity": "terse",
    "log_statement": "none", "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic", "log_min_duration_statement": "-1", "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("synchronous_commit", "off", "not_durable"),
        ("fsync", "off", "not_durable"),
        ("full_page_writes", "off", "not_durable"),
        ("log_error_verbosity", "default", "log_of_values"),
        ("log_statement", "all", "log_of_values"),
        ("log_statement", "mod", "log_of_values"),
        ("log_parameter_max_length", "-1", "log_of_values"),
        ("log_parameter_max_length_on_error", "-1", "log_of_values"),
        ("log_min_error_statement", "error", "log_of_values"),
        ("log_min_duration_statement", "250", "log_of_values"),
        ("log_min_duration_sample", "0", "log_of_values"),
        ("log_transaction_sample_rate", "0.1", "log_of_values"),
    ],
)
def test_each_dangerous_setting_of_the_server_is_found(name, value, code):
    assert of_database.wrong_settings(SILENT) == []
    (finding,) = of_database.wrong_settings({**SILENT, name: value})
    assert (finding.code, finding.refuses) == (code, True)
    assert name in finding.what


@pytest.mark.django_db
def test_the_settings_of_the_real_server_are_asked():
    # The test run gives up crash safety for speed; a session may switch off what is acknowledged.
    found = {each.what.split(": ")[1] for each in of_database._settings()}
    assert {"fsync is off.", "synchronous_commit is off.", "full_page_writes is off."} <= found
    assert not any("log_" in each for each in found)


@pytest.mark.django_db
def test_a_table_whose_policies_are_switched_off_is_found(as_owner):
    assert list(of_database._walls()) == []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_record NO FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE cases_person DISABLE ROW LEVEL SECURITY")
    (finding,) = of_database._walls()
    assert finding.where == "cases_person, cases_record"


@pytest.mark.django_db
def test_clocks_that_differ_are_found(monkeypatch):
    assert list(of_database._clock()) == []

    class Late(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz=tz) - timedelta(seconds=20)

    monkeypatch.setattr(of_database, "datetime", Late)
    (finding,) = of_database._clock()
    assert (finding.code, "20 s apart" in finding.what) == ("clock", True)


@pytest.mark.django_db
def test_accounts_of_the_demonstration_are_found():
    assert list(of_database._demonstration()) == []
    make_user(email="coordinator@demo.invalid")
    (finding,) = of_database._demonstration()
    assert finding.code == "demonstration"


@pytest.mark.parametrize(("minutes", "is_found"), [(0, True), (10, False), (30, False), (31, True)])
def test_a_lock_that_is_off_or_late_is_found(monkeypatch, minutes, is_found):
    monkeypatch.setattr(of_database, "lock_minutes", lambda: minutes)
    assert codes(of_database._lock()) == (["idle_lock"] if is_found else [])


@pytest.mark.django_db
def test_without_a_pack_pages_lock_after_ten_minutes():
    locking.forget()
    assert locking.lock_minutes() == 10
    locking.forget()


def test_old_backups_drills_and_heads_are_warnings():
    late = Standing(None, None, None, (), frozenset({"backup", "drill", "head"}))
    assert [(each.code, each.refuses) for each in of_standing(late)] == [
        ("no_backup", False),
        ("no_drill", False),
        ("no_head", False),
    ]
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert of_standing(Standing(now, now, now, (), frozenset())) == []


def test_the_pages_must_not_hold_an_address_that_passes_by_the_policies(monkeypatch):
    monkeypatch.delenv("ZAKLON_DATABASE_OWNER_URL", raising=False)
    assert list(all_checks._of_pages()) == []
    monkeypatch.setenv("ZAKLON_DATABASE_BACKUP_URL", "postgresql://zaklon_backup@db.example/zaklon")
    (finding,) = all_checks._of_pages()
    assert finding.where == "ZAKLON_DATABASE_BACKUP_URL"


def test_serving_is_refused_for_a_danger_and_only_warned_about_the_rest(monkeypatch, capsys):
    old = Finding("no_drill", "No drill.", "there", "Do it.", refuses=False)
    danger = Finding("debug", "Open.", "DEBUG", "Close it.")
    monkeypatch.setattr(all_checks, "findings", lambda **_asked: [old])
    running._refuse_dangerous_configuration()
    assert "warning  no_drill: No drill. Where: there. To do: Do it." in capsys.readouterr().out
    monkeypatch.setattr(all_checks, "findings", lambda **_asked: [old, danger])
    with pytest.raises(CannotStart, match="REFUSED  debug: Open"):
        running._refuse_dangerous_configuration()


@pytest.mark.django_db
def test_the_command_prints_every_finding_and_exits_with_1(monkeypatch, capsys, tmp_path, settings):
    import contextlib

    settings.DRILLS_FILE = tmp_path / "drills.log"
    monkeypatch.setattr(upkeep.ground, "database", contextlib.nullcontext)
    assert upkeep.check(SimpleNamespace(deploy=True)) == 1
    said = capsys.readouterr().out
    for code in ("environment", "https", "not_durable", "no_backup", "no_drill", "no_head"):
        assert f" {code}: " in said
    assert " dangerous, " in said
