"""Case files by programs: what the page shows, no more and no less."""

import uuid
from datetime import timedelta

import pytest

from zaklon.access.models import User
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.api.tests.programs import Program, code_of, said
from zaklon.audit.queries import entries as trail_entries
from zaklon.cases.commands.files import seal_case
from zaklon.cases.commands.records import write_record
from zaklon.cases.kinds import Part
from zaklon.cases.models import Case
from zaklon.cases.tests.factories import now
from zaklon.cases.values import NewRecord
from zaklon.pathway.tests.factories import Way, sheet_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def way():
    return Way()


def write(way, part, kind, content, *, by=None):
    by = by or way.manager
    with acting_as(by):
        return write_record(way.code, NewRecord(way.person.pk, part, kind, content), actor=by, now=now())


def trail_of(code):
    from zaklon.access.actor import SYSTEM

    with acting_as(SYSTEM):
        return [(entry.action, entry.user_id) for entry in trail_entries(subject=code)]


def test_a_case_is_opened_once_however_often_it_is_asked_for(way):
    program, key = Program(way.manager), uuid.uuid4()
    new = {"persons": [{"sex": "female", "age_group": "child", "citizenship": "AL"}, {}], "role": "case_manager"}
    answers = [said(program.post("/cases", new, key=key), 201) for _ in range(5)]
    assert len({answer["code"] for answer in answers}) == 1
    with acting_as(way.manager):
        assert Case.objects.count() == 2
    persons = said(program.get(f"/cases/{answers[0]['code']}/persons"))
    assert [(each["sex"], each["age_group"]) for each in persons] == [("female", "child"), ("unknown", "in_doubt")]


def test_a_request_key_with_other_content_is_refused(way):
    program, key = Program(way.manager), uuid.uuid4()
    new = {"persons": [{}], "role": "case_manager"}
    said(program.post("/cases", new, key=key), 201)
    assert code_of(program.post("/cases", {**new, "persons": [{}, {}]}, key=key), 422) == "request_key_reused"
    assert code_of(program.post("/cases", new, key="no key"), 422) == "request_key_missing"


def test_a_refused_request_may_be_mended_under_the_same_key(way):
    program, key = Program(way.manager), uuid.uuid4()
    task = {"kind": "follow_up", "user_id": str(way.manager.user_id), "body_id": str(way.manager.body_id)}
    late, soon = ((now() + timedelta(days=days)).isoformat() for days in (-1, 1))
    address = f"/cases/{way.code}/tasks"
    assert code_of(program.post(address, {**task, "due_at": late}, key=key), 422) == "task_due_in_past"
    first = said(program.post(address, {**task, "due_at": soon}, key=key), 201)
    assert said(program.post(address, {**task, "due_at": soon}, key=key), 201) == first
    assert len(said(program.get("/tasks"))) == 1
    said(program.post(f"{address}/{first['id']}/finish", {}), 201)
    assert said(program.get("/tasks")) == []


def test_lists_and_the_case_say_what_the_pages_say(way):
    program = Program(way.manager)
    listed = said(program.get("/cases"))
    assert [row["code"] for row in listed["rows"]] == [way.code]
    assert (listed["count"], listed["is_more"], listed["next"]) == (1, False, "")
    case = said(program.get(f"/cases/{way.code}"))
    assert case["head"]["code"] == way.code
    assert case["withheld"]
    assert {row["part"] for row in case["parts"] if row["is_open"]} >= {"identity", "services"}
    assert {row["part"] for row in case["parts"] if row["is_deliberate"]} <= {"identity", "testimony"}
    assert trail_of(way.code)[0] == ("case.read", way.manager.user_id)


def test_a_list_comes_in_pages_that_together_hold_everything_once(way, monkeypatch):
    from zaklon.cases.queries import lists

    program = Program(way.manager)
    codes = {said(program.post("/cases", {"persons": [{}], "role": "case_manager"}), 201)["code"] for _ in range(4)}
    monkeypatch.setattr(lists, "PAGE", 2)
    met, after = [], ""
    for _turn in range(3):
        page = said(program.get("/cases", after=after))
        met += [row["code"] for row in page["rows"]]
        after = page["next"]
    assert after == ""
    assert sorted(met) == sorted(codes | {way.code})


def test_a_supervisor_lists_the_cases_of_the_body_and_reads_no_timeline(way):
    program = Program(way.supervisor)
    assert [row["code"] for row in said(program.get("/cases/of-body"))["rows"]] == [way.code]
    assert said(program.get("/cases/of-body", nobody_leads="true"))["rows"] == []
    case = said(program.get(f"/cases/{way.code}"))
    assert not case["may_write"]
    assert code_of(program.get(f"/cases/{way.code}/timeline"), 403) == "part_withheld"
    assert code_of(program.get(f"/cases/{way.code}/consents"), 403) == "part_withheld"
    assert code_of(program.get("/cases"), 403) == "permission_missing"
    assert said(program.get("/due/overseen")) == []


def test_content_opens_only_by_operations_of_its_own_and_each_opening_is_on_the_trail(way):
    write(way, Part.SERVICES, "support", {"goal": "kanarinac-goal"})
    write(way, Part.IDENTITY, "identity", {"given_names": "Kanarinka"})
    program = Program(way.manager)
    for address in ("", "/persons", "/timeline", "/consents", "/ways", "/due"):
        text = program.get(f"/cases/{way.code}{address}").content.decode()
        assert "anarin" not in text, address
    opened = said(program.get(f"/cases/{way.code}/parts/services"))
    assert opened["records"][0]["content"] == {"goal": "kanarinac-goal"}
    assert code_of(program.get(f"/cases/{way.code}/parts/identity"), 403) == "part_opens_by_reveal"


def test_what_a_program_does_stands_on_the_trail_as_its_person_s_and_as_a_program_s(way):
    from zaklon.access.actor import SYSTEM

    program = Program(way.manager)
    said(program.get(f"/cases/{way.code}"))
    with acting_as(SYSTEM):
        lines = {entry.action: entry for entry in trail_entries(user_id=way.manager.user_id, limit=3)}
    assert lines["case.read"].subject == way.code
    assert lines["program.read"].fields == ("case",)


def test_a_search_of_a_program_stands_on_the_trail_as_a_program_s(way):
    from zaklon.access.actor import SYSTEM

    said(Program(way.manager).post("/cases/search", {"text": "kanarinka", "purpose": "call"}))
    with acting_as(SYSTEM):
        lines = {entry.action: entry for entry in trail_entries(user_id=way.manager.user_id, limit=3)}
    assert lines["case.searched"].fields == ("call",)
    assert lines["program.read"].fields == ("search",)


def test_a_sealed_part_opens_by_a_reason_for_one_person_only(way):
    write(way, Part.IDENTITY, "identity", {"given_names": "Kanarinka"})
    program = Program(way.manager)
    ask = {"person_id": str(way.person.pk), "part": "identity", "reason": ""}
    assert program.post(f"/cases/{way.code}/looks", ask).status_code == 422
    ask["reason"] = "Invented: the person calls and asks"
    asked = said(program.post(f"/cases/{way.code}/looks", ask), 201)
    look = said(program.get(f"/cases/{way.code}/looks/{asked['id']}"))
    assert look["opened"]["records"][0]["content"] == {"given_names": "Kanarinka"}
    assert {"case.reveal_asked", "case.revealed"} <= {action for action, _user in trail_of(way.code)}
    other = Program(way.supervisor).get(f"/cases/{way.code}/looks/{asked['id']}")
    assert other.status_code in {403, 404}
    assert "Kanarinka" not in other.content.decode()


def test_a_search_finds_by_name_and_shows_no_name(way):
    write(way, Part.IDENTITY, "identity", {"given_names": "Kanarinka", "family_names": "Izmišljena"})
    answer = Program(way.manager, may_write=False).post("/cases/search", {"text": "kanarinka", "purpose": "call"})
    found = said(answer)
    assert [(hit["code"], hit["position"]) for hit in found] == [(way.code, 1)]
    assert "anarink" not in answer.content.decode()
    assert code_of(Program(way.manager).post("/cases/search", {"text": "k", "purpose": "call"}), 422)


def test_a_step_moves_a_person_once_and_somebody_slower_is_told(way):
    program = Program(way.manager)
    ways = said(program.get(f"/cases/{way.code}/ways"))[0]["ways"]
    first = next(each for each in ways if each["steps"] and each["way"] == "risk")
    verb = first["steps"][0]["verb"]
    with acting_as(way.manager):
        answers = sheet_for("risk", verb)
    step = {"way": "risk", "verb": verb, "seen_state": first["state_code"], "answers": answers}
    key, address = uuid.uuid4(), f"/cases/{way.code}/persons/1/steps"
    taken = [said(program.post(address, step, key=key), 201)["id"] for _ in range(5)]
    assert len(set(taken)) == 1
    assert code_of(program.post(address, step), 409) == "moved_meanwhile"
    moves = said(program.get(f"/cases/{way.code}/persons/1/ways/risk/moves"))
    assert len(moves) == 1
    assert said(program.get("/due"))
    events = [event["about"] for event in said(program.get(f"/cases/{way.code}/timeline"))]
    assert any(about.startswith("risk.") for about in events)


def test_a_form_is_filed_and_corrected_and_the_second_corrector_learns_of_the_first(way):
    program = Program(way.manager)
    form = next(line for line in said(program.get("/forms")) if line["code"] == "f7_needs")
    asked = said(program.get(f"/forms/{form['code']}"))
    question = next(
        each
        for section in asked["sections"]
        for each in section["questions"]
        if each["kind"] in {"text", "long_text"} and not each["shown_if"]
    )
    sheet = {"person_id": str(way.person.pk), "form": form["code"], "answers": {question["code"]: "kanarinac"}}
    written = said(program.post(f"/cases/{way.code}/sheets", sheet), 201)["id"]
    assert said(program.get(f"/cases/{way.code}/entries/{written}"))["content"][question["code"]] == "kanarinac"
    address = f"/cases/{way.code}/sheets/{written}/correct"
    newer = said(program.post(address, {"answers": {question["code"]: "other"}}), 201)["id"]
    late = program.post(address, {"answers": {question["code"]: "late"}})
    assert code_of(late, 409) == "record_superseded"
    assert late.json()["facts"] == {"newest": newer}
    wrong = program.post(f"/cases/{way.code}/sheets", {**sheet, "answers": {"no_such_question": "x"}})
    assert code_of(wrong, 422)
    assert code_of(program.post(f"/cases/{way.code}/sheets", {**sheet, "form": "f99"}), 422) == "form_unknown"


def test_consent_opens_a_part_and_its_withdrawal_closes_it(way):
    way.assign(way.investigator)
    police, program = Program(way.investigator), Program(way.manager)
    write(way, Part.SERVICES, "support", {"goal": "kanarinac-goal"})
    scope = {"receiver_id": str(way.police.pk), "part": "testimony", "purpose": "criminal_justice"}
    given = {
        "person_id": str(way.person.pk),
        "giver": "person",
        "text_version": "2026-1",
        "language": "cnr",
        "scopes": [scope],
        "has_capacity": True,
        "is_refusal_explained": True,
    }

    def is_open():
        parts = said(police.get(f"/cases/{way.code}"))["parts"]
        return any(row["part"] == "testimony" and row["is_open"] for row in parts)

    assert not is_open()
    consent = said(program.post(f"/cases/{way.code}/consents", given), 201)["id"]
    assert is_open()
    assert said(program.get(f"/cases/{way.code}/consents"))["consents"][0]["consent_id"] == consent
    ended = said(program.post(f"/cases/{way.code}/consents/{consent}/withdraw", {}), 201)
    assert ended["closed"] == 1
    assert not is_open()
    wrong = [{**given, "language": "xx"}, {**given, "scopes": [{**scope, "receiver_id": str(uuid.uuid4())}]}]
    wrong += [{**given, "has_capacity": False}, {**given, "guardian_id": str(uuid.uuid4())}]
    assert [program.post(f"/cases/{way.code}/consents", each).status_code for each in wrong] == [422] * 4


def test_a_hidden_case_and_an_absent_one_answer_alike_to_the_byte(way):
    with acting_as(way.manager):
        seal_case(way.code, is_sealed=True, actor=way.manager, now=now())
    program = Program(way.coordinator)
    for address in ("", "/persons", "/timeline", "/parts/services", "/ways", "/due", f"/looks/{uuid.uuid4()}"):
        pair = [program.get(f"/cases/{code}{address}") for code in (way.code, "BCDF-GHJK")]
        assert [answer.status_code for answer in pair] == [404, 404]
        assert pair[0].content == pair[1].content
        assert dict(pair[0].headers) == dict(pair[1].headers)


def test_a_key_does_only_what_its_maker_chose(way):
    reader = Program(way.manager, may_write=False)
    assert code_of(reader.post("/cases", {"persons": [{}], "role": "case_manager"}), 403) == "program_reads_only"
    narrow = Program(way.manager, permissions={Permission.PLAN_READ})
    assert code_of(narrow.get(f"/cases/{way.code}"), 403) == "permission_missing"
    assert said(narrow.get("/me"))["permissions"] == ["plan.read"]
    with acting_as(way.manager):
        assert User.objects.filter(pk=way.manager.user_id).exists()
