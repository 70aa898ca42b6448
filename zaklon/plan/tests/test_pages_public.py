"""What everyone sees without signing in: adopted facts, nothing else."""

import re
from html import unescape

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_user
from zaklon.plan.commands import progress
from zaklon.plan.kinds import ActivityCode, Payer
from zaklon.plan.tests.factories import make_plan
from zaklon.plan.tests.made_overview import ADOPTED, Told, at, enter, make_year, many, tell
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db


def words(html):
    """The text of a page, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def public_paths(year):
    return (
        "/progress/",
        "/progress/activities/",
        "/progress/progress.csv",
        "/progress/progress.json",
        *(f"/progress/activities/{each.pk}/" for each in year.activities.values()),
    )


def test_before_anything_is_adopted_nothing_shows():
    year = make_year(adopted=False, reported=False)
    visitor = client_of()
    assert "Nothing has been adopted yet" in words(page(visitor, "/progress/"))
    for path in public_paths(year):
        answer = visitor.get(path)
        assert answer.status_code == (200 if path in ("/progress/", "/progress/activities/") else 404), path
        assert b"Invented" not in answer.content


def test_a_promise_is_public_and_its_progress_only_once_adopted():
    year = make_year(reported=False)
    report_id = tell(year, year.first, "1.1.3", Told(2, way=ADOPTED[:3], text="kanarinac was not adopted"))
    visitor = client_of()
    assert "No report on this period has been adopted yet" in words(page(visitor, "/progress/"))
    for path in public_paths(year):
        assert "kanarinac" not in page(visitor, path), path
    with acting_as(SYSTEM):
        progress.move_report(report_id, "adopt", actor=SYSTEM, now=at(2020, 7, 20))
    assert "kanarinac" in page(visitor, f"/progress/activities/{year.activities['1.1.3'].pk}/")
    assert "Partly implemented" in words(page(visitor, "/progress/"))


def test_a_coordinator_sees_there_what_a_visitor_sees():
    year = make_year()
    coordinator = client_of(make_actor("coordinator"))
    for path in public_paths(year):
        mine, theirs = (page(client, path, period=year.first.pk) for client in (coordinator, client_of()))
        # Behind the main part comes the cover that locks a page nobody uses; a visitor has nothing to lock.
        mine, theirs = (html.partition("<main")[2].partition("</main>")[0] for html in (mine, theirs))
        assert mine == theirs, path
    assert "(1 + 1) / (1 + 1 + 0 + 0) = 2 / 2 = 100%" in words(page(coordinator, "/progress/", period=year.first.pk))


def test_the_page_says_in_words_and_in_numbers_how_far_it_is():
    year = make_year()
    said = words(page(client_of(), "/progress/", period=year.first.pk))
    assert (
        "Of 6 promised: 2 done, 1 in progress and not yet due, 1 not begun, because not yet due, "
        "1 without an adopted report and 1 dropped or replaced." in said
    )
    assert "1 activity was due and has no report. Counted as not implemented, the rate would be 66.67%." in said
    assert "Planned: €22,000.50. Spent: €13,900.50." in said
    assert "€1,000.50 of it donations, 4.5%" in said


def test_what_is_late_is_shown():
    year = make_year()
    html = page(client_of(), "/progress/", period=year.first.pk)
    assert "The deadline of 1 activity passed" in words(html)
    assert f"/progress/activities/{year.activities['1.1.3'].pk}/" in html


def test_without_a_choice_the_latest_period_with_an_adopted_report_is_shown():
    make_year()
    assert "First half of 2020" in words(page(client_of(), "/progress/"))


def test_each_area_says_its_own_and_opens_its_promises():
    year = make_year()
    html = page(client_of(), "/progress/", period=year.first.pk)
    assert "Of 3 promised: 1 done, 1 in progress and not yet due and 1 without an adopted report." in words(html)
    opened = re.search(r'href="(/progress/activities/\?[^"]*area=[^"]+)"', html)
    listed = words(page(client_of(), unescape(opened[1])))
    assert ("1.1.1" in listed, "2.1.1" in listed) == (True, False)


def test_an_activity_tells_what_was_promised_and_reached():
    year = make_year()
    said = words(page(client_of(), f"/progress/activities/{year.activities['1.1.1'].pk}/"))
    for part in ("Four trainings", "At least 4 (trainings)", "Implemented", "€5,900 (Budget of Invented MOI)"):
        assert part in said
    draft = make_plan(*many(1, lead="MOI"), year=2021, strategy=year.strategy, adopted=False)
    with acting_as(SYSTEM):
        hidden = draft.activities.get().pk
    assert client_of().get(f"/progress/activities/{hidden}/").status_code == 404


def test_a_correction_replaces_the_figure_openly():
    year = make_year(reported=False)
    first = tell(year, year.first, "1.1.3", Told(3))
    with acting_as(SYSTEM):
        second = progress.correct_report(first, "One was counted twice.", actor=SYSTEM, now=at(2020, 8, 1))
        enter(second, year.activities["1.1.3"], Told(2), at(2020, 8, 1))
        for verb in ADOPTED:
            progress.move_report(second, verb, actor=SYSTEM, now=at(2020, 8, 1))
    said = words(page(client_of(), f"/progress/activities/{year.activities['1.1.3'].pk}/"))
    assert "This is revision 2: a correction of what was adopted before." in said
    assert "One was counted twice" not in said


def test_no_person_is_named_anywhere():
    year = make_year()
    reporter = make_user("kanarinac@example.invalid", full_name="Kanarinac Example")
    with acting_as(SYSTEM):
        activity = year.activities["1.1.1"]
        activity.reporter = User.objects.get(pk=reporter.pk)
        activity.save(update_fields=["reporter"])
    for path in public_paths(year):
        assert "anarinac" not in page(client_of(), path)


def test_open_data_has_the_fields_of_its_schema():
    year = make_year()
    visitor = client_of()
    schema = visitor.get("/progress/schema.json").json()
    fields = [field["name"] for field in schema["activities"]["fields"]]
    lines = visitor.get("/progress/progress.csv", {"period": year.first.pk}).content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == fields
    assert len(lines) == 7
    found = visitor.get("/progress/progress.json", {"period": year.first.pk}).json()
    assert all(list(each) == fields for each in found["activities"])
    assert {each["status"] for each in found["activities"]} <= {None, *ActivityCode.values}
    assert set(schema["status_codes"]) == set(ActivityCode.values)


def test_open_data_says_the_same_as_the_page():
    year = make_year()
    found = client_of().get("/progress/progress.json", {"period": year.first.pk}).json()
    assert found["realisation"] | {"by_status": None} == {
        "percent": 100.0,
        "done": 2,
        "due": 2,
        "due_without_report": 1,
        "late": 1,
        "total": 6,
        "by_status": None,
    }
    money = {(row["payer"], row["currency"]): (row["planned"], row["spent"], row["unclear"]) for row in found["money"]}
    assert money[Payer.DONATION, "EUR"] == ("1000.50", "1000.50", 0)
    assert money[Payer.DONATION, "USD"] == ("500.00", None, 0)
    assert money[Payer.UNCLEAR, "EUR"] == (None, None, 1)
    by_code = {each["activity"]: each for each in found["activities"]}
    assert (by_code["1.1.1"]["status"], by_code["1.1.3"]["status"], by_code["1.1.3"]["is_late"]) == ("I", None, True)
    assert by_code["1.1.1"]["planned"] == "6000.00 EUR; 1000.50 EUR"


def test_the_list_is_filtered_in_its_address_and_taken_along_as_a_file():
    year = make_year()
    html = page(client_of(), "/progress/activities/", period=year.first.pk, late="on")
    assert "1 result" in words(html)
    file = unescape(re.search(r'href="(/progress/progress\.csv\?[^"]+)"', html)[1])
    assert len(client_of().get(file).content.decode("utf-8-sig").splitlines()) == 2


def test_a_wrong_address_is_calmly_not_found():
    make_year(reported=False)
    for query in ({"plan": "x"}, {"plan": "00000000-0000-4000-8000-000000000000"}):
        for path in ("/progress/", "/progress/activities/", "/progress/progress.json"):
            assert client_of().get(path, query).status_code == 404
