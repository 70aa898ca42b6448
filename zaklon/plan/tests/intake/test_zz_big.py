import resource
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.rls import acting_as
from zaklon.plan.models import *
from zaklon.plan.tests.importing.made_plans import make_plan, render
from zaklon.plan.tests.intake.test_import_pages import *
from zaklon.plan.tests.pages import client_of


@pytest.mark.parametrize("n", [500, 5000])
def test_big(coordinator, n):
    c = client_of(coordinator)
    made = make_plan(n)
    content = render(made, "xlsx")

    def t(name, f):
        a = time.perf_counter()
        with CaptureQueriesContext(connection) as q:
            r = f()
        print(
            f"{name}: {time.perf_counter() - a:.2f}s {len(q)} queries status {r.status_code} {len(r.content) // 1000} kB, rss {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )
        return r

    t(
        "upload",
        lambda: c.post(
            reverse("plan:import_upload"),
            {"file": SimpleUploadedFile("plan-2027.xlsx", content), "strategy": "", "year": ""},
        ),
    )
    a = import_page(c)
    t("review first", lambda: c.get(a))
    t("review", lambda: c.get(a))
    t("review open", lambda: c.get(a + "?show=open"))
    t("rows", lambda: c.get(a + "rows/?part=activity"))
    t("rows unsure", lambda: c.get(a + "rows/?part=activity&only=unsure&page=3"))
    t("row", lambda: c.get(a + "row?row=activity " + made.measures[0].activities[0].code))
    t("paper", lambda: c.post(a + "paper", {**PAPER, "year": "2027", "first_year": "2026", "last_year": "2030"}))
    for i in range(40):
        from zaklon.plan.tests.intake.walking import settled

        b = settled(coordinator, newest_import().pk).settled.blocking
        if not b:
            break
        if i == 0:
            print("blocking", len(b), b[0])
        t("settle", lambda: settle(c))
    t("confirm page", lambda: c.get(a + "confirm"))
    t("confirm", lambda: c.post(a + "confirm"))
    with acting_as(coordinator):
        print(Activity.objects.count())
        p = YearlyPlan.objects.get().pk
    t("draft", lambda: c.get(reverse("plan:draft", args=[p])))
