"""Instruments of screening in packs: checked, loaded by version, guarded against silent change."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from zaklon.common.errors import RuleBroken
from zaklon.vocabulary import console, fault_texts
from zaklon.vocabulary.commands import Change, load_pack
from zaklon.vocabulary.instrument_models import Indicator, Instrument
from zaklon.vocabulary.pack import check_pack, read_pack
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, copy_of_invented, edit_rows, edit_text

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
INSTRUMENTS = """code,version,order,subject,is_on,off_reason,rule,name_sq,name_cnr,name_en,lead_sq,lead_cnr,lead_en,\
source,certainty
brook,1,1,child,yes,,child_list,Përroi,Potok,The brook,Lexo,Čitaj,Read,invented for the tests,proposed
elements,1,2,any,yes,,palermo,Elementet,Elementi,Elements,Lexo,Čitaj,Read,invented for the tests,proposed
"""
INDICATORS = """instrument,version,order,code,dimension,strength,topic,label_sq,label_cnr,label_en,source,certainty
brook,1,2,barefoot,play,weak,shoes,Zbathur,Bosonogo,Barefoot,invented for the tests,memory
brook,1,1,alone,play,strong,,Vetëm,Samo,Alone,invented for the tests,proposed
elements,1,1,taken,act,,,Marrë,Odvedeno,Taken,invented for the tests,proposed
"""
LISTS = 'indicator_dimension,40,Dimensioni,Dimenzija,Dimension,invented for the tests,proposed,""\n'
TERMS = """indicator_dimension,play,1,Loja,Igra,Play,,,invented for the tests,proposed,
indicator_dimension,act,2,Akti,Radnja,Act,,,invented for the tests,proposed,
"""


@pytest.fixture
def folder(tmp_path):
    """The invented country with two instruments of its own."""
    made = copy_of_invented(tmp_path)
    (made / "instruments.csv").write_text(INSTRUMENTS, encoding="utf-8")
    (made / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    for name, more in (("lists.csv", LISTS), ("terms.csv", TERMS)):
        (made / name).write_text((made / name).read_text(encoding="utf-8") + more, encoding="utf-8")
    return made


def change(folder, name, row, **cells):
    edit_rows(folder / name, lambda rows: rows[row].update(cells))


def only(folder):
    """The one fault of the pack, whose sentences have no gaps."""
    (fault,) = check_pack(folder)
    for sentence in (fault_texts.problem(fault), fault_texts.remedy(fault)):
        assert sentence.endswith(".")
        assert "%(" not in sentence
    return fault


# --- reading and checking -----------------------------------------------------------------------------------------
def test_a_pack_brings_its_own_instruments_with_indicators_in_their_order(folder):
    brook, elements = read_pack(folder).instruments
    assert (brook.key, brook.subject, brook.rule, brook.is_on) == ("brook.1", "child", "child_list", True)
    assert [(each.code, each.strength, each.topic) for each in brook.indicators] == [
        ("alone", "strong", None),
        ("barefoot", "weak", "shoes"),
    ]
    assert (brook.leads["cnr"], brook.labels["sq"], brook.key_of(brook.indicators[0])) == (
        "Čitaj",
        "Përroi",
        "brook.1.alone",
    )
    assert elements.indicators[0].strength is None


def test_a_pack_without_instruments_is_a_pack():
    pack = read_pack(FIRST_COUNTRY.parents[1] / "tests" / "packs" / "testland")
    assert pack.instruments == ()


@pytest.mark.parametrize(
    ("file", "row", "cells", "code", "column"),
    [
        ("instruments.csv", 0, {"is_on": "no"}, "value_missing", "off_reason"),
        ("instruments.csv", 0, {"subject": "dog"}, "value_wrong", "subject"),
        ("instruments.csv", 0, {"order": "first"}, "value_wrong", "order"),
        ("instruments.csv", 0, {"lead_sq": ""}, "label_missing", "lead_sq"),
        ("instruments.csv", 0, {"name_cnr": ""}, "label_missing", "name_cnr"),
        ("instruments.csv", 1, {"lead_cnr": "Č\u0438taj"}, "wrong_script", "lead_cnr"),
        ("indicators.csv", 0, {"dimension": "sport"}, "unknown_reference", "dimension"),
        ("indicators.csv", 0, {"strength": "huge"}, "value_wrong", "strength"),
        ("indicators.csv", 0, {"strength": ""}, "strength_missing", "strength"),
        ("indicators.csv", 0, {"version": "2"}, "unknown_reference", "version"),
        ("indicators.csv", 0, {"instrument": "pond"}, "unknown_reference", "instrument"),
        ("indicators.csv", 0, {"code": "alone"}, "repeated", "code"),
        ("indicators.csv", 2, {"strength": "weak"}, "strength_unfit", "strength"),
        ("indicators.csv", 2, {"dimension": "play"}, "dimension_unfit", "dimension"),
    ],
)
def test_a_fault_of_an_instrument_names_its_place_and_what_to_do(folder, file, row, cells, code, column):
    change(folder, file, row, **cells)
    fault = only(folder)
    assert (fault.file, fault.code, fault.column) == (file, code, column)


def test_an_instrument_without_indicators_is_a_fault(folder):
    edit_rows(folder / "indicators.csv", lambda rows: rows.pop())
    assert (only(folder).code, only(folder).facts) == ("instrument_empty", {"value": "elements 1"})


def test_two_versions_of_an_instrument_are_not_on_at_once(folder):
    edit_rows(folder / "instruments.csv", lambda rows: rows.append({**rows[0], "version": "2"}))
    edit_rows(folder / "indicators.csv", lambda rows: rows.append({**rows[0], "version": "2"}))
    assert (only(folder).code, only(folder).facts) == ("instrument_on_twice", {"value": "brook", "line": 2})
    change(folder, "instruments.csv", 0, is_on="no", off_reason="There is a newer version.")
    assert check_pack(folder) == []


# --- loading ------------------------------------------------------------------------------------------------------
def load(folder, **options):
    return load_pack(read_pack(folder), now=NOON, **options)


def raise_version(folder, version="2030.2.1"):
    edit_text(folder / "pack.yaml", "2030.1.1", version)


@pytest.mark.django_db
def test_a_loaded_instrument_comes_back_as_it_stands_in_the_pack(as_system, folder):
    outcome = load(folder)
    assert (outcome.tables["instruments"], outcome.tables["indicators"]) == (Change(added=2), Change(added=3))
    assert tuple(vocabulary().instruments.values()) == read_pack(folder).instruments
    assert [each.key for each in vocabulary().instruments_on(TODAY)] == ["brook.1", "elements.1"]
    wording = vocabulary().wording("cnr-cyrl")
    assert wording.label("instrument", "brook.1") == "Поток"
    assert wording.label("instrument_lead", "brook.1") == "Читај"
    assert wording.label("indicator", "brook.1.barefoot") == "Босоного"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "cells"),
    [
        ("indicators.csv", {"strength": "strong"}),
        ("indicators.csv", {"dimension": "act"}),
        ("indicators.csv", {"code": "bare"}),
        ("instruments.csv", {"subject": "any"}),
    ],
)
def test_what_answers_meant_is_not_changed_under_a_version_that_was_loaded(as_system, folder, file, cells):
    load(folder)
    raise_version(folder)
    change(folder, file, 0, **cells)
    with pytest.raises(RuleBroken) as refusal:
        load(folder)
    assert (refusal.value.code, refusal.value.facts) == (
        "instrument_version_not_raised",
        {"instrument": "brook", "version": 1},
    )
    assert vocabulary().pack.version == "2030.1.1"
    code, text = console.load(folder, as_json=False, dry_run=False, now=NOON)
    assert (code, text.splitlines()[0]) == (
        2,
        "The instrument “brook” differs from what is loaded as its version 1.",
    )


@pytest.mark.django_db
def test_wording_may_be_corrected_and_a_list_switched_off_or_on(as_system, folder):
    load(folder)
    raise_version(folder)
    change(folder, "indicators.csv", 0, label_en="Without shoes", topic="feet")
    change(folder, "instruments.csv", 0, is_on="no", off_reason="The brook is frozen.")
    assert load(folder).total == Change(changed=3)
    assert [each.key for each in vocabulary().instruments_on(TODAY)] == ["elements.1"]
    brook = vocabulary().instruments["brook", 1]
    assert (brook.off_reason, brook.indicators[1].labels["en"]) == ("The brook is frozen.", "Without shoes")


@pytest.mark.django_db
def test_a_successor_takes_over_and_the_former_version_stays_for_its_answers(as_system, folder):
    load(folder)
    raise_version(folder)
    for name in ("instruments.csv", "indicators.csv"):
        edit_rows(folder / name, lambda rows: [row.update(version="2") for row in rows[:2] if row["version"] == "1"])
    edit_rows(folder / "instruments.csv", lambda rows: rows[1].update(version="1"))
    change(folder, "indicators.csv", 0, strength="medium")
    load(folder)
    assert set(vocabulary().instruments) == {("brook", 1), ("brook", 2), ("elements", 1)}
    assert [each.key for each in vocabulary().instruments_on(TODAY)] == ["brook.2", "elements.1"]
    strengths = {key: [each.strength for each in vocabulary().instruments["brook", key].indicators] for key in (1, 2)}
    assert strengths == {1: ["strong", "weak"], 2: ["strong", "medium"]}


@pytest.mark.django_db
def test_a_record_of_the_tables_names_its_code_only(as_system, folder):
    load(folder)
    assert str(Instrument.objects.get(code="brook")) == "Instrument brook 1"
    assert str(Indicator.objects.get(code="alone")).startswith("Indicator ")


@pytest.mark.django_db
def test_an_instrument_that_is_off_without_a_reason_is_no_row(as_system, folder):
    load(folder)
    with pytest.raises(IntegrityError, match="instrument_off_for_a_reason"), transaction.atomic():
        Instrument.objects.filter(code="brook").update(is_on=False)
