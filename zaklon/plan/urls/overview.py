"""Dashboard, strategies, plans, timeline, money, indicators, the public pages."""

from django.urls import URLPattern, path

from zaklon.plan.views import indicators, overview, overview_money, overview_plans, public, public_activity, public_data

urlpatterns: list[URLPattern] = [
    path("plan/", overview.dashboard, name="dashboard"),
    path("plan/strategies/", overview_plans.strategies, name="strategies"),
    path("plan/strategies/<uuid:strategy_id>/", overview_plans.strategy, name="strategy"),
    path("plan/strategies/<uuid:strategy_id>/indicators/", indicators.indicators, name="indicators"),
    path("plan/indicators/<uuid:indicator_id>/", indicators.indicator, name="indicator"),
    path("plan/indicators/<uuid:indicator_id>/record/", indicators.record, name="indicator_record"),
    path("plan/plans/<uuid:plan_id>/", overview_plans.plan, name="plan"),
    path("plan/plans/<uuid:plan_id>/timeline/", overview_plans.timeline, name="timeline"),
    path("plan/plans/<uuid:plan_id>/money/", overview_money.money, name="money"),
    path("progress/", public.progress, name="public"),
    path("progress/activities/", public.activities, name="public_activities"),
    path("progress/activities/<uuid:activity_id>/", public_activity.activity, name="public_activity"),
    path("progress/progress.csv", public_data.csv_file, name="public_csv"),
    path("progress/progress.json", public_data.json_file, name="public_json"),
    path("progress/schema.json", public_data.schema_file, name="public_schema"),
]
