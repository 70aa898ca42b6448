"""Programs report signals and answer instruments: under the same rules and walls as the pages."""

import uuid

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.api.tests.programs import Program, code_of, said
from zaklon.audit.queries import entries
from zaklon.cases.kinds import Part
from zaklon.cases.models import Case, Person, Record
from zaklon.cases.tests.factories import CHILD, Circle
from zaklon.pathway.tests.factories import Way, load_law, sheet_for

pytestmark = pytest.mark.django_db
NAMED = {"given_names": "Izmišljena", "family_names": "Kanarinac", "phones": ["067 000 111"]}
WORKER = {"age_group": "adult", "sex": "male", "citizenship": "NP"}


@pytest.fixture
def law(db):
    load_law()


def responder():
    return make_actor("first_responder", body=make_body(f"POST-{uuid.uuid4().hex[:6]}"))


def signal(actor, **changes):
    """A whole signal as a program sends it."""
    known = {"danger": "no", "urgency": "day", "responder": "police"}
    with acting_as(actor):
        answers = sheet_for("identification", "report", known)
    answers = {code: value for code, value in answers.items() if code not in ("age_group", "sex")}
    role = str(next(iter(actor.roles)))
    return {"role": role, "persons": [WORKER], "answers": answers, **changes}


def made(actor, **changes):
    return said(Program(actor).post("/signals", signal(actor, **changes)), 201)


def counted():
    with acting_as(SYSTEM):
        return Case.objects.count()


def test_a_program_reports_a_signal_and_learns_how_it_stands(law):
    anna = responder()
    new = made(anna, persons=[WORKER, {"age_group": "child", "sex": "female"}], identity=NAMED)
    with acting_as(SYSTEM):
        people = Person.objects.filter(case__code=new["code"]).order_by("position")
        assert [(each.age_group, each.sex) for each in people] == [("adult", "male"), ("child", "female")]
        assert Record.objects.filter(case__code=new["code"], part=Part.IDENTITY).count() == 1
    (row,) = said(Program(anna).get("/signals"))
    assert (row["code"], row["came_back"], row["report_id"]) == (new["code"], "in_hand", new["id"])
    assert said(Program(responder()).get("/signals")) == []


def test_the_same_key_is_one_signal_and_gives_the_same_answer(law):
    anna, key = responder(), uuid.uuid4()
    new = signal(anna)
    answers = [said(Program(anna).post("/signals", new, key=key), 201) for _each in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert counted() == 1


def test_who_may_have_a_file_already_is_asked_about_before_anything_is_saved(law):
    code = made(responder(), identity=NAMED)["code"]
    anna = responder()
    looked = Program(anna).post("/signals/look", NAMED)
    assert said(looked) == {"seen": [], "elsewhere": True}
    assert code not in looked.content.decode()
    with acting_as(SYSTEM):
        lines = {entry.action: entry for entry in entries(user_id=anna.user_id, limit=4)}
    assert lines["program.read"].fields == ("look_first",)
    assert lines["signal.likeness_hinted"].subject == code
    new = signal(anna, identity=NAMED)
    assert code_of(Program(anna).post("/signals", new), 422) == "signal_same_unknown"
    assert code_of(Program(anna).post("/signals", new | {"same": code}), 422) == "signal_same_unknown"
    assert counted() == 1
    assert said(Program(anna).post("/signals", new | {"same": "elsewhere"}), 201)["code"] != code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answers": {}}, "sheet_answer_wrong"),
        ({"persons": []}, "field_unfit"),
        ({"role": "prosecutor"}, "signal_role_missing"),
        ({"persons": [WORKER | {"age": 7}]}, "field_unfit"),
        ({"identity": {"given_names": "x" * 201}}, "field_unfit"),
    ],
)
def test_what_does_not_do_is_refused_whole(law, changes, code):
    anna = responder()
    answer = Program(anna).post("/signals", signal(anna, **changes))
    assert code_of(answer, 403 if code == "signal_role_missing" else 422) == code
    assert counted() == 0


def test_age_and_sex_are_said_once(law):
    anna = responder()
    new = signal(anna)
    new["answers"]["age_group"] = "child"
    assert code_of(Program(anna).post("/signals", new), 422) == "signal_facts_differ"
    assert counted() == 0


def test_who_reports_nothing_on_the_pages_reports_nothing_by_a_program(law):
    nurse = make_actor("health_worker")
    for answer in (
        Program(nurse).get("/signals"),
        Program(nurse).post("/signals/look", NAMED),
        Program(nurse).post("/signals", signal(nurse)),
    ):
        assert code_of(answer, 403) == "permission_missing"


@pytest.fixture
def way():
    return Way()


def place(way, position=1):
    return f"/cases/{way.code}/persons/{position}/screening"


def usable(way):
    """An instrument that can be answered, with answers to its first three lines."""
    first = said(Program(way.manager).get(place(way)))["usable"][0]
    shown = next(
        each
        for each in said(Program(way.manager).get("/instruments"))
        if (each["code"], each["version"]) == (first["instrument"], first["version"])
    )
    lines = [each["code"] for each in shown["indicators"][:3]]
    return first, dict(zip(lines, ("present", "absent", "not_known"), strict=True))


def test_a_program_answers_an_instrument_and_reads_what_it_points_to(way):
    before = said(Program(way.manager).get(place(way)))
    assert (before["answered"], before["advice"], before["age_group"]) == ([], None, "adult")
    first, answers = usable(way)
    written = said(Program(way.manager).post(place(way), first | {"answers": answers}), 201)
    after = said(Program(way.manager).get(place(way)))
    (sheet,) = after["answered"]
    assert (sheet["record_id"], sheet["instrument"]) == (written["id"], first["instrument"])
    assert sheet["answers"] == {code: value for code, value in answers.items() if value != "not_known"}
    assert after["advice"]["finding"]


def test_whoever_answers_second_is_told(way):
    first, answers = usable(way)
    new = first | {"answers": answers}
    written = said(Program(way.manager).post(place(way), new), 201)
    other = new | {"answers": dict.fromkeys(answers, "present")}
    assert code_of(Program(way.manager).post(place(way), other), 409) == "screening_meanwhile"
    said(Program(way.manager).post(place(way), other | {"seen": written["id"]}), 201)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 99}, "instrument_unknown"),
        ({"answers": {"NO_SUCH_LINE": "present"}}, "indicator_unknown"),
        ({"answers": {}}, "screening_empty"),
        ({"version": 0}, "field_unfit"),
    ],
)
def test_answers_that_do_not_do_are_refused(way, changes, code):
    first, answers = usable(way)
    new = first | {"answers": answers} | changes
    assert code_of(Program(way.manager).post(place(way), new), 422) == code


def test_no_instrument_for_adults_is_answered_about_a_child():
    adult, child = Way(), Way(CHILD)
    first, answers = usable(adult)
    new = first | {"answers": answers}
    offered = said(Program(child.manager).get(place(child)))["usable"]
    if first not in offered:
        assert code_of(Program(child.manager).post(place(child), new), 422) == "instrument_not_for_age"


def test_who_does_not_read_the_screening_meets_neither_answers_nor_advice(way):
    way.assign(way.worker)
    first, answers = usable(way)
    said(Program(way.manager).post(place(way), first | {"answers": answers}), 201)
    for actor in (way.worker, way.supervisor, Circle().manager):
        assert Program(actor).get(place(way)).status_code in {403, 404}
        assert Program(actor).post(place(way), first | {"answers": answers}).status_code in {403, 404}
