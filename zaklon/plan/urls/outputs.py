"""Reports to take out."""

from django.urls import URLPattern, path

from zaklon.plan.views import outputs as views

urlpatterns: list[URLPattern] = [
    path("plan/plans/<uuid:plan_id>/outputs/", views.outputs_of_plan, name="outputs"),
    path(
        "plan/outputs/implementation/<uuid:period_id>.<str:form>", views.implementation_of_period, name="implementation"
    ),
    path(
        "plan/outputs/implementation/<uuid:period_id>/table-<int:number>.csv",
        views.implementation_table,
        name="implementation_table",
    ),
    path("plan/outputs/chapter24/<uuid:period_id>.<str:form>", views.chapter24_of_period, name="chapter24"),
    path(
        "plan/outputs/chapter24/<uuid:period_id>/table-<int:number>.csv", views.chapter24_table, name="chapter24_table"
    ),
    path("plan/outputs/plan/<uuid:plan_id>.<str:form>", views.paper_of_plan, name="paper"),
    path("plan/outputs/plan/<uuid:plan_id>/table-<int:number>.csv", views.paper_table, name="paper_table"),
]
