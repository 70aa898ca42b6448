"""The download as the browser gets it."""

from uuid import uuid4

import pytest
from django.test import RequestFactory

from zaklon.access.actor import PUBLIC
from zaklon.access.rls import acting_as
from zaklon.documents import views
from zaklon.documents.models import Attachment
from zaklon.documents.sentences import SENTENCES
from zaklon.documents.tests.factories import attach
from zaklon.web.sentences import known_codes


def get(actor, attachment_id):
    request = RequestFactory().get("/")
    request.actor = actor  # type: ignore[attr-defined]
    with acting_as(actor):
        return views.download(request, attachment_id)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_file_leaves_as_a_download_that_nothing_runs_or_keeps(reporter, subject):
    answer = get(reporter, attach(reporter, subject, name="Zapisnik č.txt", content=b"<b>words</b>"))
    assert answer.content == b"<b>words</b>"
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Zapisnik%20%C4%8D.txt"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_whoever_may_not_see_a_file_is_told_that_it_does_not_exist(reporter, subject):
    attachment_id = attach(reporter, subject)
    with pytest.raises(Attachment.DoesNotExist):
        get(PUBLIC, attachment_id)


def test_only_get_is_answered():
    request = RequestFactory().post("/")
    assert views.download(request, uuid4()).status_code == 405  # type: ignore[arg-type]


def test_every_refusal_has_its_sentence():
    assert set(SENTENCES) <= known_codes()
