"""From the real file to the plan in the database, again, and as an amendment."""

import pytest
from django.db.models import Sum

from zaklon.access.rls import acting_as
from zaklon.plan.kinds import FundingState, Payer
from zaklon.plan.models import (
    Activity,
    KeyMeasure,
    MoneyLine,
    Objective,
    PerformanceIndicator,
    ResultIndicator,
)
from zaklon.plan.tests.intake.register import FORMS, real_plan
from zaklon.plan.tests.intake.walking import bring_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", FORMS)
def test_real(coordinator, form):
    bring_in(coordinator, real_plan(form), f"action-plan-2020.{form}")
    with acting_as(coordinator):
        assert Objective.objects.count() == 4
        assert KeyMeasure.objects.count() == 15
        assert Activity.objects.count() == 48
        assert ResultIndicator.objects.count() == 59
        assert PerformanceIndicator.objects.count() == 11
        assert MoneyLine.objects.aggregate(t=Sum("amount_minor"))["t"] == 17_390_000
        assert MoneyLine.objects.filter(payer=Payer.DONATION).aggregate(t=Sum("amount_minor"))["t"] == 8_250_000
        assert Activity.objects.filter(funding=FundingState.NONE_REQUIRED).count() == 20
