"""Loading packs: idempotent, versioned, dry-runnable; nothing in use is ever deleted."""

import json
from datetime import UTC, date, datetime
from functools import cache

import pytest

from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.vocabulary import console
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.commands import Change, load_pack
from zaklon.vocabulary.models import Clock, Municipality, PackLoad, Population, Term, TermLabel
from zaklon.vocabulary.pack import ClockKind, read_pack
from zaklon.vocabulary.queries import label, one_pack, terms, vocabulary
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, INVENTED, copy_of_invented, edit_rows, edit_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)  # already the fifth of May in the invented country
TODAY = date(2026, 3, 2)


read_once = cache(read_pack)


def load(folder, *, now=NOON, dry_run=False):
    pack = read_once(folder) if folder in (FIRST_COUNTRY, INVENTED) else read_pack(folder)
    return load_pack(pack, now=now, dry_run=dry_run)


@pytest.fixture
def folder(tmp_path):
    return copy_of_invented(tmp_path)


def raise_version(folder, version="2030.2.1"):
    edit_text(folder / "pack.yaml", "2030.1.1", version)


def test_loading_fills_every_table_and_remembers_the_load():
    outcome = load(INVENTED)
    assert set(outcome.tables) == {
        "country", "languages", "terms", "labels", "municipalities", "censuses", "population", "territories", "clocks",
        "thresholds", "ways", "steps", "holidays", "reports", "footnotes", "forms", "form_fields", "form_texts",
        "registers", "measures", "report_tables",
    }  # fmt: skip
    remembered = PackLoad.objects.get()
    assert (remembered.country, remembered.version, remembered.loaded_at) == ("XV", "2030.1.1", NOON)
    assert remembered.added == outcome.total.added > 200
    assert outcome.total.changed == outcome.total.retired == outcome.total.removed == 0


def test_the_same_pack_again_changes_nothing():
    load(INVENTED)
    again = load(INVENTED, now=LATER)
    assert again.tables == {}
    assert again.previous_version == "2030.1.1"
    assert PackLoad.objects.count() == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing():
    planned = load(INVENTED, dry_run=True)
    assert (PackLoad.objects.count(), Term.objects.count()) == (0, 0)
    assert vocabulary().pack is None
    done = load(INVENTED)
    assert planned.tables == done.tables
    assert (planned.is_dry_run, done.is_dry_run) == (True, False)


def test_a_newer_version_adds_and_changes_only_what_differs(folder):
    load(INVENTED)
    raise_version(folder)
    edit_rows(folder / "terms.csv", lambda rows: rows[0].update(label_en="Fulfilled", certainty="read"))
    edit_rows(folder / "clocks.csv", lambda rows: rows[0].update(amount="45"))
    edit_rows(folder / "body_aliases.csv", lambda rows: rows.pop())
    outcome = load(folder, now=LATER)
    assert outcome.tables == {"terms": Change(changed=1), "labels": Change(changed=1), "clocks": Change(changed=1)}
    assert label("activity_status", "I", "en") == "Fulfilled"
    assert Term.objects.get(list_code="activity_status", code="I").certainty == Certainty.READ


def test_a_value_that_the_new_pack_lacks_is_retired_the_day_before_and_keeps_its_words(folder):
    load(INVENTED)
    raise_version(folder)
    edit_rows(folder / "terms.csv", lambda rows: rows.remove(next(r for r in rows if r["code"] == "highland")))
    outcome = load(folder, now=LATER)
    assert outcome.total == Change(retired=1)
    assert Term.objects.get(list_code="training_region", code="highland").valid_until == date(2026, 5, 4)
    assert label("training_region", "highland", "sq") == "Malësia"
    offered = [choice.code for choice in terms("training_region", "sq", on=date(2026, 5, 5))]
    assert offered == ["lakeland"]
    assert "highland" in [choice.code for choice in terms("training_region", "sq", on=date(2026, 5, 4))]


def test_a_retired_value_that_comes_back_is_in_use_again(folder):
    load(INVENTED)
    raise_version(folder)
    rows_before = (folder / "terms.csv").read_text(encoding="utf-8")
    edit_rows(folder / "terms.csv", lambda rows: rows.remove(next(r for r in rows if r["code"] == "highland")))
    load(folder, now=LATER)
    (folder / "terms.csv").write_text(rows_before, encoding="utf-8")
    edit_text(folder / "pack.yaml", "2030.2.1", "2030.10.1")
    assert load(folder, now=LATER).total == Change(changed=1)
    assert Term.objects.get(list_code="training_region", code="highland").valid_until is None


def test_wording_and_figures_that_the_new_pack_lacks_are_removed(folder):
    load(INVENTED)
    raise_version(folder)
    edit_rows(folder / "municipalities.csv", lambda rows: rows[0].update(name_cnr=""))
    for name in ("population.csv", "censuses.csv"):
        (folder / name).unlink()
    outcome = load(folder, now=LATER)
    assert outcome.tables["labels"] == Change(removed=1)
    assert outcome.tables["population"] == Change(removed=4)
    assert outcome.tables["terms"] == Change(retired=1)
    assert Population.objects.count() == 0


def test_a_pack_of_another_country_is_refused_and_changes_nothing():
    load(INVENTED)
    held = Term.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        load(FIRST_COUNTRY)
    assert (refusal.value.code, refusal.value.facts) == ("pack_of_another_country", {"loaded": "XV", "offered": "ME"})
    assert Term.objects.count() == held


def test_an_older_pack_is_refused(folder):
    load(INVENTED)
    raise_version(folder, "2030.0.9")
    with pytest.raises(RuleBroken, match="pack_older"):
        load(folder)


def test_a_changed_pack_with_the_same_version_is_refused(folder):
    load(INVENTED)
    edit_rows(folder / "regions.csv", lambda rows: rows[0].update(name_en="Uplands"))
    with pytest.raises(RuleBroken, match="pack_version_not_raised"):
        load(folder)


@pytest.mark.slow
def test_every_value_comes_back_out_of_the_tables_as_it_stands_in_the_pack():
    pack = read_pack(FIRST_COUNTRY)
    load(FIRST_COUNTRY)
    stored = vocabulary()
    assert stored.country == pack.country
    assert stored.languages == pack.languages
    assert stored.footnotes == pack.footnotes
    assert {key: term for key, term in stored.terms.items() if key[0] == "comparator"} == {
        ("comparator", term.code): term for term in pack.terms_of("comparator")
    }
    assert all(stored.terms[term.list_code, term.code] == term for term in pack.terms)
    assert stored.clocks == {clock.code: clock for clock in pack.clocks}
    assert stored.thresholds == {item.code: item for item in pack.thresholds}
    assert stored.reports == {report.code: report for report in pack.reports}
    assert stored.municipalities == {place.code: place for place in pack.municipalities}
    assert set(stored.population) == set(pack.population)
    assert stored.forms == {(form.code, form.version): form for form in pack.forms}
    assert tuple(stored.instruments.values()) == pack.instruments


@pytest.mark.slow
def test_marks_of_doubt_reach_the_tables():
    load(FIRST_COUNTRY)
    doubted = Term.objects.filter(certainty=Certainty.MEMORY)
    assert doubted.filter(list_code="activity_status").count() == 2
    assert doubted.filter(list_code="clock").count() >= 6
    assert Municipality.objects.filter(dates_certainty=Certainty.MEMORY).count() == 4
    assert TermLabel.objects.filter(language="sq", is_our_translation=True).exists()
    assert Clock.objects.get(term__code="nrm_team_decision").kind == ClockKind.UNKNOWN


@pytest.mark.slow
def test_labels_come_in_the_language_asked_for_and_cyrillic_by_rule():
    load(FIRST_COUNTRY)
    assert label("activity_status", "PI", "en") == "Partly implemented"
    assert label("activity_status", "PI", "cnr") == "Djelimično realizovano"
    assert label("activity_status", "PI", "cnr-cyrl") == "Дјелимично реализовано"
    assert label("municipality", "ME-20", "cnr-cyrl") == "Улцињ"
    assert label("municipality", "ME-20", "sq") == "Ulqin"
    assert label("list", "activity_status", "cnr-latn") == "Status aktivnosti"


def test_a_missing_wording_comes_in_the_country_s_language_and_an_unknown_code_as_itself():
    load(INVENTED)
    assert label("municipality", "XV-A", "en") == "Ardanë"
    assert label("municipality", "XV-A", "fr") == "Ardanë"
    assert label("activity_status", "ZZ", "en") == "ZZ"


def test_a_retired_value_keeps_its_words_in_a_language_that_the_pack_gave_up(folder):
    edit_rows(folder / "municipalities.csv", lambda rows: rows[3].update(name_sq=""))
    load(folder)
    raise_version(folder)
    edit_rows(folder / "municipalities.csv", lambda rows: (rows.pop(3), [row.update(name_cnr="") for row in rows]))
    edit_rows(folder / "population.csv", lambda rows: rows.pop())
    edit_text(folder / "pack.yaml", "code: cnr", "code: bs")
    for file in ("pack.yaml", "lists.csv", "terms.csv", "regions.csv", "municipalities.csv", "censuses.csv"):
        (folder / file).write_text(
            (folder / file).read_text(encoding="utf-8").replace("name_cnr", "name_bs").replace("label_cnr", "label_bs")
            .replace("cnr:", "bs:"),
            encoding="utf-8",
        )  # fmt: skip
    tables = (
        "clocks",
        "thresholds",
        "reports",
        "bodies",
        "ways",
        "steps",
        "holidays",
        "forms",
        "measures",
        "report_tables",
    )
    for file in (f"{name}.csv" for name in tables):
        edit_text(folder / file, "name_cnr", "name_bs")
    for file, column in (
        ("forms.csv", "lead"),
        ("form_fields.csv", "label"),
        ("form_fields.csv", "hint"),
        ("measures.csv", "definition"),
    ):
        edit_text(folder / file, f"{column}_cnr", f"{column}_bs")
    load(folder)
    assert label("municipality", "XV-D", "en") == "Duška"
    assert label("municipality", "XV-D", "cnr-cyrl") == "Duška"


def test_before_the_first_load_labels_are_codes_and_clocks_are_refused():
    assert label("activity_status", "I", "en") == "I"
    assert terms("activity_status", "en", on=TODAY) == ()
    for ask in (lambda v: v.clock("x"), lambda v: v.threshold("x"), lambda v: v.home()):
        with pytest.raises(NotAllowedNow, match="pack_not_loaded"):
            ask(vocabulary())


def test_clocks_thresholds_and_the_country_are_at_hand():
    load(INVENTED)
    pack = vocabulary()
    assert (pack.clock("plan_reminder_before_first").amount, pack.clock("lantern_night").on_date) == (3, "02-28")
    assert pack.threshold("public_smallest_count") == 11
    assert (pack.home().currency, pack.home().other_currencies) == ("VUV", ("JPY",))
    with pytest.raises(KeyError):
        pack.clock("no_such_clock")


@pytest.mark.slow
def test_inhabitants_add_up_for_the_country_and_its_regions():
    load(FIRST_COUNTRY)
    pack = vocabulary()
    regions = [pack.inhabitants("2023", region=code) for code in ("north", "centre", "south")]
    assert sum(regions) == pack.inhabitants("2023") == 623_633
    assert pack.inhabitants("1953") == 0


@pytest.mark.slow
def test_footnotes_come_with_the_names_that_ask_for_them():
    load(FIRST_COUNTRY)
    ((names, text),) = vocabulary().wording("en").footnotes()
    assert "Kosovo" in names
    assert text.startswith("This designation is without prejudice")
    ((_names, cyrillic),) = vocabulary().wording("cnr-cyrl").footnotes()
    assert cyrillic.startswith("Овај назив")


@pytest.mark.slow
def test_a_page_costs_one_query_however_many_labels_it_shows(django_assert_num_queries):
    load(FIRST_COUNTRY)
    vocabulary()
    with django_assert_num_queries(1):
        wording = vocabulary().wording("sq")
        for code in ("I", "IC", "PI", "NI"):
            wording.label("activity_status", code)
        wording.terms("evidence_kind", on=TODAY)


def test_another_load_is_seen_at_once(folder):
    load(INVENTED)
    assert label("region", "highland", "en") == "Highland"
    raise_version(folder)
    edit_rows(folder / "regions.csv", lambda rows: rows[0].update(name_en="Uplands"))
    load(folder)
    assert label("region", "highland", "en") == "Uplands"


@pytest.mark.slow
def test_the_console_tells_what_a_load_did_would_do_and_did_not_have_to_do():
    def say(**options):
        return console.load(INVENTED, now=NOON, **{"as_json": False, "dry_run": False, **options})

    code, text = say(dry_run=True)
    assert code == 0
    assert "would do this" in text
    assert "municipalities: 4 added, 0 changed, 0 retired, 0 removed" in text
    code, text = say(as_json=True)
    answer = json.loads(text)
    assert (code, answer["ok"], answer["version"]) == (0, True, "2030.1.1")
    assert answer["tables"]["clocks"] == {"added": 20, "changed": 0, "retired": 0, "removed": 0}
    assert say() == (0, "Nothing to change: XV, version 2030.1.1 is loaded.")


@pytest.mark.slow
def test_the_console_refuses_with_a_reason_and_a_way_out(folder):
    load(INVENTED)
    code, text = console.load(FIRST_COUNTRY, as_json=False, dry_run=False, now=NOON)
    assert code == 2
    assert text.splitlines()[0] == "The database holds the country XV; the pack is of ME."
    raise_version(folder, "2030.0.1")
    answer = json.loads(console.load(folder, as_json=True, dry_run=False, now=NOON)[1])
    assert answer["ok"] is False
    assert answer["hint"].startswith("Load a newer pack")
    (folder / "terms.csv").unlink()
    code, text = console.load(folder, as_json=False, dry_run=False, now=NOON)
    assert code == 2
    assert "terms.csv" in text


def test_within_a_page_the_pack_is_asked_for_once_and_a_newly_loaded_one_is_seen(folder, django_assert_num_queries):
    load(INVENTED)
    vocabulary()
    with one_pack():
        with django_assert_num_queries(1):
            assert vocabulary() is vocabulary()
        raise_version(folder)
        load(folder)
        assert vocabulary().pack.version == "2030.2.1"
    with django_assert_num_queries(2):
        vocabulary()
        vocabulary()
