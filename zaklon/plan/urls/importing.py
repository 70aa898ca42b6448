"""Importing a plan, drafts, amendments."""

from django.urls import URLPattern, path

from zaklon.plan.views import amendments, drafts, import_rows, importing, strategy_steps

urlpatterns: list[URLPattern] = [
    path("plan/imports/", importing.imports, name="imports"),
    path("plan/imports/upload", importing.upload, name="import_upload"),
    path("plan/imports/<uuid:import_id>/", importing.review, name="import"),
    path("plan/imports/<uuid:import_id>/answers", importing.answers, name="import_answers"),
    path("plan/imports/<uuid:import_id>/accept", importing.accept, name="import_accept"),
    path("plan/imports/<uuid:import_id>/paper", importing.paper, name="import_paper"),
    path("plan/imports/<uuid:import_id>/rows/", import_rows.rows, name="import_rows"),
    path("plan/imports/<uuid:import_id>/row", import_rows.row, name="import_row"),
    path("plan/imports/<uuid:import_id>/confirm", importing.confirmation, name="import_confirm"),
    path("plan/imports/<uuid:import_id>/discard", importing.discard, name="import_discard"),
    path("plan/strategies/<uuid:strategy_id>/steps/", strategy_steps.steps, name="strategy_steps"),
    path("plan/strategies/<uuid:strategy_id>/steps/<slug:verb>", strategy_steps.step, name="strategy_step"),
    path("plan/strategies/<uuid:strategy_id>/adopt", strategy_steps.adopt, name="adopt_strategy"),
    path("plan/plans/<uuid:plan_id>/paper", amendments.paper, name="paper"),
    path("plan/plans/<uuid:plan_id>/amendments/", amendments.amendments, name="amendments"),
    path("plan/plans/<uuid:plan_id>/amend", amendments.begin, name="amend"),
    path("plan/plans/<uuid:plan_id>/step/<slug:verb>", amendments.step, name="plan_step"),
    path("plan/plans/<uuid:plan_id>/adopt", amendments.adopt, name="adopt_plan"),
    path("plan/plans/<uuid:plan_id>/discard", amendments.discard, name="discard_plan"),
    path("plan/amendments/<uuid:amendment_id>/", amendments.amendment, name="amendment"),
    path("plan/amendments/<uuid:amendment_id>/merge", amendments.merge, name="merge_amendment"),
    path("plan/plans/<uuid:plan_id>/draft/", drafts.draft, name="draft"),
    path("plan/plans/<uuid:plan_id>/draft/activity", drafts.add, name="add_activity"),
    path("plan/plans/<uuid:plan_id>/draft/measure", drafts.measure, name="add_measure"),
    path("plan/plans/<uuid:plan_id>/draft/carry-over", drafts.carry_over, name="carry_over"),
    path("plan/activities/<uuid:activity_id>/change", drafts.change, name="change_activity"),
    path("plan/activities/<uuid:activity_id>/remove", drafts.remove, name="remove_activity"),
    path("plan/measures/<uuid:measure_id>/change", drafts.change_measure, name="change_measure"),
]
