"""Twenty invented plans of five hundred activities, each reported for its first half-year."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from zaklon.access.actor import SYSTEM
from zaklon.access.models import Body
from zaklon.access.rls import acting_as
from zaklon.common.dates import Quarter
from zaklon.plan.commands.periods import open_periods
from zaklon.plan.commands.plans import draft_plan, move_plan
from zaklon.plan.commands.strategies import draft_strategy, move_strategy
from zaklon.plan.kinds import AreaKind, Comparator, FundingState, Payer, ResultKind
from zaklon.plan.values import (
    ActivityValues,
    MeasureValues,
    MoneyValues,
    ObjectiveValues,
    PartValues,
    PlanValues,
    ResultValues,
    StrategyValues,
)

NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
_MEASURES = 20

# Reports are written straight into the tables: ten thousand walks of the real way would take an hour.
REPORTS = """
INSERT INTO plan_progressreport (id, plan_id, visible_to, is_adopted, activity_id, period_id, revision,
    correction_reason, status, lead_body_id, done_text, obstacles_text, next_step_text, code, is_late,
    late_accepted_reason, started_at, submitted_at, adopted_at)
SELECT gen_random_uuid(), a.plan_id, a.visible_to, s.status = 'adopted', a.id, p.id, 1, '', s.status, a.lead_body_id,
    'Carried out as planned.', '', '', s.code, s.code IN ('NI', 'PI'), '', now(), now(),
    CASE WHEN s.status = 'adopted' THEN now() END
FROM plan_activity a
JOIN LATERAL (SELECT id FROM plan_reportingperiod WHERE plan_id = a.plan_id ORDER BY end_date LIMIT 1) p ON true
JOIN LATERAL (SELECT (ARRAY['adopted','adopted','adopted','checked','approved','submitted','draft'])[1 + a.position % 7]
    AS status, (ARRAY['I','I','IC','PI','NI'])[1 + a.position % 5] AS code) s ON true
"""
EVENTS = """
INSERT INTO plan_reportevent (plan_id, visible_to, is_adopted, report_id, verb, status, reason, by_body_id, at)
SELECT plan_id, visible_to, is_adopted, id, 'submit', status, '', lead_body_id, now() - interval '9 days'
FROM plan_progressreport
"""
VALUES = """
INSERT INTO plan_resultvalue (id, plan_id, visible_to, is_adopted, report_id, result_id, number, text, origin)
SELECT gen_random_uuid(), r.plan_id, r.visible_to, r.is_adopted, r.id, i.id, 3, '', 'typed'
FROM plan_progressreport r JOIN plan_resultindicator i ON i.activity_id = r.activity_id
"""
SPENT = """
INSERT INTO plan_spentline (id, plan_id, visible_to, is_adopted, report_id, money_line_id, amount_minor, currency,
    payer, payer_body_id, note)
SELECT gen_random_uuid(), r.plan_id, r.visible_to, r.is_adopted, r.id, m.id, m.amount_minor / 2, m.currency, m.payer,
    m.payer_body_id, ''
FROM plan_progressreport r JOIN plan_moneyline m ON m.activity_id = r.activity_id
"""


def write(plans: int, activities: int) -> list[str]:
    """Write the plans; returns their ids, oldest first."""
    from django.db import connections

    with acting_as(SYSTEM):
        codes = list(Body.objects.filter(is_generic=False, parent=None).order_by("code").values_list("code", flat=True))
        strategy_id = _strategy(plans)
        plan_ids = [_plan(strategy_id, 2000 + number, activities, codes) for number in range(plans)]
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1")
    return [str(plan_id) for plan_id in plan_ids]


def _strategy(plans: int) -> UUID:
    values = StrategyValues(
        code="BENCH",
        title="Invented strategy",
        language="en",
        first_year=2000,
        last_year=2000 + plans,
        objectives=(ObjectiveValues(1, "Invented objective", AreaKind.PREVENTION, "Prevention"),),
    )
    strategy_id = draft_strategy(values, actor=SYSTEM, now=NOW)
    for verb in ("submit", "adopt"):
        move_strategy(strategy_id, verb, actor=SYSTEM, now=NOW, adopted_on=date(2000, 1, 1))
    return strategy_id


def _plan(strategy_id: UUID, year: int, activities: int, codes: list[str]) -> UUID:
    per_measure = activities // _MEASURES
    measures = tuple(
        MeasureValues(
            1,
            f"1.{measure + 1}",
            f"1.{measure + 1}",
            f"Invented measure {measure + 1}",
            tuple(_activity(measure, number, year, codes) for number in range(per_measure)),
        )
        for measure in range(_MEASURES)
    )
    plan_id = draft_plan(
        strategy_id, PlanValues(year, f"Invented plan {year}", "en", "EUR", measures), actor=SYSTEM, now=NOW
    )
    move_plan(plan_id, "submit", actor=SYSTEM, now=NOW)
    move_plan(plan_id, "adopt", actor=SYSTEM, now=NOW, adopted_by="Invented Government")
    open_periods(plan_id, days_to_report=15, actor=SYSTEM, now=NOW)
    return plan_id


def _activity(measure: int, number: int, year: int, codes: list[str]) -> ActivityValues:
    lead, partner = codes[(measure + number) % len(codes)], codes[(measure + number + 3) % len(codes)]
    return ActivityValues(
        code=f"1.{measure + 1}.{number + 1}",
        title=f"Invented activity {number + 1} of measure {measure + 1}",
        parts=(PartValues(lead), PartValues(partner)),
        start=Quarter(year, 1 + number % 2),
        end=Quarter(year, 3 + number % 2),
        results=(ResultValues("Four trainings", ResultKind.NUMBER, Comparator.AT_LEAST, Decimal(4), "training"),),
        funding=FundingState.FUNDED,
        money=(MoneyValues(100_000 + number, "EUR", Payer.BUDGET, lead),),
    )
