"""What a reporter may learn of a file elsewhere, and how two files come together without anybody seeing too much."""

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_body
from zaklon.audit.queries import TrailFilter, trail
from zaklon.cases.commands import merging
from zaklon.cases.commands.files import seal_case
from zaklon.cases.commands.posts import declare_conflict
from zaklon.cases.commands.records import correct_record, write_record
from zaklon.cases.kinds import Part, RecordKind, Stance, TaskKind
from zaklon.cases.models import Case, Person, Record, Task
from zaklon.cases.tests.factories import Circle
from zaklon.cases.values import NewRecord
from zaklon.common.errors import NotAllowedNow
from zaklon.signal.commands import likenesses
from zaklon.signal.commands.looking import look_before
from zaklon.signal.models import Likeness
from zaklon.signal.queries.likenesses import likenesses_of
from zaklon.signal.queries.reports import my_reports
from zaklon.signal.rules.outcomes import CameBack
from zaklon.signal.tests.factories import NAMED, load_law, now, report, responder
from zaklon.signal.values import ANOTHER, ELSEWHERE

pytestmark = pytest.mark.django_db
CYRILLIC = {"given_names": "Измишљена", "family_names": "Канаринац"}


@pytest.fixture
def known(db):
    """A file that a case manager leads, with a name in it."""
    load_law()
    manager = responder(Role.CASE_MANAGER, make_body("CENTRE-L"))
    manager_code = report(manager, identity=NAMED).code
    return manager, manager_code


def look(actor, identity):
    with acting_as(actor):
        return look_before(identity, actor=actor, now=now())


def rows(actor, code):
    with acting_as(actor):
        return likenesses_of(code)


def of(actor, code):
    """The one open question of a case, as somebody meets it."""
    (row,) = rows(actor, code)
    return row


def do(deed, actor, code, row):
    with acting_as(actor):
        return deed(code, row.likeness_id, actor=actor, now=now())


def lines(action):
    with acting_as(SYSTEM):
        return trail(TrailFilter(action=action), after="", limit=9).rows


@pytest.mark.parametrize("typed", [NAMED, CYRILLIC, {"phones": ["00382 67 000 111"]}])
def test_a_reporter_without_a_right_learns_only_that_there_is_a_file(known, typed):
    _manager, code = known
    looked = look(responder(), typed)
    assert (looked.seen, looked.elsewhere) == ((), True)
    assert code not in repr(looked)
    assert len(lines("signal.likeness_hinted")) == 1


def test_a_file_that_the_panel_hints_at_has_its_line_also_when_the_look_was_skipped(known):
    _manager, code = known
    report(responder(), identity=NAMED)
    assert [line.subject for line in lines("signal.likeness_hinted")] == [code]


def test_whoever_has_the_right_sees_the_code(known):
    manager, code = known
    looked = look(manager, NAMED)
    assert [hit.code for hit in looked.seen] == [code]
    assert not looked.elsewhere


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"given_names": "Izmišljena"},
        {"given_names": "Sasvim", "family_names": "Drugačiji"},
        {"given_names": "1.2.2001"},
    ],
)
def test_a_first_name_alone_tells_nobody_of_a_file(known, typed):
    assert look(responder(), typed).is_empty


def test_of_a_sealed_file_nobody_is_told(known):
    manager, code = known
    with acting_as(manager):
        seal_case(code, is_sealed=True, actor=manager, now=now())
    assert look(responder(), NAMED).is_empty
    made = report(responder(), identity=NAMED, same=ELSEWHERE)
    with acting_as(SYSTEM):
        assert not Likeness.objects.filter(case__code=made.code).exists()


def test_whoever_is_walled_off_from_a_file_is_not_told_of_it(known):
    manager, code = known
    with acting_as(manager):
        declare_conflict(code, Stance.OTHER, actor=manager, now=now())
    assert look(manager, NAMED).is_empty


def test_saying_that_it_is_the_same_asks_the_other_body_which_joins_and_two_people_merge(known):
    manager, code = known
    anna = responder()
    made = report(anna, identity=NAMED, same=ELSEWHERE)
    mine = of(anna, made.code)
    assert (mine.other_code, mine.is_asked) == ("", True)
    theirs = of(manager, code)
    assert (theirs.other_code, theirs.is_signal) == ("", False)
    with acting_as(SYSTEM):
        assert Task.objects.get(case__code=code, kind=TaskKind.REVIEW_DUPLICATE).user_id == manager.user_id
    assert do(likenesses.join_signal, manager, code, theirs) == made.code
    assert of(manager, code).other_code == made.code
    with acting_as(SYSTEM):
        assert Task.objects.get(case__code=code, kind=TaskKind.REVIEW_DUPLICATE).done_at is not None
    with acting_as(manager):
        merge = merging.propose_merge(code, made.code, actor=manager, now=now())
    assert merge is not None


def test_the_reporter_never_sees_the_other_file(known):
    _manager, code = known
    anna = responder()
    made = report(anna, identity=NAMED, same=ELSEWHERE)
    with acting_as(anna):
        assert not Case.objects.filter(code=code).exists()
        assert [row.case_id for row in Likeness.objects.all()] == [Case.objects.get(code=made.code).pk]
        assert not Task.objects.filter(case__code=code).exists()


def test_nobody_joins_before_the_reporter_has_asked(known):
    manager, code = known
    anna = responder()
    made = report(anna, identity=NAMED, same=ANOTHER)
    assert rows(manager, code) == ()
    with acting_as(SYSTEM):
        side = Likeness.objects.get(case__code=code)
    with acting_as(manager), pytest.raises(NotAllowedNow, match="likeness_not_asked"):
        likenesses.join_signal(code, side.pk, actor=manager, now=now())
    do(likenesses.ask_whether_same, anna, made.code, of(anna, made.code))
    assert len(rows(manager, code)) == 1


def test_what_is_ruled_out_is_asked_on_neither_side(known):
    manager, code = known
    anna = responder()
    made = report(anna, identity=NAMED, same=ELSEWHERE)
    row = of(anna, made.code)
    do(likenesses.rule_out, manager, code, of(manager, code))
    assert rows(anna, made.code) == rows(manager, code) == ()
    with pytest.raises(NotAllowedNow, match="likeness_settled"):
        do(likenesses.ask_whether_same, anna, made.code, row)


def test_a_stranger_moves_nothing(known):
    _manager, code = known
    made = report(responder(), identity=NAMED, same=ELSEWHERE)
    with acting_as(SYSTEM):
        sides = list(Likeness.objects.values_list("case__code", "pk"))
    stranger = responder(Role.CASE_MANAGER)
    for case, side in sides:
        for deed in (likenesses.ask_whether_same, likenesses.join_signal, likenesses.rule_out):
            with acting_as(stranger), pytest.raises(Case.DoesNotExist):
                deed(case, side, actor=stranger, now=now())
    assert {case for case, _side in sides} == {code, made.code}


def test_both_sides_follow_their_person_through_a_merge_and_back(known):
    manager, code = known
    made = report(manager, identity=NAMED, same=code)
    assert of(manager, made.code).other_code == code
    with acting_as(SYSTEM):
        body = Case.objects.get(code=code).owner_body
    second = responder(Role.CASE_SUPERVISOR, body)
    with acting_as(manager):
        merge = merging.propose_merge(code, made.code, actor=manager, now=now())
    with acting_as(second):
        merging.decide_merge(merge, is_accepted=True, actor=second, now=now())
    assert rows(manager, code) == ()
    with acting_as(SYSTEM):
        assert {row.case.code for row in Likeness.objects.select_related("case")} == {code}
    with acting_as(manager):
        merging.undo_merge(merge, actor=manager, now=now())
    assert of(manager, made.code).other_code == code


def test_a_reporter_s_list_says_how_a_signal_stands_and_nothing_of_the_file(known):
    anna = responder()
    made = report(anna, identity=NAMED)
    with acting_as(anna):
        (row,) = my_reports(actor=anna, now=now())
    assert (row.code, row.came_back) == (made.code, CameBack.IN_HAND)
    with acting_as(SYSTEM):
        Case.objects.filter(code=made.code).update(is_referred=True)
    with acting_as(anna):
        (row,) = my_reports(actor=anna, now=now())
    assert row.came_back is CameBack.WITH_OTHERS
    other = responder()
    with acting_as(other):
        assert my_reports(actor=other, now=now()) == ()
        assert Person.objects.filter(case__code=made.code).count() == 0


def test_nobody_is_asked_about_a_person_who_was_erased(known):
    _manager, code = known
    anna = responder()
    made = report(anna, identity=NAMED, same=ELSEWHERE)
    with acting_as(SYSTEM):
        Person.objects.filter(case__code=code).update(erased_at=now())
    assert rows(anna, made.code) == ()


def write(circle, said):
    new = NewRecord(circle.person.pk, Part.IDENTITY, RecordKind.IDENTITY, said)
    with acting_as(circle.manager):
        return write_record(circle.code, new, actor=circle.manager, now=now())


def test_a_name_that_case_work_brings_is_looked_for_too(known):
    manager, code = known
    circle = Circle()
    assert rows(circle.manager, circle.code) == ()
    write(circle, NAMED)
    mine = of(circle.manager, circle.code)
    assert (mine.other_code, mine.is_asked) == ("", False)
    assert rows(manager, code) == ()
    assert [line.subject for line in lines("signal.likeness_hinted")] == [code]
    do(likenesses.ask_whether_same, circle.manager, circle.code, mine)
    assert do(likenesses.join_signal, manager, code, of(manager, code)) == circle.code


def test_a_name_that_is_corrected_is_looked_for_again(known):
    _manager, _code = known
    circle = Circle()
    entry = write(circle, {"given_names": "Sasvim", "family_names": "Drugačija"})
    assert rows(circle.manager, circle.code) == ()
    with acting_as(circle.manager):
        correct_record(entry, NAMED, actor=circle.manager, now=now())
    assert len(rows(circle.manager, circle.code)) == 1


def test_what_was_ruled_out_stays_so_whatever_is_corrected(known):
    _manager, _code = known
    circle = Circle()
    entry = write(circle, NAMED)
    do(likenesses.rule_out, circle.manager, circle.code, of(circle.manager, circle.code))
    with acting_as(circle.manager):
        correct_record(entry, {**NAMED, "aliases": "Kana"}, actor=circle.manager, now=now())
    assert rows(circle.manager, circle.code) == ()
    assert len(lines("signal.likeness_hinted")) == 1


def test_a_signal_of_another_person_is_not_asked_about_again_when_its_name_is_corrected(known):
    manager, code = known
    made = report(manager, identity=NAMED, same=ANOTHER)
    assert rows(manager, made.code) == rows(manager, code) == ()
    with acting_as(manager):
        entry = Record.objects.get(case__code=made.code, part=Part.IDENTITY)
        correct_record(entry.pk, {**NAMED, "aliases": "Kana"}, actor=manager, now=now())
    assert rows(manager, made.code) == rows(manager, code) == ()


def test_from_a_sealed_case_nothing_is_looked_for(known):
    circle = Circle()
    with acting_as(circle.manager):
        seal_case(circle.code, is_sealed=True, actor=circle.manager, now=now())
    write(circle, NAMED)
    with acting_as(SYSTEM):
        assert Likeness.objects.count() == 0
