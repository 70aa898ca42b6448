"""Forms in a pack: what is a fault, and what loading keeps so that answers stay with their version."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.vocabulary import console, fault_texts
from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.models import Form, FormField, FormText
from zaklon.vocabulary.pack import Condition, FieldKind, Relation, check_pack, read_pack
from zaklon.vocabulary.pack.conditions import read_conditions, written
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.tests.folders import INVENTED, copy_of_invented, edit_rows, edit_text

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def folder(tmp_path):
    return copy_of_invented(tmp_path)


# Forms of the invented country that registers stand on.
LAMPS = {"lamp", "lamp_oil"}


def change(folder, field, /, **cells):
    path = folder / "form_fields.csv"
    edit_rows(path, lambda rows: next(row for row in rows if row["code"] == field).update(cells))


def without_registers(folder):
    """The same country without registers and the forms that they stand on."""
    for name in ("registers.csv", "measures.csv", "report_tables.csv"):
        (folder / name).unlink()
    for name, column in (("forms.csv", "code"), ("form_fields.csv", "form")):
        edit_rows(folder / name, lambda rows, column=column: [rows.remove(r) for r in list(rows) if r[column] in LAMPS])


def only(folder):
    """The one fault, which must have sentences without gaps."""
    (fault,) = check_pack(folder)
    for sentence in (fault_texts.problem(fault), fault_texts.remedy(fault)):
        assert sentence.endswith(".")
        assert "%(" not in sentence
    return fault


def test_a_form_comes_with_its_questions_in_order_and_their_conditions():
    form = read_pack(INVENTED).forms[0]
    assert (form.code, form.version, form.part, form.signed_by) == ("lantern_walk", 1, "services", ("keeper", "person"))
    assert [field.code for field in form.fields][:3] == ["way", "day", "region"]
    persons = form.fields[4]
    assert (persons.kind, persons.most, persons.is_coded) == (FieldKind.NUMBER, 40, True)
    assert persons.shown_if == (Condition("company", Relation.IS, "yes"),)
    assert form.fields[2].hints["en"] == "Where the walk was."


def test_a_pack_may_do_without_forms(folder):
    without_registers(folder)
    (folder / "forms.csv").unlink()
    (folder / "form_fields.csv").unlink()
    assert check_pack(folder) == []
    assert read_pack(folder).forms == ()


def test_fields_without_forms_are_a_fault(folder):
    without_registers(folder)
    (folder / "forms.csv").unlink()
    assert only(folder).code == "forms_missing"


@pytest.mark.parametrize(
    ("code", "cells", "fault", "value"),
    [
        ("persons", {"shown_if": "company=yes or day"}, "condition_unreadable", "company=yes or day"),
        ("persons", {"shown_if": "company = yes"}, "condition_unreadable", "company = yes"),
        ("persons", {"shown_if": "escort=yes"}, "condition_unknown", "escort"),
        ("persons", {"shown_if": "remark"}, "condition_late", "remark"),
        ("persons", {"shown_if": "persons"}, "condition_late", "persons"),
        ("persons", {"shown_if": "company=perhaps"}, "condition_value", "company=perhaps"),
        ("persons", {"shown_if": "region=upland"}, None, None),
        ("lanterns", {"shown_if": "persons=3"}, "condition_value", "persons=3"),
        ("lanterns", {"shown_if": "way"}, "condition_value", "way"),
        ("remark", {"shown_if": "lanterns=gas"}, "condition_value", "lanterns=gas"),
        ("remark", {"shown_if": "lanterns!=oil and boats"}, None, None),
    ],
)
def test_a_condition_is_read_and_can_be_told_from_what_was_asked_before(folder, code, cells, fault, value):
    change(folder, code, **cells)
    if fault is None:
        assert check_pack(folder) == []
    else:
        found = only(folder)
        assert (found.code, found.column, found.facts["value"]) == (fault, "shown_if", value)


def test_two_questions_that_wait_for_each_other_are_a_fault(folder):
    change(folder, "region", shown_if="company=yes")
    change(folder, "company", shown_if="region")
    assert only(folder).code == "condition_late"


@pytest.mark.parametrize(
    ("code", "cells", "column"),
    [
        ("lanterns", {"list": "torches"}, "list"),
        ("lanterns", {"list": ""}, "list"),
        ("day", {"list": "lantern_kind"}, "list"),
        ("boats", {"is_coded": "yes"}, "is_coded"),
        ("way", {"is_needed": "yes"}, "is_needed"),
        ("persons", {"bound": "past"}, "bound"),
        ("day", {"most": "3"}, "most"),
        ("day", {"kind": "date"}, "kind"),
        ("day", {"code": "Day"}, "code"),
        ("day", {"hint_sq": "Pse?"}, "hint_cnr"),
        ("day", {"order": "1"}, "order"),
        ("way", {"kind": "line"}, "kind"),
        ("day", {"form": "no_such_form"}, "form"),
        ("day", {"version": "3"}, "form"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_column(folder, code, cells, column):
    change(folder, code, **cells)
    faults = check_pack(folder)
    assert column in {fault.column for fault in faults}
    assert {fault.file for fault in faults} == {"form_fields.csv"}
    assert all("%(" not in fault_texts.problem(fault) + fault_texts.remedy(fault) for fault in faults)


def test_a_form_without_questions_is_a_fault(folder):
    edit_rows(folder / "forms.csv", lambda rows: rows.append({**rows[0], "code": "bare"}))
    assert only(folder).code == "form_empty"


def test_a_form_needs_its_title_and_its_sentence_in_every_language(folder):
    edit_rows(folder / "forms.csv", lambda rows: rows[0].update(lead_cnr="", name_en=""))
    assert {fault.column for fault in check_pack(folder)} == {"lead_cnr", "name_en"}


def test_who_signs_is_a_value_of_its_list(folder):
    edit_rows(folder / "forms.csv", lambda rows: rows[0].update(signed_by="keeper owl"))
    assert only(folder).facts == {"value": "owl", "target": "terms.csv:signatory"}


CODES = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True).filter(lambda code: code != "and")
VALUES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", fullmatch=True)
CONDITIONS = st.builds(Condition, CODES, st.sampled_from([Relation.IS, Relation.IS_NOT]), VALUES) | st.builds(
    Condition, CODES, st.just(Relation.ANSWERED)
)


@given(st.lists(CONDITIONS, max_size=4))
def test_conditions_are_read_as_they_are_written(conditions):
    assert read_conditions(written(tuple(conditions))) == tuple(conditions)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_conditions(text):
    with suppress(ValueError):
        assert written(read_conditions(text)) == text


stored = pytest.mark.usefixtures("as_system")


def load(folder, *, now=NOON):
    return load_pack(read_pack(folder), now=now)


@stored
@pytest.mark.django_db
def test_the_newest_version_in_use_on_the_day_is_asked_and_older_ones_stay():
    load(INVENTED)
    pack = vocabulary()
    found = [(form.code, form.version) for form in pack.forms_in_use(TODAY)]
    assert found == [("lantern_walk", 1), ("lamp", 1), ("lamp_oil", 1)]
    assert pack.form("lantern_walk", on=date(2031, 1, 1)).version == 2
    assert pack.form("lantern_walk", version=1, on=date(2031, 1, 1)).fields[1].code == "day"
    with pytest.raises(KeyError):
        pack.form("no_such_form", on=TODAY)


@stored
@pytest.mark.django_db
def test_before_a_pack_is_loaded_there_is_no_form():
    with pytest.raises(NotAllowedNow, match="pack_not_loaded"):
        vocabulary().form("lantern_walk", on=TODAY)


@stored
@pytest.mark.django_db
def test_words_and_order_of_a_loaded_version_may_be_mended(folder):
    load(folder)
    edit_text(folder / "pack.yaml", "2030.1.1", "2030.2.1")
    change(folder, "company", label_en="Did somebody walk along?", hint_en="", hint_sq="", hint_cnr="")
    change(folder, "region", hint_en="", hint_sq="", hint_cnr="")
    load(folder)
    assert vocabulary().form("lantern_walk", on=TODAY).fields[3].labels["en"] == "Did somebody walk along?"
    assert not FormText.objects.filter(field__code="region", use="hint").exists()


@stored
@pytest.mark.django_db
@pytest.mark.parametrize(
    "cells", [{"kind": "text", "is_coded": "no"}, {"is_needed": "no"}, {"shown_if": "region"}, {"code": "escort"}]
)
def test_a_loaded_version_does_not_begin_to_ask_otherwise(folder, cells):
    load(folder)
    edit_text(folder / "pack.yaml", "2030.1.1", "2030.2.1")
    # What hangs on the question would be a fault of its own.
    change(folder, "persons", shown_if="")
    edit_rows(folder / "form_fields.csv", lambda rows: rows.remove(next(r for r in rows if r["code"] == "lanterns")))
    change(folder, "company", **cells)
    with pytest.raises(RuleBroken) as refusal:
        load(folder)
    assert refusal.value.code == "form_version_changed"
    assert "company" in refusal.value.facts["fields"]
    code, text = console.load(folder, as_json=False, dry_run=False, now=NOON)
    assert (code, "Version 1 of the form lantern_walk" in text) == (2, True)


@stored
@pytest.mark.django_db
def test_a_version_that_the_new_pack_lacks_is_retired_and_can_still_be_read(folder):
    without_registers(folder)
    load(folder)
    edit_text(folder / "pack.yaml", "2030.1.1", "2030.2.1")
    edit_rows(folder / "forms.csv", lambda rows: rows.pop(0))
    edit_rows(folder / "form_fields.csv", lambda rows: [rows.remove(r) for r in list(rows) if r["version"] == "1"])
    outcome = load(folder)
    assert outcome.tables["forms"].retired == 1
    assert vocabulary().forms_in_use(TODAY) == ()
    assert len(vocabulary().form("lantern_walk", version=1, on=TODAY).fields) == 9
    assert (Form.objects.count(), FormField.objects.count()) == (2, 11)


@pytest.mark.parametrize("carries", ["no_such", "way", "day"])
def test_a_form_carries_over_its_own_questions_only_and_no_day(folder, carries):
    edit_rows(folder / "forms.csv", lambda rows: rows[0].update(carries=carries))
    assert (only(folder).code, only(folder).facts["value"]) == ("form_carries_no_question", carries)


@stored
@pytest.mark.django_db
def test_what_a_form_carries_over_may_be_mended_without_a_new_version(folder):
    load(folder)
    assert vocabulary().form("lantern_walk", on=TODAY).carries == ()
    edit_text(folder / "pack.yaml", "2030.1.1", "2030.2.1")
    edit_rows(folder / "forms.csv", lambda rows: rows[0].update(carries="company persons"))
    load(folder)
    assert vocabulary().form("lantern_walk", on=TODAY).carries == ("company", "persons")
