"""Applications from outside: by the clock, once, sealed, with a receipt."""

import uuid

import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.common.money import Money
from zaklon.documents.queries import of_subject
from zaklon.documents.values import Upload
from zaklon.partnership.commands import applying, calls, checking
from zaklon.partnership.commands.contacts import open_contact, rewrap_old_keys
from zaklon.partnership.models import GrantApplication, GrantCall
from zaklon.partnership.queries.calls import by_receipt, call_page, public_calls, public_results
from zaklon.partnership.tests.factories import AFTER, CLOSES, DAY, HOUR, NOW, OPENS, Call, load_first_country

FILE = Upload("statute.txt", b"Invented statute")


def refused(call, code, new=None, *, at=NOW + HOUR, files=(), kind=RuleBroken):
    with acting_as(PUBLIC), pytest.raises(kind, match=code):
        applying.apply(call.pk, new or call.application(), files, now=at)


def completes(receipt, files, at):
    with acting_as(PUBLIC):
        applying.complete(receipt.code, files, now=at)


def test_an_application_is_kept_with_its_files_and_a_receipt(call):
    receipt, key = call.applies(files=[FILE])
    assert receipt.number == "2026/1"
    assert len(receipt.code) == 19
    with acting_as(SYSTEM):
        (kept,) = of_subject("partnership.application", key)
    assert (kept.name, kept.owner_id) == ("statute.txt", call.office.body_id)
    found = by_receipt(receipt.code.lower().replace("-", " "), NOW.date())
    assert (found.number, found.status) == ("2026/1", "received")
    assert by_receipt("AAAA-BBBB-CCCC-DDDD", NOW.date()) is None


def test_the_same_form_sent_twice_is_one_application_with_one_receipt(call):
    key = uuid.uuid4()
    first, _one = call.applies(key=key)
    again, _two = call.applies(key=key, at=AFTER)
    assert first == again
    with acting_as(SYSTEM):
        assert GrantApplication.objects.count() == 1


def test_the_form_opens_and_closes_by_the_clock_of_the_call(call):
    refused(call, "call_not_begun", at=OPENS - HOUR, kind=NotAllowedNow)
    refused(call, "call_over", at=CLOSES, kind=NotAllowedNow)
    call.applies(at=OPENS)
    call.applies(at=CLOSES - HOUR)


def test_a_draft_and_a_call_that_was_called_off_take_nothing(db):
    load_first_country()
    draft = Call(is_published=False)
    with acting_as(PUBLIC), pytest.raises(GrantCall.DoesNotExist):
        applying.apply(draft.pk, draft.application(), (), now=NOW + HOUR)
    assert public_calls(NOW) == ()
    off = Call()
    off.does(calls.move_call, off.pk, "call_off")
    refused(off, "call_not_open", kind=NotAllowedNow)


def test_what_does_not_fit_the_call_is_refused_at_its_field(call):
    for changed, code in (
        ({"asked": 999}, "application_amount_unfit"),
        ({"asked": 10_001}, "application_amount_unfit"),
        ({"municipalities": ()}, "application_places_unfit"),
        ({"municipalities": ("XX-99",)}, "application_places_unfit"),
        ({"applicant": " "}, "application_without_applicant"),
        ({"own": Money.of("USD", 1)}, "call_mixes_currencies"),
    ):
        refused(call, code, call.application(**changed))
    refused(call, "application_many_files", files=[Upload(f"{n}.txt", b"x%d" % n) for n in range(6)])
    with acting_as(SYSTEM):
        assert not GrantApplication.objects.exists()


def test_the_contact_is_sealed_and_each_opening_stands_in_the_trail(call):
    from zaklon.audit.queries import entries

    _receipt, key = call.applies()
    row = call.row(key)
    assert b"kanarinac" not in bytes(row.contact)
    assert call.does(open_contact, key).email == "kanarinac@example.invalid"
    with acting_as(SYSTEM):
        assert "grant.contact_opened" in [entry.action for entry in entries(subject=str(key))]
    with acting_as(call.board), pytest.raises(NotPermitted):
        open_contact(key, actor=call.board, now=NOW)


def test_a_newer_key_takes_over_the_sealed_contacts(call, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYS_DIR.mkdir()
    (settings.KEYS_DIR / "documents-1.key").write_text("11" * 32)
    _receipt, key = call.applies()
    (settings.KEYS_DIR / "documents-2.key").write_text("22" * 32)
    assert rewrap_old_keys(now=NOW) == 1
    (settings.KEYS_DIR / "documents-1.key").unlink()
    assert call.does(open_contact, key).person == "Kanarinac Kontakt"
    assert rewrap_old_keys(now=NOW) == 0


def test_what_is_missing_is_asked_for_with_a_day_and_brought_with_the_receipt(call):
    receipt, key = call.applies()
    with pytest.raises(RuleBroken, match="application_without_reason"):
        call.does(checking.check, key, "ask_missing", " ")
    call.does(checking.check, key, "ask_missing", "The statute is missing")
    assert call.row(key).complete_by == (NOW + 5 * DAY).date()
    assert by_receipt(receipt.code, NOW.date()).may_complete
    with pytest.raises(RuleBroken, match="application_no_files"):
        completes(receipt, (), NOW)
    with pytest.raises(NotAllowedNow, match="application_completing_over"):
        completes(receipt, [FILE], NOW + 6 * DAY)
    completes(receipt, [FILE], NOW + 5 * DAY)
    assert call.row(key).status == "received"
    with pytest.raises(NotAllowedNow, match="application_nothing_missing"):
        completes(receipt, [FILE], NOW + 5 * DAY)
    call.does(checking.check, key, "admit", "")
    assert by_receipt(receipt.code, NOW.date()).status == "admitted"


def test_a_refusal_at_the_formal_check_has_its_reason(call):
    receipt, key = call.applies()
    call.does(checking.check, key, "refuse", "Not registered")
    assert by_receipt(receipt.code, NOW.date()).reason == "Not registered"
    with pytest.raises(NotAllowedNow, match="step_not_open"):
        call.does(checking.check, key, "admit", "")
    with pytest.raises(NotPermitted):
        call.does(checking.check, key, "admit", "", by=call.board)


def test_others_see_no_application_and_the_public_only_who_was_chosen(call):
    call.applies()
    for stranger in (make_actor("reporter"), make_actor("case_manager")):
        with acting_as(stranger):
            assert not GrantApplication.objects.exists()
            with pytest.raises(NotPermitted):
                call_page(call.pk, "en", actor=stranger, now=NOW)
    with acting_as(PUBLIC):
        assert not GrantApplication.objects.exists()
    assert public_results(call.pk) == ()
    assert [row.title for row in public_calls(NOW)] == ["Invented call"]
