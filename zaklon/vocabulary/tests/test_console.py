"""What `zaklon pack check` answers."""

import json

from zaklon.vocabulary import console
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, INVENTED, copy_of_invented, edit_rows


def test_a_good_pack_is_told_with_what_it_holds_and_how_sure_it_is():
    code, text = console.check(FIRST_COUNTRY, as_json=False)
    assert code == 0
    assert "country ME" in text
    assert "municipalities: 25" in text
    assert "to be verified" in text


def test_the_same_as_json():
    code, text = console.check(INVENTED, as_json=True)
    answer = json.loads(text)
    assert (code, answer["ok"], answer["country"], answer["faults"]) == (0, True, "XV", [])
    assert answer["certainty"] == {"read": 0, "proposed": 246, "memory": 0}


def test_each_fault_is_told_with_its_place_and_what_to_do(tmp_path):
    folder = copy_of_invented(tmp_path)
    edit_rows(folder / "regions.csv", lambda rows: rows[1].update(certainty="sure"))
    code, text = console.check(folder, as_json=False)
    assert code == 2
    assert text.splitlines() == [
        "regions.csv:3 certainty",
        "  “sure” cannot stand here.",
        "  Write read (somebody read it in the source), proposed (our own proposal) or memory (from memory, verify).",
        "The pack cannot be used: 1 fault.",
    ]
    answer = json.loads(console.check(folder, as_json=True)[1])
    assert (answer["ok"], answer["faults"][0]["line"], answer["faults"][0]["code"]) == (False, 3, "value_wrong")


def test_only_the_first_hundred_faults_are_spelled_out(tmp_path):
    folder = copy_of_invented(tmp_path)
    edit_rows(folder / "terms.csv", lambda rows: [row.update(label_en="", label_sq="") for row in rows])
    text = console.check(folder, as_json=False)[1]
    assert text.count("is missing") == 100
    assert "The pack cannot be used: 246 faults." in text
    assert text.endswith("Only the first 100 are listed; --json lists all.")
    assert len(json.loads(console.check(folder, as_json=True)[1])["faults"]) == 246
