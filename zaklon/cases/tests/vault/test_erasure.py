"""An erased person is unreadable and unfindable for good; the count stays."""

import pytest

from zaklon.access.tests.factories import NOON
from zaklon.audit.queries import entries
from zaklon.cases.models import DataKey, Erasure, NameVariant, Person, Record, Token
from zaklon.cases.tests.vault.factories import make_case, make_person, make_record
from zaklon.cases.vault import erasure, keys, tokens
from zaklon.cases.vault.erasure import ErasedListError
from zaklon.cases.vault.search import search

pytestmark = pytest.mark.django_db
CONTENT = {"name": "Invented Canary"}


@pytest.fixture
def person(as_system):
    """Somebody with a record and tokens."""
    made = make_person()
    make_record(made, CONTENT)
    tokens.write(made, ["Invented Canary"], ["INV 123456"])
    return made


def counts():
    return Person.objects.count(), Record.objects.count(), DataKey.objects.count()


def as_in_a_backup(person):
    """What a backup would bring back: the row of the key as it is now, and the tokens."""
    row = DataKey.objects.get(pk=person.pk)
    return bytes(row.wrapped), [bytes(token) for token in Token.objects.values_list("token", flat=True)]


def restore(person, backup):
    wrapped, texts = backup
    DataKey.objects.filter(pk=person.pk).update(wrapped=wrapped, destroyed_at=None)
    Person.objects.filter(pk=person.pk).update(erased_at=None)
    Token.objects.bulk_create(Token(case_id=person.case_id, person=person, token=text) for text in texts)


def test_an_erased_person_cannot_be_read_or_found_and_counts_stay(person):
    before = counts()
    assert erasure.destroy(person, now=NOON)
    assert counts() == before
    with pytest.raises(keys.ErasedError):
        keys.unlock_of(person.pk)
    assert search("Invented Canary") == []
    assert not Token.objects.filter(person=person).exists()
    assert bytes(DataKey.objects.get(pk=person.pk).wrapped) == b""
    assert Person.objects.get(pk=person.pk).erased_at == NOON
    assert [entry.action for entry in entries(subject=str(person.pk))] == ["vault.key_destroyed"]


def test_erasing_twice_is_erasing_once(person):
    assert erasure.destroy(person, now=NOON)
    assert not erasure.destroy(person, now=NOON)
    assert len(entries(subject=str(person.pk))) == 1


def test_a_name_that_nobody_has_any_more_leaves_the_list_of_names(person):
    other = make_person()
    tokens.write(other, ["Invented Other"])
    erasure.destroy(person, now=NOON)
    assert tokens.tidy() == 1
    assert [hit.person_id for hit in search("Inventde")] == [other.pk]
    assert tokens.tidy() == 0
    erasure.destroy(other, now=NOON)
    assert tokens.tidy() == 2
    assert not NameVariant.objects.exists()


def test_after_restoring_an_older_backup_the_list_erases_again(person, settings, django_capture_on_commit_callbacks):
    backup = as_in_a_backup(person)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.destroy(person, now=NOON)
    restore(person, backup)
    assert keys.unlock_of(person.pk)
    assert search("Invented Canary")
    assert erasure.apply_after_restore(settings.ERASED_FILE, now=NOON) == 1
    with pytest.raises(keys.ErasedError):
        keys.unlock_of(person.pk)
    assert search("Invented Canary") == []
    assert erasure.apply_after_restore(settings.ERASED_FILE, now=NOON) == 0


def test_after_rotation_an_older_backup_opens_nothing_even_without_the_list(person, vault_folder):
    from zaklon.cases.vault import rotation
    from zaklon.common.sealing import KeyMissingError

    backup = as_in_a_backup(person)
    erasure.destroy(person, now=NOON)
    (vault_folder / "vault-2.key").write_text("33" * 32)
    rotation.rewrap_all(now=NOON)
    (vault_folder / "vault-1.key").unlink()
    restore(person, backup)
    with pytest.raises(KeyMissingError, match="vault-1"):
        keys.unlock_of(person.pk)


def test_an_erasure_that_was_rolled_back_is_not_listed(person, settings, django_capture_on_commit_callbacks):
    from django.db import transaction

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        erasure.destroy(person, now=NOON)
        raise ZeroDivisionError
    assert not settings.ERASED_FILE.exists()
    assert keys.unlock_of(person.pk)


def test_an_erasure_that_missed_the_list_is_put_there_later(person, settings):
    erasure.destroy(person, now=NOON)
    assert not settings.ERASED_FILE.exists()
    assert (erasure.list_missing(), erasure.list_missing()) == (1, 0)
    assert settings.ERASED_FILE.stat().st_mode & 0o077 == 0
    assert "Canary" not in settings.ERASED_FILE.read_text()


@pytest.mark.parametrize("line", ["not ours\n", "2026-03-02T12:00:00+00:00 {who} {seal}\n"])
def test_nobody_is_erased_by_a_line_that_we_did_not_write(person, settings, line):
    erased, victim = make_person(), person
    keys.make(erased, now=NOON)
    erasure.destroy(erased, now=NOON)
    erasure.list_missing()
    seal = settings.ERASED_FILE.read_text().split()[2]
    with settings.ERASED_FILE.open("a") as handle:
        handle.write(line.format(who=victim.pk, seal=seal))
    with pytest.raises(ErasedListError, match=r"line 2 of erased\.log"):
        erasure.apply_after_restore(settings.ERASED_FILE, now=NOON)
    assert keys.unlock_of(victim.pk)


def test_a_person_whom_the_backup_does_not_know_is_passed_over(as_system, as_owner, settings):
    person = make_person(make_case())
    keys.make(person, now=NOON)
    erasure.destroy(person, now=NOON)
    erasure.list_missing()
    with as_owner():
        DataKey.objects.filter(pk=person.pk).delete()
        Erasure.objects.filter(person=person).delete()
        Person.objects.filter(pk=person.pk).delete()
    assert erasure.apply_after_restore(settings.ERASED_FILE, now=NOON) == 0
    with pytest.raises(FileNotFoundError):
        erasure.apply_after_restore(settings.ERASED_FILE.with_name("none.log"), now=NOON)
