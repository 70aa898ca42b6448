"""The dashboard and the pages of plans, as people of each role see them."""

import pytest

from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.tests.factories import activity_values, make_plan
from zaklon.plan.tests.pages import client_of, page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:No directory at"),
    pytest.mark.urls("zaklon.plan.tests.urls_for_overview"),
]


def test_smoke():
    body = make_body("MOI", name="Invented ministry")
    plan = make_plan(activity_values(lead=body.code), activity_values("1.1.2", lead=body.code))
    coordinator = make_actor("coordinator")
    c = client_of(coordinator)
    for path in [
        "/plan/",
        "/plan/strategies/",
        f"/plan/strategies/{plan.strategy_id}/",
        f"/plan/strategies/{plan.strategy_id}/indicators/",
        f"/plan/plans/{plan.pk}/",
        f"/plan/plans/{plan.pk}/timeline/",
        f"/plan/plans/{plan.pk}/money/",
        "/progress/",
        "/progress/activities/",
        "/progress/progress.csv",
        "/progress/progress.json",
        "/progress/schema.json",
    ]:
        r = page(c, path)
        print(path, len(r))


@pytest.fixture(autouse=True)
def _exit(settings):
    settings.EXIT_URL = "https://example.invalid/"
