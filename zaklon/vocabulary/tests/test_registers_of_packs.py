"""Registers of a pack: read, checked against their forms, loaded, retired."""

from datetime import UTC, datetime

import pytest

from zaklon.vocabulary import fault_texts
from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.pack import check_pack, read_pack
from zaklon.vocabulary.pack.registers import How, ReadBy
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.tests.folders import copy_of_invented, edit_rows, edit_text

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return copy_of_invented(tmp_path)


def change(folder, file, code, /, **cells):
    edit_rows(folder / file, lambda rows: next(row for row in rows if row.get("code") == code).update(cells))


def faults(folder):
    found = check_pack(folder)
    for fault in found:
        for sentence in (fault_texts.problem(fault), fault_texts.remedy(fault)):
            assert sentence.endswith(".")
            assert "%(" not in sentence
    return {fault.code for fault in found}


@pytest.mark.parametrize(
    ("file", "code", "cells", "fault"),
    [
        ("registers.csv", "lamp", {"day": "lit"}, "question_of_wrong_kind"),
        ("registers.csv", "lamp", {"headline": "kind no_such"}, "question_unknown"),
        ("registers.csv", "lamp", {"own": "lit"}, "own_is_coded"),
        ("registers.csv", "lamp", {"day": ""}, "register_without_day"),
        ("registers.csv", "lamp", {"under": "lamp_oil"}, "register_too_deep"),
        ("registers.csv", "lamp", {"warn": "30 0"}, "register_column_alone"),
        ("registers.csv", "lamp", {"check_months": "12"}, "register_column_alone"),
        ("registers.csv", "lamp", {"entered_by": "NOBODY"}, "unknown_reference"),
        ("registers.csv", "lamp_oil", {"code": "no_form"}, "register_without_form"),
        ("measures.csv", "lamps_lit", {"fields": "kind"}, "question_of_wrong_kind"),
        ("measures.csv", "lamps_lit", {"fields": "keeper"}, "question_of_wrong_kind"),
        ("measures.csv", "lamps_lit", {"where": "keeper"}, "question_not_coded"),
        ("measures.csv", "lamps_lit", {"where": "lit=oil"}, "condition_value"),
        ("measures.csv", "lamps_lit", {"where": "kind is oil"}, "condition_unreadable"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_what_to_do(folder, file, code, cells, fault):
    change(folder, file, code, **cells)
    assert fault in faults(folder)


def test_a_form_of_the_part_register_needs_its_register(folder):
    edit_rows(folder / "registers.csv", lambda rows: rows.pop(1))
    assert "form_without_register" in faults(folder)


@pytest.mark.parametrize(("kind", "found"), [("choice", set()), ("choices", {"question_of_wrong_kind"})])
def test_rows_that_are_compared_hold_each_entry_once(folder, kind, found):
    edit_text(folder / "report_tables.csv", "is_persons,source", "is_persons,in_turn,source")
    edit_text(folder / "report_tables.csv", "bar,no,invented", "bar,no,yes,invented")
    change(folder, "form_fields.csv", "kind", kind=kind)
    assert faults(folder) == found


def load(folder):
    load_pack(read_pack(folder), now=NOON)
    return vocabulary()


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.usefixtures("as_system")
def test_registers_measures_and_tables_come_back_as_they_were_written(folder):
    pack = load(folder)
    lamp, oil = pack.registers["lamp"], pack.registers["lamp_oil"]
    assert (lamp.read_by, lamp.day, lamp.headline, lamp.own) == (ReadBy.BODIES, "day", ("kind", "lit"), ("keeper",))
    assert (oil.under, oil.day) == ("lamp", "")
    measure = pack.measures["lamps_lit"]
    assert (measure.how, measure.fields, measure.definitions["en"]) == (How.SUM, ("lit",), "Oil lamps that were lit.")
    assert [(each.report, each.rows, each.columns) for each in pack.report_tables] == [("ROLL", "month", "kind")]


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.usefixtures("as_system")
def test_a_register_that_the_pack_no_longer_has_is_retired_and_still_read(folder):
    load(folder)
    edit_text(folder / "pack.yaml", "2030.1.1", "2030.2.1")
    edit_rows(folder / "registers.csv", lambda rows: rows.pop(1))
    edit_rows(folder / "forms.csv", lambda rows: rows.remove(next(r for r in rows if r["code"] == "lamp_oil")))
    edit_rows(folder / "form_fields.csv", lambda rows: [rows.remove(r) for r in list(rows) if r["form"] == "lamp_oil"])
    pack = load(folder)
    assert pack.retired_registers == {"lamp_oil"}
    assert pack.registers["lamp_oil"].headline == ("jugs",)
