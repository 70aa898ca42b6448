"""The pack of the first country against the lists of the domain study: nothing lost, no mark of doubt dropped."""

import csv
from collections.abc import Mapping

import pytest

from zaklon.vocabulary.names import fold_name
from zaklon.vocabulary.pack import Certainty, Pack, check_pack, read_pack
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, shared_folder


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(FIRST_COUNTRY)


def study(name: str) -> list[dict[str, str]]:
    with (shared_folder("codelists") / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_doubted(row: Mapping[str, str], *columns: str) -> bool:
    """True where the study says 'from memory' anywhere, or 'verify' in the named columns."""
    return any("from memory" in value for value in row.values()) or any("verify" in row[name] for name in columns)


@pytest.mark.slow
def test_the_pack_of_the_first_country_has_no_faults():
    assert check_pack(FIRST_COUNTRY) == []


def test_every_institution_is_there_with_its_names_role_and_source(pack):
    bodies = {body.code: body for body in pack.bodies}
    for row in study("institutions.csv"):
        body = bodies[row["id"]]
        assert row["name_en"] in (body.labels["en"], *body.note.split("listed as: ")) or row["name_en"] in body.note
        assert not row["name_me"] or row["name_me"] == body.labels["cnr"] or row["name_me"] in body.note
        assert (body.role, body.source) == (row["role_in_system"], row["source"])
        assert row["note"] in body.note


def test_no_doubt_about_an_institution_is_lost(pack):
    bodies = {body.code: body for body in pack.bodies}
    doubted = [row["id"] for row in study("institutions.csv") if is_doubted(row, "note", "source")]
    assert len(doubted) == 8
    assert {bodies[code].certainty for code in doubted} == {Certainty.MEMORY}


def test_every_centre_for_social_work_is_a_body_that_keeps_its_mark_and_its_municipalities(pack):
    bodies = {body.code: body for body in pack.bodies}
    for row in study("social_work_centres.csv"):
        body = bodies[row["code"]]
        assert (body.source, body.parent) == (row["source"], "CSW")
        assert (body.certainty is Certainty.MEMORY) == is_doubted(row, "source")
        assert row["covers"] in body.note


def test_every_municipality_keeps_its_names_region_and_figures(pack):
    places = {place.code: place for place in pack.municipalities}
    figures = {(item.municipality, item.census): item for item in pack.population}
    rows = study("municipalities.csv")
    assert len(places) == len(rows) == 25
    for row in rows:
        code = row["iso3166_2"]
        assert places[code].labels["cnr"] == row["name"]
        assert places[code].labels["cnr-Cyrl"] == row["name_cyrillic"]
        assert places[code].region == row["region"]
        assert figures[code, "2011"].persons == int(row["population_2011"])
        assert figures[code, "2023_preliminary"].persons == int(row["population_2023_preliminary"])
        final = figures[code, "2023"]
        assert (final.persons, final.source) == (int(row["population_2023_final"]), row["final_2023_source"])
        assert (final.certainty is Certainty.MEMORY) == ("from memory" in row["final_2023_source"])


def test_fourteen_census_figures_wait_for_a_check(pack):
    doubted = [item for item in pack.population if item.certainty is Certainty.MEMORY]
    assert (len(doubted), {item.census for item in doubted}) == (14, {"2023"})


def test_every_municipality_has_the_bodies_of_the_study(pack):
    held = {(item.municipality, item.kind): item for item in pack.territories}
    names = {body.code: body.labels["en"] for body in pack.bodies}
    centres = {row["code"]: row for row in study("social_work_centres.csv")}
    for row in study("municipalities.csv"):
        code = row["iso3166_2"]
        centre = held[code, "social_work_centre"]
        assert centre.body == row["social_work_centre"]
        assert (centre.certainty is Certainty.MEMORY) == is_doubted(centres[centre.body], "source")
        for kind, court in (("basic_court", "Basic Court"), ("high_court", "High Court")):
            assert names[held[code, kind].body] == f"{court} {row[kind]}"
        seat, _, office = row["misdemeanour_court"].partition(" (dept ")
        court = held[code, "misdemeanour_court"]
        assert (names[court.body], court.office) == (f"Misdemeanour Court {seat}", office.rstrip(")"))


def test_newer_municipalities_carry_their_start_and_its_doubt(pack):
    newer = {place.labels["cnr"]: place for place in pack.municipalities if place.valid_from}
    assert sorted(newer) == ["Gusinje", "Petnjica", "Tuzi", "Zeta"]
    assert {place.dates_certainty for place in newer.values()} == {Certainty.MEMORY}
    assert all(place.split_from for place in newer.values())


def test_every_code_of_the_study_is_a_term_with_its_wording_source_and_note(pack):
    terms = {(term.list_code, term.code): term for term in pack.terms}
    for row in study("codelists.csv"):
        term = terms[row["list"], row["code"]]
        assert term.labels["en"] == row["label_en"]
        assert fold_name(row["label_me"]) in (fold_name(term.labels["cnr"]), "") or row["label_me"] in term.note
        assert row["source"] in (term.source, "")
        assert row["note"] in term.note


def test_no_doubt_about_a_code_is_lost(pack):
    terms = {(term.list_code, term.code): term for term in pack.terms}
    for row in study("codelists.csv"):
        term = terms[row["list"], row["code"]]
        if is_doubted(row, "source"):
            assert term.certainty is Certainty.MEMORY, term
        elif row["source"] == "proposal" or row["note"] == "proposal":
            assert term.certainty is Certainty.PROPOSED, term


def test_codes_that_the_study_proposes_beside_codes_it_read_are_told_apart(pack):
    read = [term.code for term in pack.terms_of("call_structure") if term.certainty is Certainty.READ]
    proposed = [term.code for term in pack.terms_of("call_structure") if term.certainty is Certainty.PROPOSED]
    assert (len(read), len(proposed)) == (6, 3)
    status = {term.code: term.certainty for term in pack.terms_of("activity_status")}
    assert [status[code] for code in ("I", "IC")] == [Certainty.READ] * 2
    assert [status[code] for code in ("PI", "NI")] == [Certainty.MEMORY] * 2
    assert [status[code] for code in ("IP", "XX", "CX")] == [Certainty.PROPOSED] * 3


def test_every_deadline_of_the_study_is_a_clock_with_its_words_force_and_mark(pack):
    for row in study("deadlines.csv"):
        area = row["area"].replace("-", "_")
        found = [
            clock
            for clock in pack.clocks
            if (clock.area, clock.stated, clock.source, clock.force) == (area, row["time"], row["source"], row["force"])
        ]
        assert found, row
        if is_doubted(row, "source", "time"):
            assert {clock.certainty for clock in found} == {Certainty.MEMORY}


def test_every_report_of_the_study_is_there_word_for_word(pack):
    kinds = {kind.code: kind for kind in pack.reports}
    for row in study("reports.csv"):
        kind = kinds[row["id"]]
        assert (kind.labels["en"], kind.rhythm_stated, kind.content) == (row["report"], row["rhythm"], row["content"])
        assert (kind.made_by_stated, kind.read_by_stated) == (row["made_by"], row["read_by"])
        assert kind.source == row["source"]
        assert (kind.certainty is Certainty.MEMORY) == is_doubted(row, "source")


def test_every_body_that_the_demonstration_plan_names_is_known_by_that_name(pack):
    known = {fold_name(name) for body in pack.bodies for name in body.labels.values()}
    known |= {fold_name(alias.alias) for alias in pack.body_aliases}
    for row in study("action_plan_2020_activities.csv"):
        partners = [part.split(" (")[0] for part in row["partners"].split("; ") if part]
        for name in filter(None, [row["lead_body"], row["lead_unit"], *partners]):
            for part in name.split(" - "):
                assert fold_name(part) in known, name
