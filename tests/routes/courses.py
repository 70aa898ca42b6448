"""Courses for the walk over all routes: one that everybody may take, and a draft with a canary that one body keeps."""

from zaklon.access.rls import acting_as
from zaklon.capacity.commands.certificates import print_batch
from zaklon.capacity.commands.courses import upload_course
from zaklon.capacity.models import Batch
from zaklon.capacity.tests.factories import NOW, TODAY, both, files, keeper, manifest, packed, png, published


def make_courses(body):
    """Ids for the routes of courses and certificates; the draft and its picture are the keeper's alone."""
    by, version = published(keeper(body))
    said = manifest(code="draft-course", title=both("kanarinac-course"))
    given = files(said) | {"pages/first.en.md": b"# T\n\n![x](pictures/x.png)", "pictures/x.png": png()}
    with acting_as(by):
        draft = upload_course(packed(given), actor=by, now=NOW)
    batch = Batch(
        body_id=body.pk,
        version_id=version,
        language="en",
        title="kanarinac-course",
        hours=2,
        **dict.fromkeys(("first_day", "last_day", "issued_on"), TODAY),
        organiser=body.code,
        issued_at=NOW,
    )
    print_batch(batch, ["Invented Participant"])
    return {
        "course": ["lantern-care", "draft-course"],
        "page": [1],
        "picture": ["x.png"],
        "version_id": [version, draft],
        "batch_id": [batch.pk],
    }
