"""What a broken frame of a pack (`pack.yaml`) is told."""

import pytest

from zaklon.vocabulary import fault_texts
from zaklon.vocabulary.tests.faults import found, only
from zaklon.vocabulary.tests.folders import copy_of_invented, edit_text


@pytest.fixture
def folder(tmp_path):
    return copy_of_invented(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("Asia/Kathmandu", "Mars/Olympus", "unknown_timezone", "country.timezone"),
        ("default_language: sq", "default_language: fr", "language_unknown", "default_language"),
        ("{code: cnr,", "{code: sq,", "language_repeated", "languages[2].code"),
        ("default_script: Cyrl", "default_script: Latn, extra: 1", "key_unknown", "languages[2].extra"),
        ("written_in: Latn", "written_in: Cyrl", "script_unknown", "languages[1].written_in"),
        ("sq: Emër i përkohshëm.", "fr: Nom provisoire.", "language_unknown", "footnotes[1].texts.fr"),
        ("cnr: Privremeni naziv.", "cnr: Privr\u0435meni naziv.", "wrong_script", "footnotes[1].texts.cnr"),
        ("cnr: Privremeni naziv., ", "", "label_missing", "footnotes[1].texts"),
        ("currency: VUV", "currency: denar", "value_wrong", "country.currency"),
        ("currency: VUV", "currency: QQQ", "unknown_currency", "country.currency"),
        ("currencies: [JPY]", "currencies: [yen]", "value_wrong", "country.other_currencies[1]"),
        ("  currency: VUV\n", "", "value_missing", "country.currency"),
        ('version: "2030.1.1"', "version: one", "value_wrong", "version"),
        ("schema: 1", "schema: 2", "value_wrong", "schema"),
    ],
)
def test_the_frame_is_checked_value_by_value(folder, old, new, code, column):
    edit_text(folder / "pack.yaml", old, new)
    fault = found(folder, code)
    assert (fault.file, fault.column) == ("pack.yaml", column)
    assert fault_texts.remedy(fault)


def test_a_fault_in_the_frame_names_its_line(folder):
    edit_text(folder / "pack.yaml", "currency: VUV", "currency: denar")
    assert only(folder, "value_wrong").line == 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("schema: [1", "yaml_broken"),
        ("- 1", "yaml_no_mapping"),
        ("", "yaml_no_mapping"),
        ("a: &x [1]\nb: *x", "yaml_reference"),
        ("a: !!python/object/apply:os.system ['true']", "yaml_tag"),
        ("a: " + "[" * 50 + "]" * 50, "yaml_too_deep"),
        ("a: " + "[" * 100_000, "yaml_too_deep"),
        ("schema: 1\nschema: 1", "yaml_repeated"),
        ("? [a]\n: 1", "yaml_key"),
        ("schema: \x07", "yaml_broken"),
    ],
)
def test_yaml_that_is_broken_or_does_what_packs_do_not_need(folder, text, code):
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    fault = found(folder, code)
    assert fault_texts.problem(fault)
    assert fault_texts.remedy(fault)
