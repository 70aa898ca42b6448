"""Erasure: by two, never under a hold; the content is gone also from older rows, the counts stay."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import erasing, exporting, files, records, reveals, rights, watch
from zaklon.cases.commands.erasing import agree_to_erasure, ask_erasure, decline_erasure
from zaklon.cases.kinds import CaseStatus, ClosingReason, ErasureBasis, Part, RightKind, RightOutcome, SearchPurpose
from zaklon.cases.models import Case, DataKey, Erasure, Export, Listing, Person, Record, Reveal, Token
from zaklon.cases.rules.erasure import Standing, refuse_unfit
from zaklon.cases.rules.exports import ExportLimits, NewExport
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.factories import ADULT, Circle, now
from zaklon.cases.values import NewRecord
from zaklon.cases.vault import erasure as vault
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.plan.tests.pages import client_of, page

TODAY = date(2026, 3, 2)
CANARY = "Kanarinac"
ORDER = "Invented order of a court"


def standing(**changes):
    facts = {
        "is_on_hold": False,
        "is_erased": False,
        "is_open": False,
        "retain_until": date(2026, 3, 1),
        "has_granted_request": True,
    }
    return Standing(**(facts | changes))


@pytest.mark.parametrize(
    ("basis", "words", "changes", "code"),
    [
        (ErasureBasis.TIME_PASSED, "", {"retain_until": date(2026, 3, 3)}, "erasure_time_not_passed"),
        (ErasureBasis.TIME_PASSED, "", {"retain_until": None}, "erasure_time_not_passed"),
        (ErasureBasis.TIME_PASSED, "", {"is_open": True}, "erasure_time_not_passed"),
        (ErasureBasis.REQUEST, "", {"has_granted_request": False}, "erasure_not_granted"),
        (ErasureBasis.ORDER, "short", {}, "erasure_words_missing"),
        (ErasureBasis.RESTORED, ORDER, {}, "erasure_basis_unfit"),
        (ErasureBasis.ORDER, ORDER, {"is_erased": True}, "person_erased"),
    ],
)
def test_data_are_erased_only_on_a_basis_that_holds(basis, words, changes, code):
    with pytest.raises(Refusal, match=code):
        refuse_unfit(basis, words, standing(**changes), TODAY)


@given(
    basis=st.sampled_from(ErasureBasis),
    is_open=st.booleans(),
    until=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    granted=st.booleans(),
)
def test_a_hold_keeps_everything_whatever_the_basis(basis, is_open, until, granted):
    held = standing(is_on_hold=True, is_open=is_open, retain_until=until, has_granted_request=granted)
    with pytest.raises(NotAllowedNow, match="erasure_on_hold"):
        refuse_unfit(basis, ORDER, held, TODAY)


@pytest.fixture
def circle(db, monkeypatch, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.log"
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)
    monkeypatch.setattr(erasing, "persons_to_erase", lambda: 2)
    made = Circle()
    write(made, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": CANARY})
    write(made, Part.SERVICES, {"goal": f"Goal of {CANARY}"})
    return made


def write(circle, part, content):
    new = NewRecord(circle.person.pk, part, "form", content)
    with acting_as(circle.manager):
        return records.write_record(circle.code, new, actor=circle.manager, now=now())


def ask(circle, by=None, basis=ErasureBasis.ORDER, words=ORDER):
    actor = by or circle.officer
    with acting_as(actor):
        return ask_erasure(circle.code, 1, basis, words, actor=actor, now=now())


def agree(asked, by=None):
    actor = by or make_actor("data_protection_officer")
    with acting_as(actor):
        agree_to_erasure(asked, actor=actor, now=now())


def of_trail(code):
    with acting_as(SYSTEM):
        return [entry.action for entry in entries(subject=code)]


def counts():
    with acting_as(SYSTEM):
        return {table.__name__: table.objects.count() for table in (Case, Person, Record, DataKey, Reveal)}


@pytest.mark.django_db
def test_after_two_officers_agreed_nothing_opens_and_the_counts_stay(circle):
    before, facts = counts(), coded(circle)
    asked = ask(circle)
    with acting_as(circle.manager):
        assert records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now()).records
    agree(asked)
    with acting_as(circle.manager):
        opened = records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now())
        assert (opened.records, opened.erased) == ((), (circle.person.pk,))
        assert search(circle) == []
    assert counts() == before
    assert coded(circle) == facts
    with acting_as(SYSTEM):
        stone = Erasure.objects.get()
        assert (stone.entries, stone.basis, stone.words, stone.done_at is not None) == (2, "order", ORDER, True)
        assert not Token.objects.filter(person=circle.person).exists()
        assert {bytes(row.sealed) for row in Record.objects.all()} == {b""}
    assert {"case.erasure_asked", "case.erased"} <= set(of_trail(circle.code))


def coded(circle):
    with acting_as(SYSTEM):
        return list(Person.objects.filter(case__code=circle.code).values("sex", "age_group", "citizenship", "added_at"))


def search(circle):
    from zaklon.cases.commands.searching import search_people

    return search_people(CANARY, SearchPurpose.TASK, actor=circle.manager, now=now())


@pytest.mark.django_db
def test_old_rows_put_back_by_a_restored_backup_are_erased_again(circle, as_owner, settings):
    with acting_as(SYSTEM):
        rows = {table: list(table.objects.all()) for table in (DataKey, Token, Record, Person, Case)}
    agree(ask(circle))
    vault.list_missing()
    with as_owner():
        Erasure.objects.all().delete()
        for old in rows[Record]:
            Record.objects.filter(pk=old.pk).update(sealed=bytes(old.sealed))
        for old in rows[DataKey]:
            DataKey.objects.filter(pk=old.pk).update(wrapped=bytes(old.wrapped), destroyed_at=None)
        Token.objects.bulk_create(rows[Token])
        Person.objects.filter(pk=circle.person.pk).update(erased_at=None)
        Case.objects.filter(code=circle.code).update(status="open", closed_at=None, closing_reason="")
    with acting_as(circle.manager):
        assert records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now()).records
    before = counts()
    assert vault.apply_after_restore(settings.ERASED_FILE, now=now()) == 1
    with acting_as(circle.manager):
        assert records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now()).records == ()
        assert search(circle) == []
    assert counts() == before
    with acting_as(SYSTEM):
        assert (Erasure.objects.get().basis, Erasure.objects.get().entries) == ("restored", 2)
        assert {bytes(row.sealed) for row in Record.objects.all()} == {b""}


@pytest.mark.django_db
def test_a_key_that_comes_back_alone_opens_nothing(circle, as_owner):
    with acting_as(SYSTEM):
        old = DataKey.objects.get()
    agree(ask(circle))
    with as_owner():
        DataKey.objects.filter(pk=old.pk).update(wrapped=bytes(old.wrapped), destroyed_at=None)
    with acting_as(circle.manager), pytest.raises(ValueError, match="unknown version"):
        records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now())


@pytest.mark.django_db
def test_no_word_about_the_person_is_left_in_any_column_of_the_case(circle, monkeypatch):
    limits = ExportLimits(9, exporting.timedelta(days=1))
    monkeypatch.setattr(exporting, "export_limits", lambda _now: limits)
    with acting_as(circle.manager):
        reason = f"Invented: {CANARY} asked for it"
        reveals.ask_reveal(circle.code, circle.person.pk, Part.IDENTITY, reason, actor=circle.manager, now=now())
        purpose = f"Invented hearing of {CANARY}"
        new = NewExport((circle.code,), frozenset({Part.SERVICES}), purpose, "en")
        exporting.make_export(new, actor=circle.manager, now=now())
        asked = rights.ask_right(circle.code, circle.person.pk, RightKind.ERASURE, actor=circle.manager, now=now())
    with acting_as(circle.officer):
        why = f"{CANARY} is heard first"
        rights.decide_right(asked, RightOutcome.IN_PART, why, actor=circle.officer, now=now())
    agree(ask(circle, basis=ErasureBasis.REQUEST, words=""))
    with acting_as(SYSTEM), connection.cursor() as cursor:
        assert bytes(Export.objects.get().sealed) == b""
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'cases\\_%%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")  # noqa: S608
            assert CANARY not in cursor.fetchone()[0], table


@pytest.mark.django_db
def test_a_case_with_somebody_left_goes_on_and_ends_with_the_last(circle):
    with acting_as(circle.manager):
        files.add_person(circle.code, ADULT, actor=circle.manager, now=now())
    agree(ask(circle))
    with acting_as(SYSTEM):
        assert Case.objects.get(code=circle.code).status == CaseStatus.OPEN
    officer = circle.officer
    with acting_as(officer):
        second = ask_erasure(circle.code, 2, ErasureBasis.ORDER, ORDER, actor=officer, now=now())
    agree(second)
    with acting_as(SYSTEM):
        case = Case.objects.get(code=circle.code)
        assert (case.status, case.closing_reason) == (CaseStatus.ERASED, ClosingReason.ERASED)
        assert set(Listing.objects.values_list("status", flat=True)) == {CaseStatus.ERASED}


@pytest.mark.django_db
def test_nobody_erases_alone_or_without_being_the_officer(circle):
    asked = ask(circle)
    with pytest.raises(NotPermitted, match="own_erasure"):
        agree(asked, by=circle.officer)
    for actor in (circle.manager, circle.coordinator, make_actor("administrator"), make_actor("auditor")):
        with pytest.raises(NotPermitted):
            agree(asked, by=actor)
        with pytest.raises(NotPermitted):
            ask(circle, by=actor)
    with pytest.raises(NotAllowedNow, match="erasure_asked_already"):
        ask(circle)


@pytest.mark.django_db
def test_a_hold_that_comes_between_the_two_keeps_the_data(circle):
    asked = ask(circle)
    with acting_as(circle.officer):
        rights.set_hold(circle.code, "Invented inquiry", actor=circle.officer, now=now())
    with pytest.raises(NotAllowedNow, match="erasure_on_hold"):
        agree(asked)
    with acting_as(SYSTEM):
        assert DataKey.objects.get().destroyed_at is None


@pytest.mark.django_db
def test_declined_means_that_everything_stays_and_it_may_be_asked_for_again(circle):
    asked = ask(circle)
    second = make_actor("data_protection_officer")
    with acting_as(second):
        decline_erasure(asked, actor=second, now=now())
    with acting_as(SYSTEM):
        assert DataKey.objects.get().destroyed_at is None
    assert "case.erasure_declined" in of_trail(circle.code)
    ask(circle)


@pytest.mark.django_db
def test_one_officer_is_enough_where_the_country_says_so(circle, monkeypatch):
    monkeypatch.setattr(erasing, "persons_to_erase", lambda: 1)
    ask(circle)
    with acting_as(SYSTEM):
        assert Person.objects.get(pk=circle.person.pk).erased_at is not None
    with pytest.raises(NotAllowedNow, match="person_erased"):
        ask(circle)


@pytest.mark.django_db
def test_an_unknown_person_is_refused(circle):
    with acting_as(circle.officer), pytest.raises(RuleBroken, match="person_not_of_case"):
        ask_erasure(circle.code, 9, ErasureBasis.ORDER, ORDER, actor=circle.officer, now=now())


@pytest.mark.django_db
def test_the_pages_walk_the_two_officers_through_it(circle):
    path = reverse("cases:erase", args=[circle.code])
    html = page(client_of(circle.officer), path)
    assert "This cannot be undone" in html
    assert CANARY not in html
    wrong = client_of(circle.officer).post(path, {"position": "1", "basis": "time_passed", "words": ""})
    assert wrong.status_code == 422
    assert "has not passed" in wrong.content.decode()
    assert client_of(circle.officer).post(path, {"position": "1", "basis": "order", "words": ORDER}).status_code == 302
    html = page(client_of(circle.officer), reverse("cases:erasures"))
    assert "Waits for somebody else" in html
    with acting_as(SYSTEM):
        asked = Erasure.objects.get().pk
    second = client_of(make_actor("data_protection_officer"))
    assert "Erase for good" in page(second, reverse("cases:erasures"))
    assert second.post(reverse("cases:agree_to_erasure", args=[asked])).status_code == 302
    assert "no personal data left" in page(second, path)
    for actor in (circle.manager, circle.coordinator):
        assert client_of(actor).get(path).status_code == 403
