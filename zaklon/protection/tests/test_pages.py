"""The pages of protection: who meets what, and that a deed on a page is the deed of the command."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.cases.kinds import Part
from zaklon.cases.models import Record
from zaklon.cases.tests.factories import now
from zaklon.forms.forms import PREFIX
from zaklon.plan.tests.pages import client_of, page
from zaklon.protection.commands import providers
from zaklon.protection.commands.contact import agree_limits
from zaklon.protection.kinds import Channel, StayState
from zaklon.protection.models import Incident, Placement, Provider, Suspension
from zaklon.protection.queries.contact import limits_of, may_contact
from zaklon.protection.tests.factories import Shelter, today
from zaklon.protection.values import Limits, NewProvider
from zaklon.reporting.tests.reading import sheets, word_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def home():
    return Shelter(places=2)


def address(name, *arguments):
    return reverse(f"protection:{name}", args=arguments)


def day(name, of):
    return {f"{name}-day": of.day, f"{name}-month": of.month, f"{name}-year": of.year}


def sheet_of(**answers):
    """Answers to a form of the pack as a browser posts them."""
    return {f"{PREFIX}-{name}": value for name, value in {"words": "Invented", **answers}.items()}


def done(actor, path, **data):
    response = client_of(actor).post(path, data)
    assert response.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[-1500:]
    return response


def test_the_directory_shows_who_has_room_and_who_is_licensed(home):
    html = page(client_of(home.manager), address("directory"))
    assert "2 free places" in html
    assert "1 of 1" in html
    assert "Enter a provider" not in html
    home.suspend()
    html = page(client_of(home.coordinator), address("directory"))
    assert "Licence suspended" in html
    assert "0 of 1" in html
    assert "Enter a provider" in html


def test_the_directory_costs_the_same_for_one_provider_as_for_several(home, django_assert_max_num_queries):
    client = client_of(home.manager)
    page(client, address("directory"))
    for _more in range(4):
        home.license(home.enter_provider(make_body()))
    with django_assert_max_num_queries(45):
        page(client, address("directory"))


def test_the_register_tells_who_is_licensed_until_when_and_who_is_not(home):
    with acting_as(home.coordinator):
        new = NewProvider("Invented home without papers", "ngo", home.shelter.pk, ("shelter",))
        providers.add_provider(new, actor=home.coordinator, now=now())
    html = page(client_of(home.coordinator), address("register", "page"))
    assert "1 of 2 services that need a licence have one" in html
    assert home.provider in html
    assert "Invented home without papers" in html.split("Services without a licence that holds</h2>")[1]
    for form in ("pdf", "docx", "xlsx"):
        assert client_of(home.coordinator).get(address("register", form)).status_code == 200
    with acting_as(SYSTEM):
        assert [each.action for each in entries(subject="R22")] == ["providers.taken"] * 3


def test_a_file_of_what_everybody_reads_is_in_one_language_throughout(home):
    home.ask()
    report = client_of().get(address("published", "docx"), {"language": "cnr"}, headers={"accept-language": "en"})
    assert "Published by" not in word_text(report.content)


def test_what_everybody_reads_of_providers_tells_no_code_and_no_places(home):
    home.ask()
    html = page(client_of(), address("licensed"))
    assert f"Invented home {home.shelter.code}" in html
    assert home.provider not in html
    assert "Places" not in html
    assert client_of().get(address("published", "xlsx")).status_code == 200
    assert client_of().get(address("register", "page")).headers["Location"].startswith("/account/login/")


def test_a_provider_is_entered_licensed_and_priced_by_form(home):
    body = make_body()
    client = home.coordinator
    done(client, address("add_provider"), name="Invented new home", kind="ngo", body=body.pk, services=["shelter"])
    with acting_as(SYSTEM):
        code = Provider.objects.get(body=body).code
    dates = {**day("valid_from", today()), **day("valid_until", today() + timedelta(days=10))}
    done(client, address("add_licence", code), service="shelter", number="77", places_men="3", **dates)
    done(client, address("set_rate", code), amount="25", **day("from_date", today()))
    html = page(client_of(client), address("provider", code))
    assert "Runs out in" in html
    assert "Men 3 of 3 free" in html


def test_a_wrong_form_says_what_to_do_and_keeps_what_was_entered(home):
    dates = {**day("valid_from", today()), **day("valid_until", today() - timedelta(days=10))}
    response = client_of(home.coordinator).post(
        address("add_licence", home.provider), {"service": "shelter", "number": "88", **dates}
    )
    assert response.status_code == 422
    assert "cannot end before it begins" in response.content.decode()
    assert 'value="88"' in response.content.decode()


def test_suspending_and_restoring_by_form(home):
    home.settle_in(days_ago=1)
    where = address("suspend", home.provider, home.licence_id)
    assert "1 stay is planned anew" in page(client_of(home.coordinator), where)
    done(home.coordinator, where, reason="inspection")
    with acting_as(SYSTEM):
        assert Suspension.objects.get().reason == "inspection"
    html = page(client_of(home.worker), address("shelter"))
    assert "To be planned anew" in html
    done(home.coordinator, address("restore", home.provider, home.licence_id), sent="yes")


def test_the_whole_stay_goes_by_form_and_the_panel_shows_the_code_only(home):
    where = address("ask", home.code, 1)
    html = page(client_of(home.manager), where)
    assert f"{home.provider}, Shelter accommodation: Women 2 of 2 free" in html
    assert "Invented home" not in html
    done(home.manager, where, profile="women", provider=f"{home.provider} shelter", **day("wanted_from", today()))
    with acting_as(SYSTEM):
        stay = Placement.objects.get().pk
    html = page(client_of(home.worker), address("shelter"))
    assert home.code not in html
    done(home.worker, address("accept", stay), sent="yes")
    html = page(client_of(home.worker), address("shelter"))
    assert home.code in html
    done(home.worker, address("enter", stay), has_agreed="on", **day("on", today()))
    html = page(client_of(home.manager), reverse("cases:case", args=[home.code]))
    assert home.provider in html
    assert "Invented home" not in html
    done(home.worker, address("leave", stay), reason="wish", **day("on", today()))
    assert home.stands(stay) == StayState.LEFT


def test_a_provider_that_is_full_is_refused_on_the_page_with_what_to_do():
    home = Shelter()
    home.ask()
    code, _person = home.another_case()
    data = {"profile": "women", "provider": f"{home.provider} shelter", **day("wanted_from", today())}
    response = client_of(home.manager).post(address("ask", code, 1), data)
    assert response.status_code == 422
    assert "put the person on the waiting list" in response.content.decode()


def test_a_provider_that_was_offered_and_stopped_meanwhile_is_refused_with_what_to_do(home):
    # The page was open before the licence was suspended: what it offered then is sent now.
    choice = {"profile": "women", "provider": f"{home.provider} shelter", **day("wanted_from", today())}
    home.suspend()
    response = client_of(home.manager).post(address("ask", home.code, 1), choice)
    assert response.status_code == 422
    html = response.content.decode()
    assert f"The licence of {home.provider} is suspended. Choose another provider with a free place." in html


@pytest.mark.parametrize("sent", ["P-NONE2 shelter", "nonsense", "P\x00 shelter", "P-2222X a_service_that_nobody_has"])
def test_a_provider_that_nobody_offered_is_refused(home, sent):
    choice = {"profile": "women", "provider": sent, **day("wanted_from", today())}
    assert client_of(home.manager).post(address("ask", home.code, 1), choice).status_code == 422
    assert not Placement.objects.exists()


def test_declining_and_withdrawing_by_form(home):
    first, second = home.ask(), None
    done(home.worker, address("decline", first), sent="yes")
    second = home.ask()
    done(home.manager, address("withdraw", second), sent="yes")
    assert (home.stands(first), home.stands(second)) == (StayState.DECLINED, StayState.WITHDRAWN)


def test_the_house_of_another_body_and_the_police_meet_no_stay(home):
    stay = home.settle_in(days_ago=1)
    stranger = make_actor("shelter_staff")
    assert client_of(stranger).get(address("leave", stay)).status_code == 404
    home.assign(home.investigator)
    html = page(client_of(home.investigator), reverse("cases:case", args=[home.code]))
    assert home.provider not in html
    assert client_of(home.investigator).get(address("shelter")).status_code == 403


def test_safe_contact_is_agreed_by_form_and_shown_on_the_panel(home):
    where = address("contact", home.code, 1)
    done(
        home.manager,
        where,
        forbidden=["phone"],
        no_post="on",
        hour_from="10:00",
        hour_until="14:00",
        language="cnr",
    )
    with acting_as(home.manager):
        limits = limits_of([home.person.pk])[home.person.pk].limits
    assert limits.forbidden == {Channel.PHONE}
    html = page(client_of(home.manager), reverse("cases:case", args=[home.code]))
    assert "Never: Telephone call." in html
    assert "Only between 10:00 and 14:00." in html
    assert 'value="10:00"' in page(client_of(home.manager), where)
    response = client_of(home.manager).post(where, {"hour_from": "nine", "language": "cnr"})
    assert response.status_code == 422
    assert "Enter an hour such as 9:00." in response.content.decode()


def test_a_paper_for_a_person_who_may_take_none_along_is_refused(home):
    where = reverse("cases:opened_by", args=[home.code, "pdf"])
    assert client_of(home.manager).get(where).status_code == 200
    with acting_as(home.manager):
        never = Limits("en", never_message=True)
        agree_limits(home.code, home.person.pk, never, actor=home.manager, now=now())
        assert not may_contact(home.person.pk, Channel.PAPER, now())
    response = client_of(home.manager).get(where)
    assert response.status_code == 409
    assert "must not be reached in this way" in response.content.decode()


def test_a_complaint_is_filed_from_the_case_and_settled_by_who_licenses(home):
    where = address("incident", home.code, 1)
    page(client_of(home.manager), where)
    sheet = sheet_of(
        about="provider",
        provider_code=home.provider.lower(),
        kind=["violence"],
        severity="grave",
        **day("reported_on", today()),
    )
    done(home.manager, where, **sheet)
    with acting_as(SYSTEM):
        incident = Incident.objects.get()
    assert incident.stops
    assert "Stops placements" in page(client_of(home.coordinator), address("incidents"))
    assert client_of(home.manager).get(address("incidents")).status_code == 403
    done(home.coordinator, address("settle", incident.pk), outcome="upheld")
    assert "Upheld" in page(client_of(home.coordinator), address("incidents"), list="settled")


def test_a_complaint_about_somebody_else_is_only_sealed(home):
    sheet = sheet_of(about="official", kind=["data"], severity="serious", **day("reported_on", today()))
    done(home.manager, address("incident", home.code, 1), **sheet)
    with acting_as(SYSTEM):
        assert not Incident.objects.exists()


def test_a_complaint_with_a_code_that_nobody_has_is_refused_and_nothing_is_written(home):
    sheet = sheet_of(about="provider", provider_code="P-NONE2", kind=["data"], severity="serious")
    response = client_of(home.manager).post(address("incident", home.code, 1), sheet)
    assert response.status_code == 422
    assert "no provider with this code" in response.content.decode()


def test_the_house_files_in_codes_and_another_house_may_not(home):
    where = address("house_incident", home.provider)
    done(home.worker, where, severity="serious", kind=["conditions"], **day("reported_on", today()))
    assert client_of(make_actor("shelter_staff")).get(where).status_code == 403


def test_the_statement_counts_nights_and_cost_and_names_nobody(home):
    first = today().replace(day=1)
    home.rate(25)
    home.settle_in(days_ago=(today() - first).days)
    month = f"{today():%Y-%m}"
    nights = (first + timedelta(days=31)).replace(day=1) - first
    html = page(client_of(home.coordinator), address("statement", home.provider, month, "page"))
    assert f"{nights.days}" in html
    assert home.code not in html
    response = client_of(home.worker).get(address("statement", home.provider, month, "xlsx"))
    cells = [cell for rows in sheets(response.content).values() for row in rows for cell in row]
    assert nights.days in cells
    assert nights.days * 25 in [float(cell) for cell in cells if isinstance(cell, int | float)]
    assert home.code not in str(cells)
    with acting_as(SYSTEM):
        assert "statement.read" in {entry.action for entry in entries(subject=home.provider)}


def test_the_statement_is_for_who_finances_and_for_the_house_itself(home):
    where = address("statement", home.provider, f"{today():%Y-%m}", "page")
    assert client_of(make_actor("head", body=make_body("MLSW"))).get(where).status_code == 200
    for stranger in (make_actor("head"), make_actor("shelter_staff"), home.manager):
        assert client_of(stranger).get(where).status_code == 403
    for month in ("2999-01", "2026-13", "soon"):
        assert client_of(home.coordinator).get(address("statement", home.provider, month, "page")).status_code == 404


def test_the_plan_page_shows_goals_costs_and_visits(home):
    for verb in ("report", "screen", "presume"):
        home.take("identification", verb)
    home.take("risk", "rate_low")
    home.take("support", "assess")
    home.take("support", "begin_plan", goal_1="Invented goal", cost_1="120", person_agrees="given")
    html = page(client_of(home.manager), address("plan", home.code, 1))
    assert "Invented goal" in html
    assert "€120" in html
    assert "No visit is on record yet." in html


def test_residence_officers_find_their_cases_with_days_left(home):
    officer = make_actor("residence_officer")
    html = page(client_of(officer), address("residence"))
    assert "No time runs now" in html
    assert client_of(home.manager).get(address("residence")).status_code == 403


def test_replanned_by_form(home):
    stay = home.settle_in(days_ago=1)
    home.suspend()
    done(home.manager, address("keep", home.code, stay), sent="yes")
    with acting_as(SYSTEM):
        assert Placement.objects.get().replan_since is None


@pytest.mark.parametrize("language", ["cnr", "cnr-cyrl", "sq"])
def test_the_pages_open_in_every_language(home, language):
    home.settle_in(days_ago=1)
    for actor, names in ((home.coordinator, ["directory", "incidents"]), (home.worker, ["shelter", "directory"])):
        for name in names:
            response = client_of(actor, language=language).get(address(name))
            assert response.status_code == 200
            assert "free places" not in response.content.decode()


@pytest.mark.parametrize("role", ["shelter_staff", "guardian", "health_worker", "police_investigator"])
def test_whoever_works_on_the_case_files_a_complaint_and_need_not_read_it_back(home, role):
    actor = make_actor(role)
    where = address("incident", home.code, 1)
    home.assign(actor)
    assert where in page(client_of(actor), reverse("cases:case", args=[home.code]))
    sheet = sheet_of(about="official", kind=["data"], severity="serious", **day("reported_on", today()))
    done(actor, where, **sheet)
    with acting_as(SYSTEM):
        (entry,) = Record.objects.filter(kind="f16_complaint")
        assert (entry.author_id, entry.part) == (actor.user_id, Part.SCREENING)
    with acting_as(actor):
        assert not Record.objects.filter(kind="f16_complaint").exists()


def test_who_does_not_work_on_the_case_files_nothing(home):
    where = address("incident", home.code, 1)
    assert client_of(home.coordinator).get(where).status_code == 403
    assert client_of(make_actor("shelter_staff")).get(where).status_code == 404
