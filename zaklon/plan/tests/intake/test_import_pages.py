"""The whole way of the real plan through the pages: upload, questions, confirmation, again, amendment, merge."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.urls import reverse

from zaklon.access.rls import acting_as
from zaklon.plan.kinds import FundingState, PartRole, Payer
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    KeyMeasure,
    MoneyLine,
    Objective,
    PerformanceIndicator,
    PlanImport,
    Reference,
    ResultIndicator,
    YearlyPlan,
)
from zaklon.plan.states import ImportStatus, PaperStatus
from zaklon.plan.tests.intake.register import FORMS, real_plan
from zaklon.plan.tests.intake.walking import NEW_STRATEGY, text_of
from zaklon.plan.tests.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAPER = {**NEW_STRATEGY, "title": "Invented title", "year": "2020", "language": "en", "currency": "EUR"}


def upload(client, content, name):
    """Send a file; where the page leads."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("plan:import_upload"), {"file": file, "strategy": "", "year": ""}, follow=True)


def import_page(client):
    return reverse("plan:import", args=[newest_import().pk])


def newest_import():
    from zaklon.access.actor import SYSTEM

    with acting_as(SYSTEM):
        return PlanImport.objects.order_by("-read_at").first()


def fields_of(page):
    """Names of a page's controls with their options."""
    text = text_of(page)
    form = text[text.index('name="keys"') : text.index("</form>", text.index('name="keys"'))]
    names = dict.fromkeys(re.findall(r'name="(q-[0-9a-f]+)"', form))
    options = {}
    for name in names:
        part = form[form.index(f'name="{name}"') :]
        select = part.startswith(f'name="{name}"') and "<option" in part[: part.find("</section>")]
        if select:
            values = re.findall(r'<option value="([^"]*)"', part[: part.find("</select>")])
        else:
            values = re.findall(rf'name="{name}"[^>]*value="([^"]*)"', form)
        options[name] = [html.unescape(value) for value in values if value]
    keys = re.search(r'name="keys" value="([^"]*)"', form)[1]
    return keys, options


def settle(client, show="must"):
    """Answer every question of a page with its first choice."""
    address = import_page(client)
    keys, options = fields_of(client.get(f"{address}?show={show}"))
    data = {name: values[0] for name, values in options.items()}
    return client.post(reverse("plan:import_answers", args=[newest_import().pk]), {"keys": keys, "show": show, **data})


def bring_in(client, form):
    """Walk the whole way of a file that begins a strategy."""
    page = upload(client, real_plan(form), f"action-plan-2020.{form}")
    assert "Questions" in text_of(page)
    assert client.post(reverse("plan:import_paper", args=[newest_import().pk]), PAPER).status_code == 302
    assert settle(client).status_code == 302
    confirm = reverse("plan:import_confirm", args=[newest_import().pk])
    assert "48 activities" in text_of(client.get(confirm))
    page = client.post(confirm, follow=True)
    assert "kept as a draft" in text_of(page)
    return page


@pytest.mark.parametrize("form", FORMS)
def test_the_real_plan_comes_in_through_the_pages_with_every_figure(coordinator, form):
    bring_in(client_of(coordinator), form)
    with acting_as(coordinator):
        assert Objective.objects.count() == 4
        assert KeyMeasure.objects.count() == 15
        assert Activity.objects.count() == 48
        assert ResultIndicator.objects.count() == 59
        assert PerformanceIndicator.objects.count() == 11
        assert MoneyLine.objects.aggregate(total=Sum("amount_minor"))["total"] == 17_390_000
        donations = MoneyLine.objects.filter(payer=Payer.DONATION)
        assert donations.aggregate(total=Sum("amount_minor"))["total"] == 8_250_000
        assert Activity.objects.filter(funding=FundingState.NONE_REQUIRED).count() == 20
        lines = MoneyLine.objects.filter(activity__code="4.3.1").order_by("position")
        assert [(line.amount_minor, line.payer) for line in lines] == [
            (1_500_000, Payer.ALL_IMPLEMENTERS),
            (500_000, Payer.DONATION),
        ]
        leads = dict(ActivityBody.objects.filter(role=PartRole.LEAD).values_list("activity__code", "body__code"))
        assert len(leads) == 48
        assert {code: leads[code] for code in ("1.1.1", "1.1.5", "1.1.7", "2.4.2", "4.1.2", "4.3.1")} == {
            "1.1.1": "MOI-CIV",
            "1.1.5": "MOI-DEP",
            "1.1.7": "HRMA",
            "2.4.2": "SCM",
            "4.1.2": "CBO",
            "4.3.1": "MOI",
        }
        assert sorted(Reference.objects.values_list("code", flat=True)) == ["25", "28"]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_plan_in_any_form_changes_nothing_the_second_time(coordinator, form):
    client = client_of(coordinator)
    bring_in(client, "xlsx")
    page = upload(client, real_plan(form), f"again.{form}")
    assert "already the plan of 2020" in text_of(page)
    with acting_as(coordinator):
        assert (PlanImport.objects.count(), YearlyPlan.objects.count(), Activity.objects.count()) == (1, 1, 48)


def test_a_waiting_file_sent_again_is_the_same_import(coordinator):
    client = client_of(coordinator)
    upload(client, real_plan("txt"), "plan.txt")
    page = upload(client, real_plan("docx"), "plan.docx")
    assert "already waiting" in text_of(page)
    with acting_as(coordinator):
        assert PlanImport.objects.count() == 1


def adopt_plan(coordinator, board):
    with acting_as(coordinator):
        plan = YearlyPlan.objects.get()
    adopted_by = {"adopted_by": "Invented Government"}
    office, members = client_of(coordinator), client_of(board)
    office.post(reverse("plan:strategy_step", args=[plan.strategy_id, "submit"]))
    office.post(reverse("plan:plan_step", args=[plan.pk, "submit"]))
    too_early = members.post(reverse("plan:adopt_plan", args=[plan.pk]), adopted_by)
    assert too_early.status_code == 409
    assert "not adopted yet" in too_early.content.decode()
    assert members.post(reverse("plan:adopt_strategy", args=[plan.strategy_id]), adopted_by).status_code == 302
    assert members.post(reverse("plan:adopt_plan", args=[plan.pk]), adopted_by).status_code == 302
    return plan.pk


def test_a_newer_file_becomes_an_amendment_with_exactly_its_difference_and_is_merged(coordinator, board):
    client = client_of(coordinator)
    bring_in(client, "txt")
    plan_id = adopt_plan(coordinator, board)
    changed = real_plan("txt").decode().replace("4 000 Euros", "4 500 Euros", 1)
    assert changed != real_plan("txt").decode()
    upload(client, changed.encode(), "newer.txt")
    paper = {"title": "Invented title", "year": "2020", "language": "en", "currency": "EUR", "strategy": "INV-2019"}
    client.post(reverse("plan:import_paper", args=[newest_import().pk]), paper)
    settle(client)
    confirm = reverse("plan:import_confirm", args=[newest_import().pk])
    foreseen = text_of(client.get(confirm))
    assert "An amendment of the plan of 2020 is drafted" in foreseen
    assert "€4,000" in foreseen
    assert "€4,500" in foreseen
    amendment = text_of(client.post(confirm, follow=True))
    assert "Changed (1)" in amendment
    with acting_as(coordinator):
        amendment_id = YearlyPlan.objects.get(amends_id=plan_id).pk
    client.post(reverse("plan:plan_step", args=[amendment_id, "submit"]))
    merged = client_of(board).post(
        reverse("plan:merge_amendment", args=[amendment_id]), {"reason": "Prices rose."}, follow=True
    )
    assert "merged" in text_of(merged)
    assert "€4,500" in text_of(client.get(reverse("plan:amendment", args=[amendment_id])))
    with acting_as(coordinator):
        plan = YearlyPlan.objects.get(pk=plan_id)
        assert (plan.revision, plan.status) == (2, PaperStatus.ADOPTED)
        assert MoneyLine.objects.filter(plan=plan).aggregate(total=Sum("amount_minor"))["total"] == 17_440_000
        assert Activity.objects.filter(plan=plan).count() == 48
        assert newest_import().status == ImportStatus.CONFIRMED


def test_every_page_of_an_import_opens(coordinator):
    client = client_of(coordinator)
    upload(client, real_plan("docx"), "plan.docx")
    address = import_page(client)
    for show in ("must", "open", "answered"):
        text_of(client.get(f"{address}?show={show}"))
    for part in ("activity", "measure", "objective", "indicator"):
        text_of(client.get(f"{address}rows/?part={part}"))
        text_of(client.get(f"{address}rows/?part={part}&only=unsure"))
    for row in ("activity 4.3.1", "measure 1", "objective 2", "indicator PI-4.2"):
        text_of(client.get(f"{address}row", {"row": row}))
    for page in ("paper", "confirm", "discard"):
        text_of(client.get(f"{address}{page}"))
    text_of(client.get(reverse("plan:imports")))
