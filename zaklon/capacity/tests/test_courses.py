"""Courses: kept by a body in versions, one open at a time; taken by everybody; names only within the own body."""

from datetime import timedelta

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body, make_user
from zaklon.capacity.commands.courses import move_version, upload_course
from zaklon.capacity.commands.learning import answer, begin, certify, read_page
from zaklon.capacity.models import Certificate, Course, CoursePicture, CourseVersion, Learning, Try
from zaklon.capacity.queries.certificates import find_genuine
from zaklon.capacity.queries.courses import courses_for, picture_of, results_of, versions_of_body, way_of
from zaklon.capacity.rules.codes import read_code
from zaklon.capacity.tests.factories import (
    NOW,
    RIGHT,
    WRONG,
    files,
    keeper,
    learn,
    manifest,
    packed,
    png,
    published,
    question,
)
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db


def learner(role=Role.CASE_MANAGER, body=None):
    return make_actor(role, body=body or make_body())


def upload(by, **changes):
    with acting_as(by):
        return upload_course(packed(files(manifest(**changes))), actor=by, now=NOW)


def test_a_draft_is_seen_by_its_body_alone_until_it_is_published():
    by, reader = keeper(), learner()
    version = upload(by)
    with acting_as(reader):
        assert courses_for(reader, "en") == ()
        assert not CourseVersion.objects.exists()
    with acting_as(by):
        move_version(version, "publish", actor=by, now=NOW)
    with acting_as(reader):
        assert [line.title for line in courses_for(reader, "en")] == ["Care of lanterns"]


def test_a_new_version_retires_the_one_before():
    by, first = published()
    with acting_as(by):
        second = upload_course(packed(), actor=by, now=NOW)
        move_version(second, "publish", actor=by, now=NOW)
        stand = {line.version_id: line.status.value for line in versions_of_body(by, "en")}
    assert stand == {second: "published", first: "retired"}


def test_a_retired_version_is_not_published_again():
    by, version = published()
    with acting_as(by):
        move_version(version, "retire", actor=by, now=NOW)
        with pytest.raises(NotAllowedNow):
            move_version(version, "publish", actor=by, now=NOW)


def test_the_code_of_another_body_s_course_is_taken():
    published()
    stranger = keeper()
    with acting_as(stranger), pytest.raises(RuleBroken, match="course_code_taken"):
        upload_course(packed(), actor=stranger, now=NOW)


def test_nothing_is_kept_of_a_file_with_a_fault():
    by = keeper()
    bad = files(manifest()) | {"pages/first.en.md": b"# T\n\n![x](pictures/x.png)", "pictures/x.png": b"no picture"}
    with acting_as(by), pytest.raises(RuleBroken, match="course_picture_wrong"):
        upload_course(packed(bad), actor=by, now=NOW)
    with acting_as(SYSTEM):
        assert not Course.objects.exists()


def test_a_picture_with_a_script_behind_its_name_is_refused():
    by = keeper()
    for content in (b"<svg onload='x'/>", b"GIF89a", png()[:-20]):
        bad = files() | {"pages/first.en.md": b"# T\n\n![x](pictures/x.png)", "pictures/x.png": content}
        with acting_as(by), pytest.raises(RuleBroken, match="course_picture_wrong"):
            upload_course(packed(bad), actor=by, now=NOW)


def test_a_picture_is_kept_without_what_follows_it_and_seen_as_far_as_its_version():
    by, reader = keeper(), learner()
    given = files() | {"pages/first.en.md": b"# T\n\n![x](pictures/x.png)", "pictures/x.png": png() + b"<script>"}
    with acting_as(by):
        version = upload_course(packed(given), actor=by, now=NOW)
        assert picture_of(version, "x.png") == ("image/png", png())
    with acting_as(reader):
        assert picture_of(version, "x.png") is None
        assert not CoursePicture.objects.exists()
    with acting_as(by):
        move_version(version, "publish", actor=by, now=NOW)
    with acting_as(reader):
        assert picture_of(version, "x.png") is not None


@pytest.mark.parametrize("role", [Role.HEAD, Role.CASE_MANAGER, Role.ADMINISTRATOR])
def test_who_may_not_keep_courses_uploads_none(role):
    actor = learner(role)
    with acting_as(actor), pytest.raises(NotPermitted):
        upload_course(packed(), actor=actor, now=NOW)


def test_another_body_neither_publishes_nor_sees_results():
    by = keeper()
    version, stranger = upload(by), keeper()
    with acting_as(stranger):
        with pytest.raises(NotPermitted):
            move_version(version, "publish", actor=stranger, now=NOW)
        with pytest.raises(NotPermitted):
            results_of("lantern-care", actor=stranger, language="en")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_everybody_with_a_post_can_take_a_course(role):
    published()
    _learning, made = learn(learner(role))
    assert made.is_passed


def test_pages_are_read_in_order_and_progress_is_kept():
    published()
    actor = learner()
    with acting_as(actor):
        learning = begin("lantern-care", actor=actor, now=NOW)
        assert read_page(learning, 2, actor=actor) == 0
        assert read_page(learning, 1, actor=actor) == 1
        assert begin("lantern-care", actor=actor, now=NOW) == learning
        assert read_page(learning, 1, actor=actor) == 1
        with pytest.raises(NotAllowedNow, match="course_pages_first"):
            answer(learning, RIGHT, actor=actor, now=NOW)
        assert read_page(learning, 2, actor=actor) == 2
        assert read_page(learning, 3, actor=actor) == 2


def test_tries_are_limited_by_the_day():
    published()
    actor = learner()
    learning, made = learn(actor, WRONG)
    assert (made.percent, made.is_passed) == (0, False)
    with acting_as(actor):
        answer(learning, WRONG, actor=actor, now=NOW)
        with pytest.raises(NotAllowedNow, match="course_no_tries_left"):
            answer(learning, RIGHT, actor=actor, now=NOW)
        assert answer(learning, RIGHT, actor=actor, now=NOW + timedelta(days=1)).is_passed
        with pytest.raises(NotAllowedNow, match="course_passed_already"):
            answer(learning, RIGHT, actor=actor, now=NOW + timedelta(days=1))


def test_a_question_without_an_answer_is_named_and_costs_no_try():
    published()
    actor = learner()
    with acting_as(actor):
        learning = begin("lantern-care", actor=actor, now=NOW)
        for page in (1, 2):
            read_page(learning, page, actor=actor)
        with pytest.raises(RuleBroken) as refused:
            answer(learning, {0: frozenset({0})}, actor=actor, now=NOW)
        assert refused.value.field == "question-2"
        assert not Try.objects.exists()


def test_nobody_answers_for_somebody_else():
    published()
    one, other = learner(), learner()
    with acting_as(one):
        learning = begin("lantern-care", actor=one, now=NOW)
    with acting_as(other), pytest.raises(NotPermitted):
        read_page(learning, 1, actor=other)


def test_a_version_that_is_retired_meanwhile_is_read_but_not_tried():
    by, version = published()
    actor = learner()
    with acting_as(actor):
        learning = begin("lantern-care", actor=actor, now=NOW)
        for page in (1, 2):
            read_page(learning, page, actor=actor)
    with acting_as(by):
        move_version(version, "retire", actor=by, now=NOW)
    with acting_as(actor):
        assert not way_of("lantern-care", actor=actor, now=NOW, language="en").is_open
        with pytest.raises(NotAllowedNow, match="course_not_published"):
            answer(learning, RIGHT, actor=actor, now=NOW)


def test_whoever_passed_gets_a_certificate_and_a_new_print_withdraws_the_one_before():
    by, _version = published()
    body = make_body()
    actor = make_actor(Role.CASE_MANAGER, body=body, user=make_user(full_name="Izmišljena Ždralica"))
    learning, _made = learn(actor)
    with acting_as(actor):
        first = certify(learning, language="en", actor=actor, now=NOW)
        second = certify(learning, language="cnr", actor=actor, now=NOW)
    assert first.certificates[0].name == "Izmišljena Ždralica"
    assert (second.title, second.is_course) == ("Care of lanterns (cnr)", True)
    was, now_holds = (
        find_genuine(read_code(each.certificates[0].code), "Izmisljena Zdralica") for each in (first, second)
    )
    assert was.withdrawn_on == NOW
    assert now_holds.withdrawn_on is None
    with acting_as(by):
        assert Certificate.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_who_has_not_passed_gets_no_certificate():
    published()
    actor = learner()
    learning, _made = learn(actor, WRONG)
    with acting_as(actor), pytest.raises(NotAllowedNow, match="course_not_passed"):
        certify(learning, language="en", actor=actor, now=NOW)


def test_the_organiser_sees_counts_of_all_and_names_of_its_own_people():
    body = make_body()
    by, _version = published(keeper(body))
    own = make_actor(Role.HEAD, body=body, user=make_user(full_name="Izmišljena Naša"))
    other = make_actor(Role.HEAD, user=make_user(full_name="Izmišljeni Tuđi"))
    for each in (own, other):
        learn(each)
    learn(learner(), WRONG)
    with acting_as(by):
        results = results_of("lantern-care", actor=by, language="en")
    assert results.begun == 3
    assert sorted(line.count for line in results.lines) == [1, 1]
    assert [each.name for each in results.colleagues] == ["Izmišljena Naša"]


def test_a_way_through_a_course_is_the_person_s_own():
    by, _version = published()
    one, other = learner(), learner()
    learn(one, WRONG)
    with acting_as(one):
        assert (Learning.objects.count(), Try.objects.count()) == (1, 1)
    for stranger in (other, by, make_actor(Role.COORDINATOR), make_actor(Role.AUDITOR)):
        with acting_as(stranger):
            assert (Learning.objects.count(), Try.objects.count()) == (0, 0)


def test_who_keeps_courses_in_the_body_sees_that_a_colleague_passed_and_never_the_answers():
    published()
    body = make_body()
    colleague = make_actor(Role.CASE_MANAGER, body=body)
    learn(colleague)
    with acting_as(keeper(body)):
        assert (Learning.objects.count(), Try.objects.count()) == (1, 0)
    with acting_as(make_actor(Role.HEAD, body=body)):
        assert Learning.objects.count() == 0


def test_a_course_is_shown_in_the_reader_s_language_and_script():
    published()
    actor = learner()
    titles = {}
    for language in ("en", "cnr", "cnr-cyrl", "sq"):
        with acting_as(actor):
            titles[language] = courses_for(actor, language)[0].title
    assert titles["cnr"] == "Care of lanterns (cnr)"
    assert titles["sq"] == "Care of lanterns"
    assert titles["cnr-cyrl"] != titles["cnr"]


def test_a_passed_version_counts_on_while_a_new_one_is_open():
    by, _version = published()
    actor = learner()
    learn(actor)
    with acting_as(by):
        second = upload_course(packed(files(manifest(questions=[question()]))), actor=by, now=NOW)
        move_version(second, "publish", actor=by, now=NOW)
    with acting_as(actor):
        line = courses_for(actor, "en")[0]
        assert line.passed_on is not None
        assert not line.is_begun
        assert way_of("lantern-care", actor=actor, now=NOW, language="en") is None
