"""The instruments of the first country against the lists of the study: nothing lost, no mark of doubt dropped."""

import csv
from collections import Counter
from functools import cache

import pytest
import yaml

from zaklon.vocabulary.pack import Certainty, read_pack
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, shared_folder

first_country = cache(lambda: read_pack(FIRST_COUNTRY))


def shared_lists():
    with (shared_folder("codelists") / "ilo-delphi-indicators.yaml").open(encoding="utf-8") as stream:
        return yaml.safe_load(stream)


def instrument(code):
    return next(each for each in first_country().instruments if each.code == code)


@pytest.mark.parametrize("group", ["adult_labour", "child_labour", "adult_sexual", "child_sexual"])
def test_every_indicator_of_the_study_is_there_with_its_strength_and_its_doubt(group):
    wanted = {
        row["id"]: (row["text"], row[group]["strength"], row[group]["source"] == "memory")
        for row in shared_lists()["indicators"]
        if row[group]["strength"]
    }
    held = {
        each.code: (each.labels["en"], each.strength, each.certainty is Certainty.MEMORY)
        for each in instrument(f"ilo_{group}").indicators
    }
    assert held == wanted


def test_the_lists_have_as_many_rows_as_their_source_states():
    counts = {each.code: len(each.indicators) for each in first_country().instruments}
    assert (counts["ilo_adult_labour"], counts["ilo_child_labour"]) == (67, 65)
    assert {each.strength for each in instrument("ilo_child_labour").indicators} == {"strong", "medium"}


def test_the_lists_from_memory_are_carried_and_off_with_the_reason():
    off = [each for each in first_country().instruments if not each.is_on]
    assert [each.code for each in off] == ["ilo_adult_sexual", "ilo_child_sexual"]
    assert all(each.certainty is Certainty.MEMORY and "WCMS_105023" in each.off_reason for each in off)


def test_the_elements_are_those_of_the_protocol_with_their_doubt():
    with (shared_folder("codelists") / "palermo-acts-means-purposes.csv").open(encoding="utf-8", newline="") as stream:
        study = list(csv.DictReader(stream))
    held = instrument("palermo_elements").indicators
    counts = Counter(each.dimension for each in held)
    assert counts["act"] == sum(row["element"] == "act" for row in study) == 6
    assert counts["means"] == sum(row["element"] == "means" and row["code"] != "none_child" for row in study) == 9
    (doubted_act,) = [row["label"] for row in study if "from memory" in row["certainty"]]
    doubted = [each for each in held if each.certainty is Certainty.MEMORY]
    assert doubted[0].labels["en"].startswith(doubted_act.removesuffix("person"))
    assert {each.code for each in doubted if each.dimension == "purpose"} == {
        "begging",
        "criminal",
        "marriage",
        "adoption",
        "surrogacy",
    }


def test_the_list_for_children_is_marked_as_ours_and_names_where_each_idea_comes_from():
    listed = instrument("child_list")
    assert listed.certainty is Certainty.PROPOSED
    assert 12 <= len(listed.indicators) <= 18
    assert {each.certainty for each in listed.indicators} == {Certainty.PROPOSED}
    assert all("proposal; idea: " in each.source for each in listed.indicators)


def test_all_wording_that_is_ours_waits_for_a_native_reader():
    every = [each for listed in first_country().instruments for each in (listed, *listed.indicators)]
    assert len(every) == 6 + 308
    assert {each.our_translation for each in every} == {frozenset({"cnr", "sq"})}
