"""Attaching, seeing, opening and removing files, each as somebody."""

import os
import time
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.documents import commands, queries
from zaklon.documents.models import Attachment
from zaklon.documents.storage import Store, StoredFileMissingError
from zaklon.documents.tests import files
from zaklon.documents.tests.factories import WRITE, attach, listed, open_as, remove, trail
from zaklon.documents.upload_limit import MOST_REQUEST_BYTES, UploadLimit
from zaklon.documents.values import Audience, Subject, Upload

pytestmark = pytest.mark.django_db


def test_an_attached_file_comes_back_as_it_was_and_leaves_a_trace(reporter, subject):
    attachment_id = attach(reporter, subject, name="Zapisnik šeste sjednice.pdf")
    file = open_as(reporter, attachment_id)
    assert (file.name, file.media_type) == ("Zapisnik šeste sjednice.pdf", "application/pdf")
    assert file.content == files.a_pdf()
    assert trail(attachment_id) == ["attachment.added", "attachment.opened"]


def test_the_folder_and_the_database_hold_no_open_content(reporter, subject, attachments_folder):
    attach(reporter, subject, name="note.txt", content=b"a sentence that must not lie open")
    (path,) = [path for path in attachments_folder.rglob("*") if path.is_file()]
    assert b"sentence" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    with acting_as(reporter):
        attachment = Attachment.objects.get()
    assert path.name == attachment.stored_as.hex
    assert attachment.stored_as != attachment.pk


def test_the_owner_and_the_audience_see_it_and_nobody_else_does(reporter, stranger, coordinator, subject):
    partner = make_actor(Role.REPORTER)
    audience = Audience(bodies=frozenset(filter(None, [partner.body_id])), reaches=frozenset({"office"}))
    attachment_id = attach(reporter, subject, audience=audience)
    for actor in (reporter, partner, coordinator):
        assert listed(actor, subject) == [attachment_id]
        assert open_as(actor, attachment_id).content
    for actor in (stranger, PUBLIC, make_actor(Role.AUDITOR)):
        assert listed(actor, subject) == []
        with pytest.raises(Attachment.DoesNotExist):
            open_as(actor, attachment_id)


def test_adoption_opens_the_files_to_everyone(reporter, coordinator, subject):
    attachment_id = attach(reporter, subject)
    with pytest.raises(Attachment.DoesNotExist):
        open_as(PUBLIC, attachment_id)
    with acting_as(coordinator):
        needs = Permission.PROGRESS_CHECK
        assert commands.set_audience(subject, Audience.EVERYONE, needs=needs, actor=coordinator, now=NOON) == 1
    assert open_as(PUBLIC, attachment_id).content
    assert trail(attachment_id) == ["attachment.added", "attachment.audience_set"]


def test_the_audience_of_another_body_s_file_cannot_be_changed_by_a_body(reporter, stranger, subject):
    attach(reporter, subject, audience=Audience(bodies=frozenset({stranger.body_id})))
    with acting_as(stranger):
        changed = commands.set_audience(subject, Audience.EVERYONE, needs=WRITE, actor=stranger, now=NOON)
    assert changed == 0
    assert listed(PUBLIC, subject) == []


def test_an_unknown_reach_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="no such reach: everybody"):
        Audience(reaches=frozenset({"everybody"}))


def test_without_the_permission_nothing_is_kept(reporter, subject, attachments_folder):
    with pytest.raises(NotPermitted):
        attach(reporter, subject, needs=Permission.PLAN_EDIT)
    assert not attachments_folder.exists()


def test_nobody_attaches_without_a_body(subject):
    with pytest.raises(NotPermitted) as refused:
        attach(SYSTEM, subject)
    assert refused.value.code == "attach_needs_body"


def test_a_refused_file_leaves_nothing_behind(reporter, subject, attachments_folder):
    with pytest.raises(RuleBroken, match="file_kind_mismatch"):
        attach(reporter, subject, content=files.a_docx())
    assert not attachments_folder.exists()
    assert listed(reporter, subject) == []


def test_the_same_file_sent_twice_is_kept_once(reporter, subject):
    assert attach(reporter, subject) == attach(reporter, subject)
    assert len(listed(reporter, subject)) == 1
    assert attach(reporter, subject, name="other.pdf") != attach(reporter, Subject("plan.activity", uuid4()))


def test_a_subject_holds_a_limited_number_of_files(reporter, subject, monkeypatch):
    monkeypatch.setattr(commands, "_MOST_FILES", 3)
    for number in range(3):
        attach(reporter, subject, name="note.txt", content=f"note {number}".encode())
    with pytest.raises(RuleBroken) as refused:
        attach(reporter, subject, name="note.txt", content=b"one more")
    assert (refused.value.code, refused.value.facts) == ("too_many_files", {"most": 3})


def test_a_removed_file_keeps_its_row_and_reason_and_can_never_be_opened_again(reporter, subject, as_owner):
    attachment_id = attach(reporter, subject)
    remove(reporter, attachment_id, "names of participants")
    with acting_as(reporter):
        (row,) = queries.of_subject(subject.kind, subject.id)
        assert (row.is_removed, row.removal_reason) == (True, "names of participants")
        assert bytes(Attachment.objects.get().wrapped_key) == b""
    with pytest.raises(NotAllowedNow, match="attachment_removed"):
        open_as(reporter, attachment_id)
    with pytest.raises(NotAllowedNow, match="attachment_removed"):
        remove(reporter, attachment_id)
    assert trail(attachment_id) == ["attachment.added", "attachment.removed"]


def test_a_removal_needs_a_reason_and_the_right_to_it(reporter, stranger, subject):
    attachment_id = attach(reporter, subject)
    with pytest.raises(RuleBroken, match="removal_reason_missing"):
        remove(reporter, attachment_id, "  ")
    with pytest.raises(Attachment.DoesNotExist):
        remove(stranger, attachment_id)
    assert open_as(reporter, attachment_id).content


def test_a_body_that_sees_another_s_file_still_cannot_remove_it(reporter, stranger, subject):
    attachment_id = attach(reporter, subject, audience=Audience(bodies=frozenset({stranger.body_id})))
    with pytest.raises(Attachment.DoesNotExist):
        remove(stranger, attachment_id)
    assert open_as(reporter, attachment_id).content


def test_the_database_refuses_a_row_in_another_body_s_name(reporter, subject):
    other = make_body()
    attach(reporter, subject)
    with acting_as(reporter), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        row = Attachment.objects.get()
        row.pk, row.stored_as, row.owner_id = uuid4(), uuid4(), other.pk
        row.save(force_insert=True)


def test_no_row_can_be_deleted(reporter, subject):
    attach(reporter, subject)
    with acting_as(reporter), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Attachment.objects.all().delete()


def test_a_file_changed_in_the_folder_is_not_handed_out(reporter, subject, attachments_folder):
    attachment_id = attach(reporter, subject)
    (path,) = [path for path in attachments_folder.rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(InvalidTag):
        open_as(reporter, attachment_id)


def test_files_swapped_between_rows_are_not_handed_out(reporter, subject, as_owner):
    one = attach(reporter, subject, name="one.txt", content=b"one")
    other = attach(reporter, subject, name="two.txt", content=b"two")
    with acting_as(SYSTEM):
        first, second = Attachment.objects.get(pk=one), Attachment.objects.get(pk=other)
        Attachment.objects.filter(pk=one).update(stored_as=uuid4())
        Attachment.objects.filter(pk=other).update(stored_as=first.stored_as, wrapped_key=first.wrapped_key)
        Attachment.objects.filter(pk=one).update(stored_as=second.stored_as)
    with pytest.raises(InvalidTag):
        open_as(reporter, other)


def test_a_missing_file_is_an_error_of_its_own(reporter, subject, attachments_folder):
    attachment_id = attach(reporter, subject)
    for path in attachments_folder.rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(StoredFileMissingError):
        open_as(reporter, attachment_id)
    assert commands.sweep(now=NOON).missing == 1


def test_when_the_row_cannot_be_kept_the_file_goes_too(reporter, subject, attachments_folder, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError("no")

    monkeypatch.setattr(Attachment, "save", refuse)
    with pytest.raises(DatabaseError):
        attach(reporter, subject)
    assert [path for path in attachments_folder.rglob("*") if path.is_file()] == []


def test_the_sweep_takes_what_no_row_needs_and_nothing_that_is_young_or_needed(reporter, subject, attachments_folder):
    kept, removed = attach(reporter, subject), attach(reporter, subject, name="b.txt", content=b"b")
    remove(reporter, removed)
    store = Store.configured()
    orphan, young = uuid4(), uuid4()
    store.write(orphan, b"x")
    half = attachments_folder / "aa" / f".{uuid4().hex}.part"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    for path in attachments_folder.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    store.write(young, b"y")
    os.utime(attachments_folder / young.hex[:2] / young.hex, (NOON.timestamp(), NOON.timestamp()))
    swept = commands.sweep(now=NOON)
    assert (swept.deleted, swept.missing) == (3, 0)
    assert store.holds(young)
    assert not store.holds(orphan)
    assert open_as(reporter, kept).content


def test_after_a_new_key_the_nightly_job_rewraps_and_the_old_key_may_go(reporter, subject, keys_folder):
    old = attach(reporter, subject)
    (keys_folder / "documents-2.key").write_text("22" * 32)
    new = attach(reporter, subject, name="new.txt", content=b"new")
    assert commands.rewrap_old_keys(now=NOON) == 1
    assert commands.rewrap_old_keys(now=NOON) == 0
    (keys_folder / "documents-1.key").unlink()
    assert open_as(reporter, old).content == files.a_pdf()
    assert open_as(reporter, new).content == b"new"
    assert trail(old) == ["attachment.added", "attachment.rewrapped", "attachment.opened"]


def test_the_nightly_job_says_when_files_are_missing(reporter, subject, attachments_folder, caplog):
    from zaklon.documents.tasks import tidy

    attach(reporter, subject)
    for path in attachments_folder.rglob("*"):
        if path.is_file():
            path.unlink()
    tidy(timestamp=int(time.time()))
    assert "attachments.missing" in caplog.text


def test_a_list_costs_the_same_for_one_subject_as_for_thirty(reporter):
    subjects = [Subject("plan.activity", uuid4()) for _ in range(30)]
    for each in subjects[:10]:
        attach(reporter, each)
    costs = []
    for wanted in (subjects[:1], subjects):
        with (
            acting_as(reporter),
            CaptureQueriesContext(
                connection,
            ) as captured,
        ):
            found = queries.of_subjects("plan.activity", [each.id for each in wanted])
        assert len(found) == len(wanted)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_an_upload_over_the_limit_is_refused_before_it_is_read():
    file = SimpleUploadedFile("big.pdf", b"x")
    file.size = 20_000_001
    with pytest.raises(RuleBroken, match="file_too_large"):
        Upload.received(file)
    assert file.tell() == 0
    assert Upload.received(SimpleUploadedFile("small.txt", b"x")) == Upload("small.txt", b"x")


def test_a_request_that_is_far_too_large_is_stopped_while_it_comes_in():
    limit = UploadLimit()
    limit.received = MOST_REQUEST_BYTES - 2
    assert limit.receive_data_chunk(b"ab", 0) == b"ab"
    with pytest.raises(RequestDataTooBig):
        limit.receive_data_chunk(b"c", 0)


def test_the_largest_request_is_held_in_memory_and_never_lies_open_on_a_disk(rf):
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == MOST_REQUEST_BYTES
    request = rf.post("/", {"file": SimpleUploadedFile("invented.txt", b"x" * 12_000_000)})
    assert isinstance(request.FILES["file"], InMemoryUploadedFile)
