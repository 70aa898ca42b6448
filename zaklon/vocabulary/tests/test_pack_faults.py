"""What a broken pack is told: each fault with file, line, column, and sentences that help."""

import ast
from pathlib import Path

import pytest

from zaklon.vocabulary import fault_texts
from zaklon.vocabulary.pack import check_pack
from zaklon.vocabulary.tests.faults import found, only
from zaklon.vocabulary.tests.folders import copy_of_invented, edit_rows, edit_text


@pytest.fixture
def folder(tmp_path):
    return copy_of_invented(tmp_path)


def change_cell(path: Path, row: int, **cells: str) -> None:
    edit_rows(path, lambda rows: rows[row].update(cells))


def test_a_folder_that_is_not_there(tmp_path):
    assert only(tmp_path / "nowhere", "folder_missing").file == "nowhere"


def test_a_missing_file_is_named_once(folder):
    (folder / "thresholds.csv").unlink()
    assert only(folder, "file_missing").file == "thresholds.csv"


def test_a_file_that_no_pack_holds(folder):
    (folder / "municipality.csv").write_text("code\n", encoding="utf-8")
    assert only(folder, "file_unknown").file == "municipality.csv"


def test_a_folder_in_the_place_of_a_file(folder):
    (folder / "population.csv").unlink()
    (folder / "population.csv").mkdir()
    assert "file_unknown" in [fault.code for fault in check_pack(folder)]


def test_a_file_of_impossible_size(folder):
    (folder / "territories.csv").write_bytes(b"x" * 5_000_001)
    assert only(folder, "file_too_large").facts == {"most": 5000}


def test_a_frame_too_large_to_be_one_is_not_even_parsed(folder):
    (folder / "pack.yaml").write_text("a: 1\n" * 50_000, encoding="utf-8")
    assert only(folder, "file_too_large").facts == {"most": 200}


@pytest.mark.slow
def test_a_table_with_too_many_columns(folder):
    (folder / "territories.csv").write_text(",".join(f"c{n}" for n in range(150_000)), encoding="utf-8")
    assert only(folder, "too_many_columns").facts == {"most": 100}


@pytest.mark.slow
def test_a_table_with_too_many_rows(folder):
    row = "XV-B,moot,WATCH,,invented for the tests,proposed\n"
    head = "municipality,kind,body,office,source,certainty\n"
    (folder / "territories.csv").write_text(head + row * 20_001, encoding="utf-8")
    assert only(folder, "too_many_rows").facts == {"most": 20_000}


def test_a_file_or_folder_that_may_not_be_read(folder, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert {fault.code for fault in check_pack(folder)} == {"file_unreadable"}
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert only(folder, "folder_unreadable").facts == {"reason": "Permission denied"}


def test_a_file_in_an_old_encoding_names_the_line(folder):
    path = folder / "regions.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    fault = found(folder, "not_utf8")
    assert (fault.file, fault.line, fault.facts["byte"]) == ("regions.csv", 2, "0xEB")


def test_a_file_in_utf_16(folder):
    path = folder / "regions.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    assert found(folder, "not_utf8").line == 1


def test_an_empty_file(folder):
    (folder / "territories.csv").write_text("", encoding="utf-8")
    assert only(folder, "no_header").line == 1


def test_a_quotation_mark_that_is_never_closed(folder):
    edit_text(folder / "territories.csv", "XV-B", '"XV-B')
    assert only(folder, "not_csv").file == "territories.csv"


def test_two_columns_of_one_name(folder):
    edit_text(folder / "territories.csv", "office", "kind")
    assert only(folder, "column_repeated").column == "kind"


def test_a_column_without_a_name(folder):
    edit_text(folder / "territories.csv", "office", "")
    assert only(folder, "column_unnamed").facts == {"number": 4}


def test_a_column_that_no_pack_has(folder):
    edit_text(folder / "territories.csv", "office", "seat")
    fault = only(folder, "column_unknown")
    assert (fault.line, fault.column) == (1, "seat")
    assert "office" in fault_texts.remedy(fault)


def test_a_needed_column_that_is_missing_is_said_once_and_not_for_every_row(folder):
    edit_text(folder / "regions.csv", ",certainty", ",note")
    assert only(folder, "column_missing").column == "certainty"


def test_a_row_with_a_cell_too_many(folder):
    edit_text(folder / "territories.csv", "XV-B,", "XV-B,,")
    fault = only(folder, "row_width")
    assert (fault.line, fault.facts) == (2, {"cells": 7, "columns": 6})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lake\u200bland", "hidden_character"),
        ("Lake\u00a0land", "hidden_character"),
        ("Lake\nland", "hidden_character"),
        ("Lake\ufffdland", "hidden_character"),
        (" Lakeland", "stray_spaces"),
        ("Lake  land", "stray_spaces"),
        ("=HYPERLINK(1)", "formula"),
        ("@SUM(1)", "formula"),
        ("-Lakeland", "formula"),
        ("Lakelande\u0308", "split_letters"),
        ("L\u0430keland", "wrong_script"),
        ("Лакеланд", "wrong_script"),
    ],
)
def test_text_that_a_spreadsheet_or_keyboard_spoiled(folder, text, code):
    change_cell(folder / "regions.csv", 1, name_en=text)
    fault = only(folder, code)
    assert (fault.file, fault.line, fault.column) == ("regions.csv", 3, "name_en")


def test_a_line_number_stays_right_after_a_cell_over_two_lines(folder):
    edit_rows(folder / "regions.csv", lambda rows: (rows[0].update(name_en="Two\nlines"), rows[1].update(order="x")))
    assert [(fault.code, fault.line) for fault in check_pack(folder)] == [("hidden_character", 2), ("value_wrong", 4)]


@pytest.mark.parametrize("number", ["+5%", "-3", "-1,5"])
def test_a_number_with_a_sign_is_no_formula(folder, number):
    change_cell(folder / "bodies.csv", 0, role=number)
    assert check_pack(folder) == []


def test_a_cyrillic_letter_in_a_code(folder):
    change_cell(folder / "regions.csv", 0, code="highl\u0430nd")
    fault = found(folder, "foreign_letter")
    assert (fault.line, fault.column, fault.facts["letter"]) == (2, "code", "\u0430")


def test_a_certainty_that_nobody_declared(folder):
    change_cell(folder / "clocks.csv", 0, certainty="sure")
    fault = only(folder, "value_wrong")
    assert (fault.line, fault.column) == (2, "certainty")
    assert "read" in fault_texts.remedy(fault)


def test_a_row_without_source(folder):
    change_cell(folder / "bodies.csv", 2, source="")
    fault = only(folder, "value_missing")
    assert (fault.file, fault.line, fault.column) == ("bodies.csv", 4, "source")


def test_a_date_without_its_own_source_and_certainty(folder):
    change_cell(folder / "municipalities.csv", 2, dates_source="", dates_certainty="")
    assert [(f.code, f.column) for f in check_pack(folder)] == [
        ("value_missing", "dates_certainty"),
        ("value_missing", "dates_source"),
    ]


def test_a_duration_without_an_amount(folder):
    change_cell(folder / "clocks.csv", 0, amount="")
    assert only(folder, "value_missing").column == "amount"


def test_a_range_without_an_end(folder):
    change_cell(folder / "clocks.csv", 0, bound="between")
    assert {(f.code, f.column) for f in check_pack(folder)} == {
        ("value_missing", "amount_to"),
        ("value_missing", "unit_to"),
    }


def test_a_code_given_twice_names_the_first_line(folder):
    edit_rows(folder / "regions.csv", lambda rows: rows.append(dict(rows[0])))
    fault = only(folder, "repeated")
    assert (fault.line, fault.facts) == (4, {"value": "highland", "line": 2})


@pytest.mark.parametrize(
    ("file", "column", "target"),
    [
        ("municipalities.csv", "region", "regions.csv"),
        ("bodies.csv", "parent", "bodies.csv"),
        ("bodies.csv", "kind", "terms.csv:body_kind"),
        ("reports.csv", "made_by", "bodies.csv"),
        ("clocks.csv", "unit", "terms.csv:time_unit"),
        ("territories.csv", "body", "bodies.csv"),
    ],
)
def test_a_reference_to_nothing(folder, file, column, target):
    change_cell(folder / file, 0, **{column: "nowhere"})
    fault = only(folder, "unknown_reference")
    assert (fault.file, fault.line, fault.column, fault.facts["target"]) == (file, 2, column, target)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13", "0000"])
def test_a_day_that_does_not_exist(folder, day):
    change_cell(folder / "municipalities.csv", 2, valid_from=day)
    assert only(folder, "no_such_day").column == "valid_from"


def test_a_yearly_day_that_does_not_exist(folder):
    edit_text(folder / "clocks.csv", "02-28", "02-30")
    assert only(folder, "no_such_day").column == "on_date"


def test_an_end_before_its_start(folder):
    change_cell(folder / "municipalities.csv", 2, valid_until="2020")
    assert only(folder, "ends_before_start").line == 4


def test_a_body_that_is_part_of_itself(folder):
    change_cell(folder / "bodies.csv", 0, parent="CHAN-DESK")
    assert [fault.code for fault in check_pack(folder)] == ["loop", "loop"]


@pytest.mark.slow
def test_a_long_chain_with_a_loop_at_its_end_names_only_the_loop(folder):
    def chain(rows):
        for number in range(500):
            above = f"U{number - 1}" if number > 1 else f"U{1 - number}"
            rows.append({**rows[0], "code": f"U{number}", "name_sq": f"Njësia {number}", "parent": above})
            rows[-1].update(name_cnr="", name_en="")

    edit_rows(folder / "bodies.csv", chain)
    assert [fault.facts["value"] for fault in check_pack(folder)] == ["U0", "U1"]


def test_a_list_without_values(folder):
    edit_rows(folder / "lists.csv", lambda rows: rows.append({**rows[0], "code": "empty_one"}))
    assert only(folder, "list_empty").facts == {"value": "empty_one"}


def test_a_list_with_the_name_of_a_table(folder):
    edit_rows(folder / "lists.csv", lambda rows: rows[0].update(code="region"))
    edit_rows(
        folder / "terms.csv", lambda rows: [r.update(list="region") for r in rows if r["list"] == "activity_status"]
    )
    assert found(folder, "list_reserved").line == 2


def test_population_that_does_not_add_up(folder):
    change_cell(folder / "population.csv", 0, persons="19999")
    fault = only(folder, "population_sum")
    assert (fault.file, fault.line, fault.facts["counted"]) == ("censuses.csv", 2, 30999)


def test_a_municipality_without_a_figure(folder):
    edit_rows(folder / "population.csv", lambda rows: rows.pop())
    assert only(folder, "population_incomplete").facts["missing"] == "XV-D"


def test_a_value_that_the_program_itself_names(folder):
    edit_rows(folder / "terms.csv", lambda rows: rows.remove(next(r for r in rows if r["code"] == "CX")))
    assert only(folder, "core_missing").facts == {"value": "activity_status / CX"}


def test_wording_that_is_missing_in_a_language(folder):
    change_cell(folder / "terms.csv", 4, label_cnr="")
    fault = only(folder, "label_missing")
    assert (fault.line, fault.column) == (6, "label_cnr")


def test_a_body_without_any_name(folder):
    change_cell(folder / "bodies.csv", 3, name_sq="", name_cnr="", name_en="")
    assert only(folder, "name_missing").line == 5


def test_wording_in_a_language_that_the_pack_does_not_declare(folder):
    edit_text(folder / "regions.csv", "name_en", "name_fr")
    codes = {fault.code for fault in check_pack(folder)}
    assert codes == {"language_unknown", "label_missing"}


def test_a_translation_mark_without_a_translation(folder):
    edit_text(folder / "bodies.csv", "role,source", "our_translation,source")
    edit_rows(folder / "bodies.csv", lambda rows: [row.update(our_translation="") for row in rows])
    change_cell(folder / "bodies.csv", 2, our_translation="cnr")
    assert only(folder, "translation_of_nothing").line == 4


def test_a_name_that_two_bodies_share(folder):
    change_cell(folder / "body_aliases.csv", 0, alias="lake watch")
    fault = only(folder, "name_shared")
    assert (fault.line, fault.facts["other"]) == (2, "WATCH")


def codes_in_source() -> set[str]:
    """The codes that the package gives to PackFault, wherever it makes one."""
    package = Path(fault_texts.__file__).parent / "pack"
    codes: set[str] = set()
    for path in package.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"PackFault", "_at"}:
                codes |= {str(arg.value) for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
    return codes


def test_every_fault_has_sentences_and_every_sentence_a_fault():
    assert codes_in_source() == set(fault_texts.SENTENCES)


@pytest.mark.parametrize(
    ("file", "column", "value", "target"),
    [
        ("ways.csv", "start", "nowhere", "terms.csv:state_identification"),
        ("ways.csv", "counts_as", "nowhere=found", "terms.csv:state_identification"),
        ("ways.csv", "counts_as", "heard=nowhere", "terms.csv:person_category"),
        ("steps.csv", "to", "nowhere", "terms.csv:state_identification"),
        ("steps.csv", "from", "unheard nowhere", "terms.csv:state_identification"),
        ("steps.csv", "starts", "nowhere", "clocks.csv"),
        ("steps.csv", "roles", "nowhere", "core.json:roles"),
        ("steps.csv", "needs", "nowhere", "core.json:needs"),
        ("steps.csv", "does", "nowhere", "core.json:does"),
    ],
)
def test_a_step_names_only_what_there_is(folder, file, column, value, target):
    change_cell(folder / file, 0, **{column: value})
    fault = only(folder, "unknown_reference")
    assert (fault.file, fault.column) == (file, column)
    assert fault.facts == {"value": "nowhere", "target": target}


def test_a_state_counts_as_one_thing(folder):
    change_cell(folder / "ways.csv", 0, counts_as="heard=sought heard=found")
    fault = only(folder, "repeated")
    assert (fault.file, fault.column, fault.facts["value"]) == ("ways.csv", "counts_as", "heard")
